package static

// All returns every service of the registry, withdrawn ones too: first those that have a
// port, ordered by first port, transport, and rank on the port; then those without a
// port, ordered by name.
//
// Like all sequences of this package it is an [iter.Seq] of Service. The type is
// spelled out, because importing iter would add work to the start of every program
// that imports this package.
func All() func(yield func(Service) bool) {
	return func(yield func(Service) bool) {
		for i := range serviceCount {
			if !yield(serviceAt(i)) {
				return
			}
		}
		for i := range portlessCount {
			if !yield(portlessAt(i)) {
				return
			}
		}
	}
}

// Services returns all services on a port. The first is the one that [ServiceName]
// names. Aliases are included, and so are services whose range includes the port.
// Withdrawn services are not. If the port has no service, the sequence is empty.
//
// For the zero Transport it returns those of all transports, in the order TCP, UDP,
// SCTP, DCCP; for a Transport outside the four none.
func Services(t Transport, p Port) func(yield func(Service) bool) {
	return func(yield func(Service) bool) {
		from, to := t, t
		if t == 0 {
			from, to = TCP, DCCP
		}
		for t := from; t <= to; t++ {
			if !yieldServices(t, p, yield) {
				return
			}
		}
	}
}

// yieldServices yields the services on a port of one transport, the primary one first.
// It reports whether to go on.
func yieldServices(t Transport, p Port, yield func(Service) bool) bool {
	primary, ok := ServiceName(t, p)
	if !ok {
		return true
	}
	// Two passes, because the primary need not come first among
	// services whose ranges start at different ports.
	for _, isPrimary := range [...]bool{true, false} {
		for i := firstServiceFrom(p); i < serviceCount; i++ {
			if firstPort(i) > p {
				break
			}
			if lastPort(i) < p {
				continue
			}
			s := serviceAt(i)
			if s.Transport == t && s.Withdrawn == "" && (s.Name == primary) == isPrimary && !yield(s) {
				return false
			}
		}
	}
	return true
}

// ServicesNamed returns every assignment of a name, in the order of [All]: one for each
// transport and port, or range of ports, and those without a port. ASCII case does not
// matter. Aliases and withdrawn services are included. For an unknown name the sequence
// is empty.
func ServicesNamed(service string) func(yield func(Service) bool) {
	return func(yield func(Service) bool) {
		for next := firstNamed(service); next < serviceCount; next++ {
			i := serviceByName(next)
			order := compareFold(nameOf(i), service)
			if order == 0 && !yield(serviceAt(i)) {
				return
			}
			if order > 0 && sortedByName {
				break
			}
		}
		for i := firstPortless(service); i < portlessCount; i++ {
			s := portlessAt(i)
			if compareFold(s.Name, service) != 0 || !yield(s) {
				return
			}
		}
	}
}

// firstPortless returns where the services without a port that have a name start, or
// would start.
func firstPortless(service string) int {
	from, to := 0, portlessCount
	for from < to {
		middle := int(uint(from+to) / 2)
		if compareFold(portlessName(middle), service) < 0 {
			from = middle + 1
		} else {
			to = middle
		}
	}
	return from
}

// NameMap returns a new map from every port of a transport that has a service
// to its primary name, the one that [ServiceName] gives. A range has an entry for
// each port. For the zero Transport, each port has the name that ServiceName(0, p)
// gives; for a Transport outside the four, the map is empty.
func NameMap(t Transport) map[Port]string {
	names := map[Port]string{}
	for p := range 1 << 16 {
		if name, ok := ServiceName(t, Port(p)); ok {
			names[Port(p)] = name
		}
	}
	return names
}

// PortMap returns a new map from every service name that has a port on a transport,
// aliases among them, to the port that [Lookup] gives. Keys are as the registry spells
// them. For the zero Transport it has the names of all transports, each with the port
// that Lookup(0, name) gives; for a Transport outside the four, it is empty.
func PortMap(t Transport) map[string]Port {
	ports := map[string]Port{}
	for i := range serviceCount {
		if name := nameOf(i); ports[name] == 0 {
			if p, ok := Lookup(t, name); ok {
				ports[name] = p
			}
		}
	}
	return ports
}

// StatusOf returns the status of a port on a transport.
//
// For the zero Transport the status is Assigned if the port is Assigned on any of
// the four, else Reserved if it is Reserved on any, else Unassigned or Dynamic. So
// whenever [ServiceName] has a name for a port, StatusOf says Assigned. For a
// Transport outside the four it returns 0.
func StatusOf(t Transport, p Port) Status {
	if t != 0 {
		return statusOf(t, p)
	}
	// The statuses are declared from the most taken to the least.
	s := statusOf(TCP, p)
	for t := UDP; t <= DCCP; t++ {
		s = min(s, statusOf(t, p))
	}
	return s
}

// The errors of [LookupPort], to be told apart with [errors.Is].
var (
	// ErrUnknownNetwork reports a network that LookupPort does not know.
	ErrUnknownNetwork error = constError("unknown network")
	// ErrUnknownService reports a service name that the registry does not
	// have on the network.
	ErrUnknownService error = constError("unknown service")
	// ErrInvalidPort reports a number that is no port number.
	ErrInvalidPort error = constError("invalid port")
)

// LookupPort returns the port number of a service on a network, like
// [net.LookupPort], but from the registry and not from the machine's
// /etc/services. It also accepts the names that package net has built in, such as
// "imap2", if the registry has their service.
//
// It differs from net.LookupPort in this: a name that the machine's /etc/services has on
// another port gives the registry's (dicom is 11112 here and 104 in Debian's file), and
// a sign without digits, "+" or "-", is an unknown service and not port 0.
//
// The network is "tcp", "tcp4", "tcp6", "udp", "udp4", "udp6", "sctp" or
// "dccp"; "ip" and "" stand for any transport, in the order TCP, UDP, SCTP,
// DCCP. Another one is an error that wraps [ErrUnknownNetwork].
//
// The service is a name or a decimal number. A name gives the port that [Lookup]
// gives, or an error that wraps [ErrUnknownService] if it is not registered on the
// network. A number, with an optional sign, is returned if it is a port number, 0 to
// 65535, whatever the network; otherwise the error wraps [ErrInvalidPort]. "" gives
// port 0.
func LookupPort(network, service string) (int, error) {
	if service == "" {
		return 0, nil
	}
	if port, isNumber := parsePort(service); isNumber {
		if port < 0 || port > 65535 {
			return 0, &textError{ErrInvalidPort, service}
		}
		return port, nil
	}
	t, ok := networkTransport(network)
	if !ok {
		return 0, &textError{ErrUnknownNetwork, network}
	}
	if port, ok := Lookup(t, service); ok {
		return int(port), nil
	}
	if port, ok := lookupNet(t, service); ok {
		return int(port), nil
	}
	return 0, &serviceError{network, service}
}

// networkTransport returns the transport of a network of package net.
func networkTransport(network string) (t Transport, ok bool) {
	switch network {
	case "", "ip":
		return 0, true
	case "tcp", "tcp4", "tcp6":
		return TCP, true
	case "udp", "udp4", "udp6":
		return UDP, true
	case "sctp":
		return SCTP, true
	case "dccp":
		return DCCP, true
	}
	return 0, false
}

// parsePort parses a decimal number with an optional sign. A number that is
// far out of range comes back as one that is out of range.
func parsePort(s string) (port int, isNumber bool) {
	digits := s
	if s[0] == '+' || s[0] == '-' {
		digits = s[1:]
	}
	if digits == "" {
		return 0, false
	}
	for i := range len(digits) {
		d := digits[i] - '0'
		if d > 9 {
			return 0, false
		}
		port = min(port*10+int(d), 1<<16)
	}
	if s[0] == '-' {
		port = -port
	}
	return port, true
}

// A serviceError says on which network a service is unknown.
type serviceError struct{ network, service string }

func (e *serviceError) Error() string {
	return ErrUnknownService.Error() + " " + quote(e.service) + " on network " + quote(e.network)
}

func (e *serviceError) Unwrap() error { return ErrUnknownService }

// A constError is an error that needs no initialisation at start-up.
type constError string

func (e constError) Error() string { return packageName + ": " + string(e) }

// A textError is an error of a kind and the text that caused it.
type textError struct {
	kind error
	text string
}

func (e *textError) Error() string { return e.kind.Error() + " " + quote(e.text) }
func (e *textError) Unwrap() error { return e.kind }

// Package strconv would do what is here, but it initialises variables when a
// program starts, its imports do too, and so would every program that uses no
// more than a constant of this package.

// decimal returns n in decimal.
func decimal(n uint16) string {
	var buf [len("65535")]byte
	i := len(buf)
	for {
		i--
		buf[i] = '0' + byte(n%10)
		if n /= 10; n == 0 {
			return string(buf[i:])
		}
	}
}

// quote returns s in double quotes, with everything but printable ASCII, and
// the quote and the backslash, escaped as in a Go string literal.
func quote(s string) string {
	const hex = "0123456789abcdef"
	q := []byte{'"'}
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			q = append(q, '\\', c)
		case ' ' <= c && c <= '~':
			q = append(q, c)
		default:
			q = append(q, '\\', 'x', hex[c>>4], hex[c&15])
		}
	}
	return string(append(q, '"'))
}

// lower copies s into buf with its ASCII capitals made small and returns the
// copy, or nil where buf is too short.
func lower(buf []byte, s string) []byte {
	if len(s) > len(buf) {
		return nil
	}
	for i := range len(s) {
		buf[i] = lowerByte(s[i])
	}
	return buf[:len(s)]
}

func lowerByte(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// compareFold compares two names without regard to ASCII case.
func compareFold(a, b string) int {
	for i := range min(len(a), len(b)) {
		if x, y := lowerByte(a[i]), lowerByte(b[i]); x != y {
			return int(x) - int(y)
		}
	}
	return len(a) - len(b)
}
