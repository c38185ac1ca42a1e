package rule

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/portcheck/words"
	"example.com/ianaports/ports"
)

// addressLiteral takes the port of what is written as an address for one. Where only a
// word or nothing stands before the colon, the name of what takes it has to say so, or
// the word is the service.
var addressLiteral = &Rule{
	ID:      "address-literal",
	Doc:     "the port in an address, whole or in a sum or a format",
	Example: `var where = "localhost:443"`,
	Counter: `var where = "make:443"`,
	look:    (*look).addressLiteral,
}

func (l *look) addressLiteral(cur inspector.Cursor) {
	t, ok := l.text(cur)
	if !ok {
		return
	}
	for _, part := range t.parts {
		if part.Style == address.HostPort && part.Scheme == "" && l.believable(part, t) {
			l.add(t.expr, address.Address, t.site.pos, "the string has the form of an address")
			if part.Host == "" {
				l.add(t.expr, address.Tail, t.site.pos, "the string has the form of the end of an address")
			}
			return
		}
	}
}

// label matches a name without dots.
var label = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)

// believable reports whether an address is one where it is written.
func (l *look) believable(part address.Part, t text) bool {
	named := words.HostName(t.site.name) || words.PortName(t.site.name) != words.NoPort
	switch host := part.Host; {
	case strings.Trim(host, "[]"+string(address.Hole)) == "" && host != "":
		return t.host != "" || words.HostName(t.site.name)
	case part.Certain():
		return true
	case host == "":
		return named || t.host != "" || t.site.compared || l.says(t.site.name, part)
	case label.MatchString(host):
		p, ok := part.Number()
		return words.HostName(t.site.name) || ok && l.hostOf(host, p) || words.NumberedHost(host)
	}
	return false
}

// says reports whether a word of a name is the service of a port.
func (l *look) says(name string, part address.Part) bool {
	p, ok := part.Number()
	return ok && slices.ContainsFunc(words.Split(name), func(word string) bool { return !words.English(word) && l.has(word, p) })
}

// hostOf reports whether a label is the name of a service on a port, perhaps with a number
// or a word of a host: redis, redis-1, redis-node.
func (l *look) hostOf(label string, p ports.Port) bool {
	if l.has(label, p) {
		return true
	}
	list := words.Split(label)
	return len(list) > 1 && l.has(list[0], p) && !slices.ContainsFunc(list[1:], func(word string) bool {
		return !address.Decimal(word) && !words.HostName(word)
	})
}
