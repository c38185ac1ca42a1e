package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

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
	// Services are those that the constant stands for. They have one name,
	// but for names that make the same identifier for the same port.
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

// Identifier returns the Go identifier of a service name as far as the name
// alone decides it. It starts with a capital or a digit, and is empty for a
// name without letters and digits.
func Identifier(name string) string {
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(name, func(r rune) bool { return !isAlphanumeric(r) }) {
		if proper, ok := initialisms[registry.Fold(word)]; ok {
			b.WriteString(proper)
			continue
		}
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

func isAlphanumeric(r rune) bool {
	return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// An assignment is what gets an identifier: a name with one of its first ports.
type assignment struct {
	base     string // the name's identifier
	port     uint16
	numbered bool // the identifier ends in the port number
	services []*Service
	aliases  []string
}

// typed returns the identifier without the prefix Port.
func (a *assignment) typed() string {
	if a.numbered {
		return number(a.base, a.port)
	}
	return a.base
}

// number appends a port number to an identifier, legibly.
func number(identifier string, port uint16) string {
	digits := strconv.Itoa(int(port))
	if last := identifier[len(identifier)-1]; '0' <= last && last <= '9' {
		return identifier + "_" + digits
	}
	return identifier + digits
}

// untyped makes an identifier of what may start with a digit.
func untyped(identifier string) string {
	if '0' <= identifier[0] && identifier[0] <= '9' {
		return "X" + identifier
	}
	return identifier
}

// constants returns the assignment's constants: its port and, for a range, the
// last one. Transports that disagree on the last one get a constant each.
func (a *assignment) constants() []*Constant {
	base := a.typed()
	list := []*Constant{{Untyped: untyped(base), Typed: "Port" + base, Port: a.port, Services: a.services, Aliases: a.aliases}}
	lasts := map[uint16][]*Service{}
	for _, s := range a.services {
		if s.Record.First != s.Record.Last {
			lasts[s.Record.Last] = append(lasts[s.Record.Last], s)
		}
	}
	for last, services := range lasts {
		name := base + "Last"
		if len(lasts) > 1 {
			name = number(name, last)
		}
		list = append(list, &Constant{Untyped: untyped(name), Typed: "Port" + name, Port: last, Last: true, Services: services})
	}
	return list
}

// constants names the services. The names do not depend on the order of the
// rows: where identifiers collide, with each other or with an exported one,
// all of them get their port numbers.
func constants(services []*Service, exported []string) ([]*Constant, error) {
	assignments, err := assign(services)
	if err != nil {
		return nil, err
	}
	if err := settle(assignments, exported); err != nil {
		return nil, err
	}
	var list []*Constant
	for _, a := range assignments {
		list = append(list, a.constants()...)
	}
	// On a port, the primary service comes first.
	place := map[*Service]int{}
	for i, s := range services {
		place[s] = i
	}
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
	return list, nil
}

// assign groups services by name and port, and aliases with what they mean.
func assign(services []*Service) ([]*assignment, error) {
	isAlias := aliases(services)
	var list []*assignment
	byKey := map[firstPort]*assignment{}
	ports := map[string]int{} // how many first ports a name has
	others := map[firstPort][]*Service{}
	var errs registry.ErrorList
	unnamed := map[*registry.Record]bool{}
	for _, s := range services {
		k := firstPort{registry.Fold(s.Name), s.Record.First}
		if isAlias(s) {
			target := firstPort{registry.Fold(s.Alias), s.Record.First}
			others[target] = append(others[target], s)
			continue
		}
		if a, ok := byKey[k]; ok {
			// A row that another one cuts in pieces counts once a transport.
			if !slices.ContainsFunc(a.services, func(o *Service) bool { return o.Record == s.Record && o.Transport == s.Transport }) {
				a.services = append(a.services, s)
			}
			continue
		}
		base := Identifier(s.Name)
		if base == "" {
			if unnamed[s.Record] {
				continue // on another transport
			}
			unnamed[s.Record] = true
			errs = append(errs, s.Errorf("service name %q: has no letter or digit to name a constant by: rename the service", s.Name))
			continue
		}
		a := &assignment{base: base, port: s.Record.First, services: []*Service{s}}
		byKey[k] = a
		list = append(list, a)
		ports[k.name]++
	}
	for k, a := range byKey {
		a.numbered = ports[k.name] > 1
		slices.SortStableFunc(a.services, func(a, b *Service) int { return cmp.Compare(a.Transport, b.Transport) })
		for _, s := range others[k] {
			if !slices.Contains(a.aliases, s.Name) {
				a.aliases = append(a.aliases, s.Name)
			}
		}
	}
	return merge(list), errs.Err()
}

// A firstPort is a name, folded, and the first of its ports in a row.
type firstPort struct {
	name string
	port uint16
}

// aliases returns what reports whether a service is an alias to another one of the
// same port, on any transport, which is no alias itself.
func aliases(services []*Service) func(*Service) bool {
	live, all := map[firstPort]bool{}, map[firstPort]bool{}
	for _, s := range services {
		if s.Alias == "" {
			k := firstPort{registry.Fold(s.Name), s.Record.First}
			all[k] = true
			live[k] = live[k] || s.Withdrawn == ""
		}
	}
	return func(s *Service) bool {
		target := firstPort{registry.Fold(s.Alias), s.Record.First}
		return s.Alias != "" && (live[target] || s.Withdrawn != "" && all[target])
	}
}

// merge makes one assignment of those that have the same identifier, but for
// case, for the same port: ab-c and abc, or a-b and a_b.
func merge(list []*assignment) []*assignment {
	type key struct {
		identifier string
		port       uint16
	}
	var merged []*assignment
	byKey := map[key]*assignment{}
	for _, a := range list {
		k := key{registry.Fold(a.base), a.port}
		one, ok := byKey[k]
		if !ok {
			byKey[k] = a
			merged = append(merged, a)
			continue
		}
		one.base = min(one.base, a.base) // capitals first
		one.numbered = one.numbered || a.numbered
		one.services = append(one.services, a.services...)
		one.aliases = append(one.aliases, a.aliases...)
	}
	return merged
}

// settle numbers the assignments whose identifiers collide until none do.
func settle(assignments []*assignment, exported []string) error {
	for {
		// Identifiers that differ only in case would be told apart by the
		// compiler, but not by a reader.
		owners := map[string][]*assignment{}
		for _, name := range exported {
			owners[registry.Fold(name)] = []*assignment{nil}
		}
		for _, a := range assignments {
			for _, name := range a.identifiers() {
				owners[name] = append(owners[name], a)
			}
		}
		settled := true
		var errs registry.ErrorList
		for _, a := range assignments {
			for _, name := range a.identifiers() {
				rivals := owners[name]
				if len(rivals) < 2 {
					continue
				}
				if !a.numbered {
					a.numbered, settled = true, false
					break
				}
				if err := collision(a, rivals); err != nil {
					errs = append(errs, err)
					break
				}
			}
		}
		if settled {
			return errs.Err()
		}
	}
}

// identifiers returns the assignment's identifiers, folded.
func (a *assignment) identifiers() []string {
	var names []string
	for _, c := range a.constants() {
		names = append(names, registry.Fold(c.Untyped), registry.Fold(c.Typed))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// collision reports that a's identifier is also that of a rival which comes
// earlier, or of the package itself. The later of two services reports.
func collision(a *assignment, rivals []*assignment) *registry.Error {
	for _, rival := range rivals {
		with := "one of the package's own names"
		switch {
		case rival == nil:
		case rival != a && rival.services[0].order < a.services[0].order:
			with = fmt.Sprintf("the one of %q at %s", rival.services[0].Name, rival.services[0].Pos())
		default:
			continue
		}
		s := a.services[0]
		return s.Errorf("service name %q: its constant %s collides with %s: rename one of the services", s.Name, untyped(a.typed()), with)
	}
	return nil
}
