package static

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
// /etc/services.
//
// The network is "tcp", "tcp4", "tcp6", "udp", "udp4", "udp6", "sctp" or
// "dccp"; "ip" and "" stand for any transport, in the order TCP, UDP, SCTP,
// DCCP. Another one is an error that wraps [ErrUnknownNetwork].
//
// The service is a name, in any case. One with several ports gives the lowest,
// like [Lookup]; /etc/services may have another in its place. One that is not
// registered on the network is an error that wraps [ErrUnknownService]. Or it is
// a number in decimal, with an optional sign, for which the network does not
// matter: it is returned if it is a port number, 0 to 65535, and an error that
// wraps [ErrInvalidPort] otherwise. "" is port 0.
func LookupPort(network, service string) (int, error) {
	if service == "" {
		return 0, nil
	}
	if service[0] <= '9' { // as no letter is
		if port, isNumber := parsePort(service); isNumber {
			if port < 0 || port > 65535 {
				return 0, &textError{ErrInvalidPort, service}
			}
			return port, nil
		}
	}
	t, ok := transportOf(network)
	if !ok {
		return 0, &textError{ErrUnknownNetwork, network}
	}
	if port, ok := Lookup(t, service); ok {
		return int(port), nil
	}
	return 0, &serviceError{network, service}
}

// transportOf returns the transport of a network of package net.
func transportOf(network string) (t Transport, ok bool) {
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
