package catalog

import (
	"cmp"
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
	// Package is the name of the package of the constants, if that is known. Constant is
	// the untyped constant and Typed the typed one, and Alias the name that this one
	// stands for.
	Package     string `json:"package,omitempty"`
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
			if c := n.Constant(s.Name, s.First); c != nil && s.HasPort {
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
	type same struct {
		ports, name, status, constant, alias, description, reference, owner, shared, withdrawn, file string
	}
	first := map[same]*Match{}
	return slices.DeleteFunc(list, func(m *Match) bool {
		key := same{m.Ports(), m.Name, m.Status, m.Constant, m.Alias, m.Description, m.Reference, m.Owner, m.Shared, m.Withdrawn, m.File}
		if first[key] == nil {
			first[key] = m
			return false
		}
		first[key].Transports = append(first[key].Transports, m.Transports...)
		return true
	})
}

// A Query is what is looked for: ports, or words of a name, an alias, an identifier, a
// title or an owner, in any case.
type Query struct {
	Words string
	Ports *registry.Ports
}

// A Rank says how well a match answers a query: the lower, the better.
type Rank int

// The ranks. Ports match exactly or not at all.
const (
	Exact      Rank = iota // the words are the name or a constant, but for what is no letter or digit
	WordOf                 // they are whole words of the name, the alias or the constant
	WordOfText             // they are whole words of these, of the title or of the owner
	PartOf                 // they are a part of the name, the alias or a constant
	PartOfText             // they are a part of the title or the owner
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
	joined, words := squash(q.Words), wordsOf(q.Words)
	if joined == "" { // a name such as "++"
		if strings.EqualFold(m.Name, q.Words) {
			return Exact
		}
		return NoMatch
	}
	names, texts := []string{m.Name, m.Alias, m.Constant}, []string{m.Description, m.Owner}
	switch {
	case joined == squash(m.Name), joined == squash(m.Constant), joined == squash(m.Typed):
		return Exact
	case hasWords(names, words):
		return WordOf
	case hasWords(append(names, texts...), words):
		return WordOfText
	case slices.ContainsFunc(names, func(name string) bool { return hasParts(squash(name), words) }):
		return PartOf
	case slices.ContainsFunc(texts, func(text string) bool {
		return strings.Contains(strings.ToLower(text), strings.ToLower(q.Words))
	}):
		return PartOfText
	}
	return NoMatch
}

func isSeparator(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// wordsOf returns the words of a text, in small letters.
func wordsOf(text string) []string { return strings.FieldsFunc(strings.ToLower(text), isSeparator) }

// squash returns the letters and digits of a text, in small letters.
func squash(text string) string { return strings.Join(wordsOf(text), "") }

// hasWords reports whether all words are words of the texts.
func hasWords(texts, words []string) bool {
	has := wordsOf(strings.Join(texts, " "))
	return !slices.ContainsFunc(words, func(word string) bool { return !slices.Contains(has, word) })
}

// hasParts reports whether all words are parts of a text.
func hasParts(text string, words []string) bool {
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) })
}

// Nearest returns the names of catalogs that are most like a word.
func Nearest(word string, catalogs ...*Catalog) []string {
	var names []string
	for _, c := range catalogs {
		names = append(names, c.names()...)
	}
	return nearest.Names(word, names)
}
