package catalog

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"example.com/ianaports/internal/registry"
)

// A Kind says what happened to a constant or to a name.
type Kind string

// The kinds of changes, from the worst to the mildest.
const (
	Removed    Kind = "removed"
	Renumbered Kind = "renumbered"
	Renamed    Kind = "renamed"   // a service's port has another identifier
	Withdrawn  Kind = "withdrawn" // gone from the registry, kept here as deprecated
	Primary    Kind = "primary"   // another name comes first on a port, or another port of a name
	Returned   Kind = "returned"  // no longer withdrawn
	Added      Kind = "added"
)

var kinds = []Kind{Removed, Renumbered, Renamed, Withdrawn, Primary, Returned, Added}

// A Level is what a change of a package amounts to in Go's terms
// (https://go.dev/doc/modules/version-numbers).
type Level string

// The levels.
const (
	Patch Level = "patch" // nothing that code can depend on
	Minor Level = "minor" // nothing that code can depend on is gone or means another number
	Major Level = "major"
)

// AtLeast reports whether l is as much as other, or more.
func (l Level) AtLeast(other Level) bool {
	order := []Level{Patch, Minor, Major}
	return slices.Index(order, l) >= slices.Index(order, other)
}

func (k Kind) level() Level {
	switch k {
	case Removed, Renumbered, Renamed:
		return Major
	}
	return Minor
}

// A Change is one change for callers: of a constant, of a name that can be
// looked up, or of the name of a port.
type Change struct {
	Kind Kind `json:"kind"`
	// Constant is the untyped constant; the typed one changes with it.
	Constant  string `json:"constant,omitempty"`
	Name      string `json:"name,omitempty"`
	Transport string `json:"transport,omitempty"`
	// OldPort and NewPort are empty where there is none.
	OldPort *uint16 `json:"oldPort,omitempty"`
	NewPort *uint16 `json:"newPort,omitempty"`
	// OldName is the former primary name of a port.
	OldName string `json:"oldName,omitempty"`
	// NewConstant is what a renamed constant is called now.
	NewConstant string `json:"newConstant,omitempty"`
}

// Changes is all that differs for callers between two catalogs.
type Changes struct {
	Constants []Change `json:"constants"`
	Names     []Change `json:"names"`
	Primaries []Change `json:"primaries"`
	// What else differs is counted: in services that both have, and the
	// ports, on any transport, with another status.
	Titles     int   `json:"titles"`
	References int   `json:"references"`
	Aliases    int   `json:"aliases"`
	Owners     int   `json:"owners"`
	Statuses   int   `json:"statuses"`
	Verdict    Level `json:"verdict"`
}

// Compare returns what a new catalog changes for callers of the old one.
func Compare(old, new *Catalog) *Changes {
	c := &Changes{
		Constants: compareConstants(old, new),
		Names:     compareNames(old, new),
		Primaries: comparePrimaries(old, new),
		Verdict:   Patch,
	}
	c.count(old, new)
	for _, changes := range [][]Change{c.Constants, c.Names, c.Primaries} {
		slices.SortStableFunc(changes, func(a, b Change) int {
			return cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind))
		})
		for _, change := range changes {
			if level := change.Kind.level(); level.AtLeast(c.Verdict) {
				c.Verdict = level
			}
		}
	}
	return c
}

func compareConstants(old, new *Catalog) []Change {
	changes := []Change{}
	now := map[string]*Constant{}
	for _, k := range new.Constants {
		now[k.Untyped] = k
	}
	before := map[string]bool{}
	for _, k := range old.Constants {
		before[k.Untyped] = true
		change := Change{Constant: k.Untyped, OldPort: &k.Port}
		n, ok := now[k.Untyped]
		switch {
		case !ok:
			change.Kind = Removed
			if n := renamed(k, new); n != nil {
				change.Kind, change.NewConstant, change.NewPort = Renamed, n.Untyped, &n.Port
			}
		case n.Port == k.Port && n.Typed != k.Typed:
			change.Kind, change.Constant, change.NewConstant, change.NewPort = Renamed, k.Typed, n.Typed, &n.Port
		default:
			change.NewPort = &n.Port
			switch was, is := k.Withdrawn() != "", n.Withdrawn() != ""; {
			case n.Port != k.Port:
				change.Kind = Renumbered
			case is && !was:
				change.Kind = Withdrawn
			case was && !is:
				change.Kind = Returned
			}
		}
		if change.Kind == Renamed {
			before[change.NewConstant] = true // which is not added besides
		}
		if change.Kind != "" {
			changes = append(changes, change)
		}
	}
	for _, k := range new.Constants {
		if !before[k.Untyped] {
			changes = append(changes, Change{Kind: Added, Constant: k.Untyped, NewPort: &k.Port})
		}
	}
	return changes
}

// renamed returns the constant that one of the services of a lost constant has for
// the same port now, or nil.
func renamed(lost *Constant, c *Catalog) *Constant {
	serves := func(k *Constant, name string) bool {
		return slices.ContainsFunc(k.Services, func(s *Service) bool { return registry.Fold(s.Name) == registry.Fold(name) })
	}
	for _, k := range c.Constants {
		if k.Port == lost.Port && k.Last == lost.Last && slices.ContainsFunc(lost.Services, func(s *Service) bool { return serves(k, s.Name) }) {
			return k
		}
	}
	return nil
}

// A portOf is a name with one of its ports on a transport.
type portOf struct {
	name      string // folded
	transport registry.Transport
	port      uint16
}

func servicesByPort(c *Catalog) map[portOf]*Service {
	services := map[portOf]*Service{}
	for _, s := range c.Services {
		services[portOf{registry.Fold(s.Name), s.Transport, s.First}] = s
	}
	return services
}

func (p portOf) compare(o portOf) int {
	return cmp.Or(cmp.Compare(p.port, o.port), cmp.Compare(p.transport, o.transport), cmp.Compare(p.name, o.name))
}

// compareNames compares what can be looked up: which port of a name Lookup gives,
// and each of its ports.
func compareNames(old, new *Catalog) []Change {
	changes := []Change{}
	before, now := servicesByPort(old), servicesByPort(new)
	reported := map[portOf]bool{}
	for _, t := range registry.Transports {
		for _, name := range slices.Sorted(maps.Keys(old.Ports(t))) {
			was := old.Ports(t)[name]
			is, ok := new.Ports(t)[name]
			if !ok || is == was {
				continue
			}
			from, to := portOf{name, t, was}, portOf{name, t, is}
			change := Change{Kind: Primary, Name: before[from].Name, Transport: t.String(), OldPort: &was, NewPort: &is}
			if now[from] == nil {
				change.Kind = Renumbered
				reported[from], reported[to] = true, before[to] == nil
			}
			changes = append(changes, change)
		}
	}
	changed := map[string]bool{}
	for _, change := range changes {
		changed[registry.Fold(change.Name)] = true
	}
	wasAny, isAny := anyPorts(old), anyPorts(new)
	for _, name := range slices.Sorted(maps.Keys(wasAny)) {
		was := wasAny[name]
		is, ok := isAny[name]
		if !ok || is == was || changed[name] {
			continue
		}
		change := Change{Kind: Renumbered, Name: name, Transport: "any transport", OldPort: &was, NewPort: &is}
		if slices.ContainsFunc(registry.Transports[:], func(t registry.Transport) bool { return now[portOf{name, t, was}] != nil }) {
			change.Kind = Primary
		}
		changes = append(changes, change)
	}
	for _, p := range slices.SortedFunc(maps.Keys(before), portOf.compare) {
		was, is := before[p], now[p]
		change := Change{Name: was.Name, Transport: p.transport.String(), OldPort: &was.First}
		switch {
		case reported[p]:
			continue
		case is == nil:
			change.Kind = Removed
		case was.Withdrawn == "" && is.Withdrawn != "":
			change.Kind, change.NewPort = Withdrawn, &is.First
		case was.Withdrawn != "" && is.Withdrawn == "":
			change.Kind, change.NewPort = Returned, &is.First
		default:
			continue
		}
		changes = append(changes, change)
	}
	for _, p := range slices.SortedFunc(maps.Keys(now), portOf.compare) {
		if is := now[p]; before[p] == nil && !reported[p] {
			changes = append(changes, Change{Kind: Added, Name: is.Name, Transport: p.transport.String(), NewPort: &is.First})
		}
	}
	return changes
}

// anyPorts returns what Lookup gives for the zero Transport.
func anyPorts(c *Catalog) map[string]uint16 {
	ports := map[string]uint16{}
	for _, t := range slices.Backward(registry.Transports[:]) {
		maps.Copy(ports, c.Ports(t))
	}
	return ports
}

func comparePrimaries(old, new *Catalog) []Change {
	changes := []Change{}
	for port := range numPorts {
		for _, t := range registry.Transports {
			was, is := old.Primary(t, port), new.Primary(t, port)
			if was == nil || is == nil || was.Name == is.Name {
				continue
			}
			p := uint16(port)
			changes = append(changes, Change{Kind: Primary, Name: is.Name, OldName: was.Name, Transport: t.String(), NewPort: &p})
		}
	}
	return changes
}

func (c *Changes) count(old, new *Catalog) {
	before := servicesByPort(old)
	for p, is := range servicesByPort(new) {
		was, ok := before[p]
		if !ok {
			continue
		}
		for _, field := range []struct {
			count    *int
			was, now string
		}{
			{&c.Titles, was.Description, is.Description},
			{&c.References, was.Reference, is.Reference},
			{&c.Aliases, was.Alias, is.Alias},
			{&c.Owners, was.Owner, is.Owner},
		} {
			if field.was != field.now {
				*field.count++
			}
		}
	}
	for _, t := range registry.Transports {
		for port := range numPorts {
			if old.Status(t, port) != new.Status(t, port) {
				c.Statuses++
			}
		}
	}
}

// String describes the change in one line.
func (c Change) String() string {
	port := func(p *uint16) string { return strconv.Itoa(int(*p)) }
	switch {
	case c.Constant != "":
		switch c.Kind {
		case Removed:
			return fmt.Sprintf("%s = %s", c.Constant, port(c.OldPort))
		case Renumbered:
			return fmt.Sprintf("%s = %s, was %s", c.Constant, port(c.NewPort), port(c.OldPort))
		case Renamed:
			return fmt.Sprintf("%s = %s, was %s", c.NewConstant, port(c.NewPort), c.Constant)
		}
		return fmt.Sprintf("%s = %s", c.Constant, port(c.NewPort))
	case c.Kind == Primary && c.OldName != "":
		return fmt.Sprintf("%s/%s is %s, was %s", port(c.NewPort), c.Transport, c.Name, c.OldName)
	case c.Kind == Renumbered || c.Kind == Primary:
		return fmt.Sprintf("%s is %s/%s, was %s", c.Name, port(c.NewPort), c.Transport, port(c.OldPort))
	case c.NewPort == nil:
		return fmt.Sprintf("%s %s/%s", c.Name, port(c.OldPort), c.Transport)
	}
	return fmt.Sprintf("%s %s/%s", c.Name, port(c.NewPort), c.Transport)
}
