package catalog

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"example.com/ianaports/internal/registry"
)

// Lint finds what is right by the rules and yet bites later. Of a team's services: ports
// that IANA assigns to another, on any transport, System Ports, and ports that a system
// gives to outgoing connections, unless the column Shared has a reason; and names that
// are no service names by RFC 6335 §5.1. What IANA itself has under the name is right
// where it is. Of aliases, in any file but IANA's: those that IANA has on another port,
// unless the column Shared has a reason.
func (c *Catalog) Lint(iana *Catalog, others ...*Catalog) registry.ErrorList {
	l := linter{adviser: newAdviser(c.whole, append(others, iana)), iana: iana, onPort: map[uint16][]*Service{}}
	for _, s := range iana.Services {
		for p := int(s.First); p <= int(s.Last) && s.live(); p++ {
			l.onPort[uint16(p)] = append(l.onPort[uint16(p)], s)
		}
	}
	known := iana.byName()
	l.severalPorts(c.Services)
	seen := map[*registry.Row]bool{}
	for _, s := range c.Services {
		r := s.Row
		if seen[r] || r.File.Kind == registry.IANA || r.Withdrawn != "" {
			continue
		}
		if r.Alias != "" {
			seen[r] = r.Shared != "" || l.alias(s)
			continue
		}
		seen[r] = true
		if !own(r) {
			continue
		}
		if name := fold(r.Name); !known[name] {
			known[name] = true // or reported
			l.name(r)
		}
		if r.Shared == "" {
			l.ports(r)
		}
	}
	l.warnings.Sort()
	return l.warnings
}

// severalPorts reports a team's names that have several ports, whose numbers come into
// the constants, if nobody has written these down. A merge of two branches leaves such
// rows.
func (l *linter) severalPorts(services []*Service) {
	first, reported := map[string]*registry.Row{}, map[*registry.Row]bool{}
	for _, s := range services {
		r := s.Row
		if !own(r) || !s.live() {
			continue
		}
		other := first[fold(r.Name)]
		if other == nil {
			first[fold(r.Name)] = r
		} else if other.Ports.First != r.Ports.First && (r.Identifier == "" || other.Identifier == "") && !reported[r] {
			reported[r] = true
			l.warn(r, `service name %q: has port %s %s, so port numbers are added to its constants: remove one of the rows, or name the constants in the column "Identifier"`,
				r.Name, other.Ports, other.SeenFrom(r))
		}
	}
}

type linter struct {
	*adviser
	iana     *Catalog
	onPort   map[uint16][]*Service // of IANA
	warnings registry.ErrorList
}

func (l *linter) warn(r *registry.Row, format string, args ...any) {
	l.warnings = append(l.warnings, r.Errorf(format, args...))
}

// alias warns of an alias that IANA has on another port of the transport. It reports
// whether it did.
func (l *linter) alias(s *Service) bool {
	port, ok := l.iana.Ports(s.Transport)[fold(s.Name)]
	isWrong := ok && port != s.First && !slices.ContainsFunc(l.onPort[s.First], func(o *Service) bool { return fold(o.Name) == fold(s.Name) })
	if isWrong {
		l.warn(s.Row, "alias %q of %q: IANA has this name on port %d/%s: remove the alias, or check that it is meant", s.Name, s.Alias, port, s.Transport)
	}
	return isWrong
}

// serviceName matches the syntax of RFC 6335 §5.1, but for the letter that a name must
// have and for its length.
var serviceName = regexp.MustCompile(`^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$`)

func (l *linter) name(r *registry.Row) {
	switch {
	case !serviceName.MatchString(r.Name):
		l.warn(r, "service name %q: RFC 6335 allows letters and digits, with single hyphens between them: rename it", r.Name)
	case !strings.ContainsFunc(r.Name, unicode.IsLetter):
		l.warn(r, "service name %q: RFC 6335 requires a letter: rename it", r.Name)
	case len(r.Name) > registry.MaxName:
		l.warn(r, "service name %q: has %d characters, RFC 6335 allows %d, and Kubernetes refuses more: shorten it", r.Name, len(r.Name), registry.MaxName)
	}
}

func (l *linter) ports(r *registry.Row) {
	const most = 3
	var others []string
	var system, outgoing, dynamic bool
	for p := int(r.Ports.First); p <= int(r.Ports.Last); p++ {
		services := l.onPort[uint16(p)]
		if slices.ContainsFunc(services, func(s *Service) bool { return fold(s.Name) == fold(r.Name) }) {
			continue
		}
		for _, s := range services {
			if s.Alias == "" && !slices.Contains(others, s.Name) {
				others = append(others, s.Name)
			}
		}
		system = system || p <= registry.LastSystem
		dynamic = dynamic || p >= registry.FirstDynamic
		outgoing = outgoing || isOutgoing(p)
	}
	var faults []string
	if len(others) > 0 {
		names := strings.Join(others[:min(len(others), most)], ", ")
		if more := len(others) - most; more > 0 {
			names += fmt.Sprintf(" and %d more", more)
		}
		faults = append(faults, fmt.Sprintf("IANA assigns port %s to %s", r.Ports, names))
	}
	if system {
		faults = append(faults, fmt.Sprintf("port %s is a System Port, which IANA keeps for standards", r.Ports))
	}
	switch {
	case dynamic:
		faults = append(faults, fmt.Sprintf("port %s is a Dynamic Port, which a system may give to any client", r.Ports))
	case outgoing:
		faults = append(faults, fmt.Sprintf("port %s is one that Linux gives to outgoing connections (%d-%d)", r.Ports, firstOutgoing, lastOutgoing))
	}
	if len(faults) == 0 {
		return
	}
	cure := l.advice(r)
	if cure == "" {
		cure = ": choose another"
	}
	for _, fault := range faults {
		l.warn(r, `service name %q: %s%s, or write why it is there in the column "Shared"`, r.Name, fault, cure)
	}
}
