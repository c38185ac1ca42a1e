package catalog

import (
	"fmt"
	"slices"

	"example.com/ianaports/internal/registry"
)

// Linux gives these ports to outgoing connections (ip_local_port_range in ip(7)).
const (
	firstOutgoing = 32768
	lastOutgoing  = 60999
)

func isOutgoing(port int) bool { return firstOutgoing <= port && port <= lastOutgoing }

// An adviser finds ports that nobody has.
type adviser struct {
	own       *Catalog
	taken     []*Catalog
	suggested map[int]bool
}

func newAdviser(own *Catalog, taken []*Catalog) *adviser {
	return &adviser{own: own, taken: taken, suggested: map[int]bool{}}
}

// advice names ports that are free for a row, as the cure of its errors, or is empty. No
// two rows get the same. For a service in a block of its owner they are in the block, if
// there are some, and else the next free ones.
func (a *adviser) advice(r *registry.Row) string {
	size := int(r.Ports.Last-r.Ports.First) + 1
	first := -1
	for _, block := range a.own.blocks() {
		if first < 0 && block.Ports.Overlap(r.Ports) && isOwnBlock(block, r) {
			first = a.search(size, int(block.Ports.First), int(block.Ports.Last), func(p int) bool { return a.freeInBlock(block, p) })
		}
	}
	if first < 0 {
		from := min(max(int(r.Ports.Last), registry.LastSystem+1), firstOutgoing-1)
		if first = a.search(size, from, firstOutgoing-1, a.free); first < 0 {
			first = a.search(size, registry.LastSystem+1, firstOutgoing-1, a.free)
		}
	}
	switch {
	case first < 0:
		return ""
	case size == 1:
		return fmt.Sprintf(": %d is free", first)
	}
	return fmt.Sprintf(": %d-%d are free", first, first+size-1)
}

// search returns the first of size free ports in a row, which it takes, or -1.
func (a *adviser) search(size, from, to int, free func(p int) bool) int {
	run := 0
	for p := from; p <= to; p++ {
		if a.suggested[p] || !free(p) {
			run = 0
			continue
		}
		if run++; run == size {
			for q := p - size + 1; q <= p; q++ {
				a.suggested[q] = true
			}
			return p - size + 1
		}
	}
	return -1
}

// free reports whether nobody has a port.
func (a *adviser) free(p int) bool { return a.own.unassigned(p) && isFree(p, a.taken) }

// isFree reports whether a port is unassigned in all catalogs, and browsers do not refuse it.
func isFree(p int, taken []*Catalog) bool {
	return !slices.Contains(refused, p) && !slices.ContainsFunc(taken, func(c *Catalog) bool { return !c.unassigned(p) })
}

func (c *Catalog) unassigned(port int) bool {
	return !slices.ContainsFunc(registry.Transports[:], func(t registry.Transport) bool { return c.Status(t, port) != registry.Unassigned })
}

// freeInBlock reports whether no service is on a port of a block.
func (a *adviser) freeInBlock(block *registry.Row, p int) bool {
	return isFree(p, a.taken) && !slices.ContainsFunc(registry.Transports[:], func(t registry.Transport) bool { return a.own.Primary(t, p) != nil })
}

// Free returns the runs of ports in a range that a new service can take: User Ports that
// are unassigned in all catalogs, that Linux does not give to outgoing connections, and
// that browsers do not refuse.
func Free(within registry.Ports, taken ...*Catalog) []registry.Ports {
	within.First = max(within.First, registry.LastSystem+1)
	within.Last = min(within.Last, registry.FirstDynamic-1)
	return runs(within, func(p int) bool { return !isOutgoing(p) && isFree(p, taken) })
}

// refused are the User Ports that browsers refuse to connect to (WHATWG Fetch, "port
// blocking": https://fetch.spec.whatwg.org/#port-blocking).
var refused = []int{
	1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
}
