package catalog

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"example.com/ianaports/internal/registry"
)

// Naming gives services their identifiers.
type Naming struct {
	// Reserved are the exported names that the generated package has besides its
	// constants.
	Reserved []string
	// Evidence returns more records whose identifiers and titles show how words are
	// spelled. It is called only if there is something to name, and may be nil.
	Evidence func() ([]registry.Record, error)
}

// Name sets the field Identifier of every record that has a service name. It keeps
// the identifiers that are given, and derives one where there is none. A derived
// identifier gives way to all given ones; where several collide with each other, all
// of them get their port numbers. So neither a new row nor the order of the rows
// changes the identifier that a service has. An alias to a service of the same port
// gets none.
//
// The errors report given identifiers that cannot be used, and names of which no
// identifier can be made.
func (n Naming) Name(records []registry.Record) error {
	services, errs := group(records)
	names := n.reserve()
	errs = append(errs, names.check(services)...)
	if err := errs.Err(); err != nil {
		return err
	}
	alias := aliases(services)
	fresh := slices.DeleteFunc(slices.Clone(services), func(s *assignment) bool { return s.identifier != "" || alias(s) })
	if len(fresh) == 0 {
		return nil
	}
	var more []registry.Record
	if n.Evidence != nil {
		var err error
		if more, err = n.Evidence(); err != nil {
			return err
		}
	}
	numbered := severalPorts(slices.DeleteFunc(services, alias))
	if err := names.derive(fresh, numbered, newSpelling(records, more)); err != nil {
		return err
	}
	for _, s := range fresh {
		s.setIdentifier(s.identifier)
	}
	return nil
}

// An assignment is a service name with the first of its ports. It is what has an
// identifier.
type assignment struct {
	name       string
	port       uint16
	identifier string
	row        *registry.Record // that gives the identifier, or else the first one
	records    []*registry.Record
}

// A nameAndPort is the key of an assignment.
type nameAndPort struct {
	name string // folded
	port uint16
}

func keyOf(r *registry.Record) nameAndPort { return nameAndPort{registry.Fold(r.Name), r.Ports.First} }

// group collects the records of each assignment, in their order. Where only some of
// its rows have the identifier, the others take it.
func group(records []registry.Record) (services []*assignment, errs registry.ErrorList) {
	byKey := map[nameAndPort]*assignment{}
	for i := range records {
		r := &records[i]
		if r.Name == "" {
			if r.Identifier != "" {
				errs = append(errs, r.Errorf("identifier %q: the row has no service name: remove the identifier", r.Identifier))
			}
			continue
		}
		k := keyOf(r)
		s := byKey[k]
		if s == nil {
			s = &assignment{name: r.Name, port: r.Ports.First, row: r}
			byKey[k] = s
			services = append(services, s)
		}
		s.records = append(s.records, r)
		switch {
		case r.Identifier == "" || r.Identifier == s.identifier:
		case s.identifier == "":
			s.identifier, s.row = r.Identifier, r
		default:
			errs = append(errs, r.Errorf("identifier %q: service name %q has %q for port %d %s: write the same on both rows",
				r.Identifier, r.Name, s.identifier, r.Ports.First, s.row.SeenFrom(r)))
		}
	}
	return services, errs
}

func (s *assignment) setIdentifier(identifier string) {
	s.identifier = identifier
	for _, r := range s.records {
		r.Identifier = identifier
	}
}

// lasts returns the last ports of the assignment's ranges.
func (s *assignment) lasts() []uint16 {
	var list []uint16
	for _, r := range s.records {
		if r.Ports.Last != r.Ports.First {
			list = append(list, r.Ports.Last)
		}
	}
	return list
}

// withdrawn reports whether all rows of the assignment are.
func (s *assignment) withdrawn() bool {
	return !slices.ContainsFunc(s.records, func(r *registry.Record) bool { return r.Withdrawn == "" })
}

// aliases returns a function that reports whether a service is an alias of a service on
// the same port that is no alias itself. A service does not stand for a withdrawn one, unless
// it is withdrawn as well.
func aliases(services []*assignment) func(*assignment) bool {
	byKey := map[nameAndPort]*assignment{}
	for _, s := range services {
		byKey[keyOf(s.records[0])] = s
	}
	isAlias := func(s *assignment) bool { return s.records[0].Alias != "" }
	return func(s *assignment) bool {
		if !isAlias(s) {
			return false
		}
		target := byKey[nameAndPort{registry.Fold(s.records[0].Alias), s.port}]
		return target != nil && !isAlias(target) && (s.withdrawn() || !target.withdrawn())
	}
}

// severalPorts returns the names, folded, that have several first ports.
func severalPorts(services []*assignment) map[string]bool {
	seen, several := map[string]bool{}, map[string]bool{}
	for _, s := range services {
		name := registry.Fold(s.name)
		several[name] = seen[name]
		seen[name] = true
	}
	return several
}

// takenNames are the names of constants, folded, with the service that has each one,
// or nil where the package itself has it. Names that differ only in case would be
// told apart by the compiler, but not by a reader.
type takenNames struct {
	owners map[string]*assignment
	// lasts has the last ports of the ranges of all services that share an identifier.
	lasts map[identifierAndPort][]uint16
}

type identifierAndPort struct {
	identifier string
	port       uint16
}

func (n Naming) reserve() takenNames {
	names := takenNames{map[string]*assignment{}, map[identifierAndPort][]uint16{}}
	for _, name := range n.Reserved {
		names.owners[registry.Fold(name)] = nil
	}
	return names
}

// give notes that a service has an identifier, which others may have as well.
func (names takenNames) give(s *assignment, identifier string) {
	k := identifierAndPort{identifier, s.port}
	names.lasts[k] = append(names.lasts[k], s.lasts()...)
}

// constants returns the constants of an identifier, for all services that share it.
func (names takenNames) constants(identifier string, port uint16) []*Constant {
	return constantsOf(identifier, port, slices.Clone(names.lasts[identifierAndPort{identifier, port}]))
}

// validIdentifier matches what makes an exported name of Go once Port stands before
// it or, where it starts with a digit, X.
var validIdentifier = regexp.MustCompile(`^[A-Z0-9][A-Za-z0-9_]*$`)

// check finds given identifiers that cannot be used, and takes the names of the
// others.
func (names takenNames) check(services []*assignment) (errs registry.ErrorList) {
	for _, s := range services {
		if s.identifier != "" {
			names.give(s, s.identifier)
		}
	}
	for _, s := range services {
		switch r := s.row; {
		case s.identifier == "":
		case !validIdentifier.MatchString(s.identifier):
			errs = append(errs, r.Errorf("identifier %q: makes no exported name of Go: use ASCII letters, digits and _, with a capital or a digit first", s.identifier))
		default:
			s.setIdentifier(s.identifier)
			if err := names.take(s); err != nil {
				errs = append(errs, err)
			}
		}
	}
	return errs
}

// take takes the names of a service's constants, unless another service has one of them.
// Services may share the constants of a port, if they spell them the same.
func (names takenNames) take(s *assignment) *registry.Error {
	var list []string
	for _, c := range names.constants(s.identifier, s.port) {
		list = append(list, c.Untyped, c.Typed)
	}
	for _, name := range list {
		other, taken := names.owners[registry.Fold(name)]
		if taken && (other == nil || other.identifier != s.identifier || other.port != s.port) {
			return s.row.Errorf("identifier %q: its constant %s is taken by %s: choose another", s.identifier, name, owner(other, s))
		}
	}
	for _, name := range list {
		names.owners[registry.Fold(name)] = s
	}
	return nil
}

// owner says, to the reader of an error about s, whose a name is.
func owner(rival, s *assignment) string {
	if rival == nil {
		return "the package's own API"
	}
	return fmt.Sprintf("service name %s %s", registry.Quote(rival.name), rival.row.SeenFrom(s.row))
}

// A candidate is an identifier that is being derived, for all services of one port
// whose names make it.
type candidate struct {
	base     string
	numbered bool // the port number follows
	services []*assignment
}

func (c *candidate) identifier() string {
	if c.numbered {
		return number(c.base, c.services[0].port)
	}
	return c.base
}

func (c *candidate) port() uint16 { return c.services[0].port }

// names returns the names of the candidate's constants, folded.
func (c *candidate) names() []string {
	var lasts []uint16
	for _, s := range c.services {
		lasts = append(lasts, s.lasts()...)
	}
	var list []string
	for _, k := range constantsOf(c.identifier(), c.port(), lasts) {
		list = append(list, registry.Fold(k.Untyped), registry.Fold(k.Typed))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// derive makes identifiers for services that have none.
func (names takenNames) derive(fresh []*assignment, numbered map[string]bool, words *spelling) error {
	var list []*candidate
	var errs registry.ErrorList
	byBase := map[nameAndPort]*candidate{}
	for _, s := range fresh {
		base := words.identifier(s.name)
		if base == "" {
			errs = append(errs, s.row.Errorf("service name %q: has no letter or digit to name a constant by: rename the service, or write one in the column Identifier", s.name))
			continue
		}
		if given := names.sharable(s, base); given != "" {
			s.identifier = given
			names.give(s, given)
			if err := names.take(s); err != nil {
				errs = append(errs, err)
			}
			continue
		}
		k := nameAndPort{registry.Fold(base), s.port}
		c := byBase[k]
		if c == nil {
			c = &candidate{base: base}
			byBase[k] = c
			list = append(list, c)
		}
		c.base = min(c.base, base) // capitals first
		c.numbered = c.numbered || numbered[registry.Fold(s.name)]
		c.services = append(c.services, s)
	}
	errs = append(errs, names.settle(list)...)
	for _, c := range list {
		for _, s := range c.services {
			s.identifier = c.identifier()
		}
	}
	return errs.Err()
}

// sharable returns the given identifier of a service's port that the name makes as
// well, or the empty string.
func (names takenNames) sharable(s *assignment, base string) string {
	for _, identifier := range []string{base, number(base, s.port)} {
		other := names.owners[registry.Fold(untyped(identifier))]
		if other != nil && other.port == s.port && registry.Fold(other.identifier) == registry.Fold(identifier) {
			return other.identifier
		}
	}
	return ""
}

// settle adds port numbers until no candidates collide. It reports the collisions
// that remain.
func (names takenNames) settle(list []*candidate) (errs registry.ErrorList) {
	for settled := false; !settled; {
		settled = true
		owners := map[string][]*candidate{}
		for _, c := range list {
			for _, name := range c.names() {
				owners[name] = append(owners[name], c)
			}
		}
		for _, c := range list {
			if !c.numbered && slices.ContainsFunc(c.names(), func(name string) bool {
				_, taken := names.owners[name]
				return taken || len(owners[name]) > 1
			}) {
				c.numbered, settled = true, false
			}
		}
		if settled {
			errs = names.collisions(list, owners)
		}
	}
	return errs
}

// collisions reports each candidate that has a name of another one or of a given
// identifier; of two candidates, the later one.
func (names takenNames) collisions(list []*candidate, owners map[string][]*candidate) (errs registry.ErrorList) {
	for _, c := range list {
		s := c.services[0]
		for _, name := range c.names() {
			rival, taken := names.owners[name]
			if !taken && owners[name][0] != c {
				rival, taken = owners[name][0].services[0], true
			}
			if taken {
				errs = append(errs, s.row.Errorf("service name %q: its constant %s is taken by %s: rename the service, or write one in the column Identifier",
					s.name, untyped(c.identifier()), owner(rival, s)))
				break
			}
		}
	}
	return errs
}

// identifier makes an identifier of a service name. It starts with a capital or a
// digit, and is empty for a name without letters and digits.
func (s *spelling) identifier(name string) string {
	var b strings.Builder
	for _, word := range wordsOf(name) {
		form := s.of(word)
		if so := b.String(); so != "" && isDigit(so[len(so)-1]) && isDigit(form[0]) {
			b.WriteByte('_')
		}
		b.WriteString(form)
	}
	return b.String()
}
