package catalog

import (
	"cmp"
	"slices"
	"strings"

	"example.com/ianaports/internal/registry"
)

// A spread is the rows of one file over transports and ports.
type spread struct {
	services, portless []*Service
	// past are withdrawn rows whose names have all their ports still: those of ranges
	// that have become longer. They make constants alone.
	past []*Service
	// unused are rows that other rows of the file leave nothing.
	unused []*registry.Row
}

// spreadRows spreads rows, which have the order given.
//
// A row with a transport holds there. One without holds on every transport, except
// where the file has its name with the transport; and in IANA's registry, except where
// any row with the transport names the port. In a team's, that is a clash instead.
// A withdrawn row holds where its name is not registered any more.
func spreadRows(rows []*registry.Row, order map[*registry.Row]int) (out spread) {
	var named, blank, withdrawn []*registry.Row
	for _, r := range rows {
		switch {
		case r.Name == "":
		case !r.HasPort:
			out.portless = append(out.portless, &Service{Row: r, Transport: r.Transport, order: order[r]})
		case r.Withdrawn != "":
			withdrawn = append(withdrawn, r)
		case r.Transport != 0:
			named = append(named, r)
		default:
			blank = append(blank, r)
		}
	}
	// What was withdrawn last is what the name stood for last.
	slices.SortStableFunc(withdrawn, func(a, b *registry.Row) int {
		return cmp.Or(cmp.Compare(b.Withdrawn, a.Withdrawn), trueFirst(a.Transport != 0, b.Transport != 0))
	})
	used := map[*registry.Row]bool{}
	for _, t := range registry.Transports {
		taken := make([]bool, numPorts) // by a row of IANA's with this transport
		byName := map[string][]*Service{}
		add := func(r *registry.Row, free func(p int) bool) (added bool) {
			if r.Transport != 0 && r.Transport != t {
				return true
			}
			for _, ports := range runs(r.Ports, free) {
				s := &Service{Row: r, Transport: t, First: ports.First, Last: ports.Last, order: order[r]}
				byName[fold(r.Name)] = append(byName[fold(r.Name)], s)
				out.services = append(out.services, s)
				used[r] = true
				added = true
			}
			return added
		}
		has := func(r *registry.Row, p int) bool {
			return slices.ContainsFunc(byName[fold(r.Name)], func(s *Service) bool { return s.covers(uint16(p)) })
		}
		for _, r := range named {
			add(r, func(int) bool { return true })
			for p := int(r.Ports.First); p <= int(r.Ports.Last) && r.Transport == t && r.File.Kind == registry.IANA; p++ {
				taken[p] = true
			}
		}
		for _, r := range blank {
			add(r, func(p int) bool { return !taken[p] && !has(r, p) })
		}
		for _, r := range withdrawn {
			if !add(r, func(p int) bool { return !has(r, p) }) {
				out.past = append(out.past, &Service{Row: r, Transport: t, First: r.Ports.First, Last: r.Ports.Last, order: order[r]})
			}
		}
	}
	for _, r := range blank {
		if !used[r] {
			out.unused = append(out.unused, r)
		}
	}
	return out
}

// runs returns the runs of ports that are free.
func runs(ports registry.Ports, free func(p int) bool) (list []registry.Ports) {
	for p := int(ports.First); p <= int(ports.Last); p++ {
		if !free(p) {
			continue
		}
		from := p
		for p < int(ports.Last) && free(p+1) {
			p++
		}
		list = append(list, registry.Ports{First: uint16(from), Last: uint16(p)})
	}
	return list
}

// merge spreads the rows of each file and joins the files, the preferred ones first. A
// name has the ports that the first of them gives it: what another file has on these
// joins them, on further transports, and the rest gives way. Withdrawn services come
// last.
func (c *Catalog) merge() error {
	order := make(map[*registry.Row]int, len(c.rows))
	for i, r := range c.rows {
		order[r] = i
	}
	files := slices.Clone(c.files)
	slices.SortStableFunc(files, func(a, b *registry.File) int { return cmp.Compare(c.rank[a], c.rank[b]) })
	var errs registry.ErrorList
	m := merger{names: map[string]*mergedName{}, kept: map[*registry.Row]bool{}, respelled: map[*registry.Row]*registry.Row{}}
	var withdrawn []*Service
	for _, f := range files {
		rows := slices.Clone(f.Rows)
		slices.SortStableFunc(rows, func(a, b *registry.Row) int { return cmp.Compare(order[a], order[b]) })
		out := spreadRows(rows, order)
		for _, r := range out.unused {
			errs = append(errs, r.Errorf("service name %q: the row has no effect, since other rows name port %s on every transport: give it a transport", r.Name, r.Ports))
		}
		for _, s := range out.services {
			if s.live() {
				m.add(s)
			} else {
				withdrawn = append(withdrawn, s)
			}
		}
		c.past = append(c.past, out.past...)
		c.Portless = append(c.Portless, newNames(out.portless, c.Portless)...)
		for _, s := range slices.Concat(out.past, c.Portless) {
			m.kept[s.Row] = true
		}
	}
	if err := errs.Err(); err != nil {
		return err
	}
	for _, s := range withdrawn {
		m.add(s)
	}
	c.Services = m.services
	c.rows = slices.DeleteFunc(c.rows, func(r *registry.Row) bool {
		switch {
		case r.Name == "" || m.kept[r]:
			return false
		case slices.Contains(m.gaveWay, r):
			c.GaveWay = append(c.GaveWay, r)
		default:
			c.repeated++
		}
		return true
	})
	return nil
}

// newNames returns the services without a port whose names others do not have on their
// transports.
func newNames(services, others []*Service) []*Service {
	has := map[Key]bool{}
	for _, s := range others {
		has[s.key()] = true
	}
	return slices.DeleteFunc(slices.Clone(services), func(s *Service) bool { return has[s.key()] })
}

// A merger joins the services of files.
type merger struct {
	services []*Service
	names    map[string]*mergedName
	kept     map[*registry.Row]bool
	gaveWay  []*registry.Row
	// respelled has the copies of rows whose names are spelled as a preferred file does.
	respelled map[*registry.Row]*registry.Row
}

// A mergedName is what the files have of one name.
type mergedName struct {
	spelling string
	file     *registry.File // the first that has the name
	services []*Service
}

func (m *merger) add(s *Service) {
	n := m.names[fold(s.Name)]
	if n == nil {
		n = &mergedName{spelling: s.Name, file: s.File}
		m.names[fold(s.Name)] = n
	}
	pieces := []registry.Ports{{First: s.First, Last: s.Last}}
	if s.File != n.file || !s.live() {
		if s.live() && !slices.ContainsFunc(n.services, func(o *Service) bool {
			return o.live() && o.Row.Ports.First <= s.First && s.Last <= o.Row.Ports.Last
		}) {
			if !slices.Contains(m.gaveWay, s.Row) {
				m.gaveWay = append(m.gaveWay, s.Row)
			}
			return
		}
		pieces = runs(pieces[0], func(p int) bool {
			return !slices.ContainsFunc(n.services, func(o *Service) bool { return o.Transport == s.Transport && o.covers(uint16(p)) })
		})
	}
	if s.Name != n.spelling && len(pieces) > 0 {
		m.kept[s.Row] = true
		if m.respelled[s.Row] == nil {
			row := *s.Row
			row.Name = n.spelling
			m.respelled[s.Row] = &row
		}
		s.Row = m.respelled[s.Row]
	}
	for _, ports := range pieces {
		piece := *s
		piece.First, piece.Last = ports.First, ports.Last
		m.kept[s.Row] = true
		n.services = append(n.services, &piece)
		m.services = append(m.services, &piece)
	}
}

// byName has the names of services, in small letters.
func (c *Catalog) byName() map[string]bool {
	names := map[string]bool{}
	for _, services := range [][]*Service{c.Services, c.Portless} {
		for _, s := range services {
			names[fold(s.Name)] = true
		}
	}
	return names
}

// names returns the names of the catalog, some of them twice.
func (c *Catalog) names() []string {
	var names []string
	for _, services := range [][]*Service{c.Services, c.Portless} {
		for _, s := range services {
			names = append(names, s.Name)
		}
	}
	return slices.CompactFunc(names, strings.EqualFold)
}
