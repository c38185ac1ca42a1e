package static

// A Service is one assignment of the registry: a name for a port, or for a
// range of ports, on one transport.
type Service struct {
	Name      string    // as the registry spells it
	Transport Transport // one of the four
	// First and Last are the ports, inclusive. They are equal but for the
	// few services that have a range.
	First, Last Port
	// Description is a title of at most 80 characters; a longer one in the
	// registry is cut and ends in "…". It may be empty.
	Description string
	// Reference is the registry's reference to what defines the service,
	// "[RFC5425]", several of them in a row, or empty.
	Reference string
	// Alias is the name that this one is an alias to, or empty.
	Alias string
	// UnauthorizedUse is a use of the port by others that was reported to
	// IANA, in the registry's words, or empty.
	UnauthorizedUse string
	// Registered and Modified are dates as the registry has them, "2006-01-02"
	// or "2006-01", or empty.
	Registered, Modified string
	// Withdrawn is the date as of which the registry no longer has the service, or
	// empty. A withdrawn service is still found by its name.
	Withdrawn string
	// Constant is the name of the constant of this package that is First:
	// "PortSyslogTLS". For an alias it is that of the service that it stands
	// for. It is empty where no constant has that number, which happens to
	// parts of a range.
	Constant string
	// Owner is who answers for the service, as the registry of a team says; IANA's
	// does not, and there it is empty.
	Owner string
}

// All returns every service of the registry, withdrawn ones too, ordered by
// first port, transport, and rank on the port.
//
// Like all sequences of this package it is an [iter.Seq] of Service. The type is
// spelled out, because a package that imports iter gives every program work to
// do when it starts.
func All() func(yield func(Service) bool) {
	return func(yield func(Service) bool) {
		for i := range serviceCount {
			if !yield(serviceAt(i)) {
				return
			}
		}
	}
}

// Services returns every service on a port, the one that [ServiceName] names
// first. Aliases are among them, and so are services with a range that the port
// lies in; withdrawn ones are not. Where the port has none, the sequence is empty.
//
// For the zero Transport it returns the services of the first transport, in the
// order TCP, UDP, SCTP, DCCP, that has any; for a Transport outside the four
// none.
func Services(t Transport, p Port) func(yield func(Service) bool) {
	return func(yield func(Service) bool) {
		t := t
		if t == 0 {
			for t = TCP; t < DCCP; t++ {
				if _, ok := ServiceName(t, p); ok {
					break
				}
			}
		}
		primary, ok := ServiceName(t, p)
		if !ok {
			return
		}
		// Two passes, because the primary need not come first among
		// services whose ranges start at different ports.
		for _, isPrimary := range [...]bool{true, false} {
			for i := firstServiceFrom(p); i < serviceCount; i++ {
				if firstPort(i) > p {
					break
				}
				s := serviceAt(i)
				if s.Transport == t && p <= s.Last && s.Withdrawn == "" && (s.Name == primary) == isPrimary && !yield(s) {
					return
				}
			}
		}
	}
}

// firstServiceFrom returns the index of the first service that can have port p.
func firstServiceFrom(p Port) int {
	from, to := 0, serviceCount
	for from < to {
		middle := int(uint(from+to) / 2)
		if int(firstPort(middle))+longestRange <= int(p) {
			from = middle + 1
		} else {
			to = middle
		}
	}
	return from
}

// ServicesNamed returns every assignment of a name, in any case, an alias among
// them, and withdrawn ones: one for each port or range of ports and transport, in
// the order of [All]. For a name that is not in the registry the sequence is empty.
func ServicesNamed(service string) func(yield func(Service) bool) {
	return func(yield func(Service) bool) {
		for next := firstNamed(service); next < serviceCount; next++ {
			i := serviceByName(next)
			order := compareFold(nameOf(i), service)
			if order == 0 && !yield(serviceAt(i)) || order > 0 && sortedByName {
				return
			}
		}
	}
}

// NameMap returns a new map from every port of a transport that has a service
// to its primary name, the one that [ServiceName] gives. Ranges are in it port
// by port. The zero Transport stands for any, port by port; a Transport outside
// the four gives an empty map.
func NameMap(t Transport) map[Port]string {
	names := map[Port]string{}
	for p := range 1 << 16 {
		if name, ok := ServiceName(t, Port(p)); ok {
			names[Port(p)] = name
		}
	}
	return names
}

// PortMap returns a new map from every service name of a transport, aliases
// among them, to the port that [Lookup] gives. Keys are as the registry spells
// them. The zero Transport stands for any, name by name; a Transport outside
// the four gives an empty map.
func PortMap(t Transport) map[string]Port {
	ports := map[string]Port{}
	for s := range All() {
		if t != 0 && s.Transport != t {
			continue
		}
		if p, ok := Lookup(t, s.Name); ok {
			ports[s.Name] = p
		}
	}
	return ports
}
