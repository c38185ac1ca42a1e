// Package catalog answers questions about registries.
//
// In come the files of package registry. Out come services: each row on each transport,
// and on those of its ports on which it holds. Rows are spread and files are merged once,
// here; which name of a port comes first, what a name stands for, what is free, what
// clashes, what has changed, is asked of the result. A [Catalog] has services, and
// [Named] is a catalog whose services have constants.
package catalog

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"example.com/ianaports/internal/registry"
)

const (
	numPorts      = 1 << 16
	numTransports = len(registry.Transports) + 1 // with the zero one, which stays unused
)

// A Key is what a lookup finds: a name on a port of a transport.
type Key struct {
	Name      string // in small letters
	Transport registry.Transport
	Port      uint16
}

// fold returns the form of a service name that two equal names share: RFC 6335 §5.1
// compares names without regard to ASCII case, and names are ASCII.
func fold(name string) string { return strings.ToLower(name) }

// A Service is one row on one transport, or a row that has no port.
type Service struct {
	*registry.Row
	// Transport is one of the four, even where that of the row is zero. Only a service
	// without a port may have none. First and Last are the ports of the service: those of
	// the row, or a part of them.
	Transport   registry.Transport
	First, Last uint16

	order int // of the row, in the registry
}

// Title returns the description in at most 80 characters.
func (s *Service) Title() string { return registry.Title(s.Description) }

func (s *Service) key() Key { return Key{fold(s.Name), s.Transport, s.First} }

func (s *Service) covers(port uint16) bool { return s.First <= port && port <= s.Last }

// live reports whether the registry has the service still.
func (s *Service) live() bool { return s.Withdrawn == "" }

// A Catalog is the services of one or more registry files.
type Catalog struct {
	// Services have ports, and are ordered by first port, transport, and rank on the port.
	Services []*Service
	// Portless have none, and are ordered by name.
	Portless []*Service
	// GaveWay are rows of names that a preferred file has on other ports.
	GaveWay []*registry.Row

	past     []*Service // that make constants alone: see spread
	files    []*registry.File
	rank     map[*registry.File]int // the lower, the more preferred
	rows     []*registry.Row        // ordered by first port
	repeated int                    // rows that a preferred file has as well
	leftOut  int                    // rows that were not selected
	whole    *Catalog               // that this one was selected from, or this one

	primary [numTransports][]*Service // by port; nil for a transport without services
	ports   [numTransports]map[string]uint16
	// nameless has the rows without a name that speak for each port, or is nil.
	nameless [numTransports][]*registry.Row
}

// ErrNoService reports a registry that gives nothing to generate.
var ErrNoService = errors.New("no row has both a service name and a port number: there is nothing to generate")

// New makes the catalog of files. Where two of them have a name on different ports, or
// different names on a port, the earlier one is preferred, or the later one.
func New(preferLater bool, files ...*registry.File) (*Catalog, error) {
	c := &Catalog{files: files, rank: map[*registry.File]int{}}
	c.whole = c
	for i, f := range files {
		c.rank[f] = i
		if preferLater {
			c.rank[f] = -i
		}
		c.rows = append(c.rows, f.Rows...)
	}
	slices.SortStableFunc(c.rows, func(a, b *registry.Row) int {
		return cmp.Or(trueFirst(a.HasPort, b.HasPort), cmp.Compare(a.Ports.First, b.Ports.First))
	})
	if err := c.merge(); err != nil {
		return nil, err
	}
	if len(c.Services) == 0 {
		return nil, ErrNoService
	}
	c.index()
	return c, nil
}

// Date returns the newest date of a row that has a port, or the empty string.
func (c *Catalog) Date() string {
	return registry.Date(slices.DeleteFunc(slices.Clone(c.rows), func(r *registry.Row) bool { return !r.HasPort }), "")
}

// Merged reports whether the services are of several files.
func (c *Catalog) Merged() bool {
	return slices.ContainsFunc(c.Services, func(s *Service) bool { return s.File != c.Services[0].File })
}

// Primary returns the service whose name comes first on a port, or nil.
func (c *Catalog) Primary(t registry.Transport, port int) *Service {
	if c.primary[t] == nil {
		return nil
	}
	return c.primary[t][port]
}

// Status returns what the registry says of a port.
func (c *Catalog) Status(t registry.Transport, port int) registry.Status {
	if c.Primary(t, port) != nil {
		return registry.Assigned
	}
	return c.Nameless(t, port)
}

// Nameless returns what the rows without a name say of a port: its status, unless it has a
// name. What no row covers is Unassigned, or Dynamic from 49152 on, which IANA never
// assigns.
func (c *Catalog) Nameless(t registry.Transport, port int) registry.Status {
	switch rows := c.nameless[t]; {
	case port >= registry.FirstDynamic:
		return registry.Dynamic
	case rows != nil && rows[port] != nil:
		return rows[port].Status()
	default:
		return registry.Unassigned
	}
}

// Ports returns the port that every name stands for on a transport, aliases among
// them: the decided one, else the lowest; for a name that has only withdrawn ones, the
// one withdrawn last. Names are in small letters.
func (c *Catalog) Ports(t registry.Transport) map[string]uint16 { return c.ports[t] }

// Port returns the port that a name stands for on a transport, or on the zero one: then
// it is that of the first transport that has the name.
func (c *Catalog) Port(t registry.Transport, name string) (uint16, bool) {
	if t != 0 {
		port, ok := c.ports[t][name]
		return port, ok
	}
	for _, t := range registry.Transports {
		if port, ok := c.ports[t][name]; ok {
			return port, true
		}
	}
	return 0, false
}

// byRank orders services of one port and transport: the primary first.
func (c *Catalog) byRank(a, b *Service, port uint16) int {
	return cmp.Or(
		trueFirst(a.live(), b.live()),
		cmp.Compare(c.rank[a.File], c.rank[b.File]),
		trueFirst(a.preferred(port), b.preferred(port)),
		trueFirst(!a.Demoted(), !b.Demoted()),
		trueFirst(a.Row.Transport != 0, b.Row.Transport != 0),
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

// index sorts the services, and finds the primary one of each port, the port of each
// name, and the row that speaks for each port without a name.
func (c *Catalog) index() {
	slices.SortFunc(c.Services, func(a, b *Service) int {
		return cmp.Or(
			cmp.Compare(a.First, b.First),
			cmp.Compare(a.Transport, b.Transport),
			c.byRank(a, b, a.First),
		)
	})
	slices.SortStableFunc(c.Portless, func(a, b *Service) int {
		return cmp.Or(
			cmp.Compare(fold(a.Name), fold(b.Name)),
			cmp.Compare(a.Transport, b.Transport),
			cmp.Compare(a.order, b.order),
		)
	})
	type nameOn struct {
		transport registry.Transport
		name      string
	}
	c.primary, c.nameless = [numTransports][]*Service{}, [numTransports][]*registry.Row{} // a selection has its own
	for _, t := range registry.Transports {
		c.ports[t] = map[string]uint16{}
	}
	named := map[nameOn]*Service{}
	for _, s := range c.Services {
		if c.primary[s.Transport] == nil {
			c.primary[s.Transport] = make([]*Service, numPorts)
		}
		k := nameOn{s.Transport, fold(s.Name)}
		if o, ok := named[k]; !ok || s.comesBefore(o) {
			named[k] = s
			c.ports[k.transport][k.name] = s.First
		}
		for p := int(s.First); p <= int(s.Last) && s.live(); p++ {
			if primary := c.primary[s.Transport]; primary[p] == nil || c.byRank(s, primary[p], uint16(p)) < 0 {
				primary[p] = s
			}
		}
	}
	c.indexNameless()
}

// comesBefore reports whether a name stands for s rather than for another service of
// the name: one that is not withdrawn, or withdrawn last; the decided one; the lowest.
func (s *Service) comesBefore(o *Service) bool {
	return cmp.Or(
		trueFirst(s.live(), o.live()),
		cmp.Compare(o.Withdrawn, s.Withdrawn),
		trueFirst(s.decided(), o.decided()),
		cmp.Compare(s.First, o.First),
	) < 0
}

// indexNameless settles which row without a name speaks for a port: one with the transport
// comes before one without, then the narrower range, then the stronger status.
func (c *Catalog) indexNameless() {
	for _, r := range c.rows {
		for _, t := range registry.Transports {
			if r.Name != "" || r.Transport != t && r.Transport != 0 {
				continue
			}
			if c.nameless[t] == nil {
				c.nameless[t] = make([]*registry.Row, numPorts)
			}
			for p := int(r.Ports.First); p <= int(r.Ports.Last); p++ {
				if said := c.nameless[t][p]; said == nil || byPrecision(r, said) < 0 {
					c.nameless[t][p] = r
				}
			}
		}
	}
}

// byPrecision orders rows without a name: the one that says most of a port first. That
// one file has a port unassigned says nothing against another.
func byPrecision(a, b *registry.Row) int {
	across := 0
	if a.File != b.File {
		across = trueFirst(a.Status() != registry.Unassigned, b.Status() != registry.Unassigned)
	}
	return cmp.Or(
		across,
		trueFirst(a.Transport != 0, b.Transport != 0),
		cmp.Compare(a.Ports.Last-a.Ports.First, b.Ports.Last-b.Ports.First),
		cmp.Compare(a.Status(), b.Status()),
	)
}

// Counts accounts for every row of the input.
type Counts struct {
	Services, Aliases, Ranges      int
	Portless                       int // services without a port
	Withdrawn                      int // rows that the registry no longer has
	Assigned, Reserved, Unassigned int // rows without a name, by status
	OtherProtocols                 int // lines of services(5) files
	Repeated                       int // rows and names that stand elsewhere as well
	GaveWay                        int
	LeftOut                        int // by a selection
}

// Rows returns the number of rows of the input.
func (n Counts) Rows() int {
	return n.Services + n.Aliases + n.Ranges + n.Portless + n.Withdrawn + n.Assigned + n.Reserved + n.Unassigned +
		n.OtherProtocols + n.Repeated + n.GaveWay + n.LeftOut
}

// Counts returns the counts of the catalog.
func (c *Catalog) Counts() Counts {
	n := Counts{Repeated: c.repeated, GaveWay: len(c.GaveWay), LeftOut: c.leftOut}
	for _, f := range c.files {
		n.OtherProtocols += f.OtherProtocols
		n.Repeated += f.Repeated
	}
	for _, r := range c.rows {
		switch {
		case r.Name == "" && r.Status() == registry.Assigned:
			n.Assigned++
		case r.Name == "" && r.Status() == registry.Reserved:
			n.Reserved++
		case r.Name == "":
			n.Unassigned++
		case r.Withdrawn != "":
			n.Withdrawn++
		case !r.HasPort:
			n.Portless++
		case r.Alias != "":
			n.Aliases++
		case r.Ports.IsRange():
			n.Ranges++
		default:
			n.Services++
		}
	}
	return n
}
