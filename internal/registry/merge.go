package registry

import "slices"

// Merge adds the records of later registries to the first one's. What no single
// registry may have, they may not have together; and a later one may not give a
// name of an earlier one another port. On a port, the names of the earlier come
// first, or those of the later if that is preferred.
func Merge(preferLater bool, registries ...*Registry) (*Registry, error) {
	var all Registry
	var errs ErrorList
	for i, reg := range registries {
		errs = append(errs, all.moved(reg)...)
		for _, r := range reg.Records {
			r.Source, r.Precedence = i, i
			if preferLater {
				r.Precedence = -i
			}
			all.Records = append(all.Records, r)
		}
		all.NameOnly += reg.NameOnly
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
		if r.Withdrawn != "" || len(earlier) == 0 {
			continue
		}
		same := slices.DeleteFunc(slices.Clone(earlier), func(e *Record) bool { return e.Transport != r.Transport && e.Transport != 0 && r.Transport != 0 })
		for _, list := range [][]*Record{same, earlier} {
			if len(list) > 0 && !slices.ContainsFunc(list, func(e *Record) bool { return e.First == r.First && e.Last == r.Last }) {
				errs = append(errs, r.Errorf("service name %q: has port %s at %s, and a later file may not move it to %s: choose another name",
					r.Name, list[0].Ports(), list[0].Pos(), r.Ports()))
				break
			}
		}
	}
	return errs
}
