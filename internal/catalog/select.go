package catalog

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.com/ianaports/internal/registry"
)

// Select returns a catalog of the rows that have one of the names and a port in
// one of the ranges; no names, or no ranges, stand for all. An alias brings the
// service that it stands for. Everything has the constant and the ports that it
// has in the whole catalog. A name that no row has is an error, and so is a
// selection without a service.
func (n *Named) Select(names []string, ranges []registry.Ports) (*Named, error) {
	wanted := map[string]bool{} // whether a row has been found
	for _, name := range names {
		wanted[fold(name)] = false
	}
	targets := map[string]bool{}
	for _, r := range n.rows {
		if _, ok := wanted[fold(r.Name)]; ok {
			wanted[fold(r.Name)] = true
			targets[fold(r.Alias)] = r.Alias != ""
		}
	}
	var unknown []string
	for _, name := range names {
		if !wanted[fold(name)] {
			unknown = append(unknown, registry.Quote(name))
		}
	}
	if len(unknown) > 0 {
		return nil, fmt.Errorf("no service is called %s", strings.Join(unknown, ", "))
	}
	keep := func(r *registry.Row) bool {
		byName := len(names) == 0 || r.Name != "" && (wanted[fold(r.Name)] || targets[fold(r.Name)])
		byPort := len(ranges) == 0 || r.HasPort && slices.ContainsFunc(ranges, r.Ports.Overlap)
		return byName && byPort
	}
	keepServices := func(services []*Service) []*Service {
		return slices.DeleteFunc(slices.Clone(services), func(s *Service) bool { return !keep(s.Row) })
	}
	c := *n.Catalog
	part := &Named{Catalog: &c, names: n.names}
	c.rows = slices.DeleteFunc(slices.Clone(n.rows), func(r *registry.Row) bool { return !keep(r) })
	c.leftOut = n.leftOut + len(n.rows) - len(c.rows)
	c.Services, c.Portless, c.past = keepServices(n.Services), keepServices(n.Portless), keepServices(n.past)
	if len(c.Services) == 0 {
		return nil, errors.New("no service is left")
	}
	for _, k := range n.Constants {
		k := *k
		if k.Services = keepServices(k.Services); len(k.Services) == 0 {
			continue
		}
		k.Aliases = slices.DeleteFunc(slices.Clone(k.Aliases), func(alias string) bool {
			return !slices.ContainsFunc(c.Services, func(s *Service) bool { return s.Name == alias && s.First == k.Port })
		})
		part.Constants = append(part.Constants, &k)
	}
	part.Derived = slices.DeleteFunc(slices.Clone(n.Derived), func(r *registry.Row) bool { return !keep(r) })
	c.index()
	part.lookup = newIndex(part.Constants)
	return part, nil
}
