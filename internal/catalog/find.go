package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"example.com/ianaports/internal/nearest"
	"example.com/ianaports/internal/registry"
)

// A Match is what a catalog has on a port or a range of ports: a service, with the
// transports on which its name, ports and texts are the same, or a row without a name.
// The tags are those of its JSON form.
type Match struct {
	First      uint16   `json:"first"`
	Last       uint16   `json:"last"`
	Transports []string `json:"transports"`
	Name       string   `json:"name,omitempty"`
	// Status is "Assigned" for every service, even a withdrawn one.
	Status string `json:"status"`
	// Constant is the untyped constant and Typed the typed one, and Alias the name that
	// this one stands for.
	Constant    string `json:"constant,omitempty"`
	Typed       string `json:"typed,omitempty"`
	Alias       string `json:"alias,omitempty"`
	Description string `json:"description,omitempty"`
	Reference   string `json:"reference,omitempty"`
	Owner       string `json:"owner,omitempty"`
	Withdrawn   string `json:"withdrawn,omitempty"`
	// File and Line are where it stands.
	File string `json:"file"`
	Line int    `json:"line"`
}

// Ports returns the port or the range: "80" or "6000-6063".
func (m *Match) Ports() string {
	return registry.PortRange{First: m.First, Last: m.Last}.String()
}

// Matches returns everything that the catalog has, in the order of the ports. Rows
// that say that a port is unassigned are not among it.
func (c *Catalog) Matches() []*Match {
	constants := c.ConstantIndex()
	type key struct {
		record      *registry.Record
		first, last uint16
	}
	var list []*Match
	byKey := map[key]*Match{}
	for _, s := range c.Services {
		k := key{s.Record, s.First, s.Last}
		if m := byKey[k]; m != nil {
			m.Transports = append(m.Transports, s.Transport.String())
			continue
		}
		m := match(s.Record, s.First, s.Last)
		m.Transports = []string{s.Transport.String()}
		if k := constants.Find(s.Name, s.First, false); k != nil {
			m.Constant, m.Typed = k.Untyped, k.Typed
		}
		byKey[k] = m
		list = append(list, m)
	}
	for i := range c.records {
		r := &c.records[i]
		if r.Name != "" || r.Status() == registry.Unassigned {
			continue
		}
		m := match(r, r.Ports.First, r.Ports.Last)
		for _, t := range registry.Transports {
			if r.Transport == t || r.Transport == 0 {
				m.Transports = append(m.Transports, t.String())
			}
		}
		list = append(list, m)
	}
	slices.SortStableFunc(list, func(a, b *Match) int { return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last)) })
	return together(list)
}

func match(r *registry.Record, first, last uint16) *Match {
	return &Match{
		First: first, Last: last, Name: r.Name, Status: r.Status().String(), Alias: r.Alias,
		Description: r.Description, Reference: r.Reference, Owner: r.Owner, Withdrawn: r.Withdrawn, File: r.File, Line: r.Line,
	}
}

// together makes one match of those that differ in nothing but the transport and the
// line: most services have a row for tcp and one for udp.
func together(list []*Match) []*Match {
	first := map[string]*Match{}
	return slices.DeleteFunc(list, func(m *Match) bool {
		same := *m
		same.Transports, same.Line = nil, 0
		key := fmt.Sprintf("%+v", same)
		if first[key] == nil {
			first[key] = m
			return false
		}
		first[key].Transports = append(first[key].Transports, m.Transports...)
		return true
	})
}

// A Query is what is looked for: ports, or a part of a name, an alias, an identifier, a
// title or an owner, in any case.
type Query struct {
	Word  string
	Ports *registry.PortRange
}

// A Rank says how well a match answers a query: the lower, the better.
type Rank int

// The ranks. Ports match exactly or not at all.
const (
	Exact  Rank = iota // the word is the name, alias or identifier, or a widely known name
	InName             // the word is a part of one of these
	InText             // the word is a part of the title or the owner
	NoMatch
)

// Rank returns how well a match has what is looked for.
func (q Query) Rank(m *Match) Rank {
	if q.Ports != nil {
		if m.First <= q.Ports.Last && q.Ports.First <= m.Last {
			return Exact
		}
		return NoMatch
	}
	word := registry.Fold(q.Word)
	is := func(text string) bool { return registry.Fold(text) == word }
	has := func(text string) bool { return strings.Contains(registry.Fold(text), word) }
	names := []string{m.Name, m.Alias, m.Constant}
	switch {
	case slices.ContainsFunc(names, is), is(m.Typed), slices.Contains(nearest.RegisteredAs(word), registry.Fold(m.Name)):
		return Exact
	case slices.ContainsFunc(names, has):
		return InName
	case has(m.Description) || has(m.Owner):
		return InText
	}
	return NoMatch
}

// Nearest returns the names of the catalog that are most like a word.
func (c *Catalog) Nearest(word string) []string {
	var names []string
	for _, s := range c.Services {
		names = append(names, s.Name)
	}
	return nearest.Names(word, names)
}
