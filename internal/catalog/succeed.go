package catalog

import (
	"fmt"
	"slices"

	"example.com/ianaports/internal/registry"
)

// Succeed returns the rows of a new registry as those that follow an old one. Services
// that both have keep the names of the old one, written down or not. Rows that have what the new one
// lacks stay, marked as withdrawn on a date, so that their names and constants do not
// vanish at once; they keep the date that they have, or are left out if prune is set.
func (old *Named) Succeed(new *Catalog, date string, prune bool) []*registry.Row {
	identifiers := map[nameAndPort]string{}
	type rangeOf struct {
		nameAndPort
		last uint16
	}
	lasts := map[rangeOf]string{}
	for _, r := range old.rows {
		k := nameAndPort{fold(r.Name), r.Ports.First}
		identifier, last := old.Identifier(r)
		if identifier != "" {
			identifiers[k] = identifier
		}
		if last != "" {
			lasts[rangeOf{k, r.Ports.Last}] = last
		}
	}
	var rows []*registry.Row
	spelling := map[string]string{}
	type assignment struct {
		name      string
		transport registry.Transport
		ports     registry.Ports
		hasPort   bool
	}
	assignmentOf := func(r *registry.Row) assignment { return assignment{fold(r.Name), r.Transport, r.Ports, r.HasPort} }
	has := map[assignment]bool{}
	starts, ends := map[nameAndPort]bool{}, map[rangeOf]bool{}
	for _, f := range new.files {
		for _, row := range f.Rows {
			r := *row
			k := nameAndPort{fold(r.Name), r.Ports.First}
			if r.Name != "" && r.HasPort {
				r.Identifier = identifiers[k]
				r.LastIdentifier = lasts[rangeOf{k, r.Ports.Last}]
			}
			spelling[fold(r.Name)] = r.Name
			has[assignmentOf(&r)] = true
			starts[k] = true
			ends[rangeOf{k, r.Ports.Last}] = true
			rows = append(rows, &r)
		}
	}
	covers := new.coverage()
	missed := map[*registry.Row]bool{}
	for _, s := range old.Services {
		for p := int(s.First); p <= int(s.Last); p++ {
			if !covers[Key{fold(s.Name), s.Transport, uint16(p)}] {
				missed[s.Row] = true
			}
		}
	}
	for _, row := range old.rows {
		r := *row
		r.Identifier, r.LastIdentifier = old.Identifier(row)
		// A port that has a name of its own may have become one of a range.
		k := nameAndPort{fold(r.Name), r.Ports.First}
		isMissed := !r.HasPort || missed[row] || r.Identifier != "" && !starts[k] || r.LastIdentifier != "" && !ends[rangeOf{k, r.Ports.Last}]
		if r.Name == "" || prune && r.Withdrawn != "" || !isMissed || has[assignmentOf(&r)] {
			continue
		}
		if r.Withdrawn == "" {
			r.Withdrawn = date
		}
		if now, ok := spelling[fold(r.Name)]; ok {
			r.Name = now
		}
		rows = slices.Insert(rows, placeOf(&r, rows), &r)
	}
	return rows
}

// placeOf returns where a row goes among others: behind those of the same or a lower port.
func placeOf(r *registry.Row, rows []*registry.Row) int {
	if !r.HasPort {
		return len(rows)
	}
	place := 0
	for i, o := range rows {
		if o.HasPort && o.Ports.First <= r.Ports.First {
			place = i + 1
		}
	}
	return place
}

// coverage has every port of every service that is not withdrawn.
func (c *Catalog) coverage() map[Key]bool {
	covers := make(map[Key]bool, len(c.Services))
	for _, s := range c.Services {
		for p := int(s.First); p <= int(s.Last) && s.live(); p++ {
			covers[Key{fold(s.Name), s.Transport, uint16(p)}] = true
		}
	}
	return covers
}

// A Loss is how much of one kind of facts a registry had and its successor lacks.
type Loss struct {
	What      string // in the plural
	Lost, All int
	// Examples has the first of those lost.
	Examples []string
}

// maxExamples is the number of losses that are named.
const maxExamples = 10

func (l *Loss) add(example func() string) {
	l.Lost++
	if len(l.Examples) < maxExamples {
		l.Examples = append(l.Examples, example())
	}
}

// Losses returns what a new registry lacks of what an old one has: ports of names, which
// may be other ports now; ports that are taken without a name; and names without a port.
// Withdrawn services do not count.
func Losses(old, new *Catalog) []Loss {
	assignments, statuses, portless := Loss{What: "assignments"}, Loss{What: "reserved ports"}, Loss{What: "names without a port"}
	covers, covered := new.coverage(), old.coverage()
	for _, s := range old.Services {
		for p := int(s.First); p <= int(s.Last) && s.live(); p++ {
			assignments.All++
			if covers[Key{fold(s.Name), s.Transport, uint16(p)}] {
				continue
			}
			assignments.add(func() string {
				example := registry.Short(s.Name) + " " + registry.Ports{First: uint16(p), Last: uint16(p)}.String() + "/" + s.Transport.String()
				if port, ok := new.ports[s.Transport][fold(s.Name)]; ok && !covered[Key{fold(s.Name), s.Transport, port}] {
					return example + " is " + registry.Ports{First: port, Last: port}.String() + " now"
				}
				return example + " is gone"
			})
		}
	}
	for port := range registry.FirstDynamic {
		for _, t := range registry.Transports {
			if old.Nameless(t, port) == registry.Unassigned {
				continue
			}
			statuses.All++
			if new.Status(t, port) == registry.Unassigned {
				statuses.add(func() string { return fmt.Sprintf("%d/%s is unassigned now", port, t) })
			}
		}
	}
	type nameOn struct {
		name      string
		transport registry.Transport
	}
	has := map[nameOn]bool{}
	for _, s := range new.Portless {
		has[nameOn{fold(s.Name), s.Transport}] = true
	}
	for _, s := range old.Portless {
		if !s.live() {
			continue
		}
		portless.All++
		if !has[nameOn{fold(s.Name), s.Transport}] {
			portless.add(func() string { return registry.Short(s.Name) + " is gone" })
		}
	}
	return []Loss{assignments, statuses, portless}
}
