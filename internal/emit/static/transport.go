package static

// A Transport is a transport protocol that has port numbers. The zero value is
// unspecified: the functions that take a Transport take it for any of the four,
// in the order TCP, UDP, SCTP, DCCP.
type Transport uint8

// The transport protocols of the registry.
const (
	TCP Transport = iota + 1
	UDP
	SCTP
	DCCP
)

// ErrUnknownTransport is what [ParseTransport] and [Transport.MarshalText]
// report for what is no transport protocol of the registry. Test for it with
// [errors.Is].
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
