package static

// A Port is a port number, 0 to 65535, of any transport protocol.
type Port uint16

// String returns the number in decimal: "6514".
func (p Port) String() string { return decimal(uint16(p)) }

// Addr returns the address of the port on a host, as the functions of package
// net take it: "example.com:6514", and "[2001:db8::1]:6514" for an IPv6
// address, with or without a zone. An empty host gives ":6514", which stands
// for every address of a listener.
func (p Port) Addr(host string) string {
	for i := range len(host) {
		if host[i] == ':' {
			return "[" + host + "]:" + p.String()
		}
	}
	return host + ":" + p.String()
}

// A Range is one of the three ranges of port numbers of RFC 6335 §6. The zero
// value is none of them.
type Range uint8

// The ranges, which differ in how IANA assigns their ports (RFC 6335 §8.1.2).
const (
	SystemPorts  Range = iota + 1 // 0-1023, by IETF Review or IESG Approval
	UserPorts                     // 1024-49151, by Expert Review as well
	DynamicPorts                  // 49152-65535, never
)

// Range returns the range of the port.
func (p Port) Range() Range {
	switch {
	case p < 1024:
		return SystemPorts
	case p < 49152:
		return UserPorts
	}
	return DynamicPorts
}

// String returns the name that RFC 6335 §6 gives the range: "System Ports",
// "User Ports", "Dynamic Ports". For any other value it returns "Range(N)".
func (r Range) String() string {
	switch r {
	case SystemPorts:
		return "System Ports"
	case UserPorts:
		return "User Ports"
	case DynamicPorts:
		return "Dynamic Ports"
	}
	return "Range(" + decimal(uint16(r)) + ")"
}

// A Transport is a transport protocol that has port numbers. The zero value is
// unspecified: it stands for any of the four, and each function says how.
type Transport uint8

// The transport protocols of the registry.
const (
	TCP Transport = iota + 1
	UDP
	SCTP
	DCCP
)

// ErrUnknownTransport is the error of [ParseTransport] and [Transport.MarshalText]
// for an unknown transport. Test for it with [errors.Is].
var ErrUnknownTransport error = constError("unknown transport")

// String returns the name of the transport in the registry: "tcp", "udp",
// "sctp", "dccp". The zero value is "unspecified", any other "Transport(N)".
func (t Transport) String() string {
	switch t {
	case 0:
		return "unspecified"
	case TCP:
		return "tcp"
	case UDP:
		return "udp"
	case SCTP:
		return "sctp"
	case DCCP:
		return "dccp"
	}
	return "Transport(" + decimal(uint16(t)) + ")"
}

// ParseTransport returns the transport of a name: "tcp", "udp", "sctp", "dccp",
// in any case, or with the suffix 4 or 6 that package net puts after it
// ("tcp4", "udp6"). Any other string, the empty one among them, is an error
// that wraps [ErrUnknownTransport].
func ParseTransport(s string) (Transport, error) {
	name := s
	if n := len(name); n > 0 && (name[n-1] == '4' || name[n-1] == '6') {
		name = name[:n-1]
	}
	var buf [len("sctp")]byte
	switch string(lower(buf[:], name)) {
	case "tcp":
		return TCP, nil
	case "udp":
		return UDP, nil
	case "sctp":
		return SCTP, nil
	case "dccp":
		return DCCP, nil
	}
	return 0, &textError{ErrUnknownTransport, s}
}

// MarshalText implements [encoding.TextMarshaler]. The zero value gives empty
// text; what is none of the four is an error that wraps [ErrUnknownTransport].
func (t Transport) MarshalText() ([]byte, error) {
	switch {
	case t == 0:
		return []byte{}, nil
	case t > DCCP:
		return nil, &textError{ErrUnknownTransport, t.String()}
	}
	return []byte(t.String()), nil
}

// UnmarshalText implements [encoding.TextUnmarshaler] with [ParseTransport].
// Empty text gives the zero value.
func (t *Transport) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*t = 0
		return nil
	}
	parsed, err := ParseTransport(string(text))
	if err != nil {
		return err
	}
	*t = parsed
	return nil
}
