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
			r.Precedence = i
			if preferLater {
				r.Precedence = -i
			}
			all.Records = append(all.Records, r)
		}
		all.NameOnly += reg.NameOnly
	}
	all.sort()
	if err := append(errs, all.check()...).Err(); err != nil {
		return nil, err
	}
	return &all, nil
}

// moved finds names to which a later registry gives other ports.
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
		if !slices.ContainsFunc(earlier, func(e *Record) bool { return e.First == r.First && e.Last == r.Last }) {
			errs = append(errs, r.Errorf("service name %q: has port %s at %s, and a later file may not move it to %s: choose another name",
				r.Name, earlier[0].Ports(), earlier[0].Pos(), r.Ports()))
		}
	}
	return errs
}
