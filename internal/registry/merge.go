package registry

import "slices"

// Merge adds the records of later registries to the first one's. What no single
// registry may have, they may not have together; and a later one may not give a
// name of an earlier one another port. On a port, the names of the earlier come
// first, or those of the later if that is preferred.
//
// The rows of services(5) files give way: where the other registries have the name on
// the port, the row is passed over and counted, and where they have it on another
// port, the name has both, and stands for that of the preferred one.
func Merge(preferLater bool, registries ...*Registry) (*Registry, error) {
	var all Registry
	var errs ErrorList
	// The rows of services(5) files come last, to find what they give way to.
	for _, services := range []bool{false, true} {
		for i, reg := range registries {
			if !services {
				errs = append(errs, all.moved(reg)...)
				all.NameOnly += reg.NameOnly
				all.OtherProtocols += reg.OtherProtocols
				all.Repeated += reg.Repeated
			}
			known := knownServices{all.byName(), newAssignments(&all).named}
			var added []Record
			for _, r := range reg.Records {
				if r.FromServices != services {
					continue
				}
				r.FileIndex, r.Precedence = i, i
				if preferLater {
					r.Precedence = -i
				}
				if services && known.absorb(&r) {
					all.Repeated++
					continue
				}
				added = append(added, r)
			}
			all.Records = append(all.Records, added...)
		}
	}
	if err := errs.Err(); err != nil {
		return nil, err
	}
	all.sort()
	if err := all.check().Err(); err != nil {
		return nil, err
	}
	return &all, nil
}

// knownServices are the services that rows of services(5) files give way to.
type knownServices struct {
	records map[string][]*Record // by the folded name
	// named has the ports that rows with the transport name: there, a row without one
	// has no effect.
	named map[Transport]map[uint16]bool
}

// byName returns the records of each name, folded.
func (reg *Registry) byName() map[string][]*Record {
	n := map[string][]*Record{}
	for i := range reg.Records {
		if r := &reg.Records[i]; r.Name != "" {
			n[Fold(r.Name)] = append(n[Fold(r.Name)], r)
		}
	}
	return n
}

// absorb reports whether a record has the name of a row of a services(5) file on the
// row's port already. A withdrawn record that the file has comes back. The row takes the
// spelling of its name from the records.
func (n knownServices) absorb(r *Record) bool {
	if targets := n.records[Fold(r.Alias)]; len(targets) > 0 {
		r.Alias = targets[0].Name
	}
	for _, k := range n.records[Fold(r.Name)] {
		r.Name = k.Name
		onTransport := k.Transport == r.Transport || k.Transport == 0 && !n.named[r.Transport][r.Ports.First]
		if onTransport && k.Ports.First <= r.Ports.First && r.Ports.Last <= k.Ports.Last && (k.Withdrawn == "" || k.Ports == r.Ports) {
			k.Precedence = min(k.Precedence, r.Precedence)
			k.Withdrawn = ""
			return true
		}
	}
	return false
}

// moved finds names to which a later registry gives other ports: other ones than
// the name has on the transport and, since a constant has no transport, other ones
// than it has on any.
func (reg *Registry) moved(later *Registry) (errs ErrorList) {
	registered := map[string][]*Record{}
	for i := range reg.Records {
		if r := &reg.Records[i]; r.Name != "" && r.Withdrawn == "" {
			registered[Fold(r.Name)] = append(registered[Fold(r.Name)], r)
		}
	}
	for i := range later.Records {
		r := &later.Records[i]
		earlier := registered[Fold(r.Name)]
		if r.Withdrawn != "" || len(earlier) == 0 || r.FromServices {
			continue
		}
		same := slices.DeleteFunc(slices.Clone(earlier), func(e *Record) bool { return e.Transport != r.Transport && e.Transport != 0 && r.Transport != 0 })
		for _, list := range [][]*Record{same, earlier} {
			if len(list) > 0 && !slices.ContainsFunc(list, func(e *Record) bool { return e.Ports == r.Ports }) {
				errs = append(errs, r.Errorf("service name %q: has port %s at %s, and a later file may not move it to %s: choose another name",
					r.Name, list[0].Ports, list[0].Pos(), r.Ports))
				break
			}
		}
	}
	return errs
}
