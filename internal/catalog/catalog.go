// Package catalog makes services of the registry's records: which transports a
// row holds for, which name of a port comes first, what an alias means, what
// status a port has, and what each service is called in Go.
package catalog

import (
	"cmp"
	"errors"
	"slices"

	"example.com/ianaports/internal/registry"
)

const (
	numPorts      = 1 << 16
	numTransports = len(registry.Transports) + 1 // with the zero one, which stays unused
)

// A Service is one record on one transport. A record without a transport
// makes up to four; where a row with a transport names some of its ports, the
// service covers what is left.
type Service struct {
	*registry.Record
	// Transport is one of the four, even where that of the row, Record.Transport, is
	// zero. First and Last are the ports of the service: those of the row, Ports, or a
	// part of them.
	Transport   registry.Transport
	First, Last uint16

	order int // of the record, in the registry
}

// preferred reports whether the service has the port's first place by a human
// decision.
func (s *Service) preferred(port uint16) bool {
	return primaryNames[endpoint{s.Transport, port}] == s.Name
}

// byRank orders services of one port and transport: the primary first.
func byRank(a, b *Service, port uint16) int {
	return cmp.Or(
		trueFirst(a.Withdrawn == "", b.Withdrawn == ""),
		cmp.Compare(a.Precedence, b.Precedence),
		trueFirst(a.preferred(port), b.preferred(port)),
		trueFirst(!a.Demoted(), !b.Demoted()),
		cmp.Compare(a.order, b.order),
	)
}

// trueFirst sorts true before false.
func trueFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// A Catalog is what the generated package is made of.
type Catalog struct {
	Date     string // the newest date of a row that has a port, or empty
	Rows     int    // the rows that have a port
	Digest   string // SHA-256 of the registry's canonical form
	Services []*Service
	// Constants are in the order of their ports.
	Constants []*Constant
	Counts    Counts

	// partOf is the catalog that this one was selected from, or nil.
	partOf  *Catalog
	records []registry.Record
	primary [numTransports][]*Service
	ports   [numTransports]map[string]uint16
	// nameless has what the rows without a name say of each port.
	nameless [numTransports][]registry.Status
}

// Primary returns the service whose name comes first on a port, or nil.
func (c *Catalog) Primary(t registry.Transport, port int) *Service { return c.primary[t][port] }

// Status returns what the registry says of a port.
func (c *Catalog) Status(t registry.Transport, port int) registry.Status {
	if c.primary[t][port] != nil {
		return registry.Assigned
	}
	return c.Nameless(t, port)
}

// Nameless returns what the rows without a name say of a port: its status, unless
// it has a name.
func (c *Catalog) Nameless(t registry.Transport, port int) registry.Status {
	return c.nameless[t][port]
}

// Ports returns the port that every name stands for on a transport, aliases among
// them: the decided one, else the lowest; for a name that has only withdrawn ones, the
// one withdrawn last. Names are as [registry.Fold] gives them.
func (c *Catalog) Ports(t registry.Transport) map[string]uint16 { return c.ports[t] }

// Merged reports whether the rows are those of several files.
func (c *Catalog) Merged() bool {
	return slices.ContainsFunc(c.records, func(r registry.Record) bool { return r.FileIndex > 0 })
}

// Counts accounts for every row of the input.
type Counts struct {
	Services, Aliases, Ranges      int
	Withdrawn                      int // rows that IANA no longer has
	Assigned, Reserved, Unassigned int // rows without a name, by status
	NameOnly                       int
	OtherProtocols, Repeated       int // of services(5) files
	LeftOut                        int // by a selection
}

// Rows returns the number of rows of the input.
func (n Counts) Rows() int {
	return n.Services + n.Aliases + n.Ranges + n.Withdrawn + n.Assigned + n.Reserved + n.Unassigned + n.NameOnly + n.OtherProtocols + n.Repeated + n.LeftOut
}

// ErrNoService reports a registry that gives nothing to generate.
var ErrNoService = errors.New("no row has both a service name and a port number: there is nothing to generate")

// New makes the catalog of a registry, whose services get the identifiers that they
// lack. The registry itself stays as it is.
func New(reg *registry.Registry, naming Naming) (*Catalog, error) {
	named := *reg
	named.Records = slices.Clone(reg.Records)
	if err := naming.Name(named.Records); err != nil {
		return nil, err
	}
	c := &Catalog{records: named.Records}
	if err := c.describe(&named); err != nil {
		return nil, err
	}
	c.addServices(c.records)
	if len(c.Services) == 0 {
		return nil, ErrNoService
	}
	if err := c.checkUsed(c.records); err != nil {
		return nil, err
	}
	c.Constants = constants(c.Services)
	c.index()
	c.addStatus(c.records)
	return c, nil
}

// describe sets what the catalog says of the registry as a whole.
func (c *Catalog) describe(reg *registry.Registry) (err error) {
	c.Date = reg.Date()
	c.Rows = len(reg.Records)
	c.count(reg)
	c.Digest, err = reg.Digest()
	return err
}

func (c *Catalog) count(reg *registry.Registry) {
	c.Counts.NameOnly, c.Counts.OtherProtocols, c.Counts.Repeated = reg.NameOnly, reg.OtherProtocols, reg.Repeated
	for i := range reg.Records {
		r := &reg.Records[i]
		n := &c.Counts.Services
		switch {
		case r.Withdrawn != "":
			n = &c.Counts.Withdrawn
		case r.Name != "" && r.Alias != "":
			n = &c.Counts.Aliases
		case r.Name != "" && r.Ports.First != r.Ports.Last:
			n = &c.Counts.Ranges
		case r.Name == "":
			n = map[registry.Status]*int{
				registry.Assigned:   &c.Counts.Assigned,
				registry.Reserved:   &c.Counts.Reserved,
				registry.Unassigned: &c.Counts.Unassigned,
			}[r.Status()]
		}
		*n++
	}
}

// addServices spreads the records over the transports and sorts what they
// become by port, transport and rank. A record without a transport gives way to
// those of its own file, and to those of its own name: what another file adds
// takes nothing away.
func (c *Catalog) addServices(records []registry.Record) {
	for _, t := range registry.Transports {
		named := map[int][]bool{} // by a row with this transport, for each file
		for i := range records {
			r := &records[i]
			if named[r.FileIndex] == nil {
				named[r.FileIndex] = make([]bool, numPorts)
			}
			if r.Name != "" && r.Withdrawn == "" && r.Transport == t {
				for p := int(r.Ports.First); p <= int(r.Ports.Last); p++ {
					named[r.FileIndex][p] = true
				}
			}
		}
		own := servicesByName{}
		// What is withdrawn comes last: it only fills gaps.
		for _, withdrawn := range []bool{false, true} {
			add := func(services ...*Service) {
				for _, s := range services {
					own.add(s)
				}
				c.Services = append(c.Services, services...)
			}
			for i := range records {
				if r := &records[i]; r.Name != "" && r.Transport == t && withdrawn == (r.Withdrawn != "") {
					add(&Service{Record: r, Transport: t, First: r.Ports.First, Last: r.Ports.Last, order: i})
				}
			}
			taken := func(r *registry.Record, p int) bool {
				return !withdrawn && named[r.FileIndex][p] || own.has(r, p)
			}
			var pieces []*Service
			for i := range records {
				r := &records[i]
				if r.Name == "" || r.Transport != 0 || withdrawn != (r.Withdrawn != "") {
					continue
				}
				for p := int(r.Ports.First); p <= int(r.Ports.Last); p++ {
					if taken(r, p) {
						continue
					}
					from := p
					for p < int(r.Ports.Last) && !taken(r, p+1) {
						p++
					}
					pieces = append(pieces, &Service{Record: r, Transport: t, First: uint16(from), Last: uint16(p), order: i})
				}
			}
			add(pieces...)
		}
	}
	slices.SortFunc(c.Services, func(a, b *Service) int {
		return cmp.Or(
			cmp.Compare(a.First, b.First),
			cmp.Compare(a.Transport, b.Transport),
			byRank(a, b, a.First),
		)
	})
}

// servicesByName has the services of each name on a transport.
type servicesByName map[string][]*Service

func (n servicesByName) add(s *Service) {
	name := registry.Fold(s.Name)
	n[name] = append(n[name], s)
}

// has reports whether the record's name has a port.
func (n servicesByName) has(r *registry.Record, port int) bool {
	return slices.ContainsFunc(n[registry.Fold(r.Name)], func(s *Service) bool { return int(s.First) <= port && port <= int(s.Last) })
}

// index finds the primary service of each port and the port of each name.
func (c *Catalog) index() {
	type key struct {
		transport registry.Transport
		name      string
	}
	for _, t := range registry.Transports {
		c.primary[t] = make([]*Service, numPorts)
		c.ports[t] = map[string]uint16{}
	}
	named := map[key]*Service{}
	for _, s := range c.Services {
		k := key{s.Transport, registry.Fold(s.Name)}
		if o, ok := named[k]; !ok || s.comesBefore(o) {
			named[k] = s
		}
		for p := int(s.First); p <= int(s.Last) && s.Withdrawn == ""; p++ {
			if primary := c.primary[s.Transport]; primary[p] == nil || byRank(s, primary[p], uint16(p)) < 0 {
				primary[p] = s
			}
		}
	}
	for k, s := range named {
		c.ports[k.transport][k.name] = s.First
	}
}

// comesBefore reports whether a name stands for s rather than for another service of
// the name: one that is not withdrawn, or withdrawn last; one of the preferred file; one
// on the earlier line of a services(5) file; the decided one; the lowest.
func (s *Service) comesBefore(o *Service) bool {
	line := 0
	if s.FromServices && s.FileIndex == o.FileIndex {
		line = cmp.Compare(s.Line, o.Line)
	}
	return cmp.Or(
		trueFirst(s.Withdrawn == "", o.Withdrawn == ""),
		cmp.Compare(o.Withdrawn, s.Withdrawn),
		cmp.Compare(s.Precedence, o.Precedence),
		line,
		trueFirst(s.decided(), o.decided()),
		cmp.Compare(s.First, o.First),
	) < 0
}

// checkUsed reports rows that make no service.
func (c *Catalog) checkUsed(records []registry.Record) error {
	used := map[*registry.Record]bool{}
	for _, s := range c.Services {
		used[s.Record] = true
	}
	var errs registry.ErrorList
	for i := range records {
		if r := &records[i]; r.Name != "" && r.Withdrawn == "" && !used[r] {
			errs = append(errs, r.Errorf("service name %q: the row has no effect, since other rows name port %s on every transport: give it a transport", r.Name, r.Ports))
		}
	}
	return errs.Err()
}

// addStatus settles what the registry says of each port that has no name. Among rows
// without a name, one with the transport comes before one without, then the narrower
// range, then the stronger status. What no row covers is Unassigned, or Dynamic from
// 49152 on, which IANA never assigns.
func (c *Catalog) addStatus(records []registry.Record) {
	for _, t := range registry.Transports {
		said := make([]*registry.Record, numPorts)
		for i := range records {
			r := &records[i]
			if r.Name != "" || r.Transport != t && r.Transport != 0 {
				continue
			}
			for p := int(r.Ports.First); p <= int(r.Ports.Last); p++ {
				if said[p] == nil || byPrecision(r, said[p]) < 0 {
					said[p] = r
				}
			}
		}
		c.nameless[t] = make([]registry.Status, numPorts)
		for p := range numPorts {
			switch {
			case p >= registry.FirstDynamic:
				c.nameless[t][p] = registry.Dynamic
			case said[p] != nil:
				c.nameless[t][p] = said[p].Status()
			default:
				c.nameless[t][p] = registry.Unassigned
			}
		}
	}
}

func byPrecision(a, b *registry.Record) int {
	return cmp.Or(
		trueFirst(a.Transport != 0, b.Transport != 0),
		cmp.Compare(a.Ports.Last-a.Ports.First, b.Ports.Last-b.Ports.First),
		cmp.Compare(a.Status(), b.Status()),
	)
}
