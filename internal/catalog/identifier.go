package catalog

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"example.com/ianaports/internal/registry"
)

// A Constant is a port number with an identifier. The generated package has it
// twice, untyped and typed.
type Constant struct {
	Untyped string // SyslogTLS
	Typed   string // PortSyslogTLS
	Port    uint16
	// Last says that the constant is the last port of a range.
	Last bool
	// Services are those that the constant stands for. They have one name, but
	// for names that share an identifier.
	Services []*Service
	// Aliases are other names for the same services.
	Aliases []string
}

// Withdrawn returns the date of the registry that was the first without any of
// the services, or the empty string.
func (k *Constant) Withdrawn() string {
	latest := ""
	for _, s := range k.Services {
		if s.Withdrawn == "" {
			return ""
		}
		latest = max(latest, s.Withdrawn)
	}
	return latest
}

// constantsOf returns what an identifier makes: the constant of its port and one for
// the last port of a range. Ranges that disagree on the last port get a constant
// each.
func constantsOf(identifier string, port uint16, lasts []uint16) []*Constant {
	list := []*Constant{{Untyped: untyped(identifier), Typed: typed(identifier), Port: port}}
	slices.Sort(lasts)
	lasts = slices.Compact(lasts)
	for _, last := range lasts {
		name := identifier + "Last"
		if len(lasts) > 1 {
			name = number(name, last)
		}
		list = append(list, &Constant{Untyped: untyped(name), Typed: typed(name), Port: last, Last: true})
	}
	return list
}

// number appends a port number to an identifier, legibly.
func number(identifier string, port uint16) string {
	digits := strconv.Itoa(int(port))
	if isDigit(identifier[len(identifier)-1]) {
		return identifier + "_" + digits
	}
	return identifier + digits
}

// typedPrefix begins the name of every typed constant.
const typedPrefix = "Port"

// typed returns the name of the typed constant of an identifier.
func typed(identifier string) string { return typedPrefix + identifier }

// UntypedName returns the name of the untyped constant beside a typed one: SyslogTLS
// for PortSyslogTLS, X9PFS for Port9PFS. What is not the name of a typed constant, such
// as the empty string, gives the empty string.
func UntypedName(name string) string {
	identifier, ok := strings.CutPrefix(name, typedPrefix)
	if !ok || identifier == "" {
		return ""
	}
	return untyped(identifier)
}

// untyped makes an identifier of what may start with a digit.
func untyped(identifier string) string {
	if isDigit(identifier[0]) {
		return "X" + identifier
	}
	return identifier
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// constants returns the constants of services whose records have identifiers.
func constants(services []*Service) []*Constant {
	byIdentifier := map[string][]*Service{}
	identifiers := map[nameAndPort]string{}
	place := map[*Service]int{}
	for i, s := range services {
		place[s] = i
		if s.Identifier != "" {
			byIdentifier[s.Identifier] = append(byIdentifier[s.Identifier], s)
			identifiers[keyOf(s.Record)] = s.Identifier
		}
	}
	aliases := map[string][]string{}
	for _, s := range services {
		target := identifiers[nameAndPort{registry.Fold(s.Alias), s.Ports.First}]
		if s.Identifier == "" && !slices.Contains(aliases[target], s.Name) {
			aliases[target] = append(aliases[target], s.Name)
		}
	}
	var list []*Constant
	for identifier, group := range byIdentifier {
		var lasts []uint16
		for _, s := range group {
			if s.Ports.First != s.Ports.Last {
				lasts = append(lasts, s.Ports.Last)
			}
		}
		for _, k := range constantsOf(identifier, group[0].Ports.First, lasts) {
			k.Services = servicesOf(k, group)
			if !k.Last {
				k.Aliases = aliases[identifier]
			}
			list = append(list, k)
		}
	}
	// On a port, the primary service comes first.
	rank := func(k *Constant) int {
		least := len(services)
		for _, s := range k.Services {
			least = min(least, place[s])
		}
		return least
	}
	slices.SortFunc(list, func(a, b *Constant) int {
		return cmp.Or(cmp.Compare(a.Port, b.Port), cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Untyped, b.Untyped))
	})
	return list
}

// servicesOf returns the services of an identifier that a constant stands for, by
// transport. A row that other rows cut in pieces counts once a transport.
func servicesOf(k *Constant, group []*Service) []*Service {
	var list []*Service
	for _, s := range group {
		if k.Last && s.Ports.Last != k.Port {
			continue
		}
		if !slices.ContainsFunc(list, func(o *Service) bool { return o.Record == s.Record && o.Transport == s.Transport }) {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b *Service) int { return cmp.Compare(a.Transport, b.Transport) })
	return list
}

// A ConstantIndex finds the constants by the names that they stand for.
type ConstantIndex map[constantKey]*Constant

type constantKey struct {
	name string // folded
	port uint16
	last bool // of a range
}

// ConstantIndex returns the index of all constants.
func (c *Catalog) ConstantIndex() ConstantIndex {
	index := ConstantIndex{}
	for _, k := range c.Constants {
		for _, s := range k.Services {
			index[constantKey{registry.Fold(s.Name), k.Port, k.Last}] = k
		}
		for _, alias := range k.Aliases {
			index[constantKey{registry.Fold(alias), k.Port, k.Last}] = k
		}
	}
	return index
}

// Find returns the constant of the first or of the last port of a service, or of an
// alias, and nil where there is none.
func (i ConstantIndex) Find(name string, port uint16, last bool) *Constant {
	return i[constantKey{registry.Fold(name), port, last}]
}

// Typed returns the name of the typed constant whose value is the first port of a
// service: that of the service itself or, for an alias, of the one that it stands for.
// It is empty for a part of a range that does not start at the range's first port.
func (i ConstantIndex) Typed(s *Service) string {
	if k := i.Find(s.Name, s.First, false); k != nil {
		return k.Typed
	}
	return ""
}
