package catalog

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.com/ianaports/internal/registry"
)

// Select returns a catalog of the rows that have one of the names and a port in
// one of the ranges; no names, or no ranges, stand for all. An alias brings the
// service that it stands for. Everything has the identifier and the ports that it
// has in the whole catalog. A name that no row has is an error, and so is a
// selection without a service.
func (c *Catalog) Select(names []string, ranges []registry.PortRange) (*Catalog, error) {
	wanted := map[string]bool{} // whether a row has been found
	for _, name := range names {
		wanted[registry.Fold(name)] = false
	}
	targets := map[string]bool{}
	for i := range c.records {
		r := &c.records[i]
		if _, ok := wanted[registry.Fold(r.Name)]; ok {
			wanted[registry.Fold(r.Name)] = true
			if r.Alias != "" {
				targets[registry.Fold(r.Alias)] = true
			}
		}
	}
	var unknown []string
	for _, name := range names {
		if !wanted[registry.Fold(name)] {
			unknown = append(unknown, registry.Quote(name))
		}
	}
	if len(unknown) > 0 {
		return nil, fmt.Errorf("no service is called %s", strings.Join(unknown, ", "))
	}
	keep := map[*registry.Record]bool{}
	var kept []registry.Record
	for i := range c.records {
		r := &c.records[i]
		name := registry.Fold(r.Name)
		byName := len(names) == 0 || r.Name != "" && (wanted[name] || targets[name])
		byPort := len(ranges) == 0 || slices.ContainsFunc(ranges, func(p registry.PortRange) bool { return r.Ports.First <= p.Last && p.First <= r.Ports.Last })
		if byName && byPort {
			keep[r] = true
			kept = append(kept, *r)
		}
	}
	part := &Catalog{partOf: c.whole(), records: kept}
	if err := part.describe(&registry.Registry{
		Records: kept, NameOnly: c.Counts.NameOnly, OtherProtocols: c.Counts.OtherProtocols, Repeated: c.Counts.Repeated,
	}); err != nil {
		return nil, err
	}
	part.Counts.LeftOut = len(c.records) - len(kept)
	part.Services = keptOf(c.Services, keep)
	if len(part.Services) == 0 {
		return nil, errors.New("no service is left")
	}
	for _, k := range c.Constants {
		k := *k
		if k.Services = keptOf(k.Services, keep); len(k.Services) == 0 {
			continue
		}
		k.Aliases = slices.DeleteFunc(slices.Clone(k.Aliases), func(alias string) bool {
			return !slices.ContainsFunc(part.Services, func(s *Service) bool { return s.Name == alias && s.First == k.Port })
		})
		part.Constants = append(part.Constants, &k)
	}
	part.index()
	part.addStatus(kept)
	return part, nil
}

// whole returns the catalog that this one was selected from, or else this one.
func (c *Catalog) whole() *Catalog { return cmp.Or(c.partOf, c) }

func keptOf(services []*Service, keep map[*registry.Record]bool) []*Service {
	return slices.DeleteFunc(slices.Clone(services), func(s *Service) bool { return !keep[s.Record] })
}
