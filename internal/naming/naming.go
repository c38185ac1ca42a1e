// Package naming gives services their names in Go.
//
// In come services, the names that are written down for some of them, and the evidence
// of how words are spelled. Out come a name for each service and for the last port of
// each range, or what is wrong with those that are written down. Nothing that comes in is
// changed. How a word is spelled, and which of two services gets a name, is decided here.
package naming

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Service is what has a name in Go: a service name with the first of its ports.
type Service struct {
	Name string
	Port uint16
	// Ends are the last ports of its ranges, each once.
	Ends []uint16
	// Written is what is written down. Its Last may have further ports, on which no
	// range ends any more.
	Written Names
	// Nameless says that the service is to get no name unless one is written down.
	Nameless bool
	// Titles are what the service is called, as evidence.
	Titles []string
}

// Names are the names of one service, without the prefix Port: SyslogTLS, 9PFS.
type Names struct {
	Identifier string            // empty for none
	Last       map[uint16]string // by the last port of a range; may be nil
}

// A Problem is something that a person has to settle. Its parts make a sentence.
type Problem struct {
	Service int    // the index of the service
	Before  string // the sentence up to the rival
	Rival   int    // the index of the service that is in the way, or API, or None
	After   string // the rest of the sentence
}

// What stands for a rival that is no service.
const (
	None = -1 - iota
	API  // the exported names that every package has
)

// Derive returns the names of services, in their order. It keeps the names that are
// written down, and derives the others. A derived name gives way to all written ones;
// where several collide with each other, all of them get their port numbers. So neither
// a new service nor the order of the services changes a name that is written down.
//
// The reserved names are taken by the package itself. More evidence is asked for only if
// there is something to derive.
func Derive(services []Service, reserved []string, more func() []Service) ([]Names, []Problem) {
	d := deriver{services: services, names: make([]Names, len(services)), taken: map[string]claim{}}
	for _, name := range reserved {
		d.taken[strings.ToLower(name)] = claim{service: API}
	}
	d.takeWritten()
	if fresh := d.fresh(); len(d.problems) == 0 && len(fresh) > 0 {
		d.deriveIdentifiers(fresh, newSpelling(services, more()))
	}
	if len(d.problems) == 0 {
		d.deriveLasts()
	}
	return d.names, d.problems
}

// A claim is a name of a constant, and whose it is.
type claim struct {
	service int
	// The service's identifier and port, which others may share, and the number of the
	// constant.
	identifier  string
	port, value uint16
}

type deriver struct {
	services []Service
	names    []Names // of the services
	// taken has the names of constants in small letters. Names that differ only in case
	// would be told apart by the compiler, but not by a reader.
	taken    map[string]claim
	problems []Problem
}

func (d *deriver) problem(service int, before string, rival int, after string) {
	d.problems = append(d.problems, Problem{service, before, rival, after})
}

// valid matches what makes an exported name of Go once Port stands before it or, where
// it starts with a digit, X.
var valid = regexp.MustCompile(`^[A-Z0-9][A-Za-z0-9_]*$`)

// takeWritten takes the names that are written down: first all identifiers, so that a
// name is known for one of them before a last port claims it.
func (d *deriver) takeWritten() {
	for i, s := range d.services {
		if s.Written.Identifier == "" || !d.checkWritten(i, s.Written.Identifier) {
			continue
		}
		d.names[i].Identifier = s.Written.Identifier
		d.takeOrComplain(i, s.Written.Identifier, s.Port)
	}
	for i, s := range d.services {
		for _, end := range sortedKeys(s.Written.Last) {
			name := s.Written.Last[end]
			if !d.checkWritten(i, name) {
				continue
			}
			d.setLast(i, end, name)
			d.takeOrComplain(i, name, end)
		}
	}
}

func (d *deriver) checkWritten(i int, name string) bool {
	if valid.MatchString(name) {
		return true
	}
	d.problem(i, "identifier "+strconv.Quote(name)+": makes no exported name of Go: use ASCII letters, digits and _, with a capital or a digit first", None, "")
	return false
}

func (d *deriver) takeOrComplain(i int, name string, value uint16) {
	c := d.claim(i, value)
	rival, constant, ok := d.take(name, c)
	switch {
	case ok:
	case rival.service != API && strings.EqualFold(d.services[rival.service].Name, d.services[i].Name):
		d.problem(i, "service name "+strconv.Quote(d.services[i].Name)+": two rows, with ports "+strconv.Itoa(int(rival.value))+" and "+strconv.Itoa(int(value))+
			", name the same constant "+constant+", as a merge of two branches can leave them: remove one of the rows, or give one another identifier; the other is of ", rival.service, "")
	default:
		d.problem(i, "identifier "+strconv.Quote(name)+": its constant "+constant+" is taken by ", rival.service, ": choose another")
	}
}

// claim returns what service i claims a constant of a value as.
func (d *deriver) claim(i int, value uint16) claim {
	return claim{i, d.names[i].Identifier, d.services[i].Port, value}
}

// take takes both constants of a name, unless another claim has one of them. Services
// share the constants of an identifier and port.
func (d *deriver) take(name string, c claim) (rival claim, constant string, ok bool) {
	for _, constant := range constants(name) {
		if rival, taken := d.taken[strings.ToLower(constant)]; taken && !rival.shares(c) {
			return rival, constant, false
		}
	}
	for _, constant := range constants(name) {
		d.taken[strings.ToLower(constant)] = c
	}
	return claim{}, "", true
}

// shares reports whether two claims are for the same constant.
func (c claim) shares(o claim) bool {
	return c.service != API && c.identifier == o.identifier && c.port == o.port && c.value == o.value
}

// free reports whether both constants of a name can be taken.
func (d *deriver) free(name string) bool {
	return !slices.ContainsFunc(constants(name), func(constant string) bool {
		_, taken := d.taken[strings.ToLower(constant)]
		return taken
	})
}

func (d *deriver) setLast(i int, end uint16, name string) {
	if d.names[i].Last == nil {
		d.names[i].Last = map[uint16]string{}
	}
	d.names[i].Last[end] = name
}

// fresh returns the services whose identifiers are to be derived.
func (d *deriver) fresh() (list []int) {
	for i, s := range d.services {
		if s.Written.Identifier == "" && !s.Nameless {
			list = append(list, i)
		}
	}
	return list
}

// A candidate is an identifier that is being derived, for all services of one port
// whose names make it.
type candidate struct {
	base     string
	port     uint16
	numbered bool // the port number follows
	services []int
}

func (c *candidate) identifier() string {
	if c.numbered {
		return number(c.base, c.port)
	}
	return c.base
}

// deriveIdentifiers makes identifiers for services that have none.
func (d *deriver) deriveIdentifiers(fresh []int, words *spelling) {
	several := d.severalPorts()
	var list []*candidate
	type key struct {
		base string
		port uint16
	}
	byKey := map[key]*candidate{}
	for _, i := range fresh {
		s := d.services[i]
		base := words.identifier(s.Name)
		if base == "" {
			d.problem(i, "service name "+strconv.Quote(s.Name)+": has no letter or digit to name a constant by: rename the service, or write one in the column Identifier", None, "")
			continue
		}
		if written := d.sharable(base, s.Port); written != "" {
			d.names[i].Identifier = written
			continue
		}
		k := key{strings.ToLower(base), s.Port}
		c := byKey[k]
		if c == nil {
			c = &candidate{base: base, port: s.Port}
			byKey[k] = c
			list = append(list, c)
		}
		c.base = min(c.base, base) // capitals first
		c.numbered = c.numbered || several[strings.ToLower(s.Name)]
		c.services = append(c.services, i)
	}
	d.settle(list)
	for _, c := range list {
		for _, i := range c.services {
			d.names[i].Identifier = c.identifier()
		}
		i := c.services[0]
		if rival, _, ok := d.take(c.identifier(), d.claim(i, c.port)); !ok {
			d.problem(i, "service name "+strconv.Quote(d.services[i].Name)+": its constant "+Untyped(c.identifier())+" is taken by ", rival.service,
				": rename the service, or write one in the column Identifier")
		}
	}
}

// severalPorts returns the names, in small letters, that have several ports.
func (d *deriver) severalPorts() map[string]bool {
	seen, several := map[string]bool{}, map[string]bool{}
	for _, s := range d.services {
		if !s.Nameless {
			name := strings.ToLower(s.Name)
			several[name] = seen[name]
			seen[name] = true
		}
	}
	return several
}

// sharable returns the written identifier of a port that is a derived one as well but
// for case, or the empty string.
func (d *deriver) sharable(base string, port uint16) string {
	for _, identifier := range []string{base, number(base, port)} {
		c, taken := d.taken[strings.ToLower(Untyped(identifier))]
		if taken && c.port == port && c.value == port && strings.EqualFold(c.identifier, identifier) {
			return c.identifier
		}
	}
	return ""
}

// settle adds port numbers until no candidates collide, or all have theirs. An identifier
// gives way to the name of a last port that is still to be derived as well: it would be
// taken for that.
func (d *deriver) settle(list []*candidate) {
	for settled := false; !settled; {
		settled = true
		wanted := map[string]int{}
		want := func(identifier string) {
			for _, constant := range constants(identifier) {
				wanted[strings.ToLower(constant)]++
			}
		}
		for i := range d.services {
			if identifier := d.names[i].Identifier; identifier != "" && d.isLastDue(i) {
				want(lastOf(identifier))
			}
		}
		for _, c := range list {
			want(c.identifier())
			if slices.ContainsFunc(c.services, d.isLastDue) {
				want(lastOf(c.identifier()))
			}
		}
		for _, c := range list {
			collides := !d.free(c.identifier()) || slices.ContainsFunc(constants(c.identifier()), func(constant string) bool { return wanted[strings.ToLower(constant)] > 1 })
			if !c.numbered && collides {
				c.numbered, settled = true, false
			}
		}
	}
}

// isLastDue reports whether a service has a last port whose name is to be derived.
func (d *deriver) isLastDue(i int) bool {
	return slices.ContainsFunc(d.services[i].Ends, func(end uint16) bool { return d.names[i].Last[end] == "" })
}

// lastOf returns the name of the last port of a range.
func lastOf(identifier string) string { return identifier + "Last" }

// deriveLasts names the last ports of ranges. That of the only range of an identifier
// is its identifier with Last. Where several are to be named at once, or the name is
// taken, the port number follows.
func (d *deriver) deriveLasts() {
	type group struct {
		identifier string
		port       uint16
	}
	lasts := map[group]map[uint16]string{} // written down, or empty
	for i, s := range d.services {
		g := group{d.names[i].Identifier, s.Port}
		if lasts[g] == nil {
			lasts[g] = map[uint16]string{}
		}
		for end, name := range d.names[i].Last {
			lasts[g][end] = name
		}
		for _, end := range s.Ends {
			lasts[g][end] += "" // adds it
		}
	}
	for i, s := range d.services {
		identifier := d.names[i].Identifier
		for _, end := range s.Ends {
			if identifier == "" || d.names[i].Last[end] != "" {
				continue
			}
			group := lasts[group{identifier, s.Port}]
			name := group[end]
			if name == "" {
				name = lastOf(identifier)
				if len(group) > 1 || !d.free(name) {
					name = number(name, end)
				}
				if rival, _, ok := d.take(name, d.claim(i, end)); !ok {
					d.problem(i, "service name "+strconv.Quote(s.Name)+": the constant "+Untyped(name)+" of its last port is taken by ", rival.service,
						": write another in the column Identifier, after a hyphen")
				}
				group[end] = name
			}
			d.setLast(i, end, name)
		}
	}
}

// typedPrefix begins the name of every typed constant.
const typedPrefix = "Port"

// Typed returns the name of the typed constant of an identifier: PortSyslogTLS.
func Typed(identifier string) string { return typedPrefix + identifier }

// Untyped returns the name of the untyped constant of an identifier: SyslogTLS, and
// X9PFS for one that starts with a digit.
func Untyped(identifier string) string {
	if isDigit(identifier[0]) {
		return "X" + identifier
	}
	return identifier
}

func constants(identifier string) []string { return []string{Untyped(identifier), Typed(identifier)} }

// number appends a port number to an identifier, legibly.
func number(identifier string, port uint16) string {
	digits := strconv.Itoa(int(port))
	if isDigit(identifier[len(identifier)-1]) {
		return identifier + "_" + digits
	}
	return identifier + digits
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func sortedKeys(m map[uint16]string) []uint16 {
	var keys []uint16
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
