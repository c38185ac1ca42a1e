package registry

import (
	"fmt"
	"slices"
	"strings"
)

// A PortRange is a range of port numbers, inclusive.
type PortRange struct{ First, Last uint16 }

// Select drops the records that have none of the names or lie outside all of the
// ranges; one that reaches into a range is kept whole. No names, or no ranges,
// select nothing. A name that no record has is an error.
func (reg *Registry) Select(names []string, ranges []PortRange) error {
	missing := map[string]string{}
	for _, name := range names {
		missing[Fold(name)] = name
	}
	wanted := func(r *Record) bool { return len(names) == 0 }
	if len(names) > 0 {
		all := map[string]bool{}
		for name := range missing {
			all[name] = true
		}
		wanted = func(r *Record) bool {
			delete(missing, Fold(r.Name))
			return all[Fold(r.Name)]
		}
	}
	inside := func(r *Record) bool {
		return len(ranges) == 0 || slices.ContainsFunc(ranges, func(p PortRange) bool { return r.First <= p.Last && p.First <= r.Last })
	}
	before := len(reg.Records)
	reg.Records = slices.DeleteFunc(reg.Records, func(r Record) bool { return !wanted(&r) || !inside(&r) })
	reg.LeftOut += before - len(reg.Records)
	if len(missing) > 0 {
		var list []string
		for _, name := range missing {
			list = append(list, fmt.Sprintf("%q", name))
		}
		slices.Sort(list)
		return fmt.Errorf("no service is called %s", strings.Join(list, ", "))
	}
	return nil
}
