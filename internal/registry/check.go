package registry

import (
	"cmp"
	"slices"
	"strings"
)

// check finds what rows of one file may not have together: names that differ only in
// case, which every lookup takes for one name (RFC 6335 §5.1), and a port that a name has
// twice on a transport. Withdrawn rows may overlap others, but not repeat them.
func check(rows []*Row) (errs ErrorList) {
	type nameOn struct {
		name      string
		transport Transport
	}
	seen := map[string]*Row{}
	byName := map[nameOn][]*Row{}
	for _, r := range rows {
		if r.Name == "" {
			continue
		}
		name := strings.ToLower(r.Name)
		if other, ok := seen[name]; !ok {
			seen[name] = r
		} else if other.Name != r.Name {
			errs = append(errs, r.Errorf("service name %q: differs only in case from %q %s: spell both the same", r.Name, other.Name, other.SeenFrom(r)))
		}
		if r.HasPort {
			k := nameOn{name, r.Transport}
			byName[k] = append(byName[k], r)
		}
	}
	for _, rows := range byName {
		if len(rows) > 1 {
			errs = append(errs, checkPorts(rows)...)
		}
	}
	return errs
}

// checkPorts finds ports that rows of one name and transport have twice.
func checkPorts(rows []*Row) (errs ErrorList) {
	slices.SortStableFunc(rows, func(a, b *Row) int { return cmp.Compare(a.Ports.First, b.Ports.First) })
	same := map[Ports]*Row{}
	var furthest *Row // of the live ones, by the last port so far
	for _, r := range rows {
		other := same[r.Ports]
		same[r.Ports] = r
		if r.Withdrawn == "" {
			if furthest != nil && furthest.Ports.Last >= r.Ports.First {
				other = furthest
			}
			if furthest == nil || r.Ports.Last > furthest.Ports.Last {
				furthest = r
			}
		}
		if other != nil {
			a, b := other, r
			if a.Line > b.Line {
				a, b = b, a
			}
			errs = append(errs, b.Errorf("service name %q: has port %d on %s already %s: remove one of the rows", b.Name, r.Ports.First, On(r.Transport), a.SeenFrom(b)))
		}
	}
	return errs
}

// On names a transport, or all of them for the zero one, for a message.
func On(t Transport) string {
	if t == 0 {
		return "any transport"
	}
	return t.String()
}
