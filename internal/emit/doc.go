package emit

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"example.com/ianaports/internal/registry"
)

// doc emits the package's documentation.
func (e *emitter) doc(f *jen.File) {
	example := e.Constants[0]
	for _, k := range e.Constants {
		if k.Untyped == "SyslogTLS" {
			example = k
		}
	}
	asOf := "."
	if date := e.Date(); date != "" {
		asOf = ",\nas of " + date + "."
	}
	form := " a registry in the form of"
	if e.Services[0].File.Kind == registry.IANA && !e.Merged() {
		form = ""
	}
	related := ""
	for _, r := range e.Related {
		related += fmt.Sprintf("\n\nWhat the registry does not have, or has under another name, may be in package\n[%s].", r.Path)
	}
	merged := ""
	if e.Merged() {
		merged = `

Several registries make up the package. On a port, the names of one of them come
before those of another, whatever else decides between names.`
	}
	text := fmt.Sprintf(`Package %[1]s has the service names and port numbers of%[8]s
IANA's Service Name and Transport Protocol Port Number Registry (RFC 6335)%[2]s

[Lookup] finds the port of a service name, [ServiceName] the name of a port, and
[StatusOf] whether a port is assigned. [LookupPort] takes the place of net.LookupPort.
[Services] and [ServicesNamed] give all that the registry says of a port or a name, and
[All] the whole registry; [NameMap] and [PortMap] make maps. Names are compared without
regard to ASCII case (RFC 6335 §5.1). Aliases are names too.%[9]s

A service has two constants. %[3]s is untyped and fits any integer type that has
room for it; %[4]s has the type [Port] and its methods:

	net.Listen("tcp", %[1]s.%[4]s.Addr(""))
	net.TCPAddr{Port: %[1]s.%[3]s}
	%[1]s.Lookup(%[1]s.%[6]s, %[7]q)
	%[1]s.ServiceName(%[1]s.%[6]s, %[1]s.%[3]s)

A service on several ports has the number in its constants. A range has a second
constant, ending in Last, for its last port. An alias of a service on the same port has
no constant of its own.

The constants of a service that was withdrawn from the registry are marked as deprecated.
It is still found by its name, but no longer by its port. A service without a port is
found by [ServicesNamed] and [All] alone.%[5]s

Nothing here is initialised when a program starts, and the linker leaves out the
tables of functions that a program does not call. Lookup, ServiceName, StatusOf, and
LookupPort when it succeeds, do not allocate. All functions are safe for
concurrent use, and take any string and any number.`, e.Package, asOf, example.Untyped, example.Typed, merged,
		transportID(example.Services[0].Transport), example.Services[0].Name, form, related)
	if e.Doc != "" {
		text = e.Doc
	}
	for line := range strings.Lines(strings.TrimSpace(text)) {
		f.PackageComment(strings.TrimRight("// "+strings.TrimSuffix(line, "\n"), " "))
	}
	// const RegistryDate = "2026-04-09"
	f.Comment("RegistryDate is the newest date in the registry among the rows that have a port").Line().
		Comment("number: \"2006-01-02\" or \"2006-01\", or empty where no row has a date.")
	f.Const().Id("RegistryDate").Op("=").Lit(e.Date())
	f.Comment("packageName is how errors say where they come from.")
	f.Const().Id("packageName").Op("=").Lit(e.Package)
}
