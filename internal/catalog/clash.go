package catalog

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.com/ianaports/internal/nearest"
	"example.com/ianaports/internal/registry"
)

// Check finds what is wrong with a team's rows among themselves: two services on one
// port of a transport, a service in a block that a row without a name reserves, two
// blocks that overlap, and an alias to a service that neither this catalog nor another one
// has. A name may share a port with its own alias, and a service is at home in a block of
// its own owner. Rows with a reason in the column Shared clash with none, nor do withdrawn
// rows, and rows of IANA's or of the machine's.
//
// An error names both rows of a clash, and a port that is free in this catalog and in
// the others, which are asked for only if there is something to report.
func (c *Catalog) Check(others func() ([]*Catalog, error)) error {
	clashes, strays := findClashes(c.claims()), c.strayAliases()
	if len(clashes) == 0 && len(strays) == 0 {
		return nil
	}
	taken, err := others()
	if err != nil {
		return err
	}
	errs := c.checkAliases(strays, taken)
	a := newAdviser(c, taken)
	for _, clash := range clashes {
		errs = append(errs, clash.error(a))
	}
	return errs.Err()
}

// own reports whether a row is a team's.
func own(r *registry.Row) bool { return r.File.Kind == registry.Team }

// claims returns what may clash: first the blocks, so that an error is at the service
// inside one, then the services, each in the order of the files and lines. A block has
// the transport of its row, which may be none.
func (c *Catalog) claims() (claims []*Service) {
	for _, r := range c.blocks() {
		claims = append(claims, &Service{Row: r, Transport: r.Transport, First: r.Ports.First, Last: r.Ports.Last})
	}
	for _, s := range c.Services {
		if own(s.Row) && s.Shared == "" && s.live() {
			claims = append(claims, s)
		}
	}
	files := map[*registry.File]int{}
	for i, f := range c.files {
		files[f] = i
	}
	slices.SortStableFunc(claims, func(a, b *Service) int {
		return cmp.Or(
			trueFirst(a.Name == "", b.Name == ""),
			cmp.Compare(files[a.File], files[b.File]),
			cmp.Compare(a.Line, b.Line),
		)
	})
	return claims
}

// blocks returns a team's rows that reserve ports, but for those that are shared.
func (c *Catalog) blocks() (blocks []*registry.Row) {
	for _, r := range c.rows {
		if own(r) && r.Name == "" && r.Shared == "" {
			blocks = append(blocks, r)
		}
	}
	return blocks
}

// A clash is the first port of a row that an earlier one has.
type clash struct {
	later, earlier *registry.Row
	at             endpoint
}

func findClashes(claims []*Service) (clashes []clash) {
	type pair struct{ later, earlier *registry.Row }
	seen := map[pair]bool{}
	for _, t := range registry.Transports {
		blocks, services := make([]*registry.Row, numPorts), make([]*registry.Row, numPorts)
		for _, s := range claims {
			if s.Transport != t && s.Transport != 0 {
				continue
			}
			for p := int(s.First); p <= int(s.Last); p++ {
				holders := services
				if s.Name == "" || blocks[p] != nil && !isOwnBlock(blocks[p], s.Row) {
					holders = blocks
				}
				holder := holders[p]
				if holder == nil {
					holders[p] = s.Row
				} else if !seen[pair{s.Row, holder}] && !sameService(holder, s.Row) {
					seen[pair{s.Row, holder}] = true
					clashes = append(clashes, clash{s.Row, holder, endpoint{t, uint16(p)}})
				}
			}
		}
	}
	return clashes
}

// isOwnBlock reports whether a block and a service have the same owner.
func isOwnBlock(block, service *registry.Row) bool {
	return service.Name != "" && block.Owner != "" && strings.EqualFold(block.Owner, service.Owner)
}

// sameService reports whether two rows are of one service: they have the same name, or
// one name is an alias of the other, or both are of a third.
func sameService(a, b *registry.Row) bool {
	name := func(r *registry.Row) string { return fold(cmp.Or(r.Alias, r.Name)) }
	return a.Name != "" && b.Name != "" && name(a) == name(b)
}

// error describes the clash.
func (c clash) error(a *adviser) *registry.Error {
	later, earlier := c.later, c.earlier
	cure := a.advice(later)
	if cure == "" {
		cure = ": "
	} else {
		cure += ", or "
	}
	cure += `write why they share it in this row's column "Shared"`
	port := fmt.Sprintf("port %d/%s", c.at.port, c.at.transport)
	switch where := earlier.SeenFrom(later); {
	case later.Name == "":
		return later.Errorf("%s of the block %s %q is in the block %s %q %s%s", port, later.Ports, later.Description, earlier.Ports, earlier.Description, where, cure)
	case earlier.Name == "":
		return later.Errorf("%s of %q is in the block %s %q %s%s", port, later.Name, earlier.Ports, earlier.Description, where, cure)
	default:
		return later.Errorf("%s of %q is taken by %q %s%s", port, later.Name, earlier.Name, where, cure)
	}
}

// strayAliases returns a team's rows that are aliases of names that the catalog lacks.
func (c *Catalog) strayAliases() (rows []*registry.Row) {
	known := c.byName()
	for _, r := range c.rows {
		if own(r) && r.Alias != "" && !known[fold(r.Alias)] {
			rows = append(rows, r)
		}
	}
	return rows
}

func (c *Catalog) checkAliases(rows []*registry.Row, others []*Catalog) (errs registry.ErrorList) {
	known, names := map[string]bool{}, c.names()
	for _, other := range others {
		maps.Copy(known, other.byName())
		names = append(names, other.names()...)
	}
	for _, r := range rows {
		if known[fold(r.Alias)] {
			continue
		}
		cure := "write the name of a service"
		if near := nearest.Names(r.Alias, names); len(near) > 0 {
			cure = "did you mean " + strings.Join(near, ", ") + "?"
		}
		errs = append(errs, r.Errorf("alias %q: no service has the name: %s", r.Alias, cure))
	}
	return errs
}
