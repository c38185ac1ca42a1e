package emit

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"
)

// doc emits the package's documentation, and whatever else changes with every row of
// the registry: no other file need change with a row that does not concern it.
func (e *emitter) doc(f *jen.File) {
	example := e.Constants[0]
	for _, k := range e.Constants {
		if k.Untyped == "SyslogTLS" {
			example = k
		}
	}
	asOf := "."
	if e.Date != "" {
		asOf = ",\nas of " + e.Date + "."
	}
	merged := ""
	if e.Merged() {
		merged = `

Several registries make up the package. On a port, the names of one of them come
before those of another, whatever else decides between names.`
	}
	text := fmt.Sprintf(`Package %[1]s has the service names and port numbers of a registry in the form of
IANA's Service Name and Transport Protocol Port Number Registry (RFC 6335)%[2]s

A service has two constants. %[3]s is untyped and fits any integer type that has
room for it; %[4]s has the type [Port] and its methods:

	net.Listen("tcp", %[1]s.%[4]s.Addr(""))
	net.TCPAddr{Port: %[1]s.%[3]s}

The column Identifier of the registry names the constants. Where it is empty, the
name is that of the service, its words spelled as the registry's titles spell them. A
service that had several ports when it was named has the number in its constants. A
range has a second constant, ending in Last. An alias for the same port has none.

A withdrawn service keeps its constants, marked as deprecated, and is still found
by its name, but no longer by its port.

A row of the registry without a transport applies to tcp, udp, sctp and dccp, except
where another row of the same file names the port on that transport.%[5]s

[Lookup] and [LookupPort] find the port of a service name, [ServiceName] the name of
a port, [Services] all services on a port, and [StatusOf] whether it is assigned. Names
are compared without regard to ASCII case (RFC 6335 §5.1). Aliases are names too.

Nothing here is initialised when a program starts, and the linker leaves out the
tables of functions that a program does not call. Lookup, ServiceName, StatusOf, and
LookupPort when it succeeds, do not allocate. All functions are safe for
concurrent use, and take any string and any number.`, e.Package, asOf, example.Untyped, example.Typed, merged)
	for line := range strings.Lines(text) {
		f.PackageComment(strings.TrimRight("// "+strings.TrimSuffix(line, "\n"), " "))
	}
	f.HeaderComment("")
	f.HeaderComment(fmt.Sprintf("Registry: %s, %d rows with a port, SHA-256", cmp.Or(e.Date, "undated"), e.Rows))
	f.HeaderComment(e.Digest)
	// const RegistryDate = "2026-04-09"
	f.Comment("RegistryDate is the newest date in the registry among the rows that have a port").Line().
		Comment("number: \"2006-01-02\" or \"2006-01\", or empty where no row has a date.")
	f.Const().Id("RegistryDate").Op("=").Lit(e.Date)
	f.Comment("packageName is how errors say where they come from.")
	f.Const().Id("packageName").Op("=").Lit(e.Package)
}
