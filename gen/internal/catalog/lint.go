package catalog

import (
	"fmt"
	"slices"
	"strings"

	"example.com/ianaports/gen/internal/registry"
)

// Lint finds services on ports that are no good for one's own: those that IANA
// assigns to another, System Ports, and Dynamic Ports. What IANA itself registers
// is right where it is.
func (c *Catalog) Lint(iana *Catalog) registry.ErrorList {
	onPort := map[uint16][]*Service{}
	for _, s := range iana.Services {
		for p := int(s.First); p <= int(s.Last) && s.Withdrawn == ""; p++ {
			onPort[uint16(p)] = append(onPort[uint16(p)], s)
		}
	}
	var warnings registry.ErrorList
	seen := map[*registry.Record]bool{}
	for _, s := range c.Services {
		r := s.Record
		if seen[r] || r.Withdrawn != "" {
			continue
		}
		seen[r] = true
		registered, others := claims(r, onPort)
		if registered {
			continue
		}
		warn := func(format string, args ...any) {
			warnings = append(warnings, r.Errorf("service name %q: %s%s", r.Name, fmt.Sprintf(format, args...), c.alternative(iana, r)))
		}
		if len(others) > 0 {
			warn("IANA assigns port %s to %s", r.Ports(), strings.Join(others, ", "))
		}
		switch {
		case r.First <= registry.LastSystem:
			warn("port %s is a System Port, which IANA keeps for standards", r.Ports())
		case r.Last >= registry.FirstDynamic:
			warn("port %s is a Dynamic Port, which a system may give to any client", r.Ports())
		}
	}
	warnings.Sort()
	return warnings
}

// claims tells whether one of the services on the record's ports has its name,
// and which other names they have on its transport.
func claims(r *registry.Record, onPort map[uint16][]*Service) (registered bool, others []string) {
	for p := int(r.First); p <= int(r.Last); p++ {
		for _, s := range onPort[uint16(p)] {
			switch {
			case registry.Fold(s.Name) == registry.Fold(r.Name):
				registered = true
			case (r.Transport == 0 || r.Transport == s.Transport) && s.Alias == "" && !slices.Contains(others, s.Name):
				others = append(others, s.Name)
			}
		}
	}
	return registered, others
}

// alternative names the next User Port that is free, as far as is known, as the
// cure of a warning.
func (c *Catalog) alternative(iana *Catalog, r *registry.Record) string {
	from := max(int(r.Last), registry.LastSystem)
	for i := range registry.FirstDynamic {
		p := (from + i) % registry.FirstDynamic
		if p > registry.LastSystem && c.free(p) && iana.free(p) {
			return fmt.Sprintf(": %d is free", p)
		}
	}
	return ""
}

// free reports whether a port is Unassigned on every transport.
func (c *Catalog) free(port int) bool {
	return !slices.ContainsFunc(registry.Transports[:], func(t registry.Transport) bool { return c.Status(t, port) != registry.Unassigned })
}
