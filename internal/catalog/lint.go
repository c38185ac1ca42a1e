package catalog

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"example.com/ianaports/internal/registry"
)

// Lint finds services on ports that are no good for one's own: those that IANA
// assigns to another, on any transport, System Ports, and Dynamic Ports. What IANA
// itself has under the name is right where it is. It also finds names of one's own that
// are no service names by RFC 6335 §5.1, whatever their length; aliases may have any
// name. The rows of services(5) files are passed over: they are the machine's, not one's
// own.
func (c *Catalog) Lint(iana *Catalog) registry.ErrorList {
	l := linter{own: c.whole(), iana: iana, onPort: map[uint16][]*Service{}, suggested: map[int]bool{}}
	for _, s := range iana.Services {
		for p := int(s.First); p <= int(s.Last) && s.Withdrawn == ""; p++ {
			l.onPort[uint16(p)] = append(l.onPort[uint16(p)], s)
		}
	}
	known := iana.byName()
	seen := map[*registry.Record]bool{}
	for _, s := range c.Services {
		if name := registry.Fold(s.Name); s.Own && s.Alias == "" && s.Withdrawn == "" && !known[name] {
			known[name] = true // or reported
			l.name(s.Record)
		}
		if r := s.Record; !seen[r] && r.Own && r.Withdrawn == "" {
			seen[r] = true
			l.record(r)
		}
	}
	l.warnings.Sort()
	return l.warnings
}

// byName has the folded names of the services.
func (c *Catalog) byName() map[string]bool {
	names := map[string]bool{}
	for _, s := range c.Services {
		names[registry.Fold(s.Name)] = true
	}
	return names
}

// serviceName matches the syntax of RFC 6335 §5.1, but for the letter that a name must
// have and for its length.
var serviceName = regexp.MustCompile(`^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$`)

func (l *linter) name(r *registry.Record) {
	switch {
	case !serviceName.MatchString(r.Name):
		l.warnings = append(l.warnings, r.Errorf("service name %q: RFC 6335 allows letters and digits, with single hyphens between them: rename it", r.Name))
	case !strings.ContainsFunc(r.Name, unicode.IsLetter):
		l.warnings = append(l.warnings, r.Errorf("service name %q: RFC 6335 requires a letter: rename it", r.Name))
	}
}

type linter struct {
	own, iana *Catalog
	onPort    map[uint16][]*Service // of IANA
	suggested map[int]bool
	warnings  registry.ErrorList
}

func (l *linter) record(r *registry.Record) {
	const most = 3
	var others []string
	var system, dynamic bool
	for p := int(r.Ports.First); p <= int(r.Ports.Last); p++ {
		services := l.onPort[uint16(p)]
		if slices.ContainsFunc(services, func(s *Service) bool { return registry.Fold(s.Name) == registry.Fold(r.Name) }) {
			continue
		}
		for _, s := range services {
			if s.Alias == "" && !slices.Contains(others, s.Name) {
				others = append(others, s.Name)
			}
		}
		system = system || p <= registry.LastSystem
		dynamic = dynamic || p >= registry.FirstDynamic
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
	if dynamic {
		faults = append(faults, fmt.Sprintf("port %s is a Dynamic Port, which a system may give to any client", r.Ports))
	}
	if len(faults) == 0 {
		return
	}
	cure := l.alternative(r)
	for _, fault := range faults {
		l.warnings = append(l.warnings, r.Errorf("service name %q: %s%s", r.Name, fault, cure))
	}
}

// alternative names the next User Ports that are free for a record, as far as is
// known, as the cure of its warnings. No two records get the same.
func (l *linter) alternative(r *registry.Record) string {
	size := int(r.Ports.Last-r.Ports.First) + 1
	from := min(max(int(r.Ports.Last), registry.LastSystem), registry.FirstDynamic-1)
	run := 0
	for i := range 2 * registry.FirstDynamic { // once around
		p := (from + i) % registry.FirstDynamic
		if p <= registry.LastSystem || l.suggested[p] || !l.own.free(p) || !l.iana.free(p) {
			run = 0
			continue
		}
		if run++; run < size {
			continue
		}
		for q := p - size + 1; q <= p; q++ {
			l.suggested[q] = true
		}
		if size == 1 {
			return fmt.Sprintf(": %d is free", p)
		}
		return fmt.Sprintf(": %d-%d are free", p-size+1, p)
	}
	return ""
}

// free reports whether a port is Unassigned on every transport.
func (c *Catalog) free(port int) bool {
	return !slices.ContainsFunc(registry.Transports[:], func(t registry.Transport) bool { return c.Status(t, port) != registry.Unassigned })
}
