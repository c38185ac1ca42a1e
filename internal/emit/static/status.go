package static

// A Status is what the registry says of a port number (RFC 6335 §6). The zero
// value is none.
type Status uint8

// The statuses of port numbers. RFC 6335 §6 has the first three for ports
// below 49152. A port of the Dynamic Ports is Dynamic, whatever else a registry
// says of it, since IANA never assigns one; but a registry that has a service on
// it makes it Assigned.
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

// StatusOf returns the status of a port on a transport.
//
// For the zero Transport it returns what the port is on the transport where it
// is most taken: Assigned if any of the four has it Assigned, else Reserved if
// any has, else what all have. So whenever [ServiceName] has a name for a port,
// StatusOf says Assigned. For a Transport outside the four it returns 0.
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
