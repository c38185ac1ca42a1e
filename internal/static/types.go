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

// A Class says who assigns a port number. RFC 6335 §6 divides the port numbers into
// three of them by value. The zero value is none.
type Class uint8

// The classes, which differ in how IANA assigns their ports (RFC 6335 §8.1.2).
const (
	SystemPorts  Class = iota + 1 // 0-1023, by IETF Review or IESG Approval
	UserPorts                     // 1024-49151, by Expert Review as well
	DynamicPorts                  // 49152-65535, never
)

// Class returns the class of the port.
func (p Port) Class() Class {
	switch {
	case p < 1024:
		return SystemPorts
	case p < 49152:
		return UserPorts
	}
	return DynamicPorts
}

// String returns the name that RFC 6335 §6 gives the class: "System Ports",
// "User Ports", "Dynamic Ports". For any other value it returns "Class(N)".
func (c Class) String() string {
	switch c {
	case SystemPorts:
		return "System Ports"
	case UserPorts:
		return "User Ports"
	case DynamicPorts:
		return "Dynamic Ports"
	}
	return "Class(" + decimal(uint16(c)) + ")"
}

// A Transport is a transport protocol that has port numbers. The zero value stands for
// any of the four. A function that gives one answer then gives that of the first of
// TCP, UDP, SCTP and DCCP that has one. A function that gives all answers gives those
// of all four. A value outside the four has no services.
//
// The values are not the protocol numbers of IP. [TransportOf] converts these.
type Transport uint8

// The transport protocols of the registry.
const (
	TCP Transport = iota + 1
	UDP
	SCTP
	DCCP
)

// anyTransport is the text of the zero Transport.
const anyTransport = "any"

// ErrUnknownTransport is the error of [ParseTransport] and [Transport.MarshalText]
// for an unknown transport. Test for it with [errors.Is].
var ErrUnknownTransport error = constError("unknown transport")

// String returns the name of the transport in the registry: "tcp", "udp",
// "sctp", "dccp". The zero value is "any", every other value "Transport(N)".
func (t Transport) String() string {
	switch t {
	case 0:
		return anyTransport
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

// Protocol returns the number that the transport has in the header of an IP packet
// (IANA's Protocol Numbers): TCP 6, UDP 17, DCCP 33, SCTP 132. For every other value it
// returns 0.
func (t Transport) Protocol() uint8 {
	switch t {
	case TCP:
		return 6
	case UDP:
		return 17
	case DCCP:
		return 33
	case SCTP:
		return 132
	}
	return 0
}

// TransportOf returns the transport that has a protocol number in the header of an IP
// packet: TCP for 6. It is the reverse of [Transport.Protocol]. Protocols without ports,
// such as ICMP (1), give false.
func TransportOf(protocol uint8) (Transport, bool) {
	switch protocol {
	case 6:
		return TCP, true
	case 17:
		return UDP, true
	case 33:
		return DCCP, true
	case 132:
		return SCTP, true
	}
	return 0, false
}

// ParseTransport returns the transport of a name, in any case: "tcp", "udp", "sctp",
// "dccp", each also with the suffix 4 or 6 that package net uses ("tcp4", "udp6"), and
// "any" for the zero value. Any other string, the empty one among them, is an error
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
	case anyTransport:
		if name == s {
			return 0, nil
		}
	}
	return 0, &textError{ErrUnknownTransport, s}
}

// MarshalText implements [encoding.TextMarshaler] with the text of [Transport.String].
// A value outside the four and zero is an error that wraps [ErrUnknownTransport].
func (t Transport) MarshalText() ([]byte, error) {
	if t > DCCP {
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
