package emit

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/dave/jennifer/jen"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/registry"
)

// constantsFile emits both forms of the constants.
func (e *emitter) constantsFile(f *jen.File) {
	e.untyped(f)
	e.typed(f)
}

// untyped emits, in groups:
//
//	// SyslogTLS is the port of syslog-tls: Syslog over TLS (tcp).
//	SyslogTLS = 6514
func (e *emitter) untyped(f *jen.File) {
	e.groups(f, "Port numbers of services, untyped", func(k *catalog.Constant) (string, *jen.Statement) {
		return k.Untyped, jen.Id(k.Untyped)
	})
}

// typed emits, in groups:
//
//	// PortSyslogTLS is the port of syslog-tls: Syslog over TLS (tcp).
//	PortSyslogTLS Port = 6514
func (e *emitter) typed(f *jen.File) {
	e.groups(f, "Port numbers of services", func(k *catalog.Constant) (string, *jen.Statement) {
		return k.Typed, jen.Id(k.Typed).Id("Port")
	})
}

// groups emits the constants, each declared under its identifier.
func (e *emitter) groups(f *jen.File, title string, declare func(k *catalog.Constant) (identifier string, left *jen.Statement)) {
	e.eachGroup(func(ports string, constants []*catalog.Constant) {
		f.Comment(title + ports + ".")
		f.Const().DefsFunc(func(g *jen.Group) {
			for _, k := range constants {
				identifier, left := declare(k)
				e.comment(g, identifier, k)
				g.Add(left).Op("=").Lit(int(k.Port))
			}
		})
	})
}

// groupSize is the number of ports whose constants make a group. It keeps the
// package's overview short and what "go doc" shows of one constant as well.
const groupSize = 1000

// eachGroup cuts the constants into the System Ports and groups of a thousand
// ports, if they are so many that there are tables.
func (e *emitter) eachGroup(do func(title string, constants []*catalog.Constant)) {
	if e.form == Switch {
		do("", e.Constants)
		return
	}
	group := func(port uint16) int {
		if port <= registry.LastSystem {
			return 0
		}
		return 1 + int(port)/groupSize
	}
	for rest := e.Constants; len(rest) > 0; {
		n := 1
		for n < len(rest) && group(rest[n].Port) == group(rest[0].Port) {
			n++
		}
		title := fmt.Sprintf(": System Ports, 0 to %d", registry.LastSystem)
		if i := group(rest[0].Port); i > 0 {
			title = fmt.Sprintf(": %d to %d", max(registry.LastSystem+1, (i-1)*groupSize), min(65535, i*groupSize-1))
		}
		do(title, rest[:n])
		rest = rest[n:]
	}
}

func (e *emitter) comment(g *jen.Group, identifier string, k *catalog.Constant) {
	for _, line := range e.describe(identifier, k) {
		// Text from outside stands inside a line comment of ours: it cannot
		// end it, having no line break, nor begin a directive.
		g.Comment(strings.TrimRight("// "+line, " "))
	}
}

// describe returns the doc comment of a constant, a line a sentence.
func (e *emitter) describe(identifier string, k *catalog.Constant) []string {
	lines := describeServices(identifier, k)
	if !k.Last {
		lines = slices.Insert(lines, min(1, len(lines)), e.related(k)...)
	}
	if date := k.Withdrawn(); date != "" {
		lines = append(lines, "", "Deprecated: withdrawn from the registry as of "+date+".")
	}
	return lines
}

func describeServices(identifier string, k *catalog.Constant) []string {
	var lines []string
	for _, services := range groupByName(k.Services) {
		what := "the port of "
		switch {
		case k.Last:
			what = "the last port of "
		case services[0].Ports.First != services[0].Ports.Last:
			what = "the first port of "
		}
		subject := identifier + " is "
		if len(lines) > 0 {
			subject = "It is also "
		}
		lines = append(lines, subject+what+services[0].Name+titles(k, services)+".")
	}
	if k.Last {
		return lines
	}
	if len(k.Aliases) > 0 {
		lines = append(lines, "Also known as "+strings.Join(k.Aliases, ", ")+".")
	}
	if refs := references(k.Services); len(refs) > 0 {
		lines = append(lines, fullStop("See "+strings.Join(refs, ", ")))
	}
	var uses, owners, shared []string
	for _, s := range k.Services {
		uses = appendNew(uses, s.UnauthorizedUse)
		owners = appendNew(owners, s.Owner)
		shared = appendNew(shared, s.Shared)
	}
	if len(shared) > 0 {
		lines = append(lines, fullStop("Shares its port: "+strings.Join(shared, "; ")))
	}
	if len(owners) > 0 {
		lines = append(lines, fullStop("Owned by "+strings.Join(owners, ", ")))
	}
	if len(uses) > 0 {
		lines = append(lines, fullStop("Reported to IANA: "+strings.Join(uses, "; ")))
	}
	return lines
}

// fullStop ends a sentence that may have an end.
func fullStop(s string) string {
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

// groupByName cuts services into those of each name.
func groupByName(services []*catalog.Service) (groups [][]*catalog.Service) {
	for len(services) > 0 {
		n := 1
		for n < len(services) && services[n].Name == services[0].Name {
			n++
		}
		groups = append(groups, services[:n])
		services = services[n:]
	}
	return groups
}

// titles lists the titles of services of one name, with the transports that
// have them, as what follows the name.
func titles(k *catalog.Constant, services []*catalog.Service) string {
	var order []string
	transports := map[string][]string{}
	for _, s := range services {
		// Another row may have the end of the range on a transport.
		if k.Port != s.First && k.Port != s.Last || s.Withdrawn != "" && k.Withdrawn() == "" {
			continue
		}
		title := strings.TrimRight(s.Title(), ". ")
		if len(transports[title]) == 0 {
			order = append(order, title)
		}
		transports[title] = appendNew(transports[title], s.Transport.String())
	}
	for i, title := range order {
		if len(order) == 1 && repeats(title, services[0].Name) {
			title, transports[""] = "", transports[title]
		}
		on := "(" + strings.Join(transports[title], ", ") + ")"
		if order[i] = on; title != "" {
			order[i] = title + " " + on
		}
	}
	switch {
	case len(order) == 0:
		return ""
	case order[0][0] == '(' && len(order) == 1:
		return " " + order[0]
	}
	return ": " + strings.Join(order, "; ")
}

// repeats reports whether a title has no other letters and digits than the name.
func repeats(title, name string) bool { return alphanumerics(title) == alphanumerics(name) }

// alphanumerics returns the letters and digits of a text, in small letters.
func alphanumerics(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

var (
	bracketed = regexp.MustCompile(`\[([^\[\]]*)\]`)
	rfc       = regexp.MustCompile(`^RFC(\d+)\b`)
	// draft is an Internet-Draft that waits for its number, without its version.
	draft = regexp.MustCompile(`^RFC-(ietf-.*)-\d+$`)
	// noDocument is a reference to a footnote, or to nothing.
	noDocument = regexp.MustCompile(`^(\d+|n/a)$`)
)

// references splits what the registry writes as "[RFC5425][RFC6012]" and
// spells RFCs as pkg.go.dev links them.
func references(services []*catalog.Service) []string {
	var list []string
	for _, s := range services {
		found := bracketed.FindAllStringSubmatch(s.Reference, -1)
		if found == nil && s.Reference != "" { // as people write it
			found = [][]string{{s.Reference, s.Reference}}
		}
		for _, m := range found {
			ref := strings.TrimSpace(m[1])
			if noDocument.MatchString(ref) {
				continue
			}
			if !strings.HasPrefix(ref, "https://") {
				ref = registry.Title(document(ref))
			}
			list = appendNew(list, ref)
		}
	}
	return list
}

// document returns a reference as a reader can follow it: as pkg.go.dev links RFCs, and
// an Internet-Draft by its page.
func document(ref string) string {
	if m := draft.FindStringSubmatch(ref); m != nil {
		return "https://datatracker.ietf.org/doc/draft-" + m[1]
	}
	return rfc.ReplaceAllString(ref, "RFC $1")
}

// appendNew appends a text that is not empty and not in the list.
func appendNew(list []string, text string) []string {
	if text == "" || slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}
