package catalog

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.com/ianaports/internal/registry"
)

// A Level is what a change of a package amounts to in Go's terms
// (https://go.dev/doc/modules/version-numbers).
type Level int8

// The levels. Zero is none.
const (
	Patch Level = iota + 1 // nothing that code can depend on
	Minor                  // nothing that code has by its name is gone or means another number
	Major
)

var levelNames = [...]string{"", "patch", "minor", "major"}

// String returns "patch", "minor", "major", or the empty string for zero.
func (l Level) String() string { return levelNames[l] }

// MarshalText implements [encoding.TextMarshaler].
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (l *Level) UnmarshalText(text []byte) error {
	i := slices.Index(levelNames[:], string(text))
	if i < 1 {
		return fmt.Errorf("want one of %s", strings.Join(levelNames[1:], ", "))
	}
	*l = Level(i)
	return nil
}

// A Kind says what happened to a constant, to a name or to a port.
type Kind string

// The kinds of changes, from the worst to the mildest.
const (
	Removed    Kind = "removed"
	Renumbered Kind = "renumbered"
	Renamed    Kind = "renamed"   // a constant, or a name in another case
	Withdrawn  Kind = "withdrawn" // gone from the registry, kept here as deprecated
	Resized    Kind = "resized"   // a range has another end
	Primary    Kind = "primary"   // another name comes first on a port
	Reordered  Kind = "reordered" // other names than the first are in another order
	Returned   Kind = "returned"  // no longer withdrawn
	Added      Kind = "added"
)

var kinds = []Kind{Removed, Renumbered, Renamed, Withdrawn, Resized, Primary, Reordered, Returned, Added}

func (k Kind) level() Level {
	switch k {
	case Removed, Renumbered, Renamed:
		return Major
	}
	return Minor
}

// A Change is one change for callers: of a constant, of a name that can be
// looked up, or of the name of a port.
type Change struct {
	Kind Kind `json:"kind"`
	// Constant is the untyped constant; the typed one changes with it.
	Constant  string `json:"constant,omitempty"`
	Name      string `json:"name,omitempty"`
	Transport string `json:"transport,omitempty"`
	// OldPort and NewPort are empty where there is none.
	OldPort *uint16 `json:"oldPort,omitempty"`
	NewPort *uint16 `json:"newPort,omitempty"`
	// OldName is the former primary name of a port, or the former spelling of a name.
	// Where names are reordered, it and Name have all of them.
	OldName string `json:"oldName,omitempty"`
	// NewConstant is what a renamed constant is called now.
	NewConstant string `json:"newConstant,omitempty"`
}

// Changes is all that differs for callers between two catalogs.
type Changes struct {
	Constants []Change `json:"constants"`
	Names     []Change `json:"names"`
	Primaries []Change `json:"primaries"`
	// What else differs is counted: in services that both have, and the
	// ports, on any transport, with another status or other services.
	Titles     int   `json:"titles"`
	References int   `json:"references"`
	Aliases    int   `json:"aliases"`
	Owners     int   `json:"owners"`
	Statuses   int   `json:"statuses"`
	Portless   int   `json:"portless"`
	Verdict    Level `json:"verdict"`
}

// Compare returns what a new catalog changes for callers of the old one. It compares all
// that they can see: every constant, and the answers to every name and to every port of
// every transport.
func Compare(old, new *Named) *Changes {
	c := &Changes{
		Constants: compareConstants(old, new),
		Names:     compareNames(old.Catalog, new.Catalog),
		Primaries: comparePrimaries(old.Catalog, new.Catalog),
		Verdict:   Patch,
	}
	c.count(old.Catalog, new.Catalog)
	for _, changes := range [][]Change{c.Constants, c.Names, c.Primaries} {
		slices.SortStableFunc(changes, func(a, b Change) int {
			return cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind))
		})
		for _, change := range changes {
			c.Verdict = max(c.Verdict, change.Kind.level())
		}
	}
	if c.Statuses > 0 || c.Portless > 0 {
		c.Verdict = max(c.Verdict, Minor)
	}
	return c
}

func compareConstants(old, new *Named) []Change {
	changes := []Change{}
	now := map[string]*Constant{}
	for _, k := range new.Constants {
		now[k.Untyped] = k
	}
	before := map[string]bool{}
	for _, k := range old.Constants {
		before[k.Untyped] = true
		change := Change{Constant: k.Untyped, OldPort: &k.Port}
		n, ok := now[k.Untyped]
		switch {
		case !ok:
			change.Kind = Removed
			if n := renamed(k, new); n != nil {
				change.Kind, change.NewConstant, change.NewPort = Renamed, n.Untyped, &n.Port
			}
		case n.Port == k.Port && n.Typed != k.Typed:
			change.Kind, change.Constant, change.NewConstant, change.NewPort = Renamed, k.Typed, n.Typed, &n.Port
		default:
			change.NewPort = &n.Port
			switch was, is := k.Withdrawn() != "", n.Withdrawn() != ""; {
			case n.Port != k.Port:
				change.Kind = Renumbered
			case is && !was:
				change.Kind = Withdrawn
			case was && !is:
				change.Kind = Returned
			}
		}
		if change.Kind == Renamed {
			before[change.NewConstant] = true // which is not added besides
		}
		if change.Kind != "" {
			changes = append(changes, change)
		}
	}
	for _, k := range new.Constants {
		if !before[k.Untyped] {
			changes = append(changes, Change{Kind: Added, Constant: k.Untyped, NewPort: &k.Port})
		}
	}
	return changes
}

// renamed returns the constant that one of the services of a lost constant has for
// the same port now, or nil.
func renamed(lost *Constant, n *Named) *Constant {
	serves := func(k *Constant, name string) bool {
		return slices.ContainsFunc(k.Services, func(s *Service) bool { return fold(s.Name) == fold(name) })
	}
	for _, k := range n.Constants {
		if k.Port == lost.Port && k.Last == lost.Last && slices.ContainsFunc(lost.Services, func(s *Service) bool { return serves(k, s.Name) }) {
			return k
		}
	}
	return nil
}

func (c *Catalog) byKey() map[Key]*Service {
	services := map[Key]*Service{}
	for _, s := range c.Services {
		services[s.key()] = s
	}
	return services
}

// byPort has the services of every name on every port, withdrawn ones too.
func (c *Catalog) byPort() map[Key]*Service {
	services := map[Key]*Service{}
	for _, s := range c.Services {
		for p := int(s.First); p <= int(s.Last); p++ {
			services[Key{fold(s.Name), s.Transport, uint16(p)}] = s
		}
	}
	return services
}

func (k Key) compare(o Key) int {
	return cmp.Or(cmp.Compare(k.Port, o.Port), cmp.Compare(k.Transport, o.Transport), cmp.Compare(k.Name, o.Name))
}

// lookupPort returns what LookupPort answers, which knows the names of package net as
// well.
func (c *Catalog) lookupPort(netNames []NetName, t registry.Transport, name string) (uint16, bool) {
	if port, ok := c.Port(t, name); ok {
		return port, true
	}
	for _, n := range netNames {
		if n.Name == name && (t == 0 || t == n.Transport) {
			return n.Port, true
		}
	}
	return 0, false
}

// compareNames compares the answers to names: the port of each name on each transport
// and on all, the other ports of the name, and how it is spelled.
func compareNames(old, new *Catalog) []Change {
	changes := []Change{}
	netOld, netNew := old.NetNames(), new.NetNames()
	spelledOld, spelledNew := old.spelling(), new.spelling()
	names := maps.Clone(spelledOld)
	for _, n := range netOld {
		names[n.Name] = n.Name
	}
	before, now := old.byKey(), new.byKey()
	reported := map[Key]bool{}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		moved := false
		for _, t := range append(registry.Transports[:], 0) { // the zero one last
			was, had := old.lookupPort(netOld, t, name)
			is, has := new.lookupPort(netNew, t, name)
			if !had || has && was == is || t == 0 && moved {
				continue
			}
			moved = true
			from, to := Key{name, t, was}, Key{name, t, is}
			change := Change{Kind: Removed, Name: names[name], Transport: registry.On(t), OldPort: &was}
			if has {
				change.Kind, change.NewPort = Renumbered, &is
				reported[to] = before[to] == nil
			}
			reported[from] = now[from] == nil
			changes = append(changes, change)
		}
		if is, ok := spelledNew[name]; ok && spelledOld[name] != "" && is != spelledOld[name] {
			changes = append(changes, Change{Kind: Renamed, Name: is, OldName: spelledOld[name]})
		}
	}
	// A service may be cut in pieces, or made whole again, by another row on its ports.
	onPortBefore, onPortNow := old.byPort(), new.byPort()
	for _, k := range slices.SortedFunc(maps.Keys(before), Key.compare) {
		was, is := before[k], onPortNow[k]
		change := Change{Name: was.Name, Transport: k.Transport.String(), OldPort: &was.First}
		switch {
		case reported[k]:
			continue
		case is == nil:
			change.Kind = Removed
		case was.live() != is.live():
			change.Kind, change.NewPort = turned(is), &was.First
		case was.First == is.First && was.Last != is.Last:
			change.Kind, change.OldPort, change.NewPort = Resized, &was.Last, &is.Last
		default:
			continue
		}
		changes = append(changes, change)
	}
	for _, k := range slices.SortedFunc(maps.Keys(now), Key.compare) {
		was, is := onPortBefore[k], now[k]
		change := Change{Kind: Added, Name: is.Name, Transport: k.Transport.String(), NewPort: &is.First}
		switch {
		case before[k] != nil || reported[k]:
			continue
		case was == nil:
		case was.live() != is.live():
			change.Kind = turned(is)
		default:
			continue
		}
		changes = append(changes, change)
	}
	return changes
}

// turned says what happened to a service that was withdrawn or is it now, but not both.
func turned(s *Service) Kind {
	if s.live() {
		return Returned
	}
	return Withdrawn
}

// spelling returns how names are spelled, by the names in small letters.
func (c *Catalog) spelling() map[string]string {
	names := map[string]string{}
	for _, s := range c.Services {
		names[fold(s.Name)] = s.Name
	}
	return names
}

// comparePrimaries compares the names on ports that have some in both catalogs: the
// primary one, and the order of the others where they are the same.
func comparePrimaries(old, new *Catalog) []Change {
	changes := []Change{}
	before, now := old.namesOnPorts(), new.namesOnPorts()
	byPort := func(a, b endpoint) int {
		return cmp.Or(cmp.Compare(a.port, b.port), cmp.Compare(a.transport, b.transport))
	}
	for _, at := range slices.SortedFunc(maps.Keys(before), byPort) {
		was, is := before[at], now[at]
		if is == nil {
			continue
		}
		change := Change{Name: is[0], OldName: was[0], Transport: at.transport.String(), NewPort: &at.port}
		switch {
		case fold(was[0]) != fold(is[0]):
			change.Kind = Primary
		case !slices.EqualFunc(was, is, strings.EqualFold) && sameNames(was, is):
			change.Kind, change.Name, change.OldName = Reordered, strings.Join(is, ", "), strings.Join(was, ", ")
		default:
			continue
		}
		changes = append(changes, change)
	}
	return changes
}

// sameNames reports whether two lists have the same names, in any order.
func sameNames(a, b []string) bool {
	sorted := func(names []string) []string {
		return slices.SortedFunc(slices.Values(names), func(a, b string) int { return cmp.Compare(fold(a), fold(b)) })
	}
	return slices.EqualFunc(sorted(a), sorted(b), strings.EqualFold)
}

// namesOnPorts has the names of the services on each port, the primary one first.
func (c *Catalog) namesOnPorts() map[endpoint][]string {
	names := map[endpoint][]string{}
	for _, s := range c.Services {
		for p := int(s.First); p <= int(s.Last) && s.live(); p++ {
			at := endpoint{s.Transport, uint16(p)}
			if c.Primary(s.Transport, p) == s {
				names[at] = slices.Insert(names[at], 0, s.Name)
			} else {
				names[at] = append(names[at], s.Name)
			}
		}
	}
	return names
}

func (c *Changes) count(old, new *Catalog) {
	before := old.byKey()
	for k, is := range new.byKey() {
		was, ok := before[k]
		if !ok {
			continue
		}
		for _, field := range []struct {
			count    *int
			was, now string
		}{
			{&c.Titles, was.Title(), is.Title()},
			{&c.References, was.Reference, is.Reference},
			{&c.Aliases, was.Alias, is.Alias},
			{&c.Owners, was.Owner, is.Owner},
		} {
			if field.was != field.now {
				*field.count++
			}
		}
	}
	for _, t := range registry.Transports {
		for port := range numPorts {
			if old.Status(t, port) != new.Status(t, port) {
				c.Statuses++
			}
		}
	}
	type nameOn struct {
		name      string
		transport registry.Transport
		withdrawn bool
	}
	portless := map[nameOn]int{}
	for _, s := range old.Portless {
		portless[nameOn{s.Name, s.Transport, !s.live()}]++
	}
	for _, s := range new.Portless {
		portless[nameOn{s.Name, s.Transport, !s.live()}]--
	}
	changed := map[nameOn]bool{}
	for k, n := range portless {
		k.withdrawn = false
		changed[k] = changed[k] || n != 0
	}
	for _, differs := range changed {
		if differs {
			c.Portless++
		}
	}
}

// String describes the change in one line.
func (c Change) String() string {
	switch {
	case c.Constant != "" && c.Kind == Removed:
		return fmt.Sprintf("%s = %d", c.Constant, *c.OldPort)
	case c.Constant != "" && c.Kind == Renumbered:
		return fmt.Sprintf("%s = %d, was %d", c.Constant, *c.NewPort, *c.OldPort)
	case c.Constant != "" && c.Kind == Renamed:
		return fmt.Sprintf("%s = %d, was %s", c.NewConstant, *c.NewPort, c.Constant)
	case c.Constant != "":
		return fmt.Sprintf("%s = %d", c.Constant, *c.NewPort)
	case c.Kind == Renamed:
		return fmt.Sprintf("%s, was spelled %s", c.Name, c.OldName)
	case c.Kind == Resized:
		return fmt.Sprintf("%s/%s ends at %d, ended at %d", c.Name, c.Transport, *c.NewPort, *c.OldPort)
	case c.Kind == Primary || c.Kind == Reordered:
		return fmt.Sprintf("%d/%s is %s, was %s", *c.NewPort, c.Transport, c.Name, c.OldName)
	case c.Kind == Renumbered:
		return fmt.Sprintf("%s is %d/%s, was %d", c.Name, *c.NewPort, c.Transport, *c.OldPort)
	case c.NewPort == nil:
		return fmt.Sprintf("%s %d/%s", c.Name, *c.OldPort, c.Transport)
	}
	return fmt.Sprintf("%s %d/%s", c.Name, *c.NewPort, c.Transport)
}
