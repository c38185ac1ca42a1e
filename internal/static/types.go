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

// A Service is one assignment of the registry: a service name on a port, or on a range
// of ports, of one transport; or a service name that has no port.
type Service struct {
	Name string // as the registry spells it
	// Transport is one of the four. Of a service without a port, it may be zero: the
	// registry names none.
	Transport Transport
	// First and Last are the ports, inclusive. They are equal but for the
	// few services that have a range, and 0 for a service without a port.
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
	// Owner is who answers for the service, from a team's own registry. It is
	// empty for IANA's services.
	Owner string
	// ServiceCode is the DCCP service code (RFC 5595 §2), or 0 for none.
	ServiceCode uint32
}

// HasPort reports whether the service has a port. A service without one is found by its
// name, in the DNS: by an SRV record (RFC 2782) or by DNS-SD (RFC 6763). Port 0 is
// reserved, so no service is on it.
func (s Service) HasPort() bool { return s.First != 0 }

// A Status is what the registry says of a port number (RFC 6335 §6). The zero
// value is none.
type Status uint8

// The statuses of port numbers. RFC 6335 §6 defines the first three, for ports
// below 49152. A port from 49152 on is Assigned if the registry has a service on it,
// and otherwise Dynamic.
const (
	Assigned   Status = iota + 1 // to a service, with a name or without
	Reserved                     // by IANA, for special purposes or after an assignment ended
	Unassigned                   // free for assignment
	Dynamic                      // free for anyone's use
)

// String returns the name of the status: "Assigned", "Reserved", "Unassigned",
// "Dynamic". For any other value it returns "Status(N)".
func (s Status) String() string {
	switch s {
	case Assigned:
		return "Assigned"
	case Reserved:
		return "Reserved"
	case Unassigned:
		return "Unassigned"
	case Dynamic:
		return "Dynamic"
	}
	return "Status(" + decimal(uint16(s)) + ")"
}
