package catalog

import (
	"cmp"
	"fmt"
	"slices"

	"example.com/ianaports/internal/registry"
)

// Clashes finds rows of one's own that claim a port of a transport which another row
// claims, in the same file or in another: two services, a service in a block that a row
// without a name reserves, or two blocks. A row without a transport claims all four. A
// name may share a port with its own alias or duplicate; and rows of IANA's or of a
// services(5) file, withdrawn rows, rows that say Unassigned, and rows noted as shared
// clash with none.
//
// The error names both rows of each clash, and a port that is free in this catalog and
// in IANA's, which is asked for only if there is a clash.
func (c *Catalog) Clashes(iana func() (*Catalog, error)) error {
	clashes := findClashes(c.claims())
	if len(clashes) == 0 {
		return nil
	}
	assigned, err := iana()
	if err != nil {
		return err
	}
	l := linter{own: c, iana: assigned, suggested: map[int]bool{}}
	var errs registry.ErrorList
	for _, clash := range clashes {
		errs = append(errs, clash.error(l.alternative(clash.later)))
	}
	return errs.Err()
}

// claims returns the rows that may clash: the blocks, so that an error is at the service
// inside one, then the services, each in the order of the files and lines.
func (c *Catalog) claims() (claims []*registry.Record) {
	for i := range c.records {
		r := &c.records[i]
		if r.Own && !r.Shared && r.Withdrawn == "" && r.Status() != registry.Unassigned {
			claims = append(claims, r)
		}
	}
	slices.SortStableFunc(claims, func(a, b *registry.Record) int {
		return cmp.Or(
			trueFirst(a.Name == "", b.Name == ""),
			cmp.Compare(a.FileIndex, b.FileIndex),
			cmp.Compare(a.Line, b.Line),
		)
	})
	return claims
}

// A clash is the first port of a row that an earlier one has.
type clash struct {
	later, earlier *registry.Record
	at             endpoint
}

func findClashes(claims []*registry.Record) (clashes []clash) {
	type pair struct{ later, earlier *registry.Record }
	seen := map[pair]bool{}
	for _, t := range registry.Transports {
		holders := make([]*registry.Record, numPorts)
		for _, r := range claims {
			if r.Transport != t && r.Transport != 0 {
				continue
			}
			for p := int(r.Ports.First); p <= int(r.Ports.Last); p++ {
				holder := holders[p]
				if holder == nil {
					holders[p] = r
				} else if !seen[pair{r, holder}] && !sameService(holder, r) {
					seen[pair{r, holder}] = true
					clashes = append(clashes, clash{r, holder, endpoint{t, uint16(p)}})
				}
			}
		}
	}
	return clashes
}

// sameService reports whether two rows are of one service: they have the same name, or
// the notes call one name an alias or a duplicate of the other.
func sameService(a, b *registry.Record) bool {
	name := func(r *registry.Record) string { return registry.Fold(cmp.Or(r.Alias, r.DuplicateOf, r.Name)) }
	return a.Name != "" && b.Name != "" && name(a) == name(b)
}

// error describes the clash. The cure is what [linter.alternative] returns.
func (c clash) error(cure string) *registry.Error {
	if cure += ", or "; cure == ", or " {
		cure = ": "
	}
	if c.later.HasNotes {
		cure += "add shared to this row's Assignment Notes"
	} else {
		cure += `add a column "Assignment Notes" with shared in this row`
	}
	port := fmt.Sprintf("port %d/%s", c.at.port, c.at.transport)
	later, earlier := c.later, c.earlier
	switch where := earlier.SeenFrom(later); {
	case later.Name == "":
		return later.Errorf("%s of the block %s %q is in the block %s %q %s%s", port, later.Ports, later.Description, earlier.Ports, earlier.Description, where, cure)
	case earlier.Name == "":
		return later.Errorf("%s of %q is in the block %s %q %s%s", port, later.Name, earlier.Ports, earlier.Description, where, cure)
	default:
		return later.Errorf("%s of %q is taken by %q %s%s", port, later.Name, earlier.Name, where, cure)
	}
}
