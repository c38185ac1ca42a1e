package registry

import (
	"cmp"
	"fmt"
)

// check finds what records may not have together.
func (reg *Registry) check() ErrorList {
	return append(reg.checkNames(), reg.checkPorts()...)
}

// checkNames finds names that differ only in case: RFC 6335 §5.1 takes them
// for one name, and so does every lookup.
func (reg *Registry) checkNames() (errs ErrorList) {
	seen := map[string]*Record{}
	for i := range reg.Records {
		r := &reg.Records[i]
		if r.Name == "" {
			continue
		}
		key := Fold(r.Name)
		other, ok := seen[key]
		if !ok {
			seen[key] = r
		} else if other.Name != r.Name {
			a, b := inOrder(other, r)
			errs = append(errs, b.Errorf("service name %q: differs only in case from %q %s: spell both the same", b.Name, a.Name, a.SeenFrom(b)))
		}
	}
	return errs
}

// checkPorts finds ports that a name has twice on one transport. Where one of the
// rows is withdrawn, only the first ports must differ, for these make constants.
func (reg *Registry) checkPorts() (errs ErrorList) {
	type key struct {
		name      string
		transport Transport
	}
	type start struct {
		key
		first uint16
	}
	furthest := map[key]*Record{} // of those that IANA has, by the last port so far
	starts := map[start]*Record{}
	for i := range reg.Records {
		r := &reg.Records[i]
		if r.Name == "" {
			continue
		}
		k := key{Fold(r.Name), r.Transport}
		other, twice := starts[start{k, r.Ports.First}]
		starts[start{k, r.Ports.First}] = r
		if r.Withdrawn == "" {
			if before, ok := furthest[k]; ok && before.Ports.Last >= r.Ports.First {
				other, twice = before, true
			}
			if before, ok := furthest[k]; !ok || r.Ports.Last > before.Ports.Last {
				furthest[k] = r
			}
		}
		if twice {
			a, b := inOrder(other, r)
			on := b.Transport.String()
			if b.Transport == 0 {
				on = "any transport"
			}
			errs = append(errs, b.Errorf("service name %q: has port %d on %s already %s: remove one of the rows", b.Name, r.Ports.First, on, a.SeenFrom(b)))
		}
	}
	return errs
}

// inOrder returns two records in the order in which a reader meets them.
func inOrder(a, b *Record) (earlier, later *Record) {
	if cmp.Or(cmp.Compare(a.FileIndex, b.FileIndex), cmp.Compare(a.Line, b.Line)) > 0 {
		return b, a
	}
	return a, b
}

// Errorf returns an error at the record's row.
func (r *Record) Errorf(format string, args ...any) *Error {
	return newError(r.File, r.Line, format, args...)
}

// SeenFrom says where the record is, in an error about another one.
func (r *Record) SeenFrom(other *Record) string {
	if r.FileIndex == other.FileIndex {
		return fmt.Sprintf("on line %d", r.Line)
	}
	return "at " + r.Pos()
}
