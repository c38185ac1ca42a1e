package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"example.com/ianaports/internal/nearest"
	"example.com/ianaports/internal/registry"
)

// A Match is what a catalog has on a port or a range of ports, or under a name that has
// no port: a service, with the transports on which its name, ports and texts are the
// same, or a row without a name. The tags are those of its JSON form.
type Match struct {
	// First and Last are nil where there is no port.
	First      *uint16  `json:"first,omitempty"`
	Last       *uint16  `json:"last,omitempty"`
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
	Shared      string `json:"shared,omitempty"`
	Withdrawn   string `json:"withdrawn,omitempty"`
	// File and Line are where it stands.
	File string `json:"file"`
	Line int    `json:"line"`
}

// Ports returns the port or the range, "80" or "6000-6063", or the empty string.
func (m *Match) Ports() string {
	if m.First == nil {
		return ""
	}
	return registry.Ports{First: *m.First, Last: *m.Last}.String()
}

// Matches returns everything that the catalog has, in the order of the ports, and then
// what has none. Rows that say that a port is unassigned are not among it.
func (n *Named) Matches() []*Match {
	constants := n.ConstantIndex()
	type key struct {
		row         *registry.Row
		first, last uint16
	}
	var list []*Match
	byKey := map[key]*Match{}
	for _, s := range slices.Concat(n.Services, n.Portless) {
		k := key{s.Row, s.First, s.Last}
		m := byKey[k]
		if m == nil {
			m = match(s.Row, s.First, s.Last)
			if c := constants.Find(s.Name, s.First, false); c != nil && s.HasPort {
				m.Constant, m.Typed = c.Untyped, c.Typed
			}
			byKey[k] = m
			list = append(list, m)
		}
		if s.Transport != 0 {
			m.Transports = append(m.Transports, s.Transport.String())
		}
	}
	for _, r := range n.rows {
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
	slices.SortStableFunc(list, func(a, b *Match) int {
		if a.First == nil || b.First == nil {
			return trueFirst(a.First != nil, b.First != nil)
		}
		return cmp.Or(cmp.Compare(*a.First, *b.First), cmp.Compare(*a.Last, *b.Last))
	})
	return together(list)
}

func match(r *registry.Row, first, last uint16) *Match {
	m := &Match{
		Transports: []string{}, Name: r.Name, Status: r.Status().String(), Alias: r.Alias,
		Description: registry.Title(r.Description), Reference: r.Reference, Owner: r.Owner, Shared: r.Shared, Withdrawn: r.Withdrawn,
		File: r.File.Name, Line: r.Line,
	}
	if r.HasPort {
		m.First, m.Last = &first, &last
	}
	return m
}

// together makes one match of those that differ in nothing but the transport and the
// line: most services have a row for tcp and one for udp.
func together(list []*Match) []*Match {
	first := map[string]*Match{}
	return slices.DeleteFunc(list, func(m *Match) bool {
		same := *m
		same.Transports, same.Line, same.First, same.Last = nil, 0, nil, nil
		key := fmt.Sprintf("%s %+v", m.Ports(), same)
		if first[key] == nil {
			first[key] = m
			return false
		}
		first[key].Transports = append(first[key].Transports, m.Transports...)
		return true
	})
}

// A Query is what is looked for: ports, or a word of a name, an alias, an identifier, a
// title or an owner, in any case.
type Query struct {
	Word  string
	Ports *registry.Ports
}

// A Rank says how well a match answers a query: the lower, the better.
type Rank int

// The ranks. Ports match exactly or not at all.
const (
	Exact      Rank = iota // the word is the name, alias or identifier, or a widely known name
	WordOf                 // the word is a whole word of one of these
	WordOfText             // the word is a whole word of the title or the owner
	PartOf                 // the word is a part of a word of the name, alias or identifier
	PartOfText             // the word is a part of a word of the title or the owner
	NoMatch
)

// Rank returns how well a match has what is looked for.
func (q Query) Rank(m *Match) Rank {
	if q.Ports != nil {
		if m.First != nil && q.Ports.Overlap(registry.Ports{First: *m.First, Last: *m.Last}) {
			return Exact
		}
		return NoMatch
	}
	names, texts := []string{m.Name, m.Alias, m.Constant}, []string{m.Description, m.Owner}
	has := func(texts []string, word string) bool {
		return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(strings.ToLower(text), strings.ToLower(word)) })
	}
	is := func(text string) bool { return strings.EqualFold(text, q.Word) }
	switch {
	case slices.ContainsFunc(names, is), is(m.Typed), slices.Contains(nearest.RegisteredAs(q.Word), fold(m.Name)):
		return Exact
	case hasWord(names, q.Word):
		return WordOf
	case hasWord(texts, q.Word):
		return WordOfText
	case has(names, q.Word):
		return PartOf
	case has(texts, q.Word):
		return PartOfText
	}
	return NoMatch
}

// hasWord reports whether a word stands in a text between characters that are neither
// letters nor digits.
func hasWord(texts []string, word string) bool {
	word = strings.ToLower(word)
	return slices.ContainsFunc(texts, func(text string) bool {
		for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if w == word {
				return true
			}
		}
		return false
	})
}

// Nearest returns the names of the catalog that are most like a word.
func (c *Catalog) Nearest(word string) []string { return nearest.Names(word, c.names()) }
