package catalog

import (
	"cmp"
	"maps"
	"slices"

	"example.com/ianaports/internal/naming"
	"example.com/ianaports/internal/registry"
)

// A Constant is a port number with a name. The generated package has it twice, untyped
// and typed.
type Constant struct {
	Untyped string // SyslogTLS
	Typed   string // PortSyslogTLS
	Port    uint16
	// Last says that the constant is the last port of a range.
	Last bool
	// Services are those that the constant stands for, in the order of their transports.
	// They have one name, but for names that share an identifier.
	Services []*Service
	// Aliases are other names for the same services.
	Aliases []string
}

// Withdrawn returns the date as of which none of the services is registered any more, or
// the empty string.
func (k *Constant) Withdrawn() string {
	latest := ""
	for _, s := range k.Services {
		if s.live() {
			return ""
		}
		latest = max(latest, s.Withdrawn)
	}
	return latest
}

// Named is a catalog whose services have constants.
type Named struct {
	*Catalog
	// Constants are in the order of their ports.
	Constants []*Constant
	// Derived are rows whose identifiers are not written down.
	Derived []*registry.Row

	names  map[*registry.Row]naming.Names
	lookup index
}

// A nameAndPort is what has an identifier: a name in small letters, and the first port of
// its row.
type nameAndPort struct {
	name string
	port uint16
}

// A subject is the rows of a name and a first port, in their order.
type subject struct {
	nameAndPort
	rows []*registry.Row
}

func (s *subject) isAlias() bool {
	return !slices.ContainsFunc(s.rows, func(r *registry.Row) bool { return r.Alias == "" })
}

// targets returns the keys of what the rows are aliases to, each once.
func (s *subject) targets() (targets []nameAndPort) {
	for _, r := range s.rows {
		if k := (nameAndPort{fold(r.Alias), s.port}); r.Alias != "" && !slices.Contains(targets, k) {
			targets = append(targets, k)
		}
	}
	return targets
}

func (s *subject) withdrawn() bool {
	return !slices.ContainsFunc(s.rows, func(r *registry.Row) bool { return r.Withdrawn == "" })
}

// Name gives the services their constants: those that are written down, and others that
// naming derives. The reserved names are the package's own. More evidence is asked for
// only if there is something to derive.
func (c *Catalog) Name(reserved []string, more func() []naming.Service) (*Named, error) {
	subjects := c.subjects()
	services := namingServices(subjects)
	if errs := checkWritten(subjects); len(errs) > 0 {
		return nil, errs.Err()
	}
	names, problems := naming.Derive(services, reserved, more)
	var errs registry.ErrorList
	for _, p := range problems {
		row := rowOf(subjects[p.Service])
		text := p.Before
		switch p.Rival {
		case naming.None:
		case naming.API:
			text += "the package's own API"
		default:
			rival := rowOf(subjects[p.Rival])
			text += "service name " + registry.Quote(rival.Name) + " " + rival.SeenFrom(row)
		}
		errs = append(errs, row.Errorf("%s", text+p.After))
	}
	if err := errs.Err(); err != nil {
		return nil, err
	}
	n := &Named{Catalog: c, names: map[*registry.Row]naming.Names{}}
	for i, s := range subjects {
		for _, r := range s.rows {
			n.names[r] = names[i]
			if identifier, last := n.Identifier(r); identifier != r.Identifier || last != r.LastIdentifier {
				n.Derived = append(n.Derived, r)
			}
		}
	}
	n.makeConstants(subjects, names)
	n.lookup = newIndex(n.Constants)
	return n, nil
}

// Evidence returns the services of the catalog as evidence of how words are spelled.
func (c *Catalog) Evidence() []naming.Service { return namingServices(c.subjects()) }

// subjects groups the rows that make services with a port.
func (c *Catalog) subjects() []*subject {
	var list []*subject
	byKey := map[nameAndPort]*subject{}
	for _, r := range c.serviceRows() {
		k := nameAndPort{fold(r.Name), r.Ports.First}
		s := byKey[k]
		if s == nil {
			s = &subject{nameAndPort: k}
			byKey[k] = s
			list = append(list, s)
		}
		s.rows = append(s.rows, r)
	}
	return list
}

// serviceRows returns the rows that make constants, in the registry's order.
func (c *Catalog) serviceRows() []*registry.Row {
	var rows []*registry.Row
	order := map[*registry.Row]int{}
	for _, s := range slices.Concat(c.Services, c.past) {
		if _, ok := order[s.Row]; !ok {
			order[s.Row] = s.order
			rows = append(rows, s.Row)
		}
	}
	slices.SortFunc(rows, func(a, b *registry.Row) int { return cmp.Compare(order[a], order[b]) })
	return rows
}

func namingServices(subjects []*subject) []naming.Service {
	byKey := map[nameAndPort]*subject{}
	for _, s := range subjects {
		byKey[s.nameAndPort] = s
	}
	services := make([]naming.Service, len(subjects))
	for i, s := range subjects {
		n := naming.Service{Name: s.rows[0].Name, Port: s.port}
		for _, r := range s.rows {
			n.Written.Identifier = cmp.Or(n.Written.Identifier, r.Identifier)
			if r.Description != "" && !slices.Contains(n.Titles, r.Description) {
				n.Titles = append(n.Titles, r.Description)
			}
			if !r.Ports.IsRange() {
				continue
			}
			if !slices.Contains(n.Ends, r.Ports.Last) {
				n.Ends = append(n.Ends, r.Ports.Last)
			}
			if r.LastIdentifier != "" {
				if n.Written.Last == nil {
					n.Written.Last = map[uint16]string{}
				}
				n.Written.Last[r.Ports.Last] = r.LastIdentifier
			}
		}
		// An alias to a service of the same port that is no alias itself needs no name.
		// A service does not stand for a withdrawn one, unless it is withdrawn as well.
		n.Nameless = s.isAlias() && !slices.ContainsFunc(s.targets(), func(k nameAndPort) bool {
			target := byKey[k]
			return target == nil || target.isAlias() || target.withdrawn() && !s.withdrawn()
		})
		services[i] = n
	}
	return services
}

// rowOf returns the row of a subject that an error is about: the first that names it.
func rowOf(s *subject) *registry.Row {
	if i := slices.IndexFunc(s.rows, func(r *registry.Row) bool { return r.Identifier != "" }); i >= 0 {
		return s.rows[i]
	}
	return s.rows[0]
}

// checkWritten finds rows of one name and port that write different identifiers down.
func checkWritten(subjects []*subject) (errs registry.ErrorList) {
	for _, s := range subjects {
		first := rowOf(s)
		lasts := map[uint16]*registry.Row{}
		for _, r := range s.rows {
			if r.Identifier != "" && r.Identifier != first.Identifier {
				errs = append(errs, r.Errorf("identifier %q: service name %q has %q for port %d %s: write the same on both rows",
					r.Identifier, r.Name, first.Identifier, s.port, first.SeenFrom(r)))
			}
			if r.LastIdentifier == "" {
				continue
			}
			if other := lasts[r.Ports.Last]; other != nil && other.LastIdentifier != r.LastIdentifier {
				errs = append(errs, r.Errorf("identifier %q: service name %q has %q for port %d %s: write the same on both rows",
					r.LastIdentifier, r.Name, other.LastIdentifier, r.Ports.Last, other.SeenFrom(r)))
			}
			lasts[r.Ports.Last] = r
		}
	}
	return errs
}

// Identifier returns what a row has in the column Identifier: the name of its service
// and, for a range, that of its last port.
func (n *Named) Identifier(r *registry.Row) (identifier, last string) {
	names := n.names[r]
	if r.Ports.IsRange() {
		last = names.Last[r.Ports.Last]
	}
	return names.Identifier, last
}

// makeConstants makes the constants of names.
func (n *Named) makeConstants(subjects []*subject, names []naming.Names) {
	place := map[*registry.Row]int{} // of the row's first service
	services := map[*registry.Row][]*Service{}
	for i, s := range slices.Concat(n.Services, n.past) {
		if _, ok := place[s.Row]; !ok {
			place[s.Row] = i
		}
		// A row that other rows cut in pieces counts once a transport.
		if !slices.ContainsFunc(services[s.Row], func(o *Service) bool { return o.Transport == s.Transport }) {
			services[s.Row] = append(services[s.Row], s)
		}
	}
	byName := map[string]*Constant{}
	add := func(identifier string, port uint16, last bool, r *registry.Row) {
		if identifier == "" {
			return
		}
		k := byName[identifier]
		if k == nil {
			k = &Constant{Untyped: naming.Untyped(identifier), Typed: naming.Typed(identifier), Port: port, Last: last}
			byName[identifier] = k
		}
		k.Services = append(k.Services, services[r]...)
	}
	identifiers := map[nameAndPort]string{}
	for i, s := range subjects {
		identifiers[s.nameAndPort] = names[i].Identifier
		for _, r := range s.rows {
			identifier, last := n.Identifier(r)
			add(identifier, s.port, false, r)
			add(last, r.Ports.Last, true, r)
		}
	}
	for i, s := range subjects {
		for _, target := range s.targets() {
			if k := byName[identifiers[target]]; k != nil && names[i].Identifier == "" {
				k.Aliases = append(k.Aliases, s.rows[0].Name)
			}
		}
	}
	// On a port, the primary service comes first.
	rank := func(k *Constant) int {
		least := len(n.Services)
		for _, s := range k.Services {
			least = min(least, place[s.Row])
		}
		return least
	}
	n.Constants = slices.SortedFunc(maps.Values(byName), func(a, b *Constant) int {
		return cmp.Or(cmp.Compare(a.Port, b.Port), cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Untyped, b.Untyped))
	})
	for _, k := range n.Constants {
		slices.SortStableFunc(k.Services, func(a, b *Service) int {
			return cmp.Or(cmp.Compare(a.Transport, b.Transport), cmp.Compare(place[a.Row], place[b.Row]))
		})
	}
}

// An index finds constants by the names that they stand for.
type index struct {
	services map[constantKey]*Constant
	// known has the constants of aliases, by what they are aliases of.
	known map[nameAndPort][]*Constant
	// named has the constants of first ports, by their names and those of their services,
	// in small letters.
	named map[string][]*Constant
}

type constantKey struct {
	nameAndPort
	last bool // of a range
}

func newIndex(constants []*Constant) index {
	i := index{map[constantKey]*Constant{}, map[nameAndPort][]*Constant{}, map[string][]*Constant{}}
	for _, k := range constants {
		names := map[string]bool{fold(k.Untyped): true}
		targets := map[nameAndPort]bool{}
		for _, s := range k.Services {
			i.services[constantKey{nameAndPort{fold(s.Name), k.Port}, k.Last}] = k
			names[fold(s.Name)] = true
			targets[nameAndPort{fold(s.Alias), k.Port}] = s.Alias != ""
		}
		for _, alias := range k.Aliases {
			i.services[constantKey{nameAndPort{fold(alias), k.Port}, k.Last}] = k
		}
		if k.Last {
			continue
		}
		for name := range names {
			i.named[name] = append(i.named[name], k)
		}
		for target, ok := range targets {
			if ok {
				i.known[target] = append(i.known[target], k)
			}
		}
	}
	return i
}

// Constant returns the constant of the first port of a service or an alias, or nil.
func (n *Named) Constant(name string, port uint16) *Constant {
	return n.lookup.services[constantKey{nameAndPort{fold(name), port}, false}]
}

// LastConstant returns the constant of the last port of a range, or nil.
func (n *Named) LastConstant(name string, port uint16) *Constant {
	return n.lookup.services[constantKey{nameAndPort{fold(name), port}, true}]
}
