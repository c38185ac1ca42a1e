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
