// Package registry reads and writes IANA's Service Name and Transport Protocol
// Port Number Registry (RFC 6335) as CSV: rows in, checked records out, and
// back again in a canonical form. It also reads files in the form of services(5).
package registry

import (
	"fmt"
	"strconv"
	"strings"
)

// Transport is a transport protocol of the registry. The zero value stands for
// a row that names none.
type Transport uint8

// The transport protocols that have port numbers, in the order in which the
// generated package tries them, and with its values.
const (
	TCP Transport = iota + 1
	UDP
	SCTP
	DCCP
)

// Transports lists the four in their order.
var Transports = [...]Transport{TCP, UDP, SCTP, DCCP}

var transportNames = [...]string{"", "tcp", "udp", "sctp", "dccp"}

// String returns the name in the registry's spelling, empty for none.
func (t Transport) String() string { return transportNames[t] }

func parseTransport(s string) (Transport, bool) {
	for t, name := range transportNames {
		if Fold(s) == name {
			return Transport(t), true
		}
	}
	return 0, false
}

// Status is what the registry says of a port, in the terms of RFC 6335 §6. The values
// are those of the generated package, from the most taken to the least.
type Status uint8

// Dynamic is no status of a row: it is that of the ports 49152-65535, which
// IANA never assigns (RFC 6335 §6).
const (
	Assigned Status = iota + 1
	Reserved
	Unassigned
	Dynamic
)

// String returns RFC 6335's term, empty for the zero value.
func (s Status) String() string {
	return [...]string{"", "Assigned", "Reserved", "Unassigned", "Dynamic"}[s]
}

// MaxName is the length of the longest service name that RFC 6335 §5.1 allows. Older
// names are longer.
const MaxName = 15

// The last of the System Ports and the first of the Dynamic Ports (RFC 6335 §6).
const (
	LastSystem   = 1023
	FirstDynamic = 49152
)

// A PortRange is a range of port numbers, inclusive. Most have one port.
type PortRange struct{ First, Last uint16 }

// String returns "N" or "N-M".
func (p PortRange) String() string {
	if p.First == p.Last {
		return strconv.Itoa(int(p.First))
	}
	return fmt.Sprintf("%d-%d", p.First, p.Last)
}

// A Record is one row of the registry that has a port number.
type Record struct {
	File string
	Line int // where the row starts
	// Own says that the row is from a file of one's own, see [Registry].
	Own bool

	Name        string // empty where the row gives a status only
	Ports       PortRange
	Transport   Transport // zero: every transport on which no row names the port
	Description string    // at most [MaxDescription] characters
	// FullTitle is the whole description, where Description had to be cut. It is
	// evidence of how words are spelled, and not written.
	FullTitle  string
	Registered string
	Modified   string
	Reference  string
	// UnauthorizedUse is what was reported to IANA, in its words.
	UnauthorizedUse string

	Alias       string // the name this one is an alias to
	DuplicateOf string // the name this one duplicates
	Widespread  bool   // unassigned, but in widespread use

	// Shared says that the row may have its ports together with other services of
	// one's own. The notes of IANA's files do not say it, and it is not written.
	Shared bool

	// HasNotes says that the file has the column Assignment Notes.
	HasNotes bool

	// Withdrawn is the date of the first registry that lacked the row, or the date
	// that a row of one's own gives; empty while the service stands.
	Withdrawn string

	// Owner is who answers for the service, a team or a person; empty on IANA's rows.
	Owner string

	// Identifier is the Go name of the service on its first port, without the
	// prefix Port; empty where none has been given.
	Identifier string

	// FromServices says that the row is from a file in the form of services(5), which
	// nobody has made for this registry: it may give a name of another file another
	// port, and of the same name the first line counts.
	FromServices bool

	// FileIndex is the index of the file among several. On a port, the names of
	// the file with the lower Precedence come first.
	FileIndex, Precedence int
}

// Pos returns "file:line".
func (r *Record) Pos() string { return r.File + ":" + strconv.Itoa(r.Line) }

// Demoted reports whether the registry itself advises against the name, so
// that another name of the same port comes first.
func (r *Record) Demoted() bool { return r.Alias != "" || r.DuplicateOf != "" || r.Widespread }

// Status returns what the row says of its ports.
func (r *Record) Status() Status {
	if r.Name != "" {
		return Assigned
	}
	description := strings.ToLower(r.Description)
	for _, s := range statusWords {
		if strings.HasPrefix(description, s.prefix) {
			return s.status
		}
	}
	return Assigned
}

// statusWords are the openings of the descriptions by which rows without a
// name tell their status, in all the spellings the registry has used.
var statusWords = []struct {
	prefix string
	status Status
}{
	{"unassigned", Unassigned},
	{"(unassigned", Unassigned},
	{"reserved", Reserved},
	{"de-registered", Reserved},
	{"removed", Reserved},
	{"deprecated", Reserved},
	{"de-commissioned", Reserved},
	{"decommissioned", Reserved},
	{"decomissioned", Reserved},
}

// A Registry is all the records of one or more files, ordered by first port;
// rows of the same first port keep their order.
//
// A file is in IANA's form if it has all twelve of IANA's columns and a row without a
// name that covers port 0, which IANA reserves. IANA's download and the file that
// [Registry.Write] makes of it are. Every other file is one's own: a copied header
// alone does not exempt a file from the rules of [Registry.CheckOwn].
type Registry struct {
	Records []Record
	// Own says that the file is one's own.
	Own bool
	// NameOnly counts the rows that were passed over because they register a
	// name without a port number.
	NameOnly int
	// OtherProtocols counts the lines of services(5) files that were passed over for
	// a protocol other than the four, and Repeated the names that were for having
	// their port already.
	OtherProtocols, Repeated int
	// Missing lists the columns, of those that need not be there, that are
	// not.
	Missing []string
	// Warnings are about what does not go into the records.
	Warnings ErrorList

	ownErrs ErrorList
}

// Date returns the newest date, YYYY-MM-DD or YYYY-MM, of the rows that IANA has,
// or the empty string.
func (reg *Registry) Date() string {
	newest := ""
	for i := range reg.Records {
		if r := &reg.Records[i]; r.Withdrawn == "" {
			newest = max(newest, date(r.Registered), date(r.Modified))
		}
	}
	return newest
}

// date returns s where it is a date of the registry's, or the empty string.
func date(s string) string {
	const form = "0000-00-00"
	if len(s) != len(form) && len(s) != len("0000-00") {
		return ""
	}
	for i := range len(s) {
		if digit := '0' <= s[i] && s[i] <= '9'; digit != (form[i] == '0') || !digit && s[i] != '-' {
			return ""
		}
	}
	return s
}

// Fold returns the form of a service name that two equal names share: RFC 6335
// §5.1 compares names without regard to ASCII case.
func Fold(name string) string {
	var folded []byte // nil while there is no capital
	for i := range len(name) {
		if c := name[i]; 'A' <= c && c <= 'Z' {
			if folded == nil {
				folded = []byte(name)
			}
			folded[i] = c + 'a' - 'A'
		}
	}
	if folded == nil {
		return name
	}
	return string(folded)
}
