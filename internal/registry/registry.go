// Package registry turns the files of port registries into rows, and rows into files.
//
// In comes a file, and what kind of file the caller says it is: IANA's Service Name and
// Transport Protocol Port Number Registry (RFC 6335) as CSV, one of the same form that a
// team keeps, or one in the form of services(5). Out come its rows, checked one by one,
// or one error a finding. What a column, a line or a phrase means is decided here; what
// rows mean together, in package catalog.
package registry

import (
	"fmt"
	"strconv"
	"strings"

	"example.com/ianaports/internal/static"
)

// Transport is a transport protocol, as in the generated package. The zero value is
// that of a row that names none.
type Transport = static.Transport

// The transport protocols of the registry.
const (
	TCP  = static.TCP
	UDP  = static.UDP
	SCTP = static.SCTP
	DCCP = static.DCCP
)

// Transports lists the four in their order.
var Transports = [...]Transport{TCP, UDP, SCTP, DCCP}

// parseTransport returns the transport of the registry's name for it, in any case.
func parseTransport(s string) (Transport, bool) {
	t, err := static.ParseTransport(s)
	return t, err == nil && t != 0 && strings.EqualFold(s, t.String())
}

// Status is what a registry says of a port (RFC 6335 §6), as in the generated package.
type Status = static.Status

// The statuses, from the most taken to the least.
const (
	Assigned   = static.Assigned
	Reserved   = static.Reserved
	Unassigned = static.Unassigned
	Dynamic    = static.Dynamic
)

// The last of the System Ports and the first of the Dynamic Ports (RFC 6335 §6).
const (
	LastSystem   = 1023
	FirstDynamic = 49152
)

// MaxName is the length of the longest service name that RFC 6335 §5.1 allows. Older
// names are longer.
const MaxName = 15

// A Kind says whose registry a file is. The caller of [Read] knows it.
type Kind uint8

// The kinds.
const (
	IANA     Kind = iota // IANA's download, or what [Write] makes of it
	Team                 // one's own, in the columns of IANA's and of this project
	Services             // the machine's, in the form of services(5)
)

// A File is a registry file as it was read.
type File struct {
	Name string
	Kind Kind
	Rows []*Row // in their order
	// Lacks names the columns of IANA's file that this one lacks, of those that it may,
	// and Own those of this project's that it has.
	Lacks, Own []string
	// Warnings are about what was read but ignored.
	Warnings ErrorList
	// OtherProtocols counts the lines of a services(5) file that were passed over for
	// their protocol, and Repeated the names for having their port already.
	OtherProtocols, Repeated int
}

// A Row is one row of a file.
type Row struct {
	File *File
	Line int // where the row starts

	Name string // empty where the row gives a status only
	// Ports is meaningless where HasPort is false: the row registers a name alone.
	Ports     Ports
	HasPort   bool
	Transport Transport // zero: every transport on which no row names the port

	Description     string // whole; see [Title]
	Registered      string
	Modified        string
	Reference       string
	ServiceCode     uint32 // of DCCP, zero for none
	UnauthorizedUse string // in IANA's words

	Alias      string // the name that this one is an alias to
	Duplicate  string // the name that this one duplicates
	Widespread bool   // unassigned, but in widespread use

	// Shared is why the row may have its ports together with others, or empty.
	Shared string
	// Withdrawn is the date as of which the service is no longer registered, or empty.
	Withdrawn string
	Owner     string
	// Identifier is the service's name in Go, without the prefix Port, and
	// LastIdentifier that of the last port of a range. They are empty where none is
	// written down.
	Identifier, LastIdentifier string
}

// Demoted reports whether the registry itself advises against the name, so that another
// name of the same port comes first.
func (r *Row) Demoted() bool { return r.Alias != "" || r.Duplicate != "" || r.Widespread }

// Status returns what the row says of its ports. IANA's rows without a name say it in
// their descriptions; those of other files reserve their ports.
func (r *Row) Status() Status {
	switch {
	case r.Name != "":
		return Assigned
	case r.File.Kind != IANA:
		return Reserved
	}
	return statusOf(r.Description)
}

// Pos returns "file:line".
func (r *Row) Pos() string { return r.File.Name + ":" + strconv.Itoa(r.Line) }

// Errorf returns an error at the row.
func (r *Row) Errorf(format string, args ...any) *Error {
	return newError(r.File.Name, r.Line, format, args...)
}

// SeenFrom says where the row is, in an error about another one.
func (r *Row) SeenFrom(other *Row) string {
	if r.File == other.File {
		return fmt.Sprintf("on line %d", r.Line)
	}
	return "at " + r.Pos()
}

// Ports are a port, or a range of ports, inclusive.
type Ports struct{ First, Last uint16 }

// String returns "N" or "N-M".
func (p Ports) String() string {
	if p.First == p.Last {
		return strconv.Itoa(int(p.First))
	}
	return fmt.Sprintf("%d-%d", p.First, p.Last)
}

// IsRange reports whether there are several ports.
func (p Ports) IsRange() bool { return p.First != p.Last }

// Overlap reports whether p and q have a port in common.
func (p Ports) Overlap(q Ports) bool { return p.First <= q.Last && q.First <= p.Last }
