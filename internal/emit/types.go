package emit

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/static"
)

// transportID returns the identifier of a transport in the package: TCP.
func transportID(t registry.Transport) string { return strings.ToUpper(t.String()) }

// service returns a service as the package has it.
func service(s *catalog.Service) static.Service {
	return static.Service{
		Name:            s.Name,
		Transport:       s.Transport,
		First:           static.Port(s.First),
		Last:            static.Port(s.Last),
		Description:     s.Title(),
		Reference:       s.Reference,
		Alias:           s.Alias,
		UnauthorizedUse: s.UnauthorizedUse,
		Registered:      s.Registered,
		Modified:        s.Modified,
		Withdrawn:       s.Withdrawn,
		Owner:           s.Owner,
		ServiceCode:     s.ServiceCode,
	}
}

// types emits, in place of the package's own types:
//
//	type (
//		Port      = ports.Port
//		Transport = ports.Transport
//	)
//
//	const (
//		TCP = ports.TCP
//		…
//	)
func (e *emitter) types(f *jen.File) {
	f.ImportAlias(e.Types, "ports")
	f.Comment("Port and Transport are those of the other package, so that functions which take one")
	f.Comment("of them take the constants of both.")
	f.Type().Defs(
		jen.Id("Port").Op("=").Qual(e.Types, "Port"),
		jen.Id("Transport").Op("=").Qual(e.Types, "Transport"),
	)
	f.Comment("The transport protocols of the registry.")
	f.Const().DefsFunc(func(g *jen.Group) {
		for _, t := range registry.Transports {
			id := transportID(t)
			g.Id(id).Op("=").Qual(e.Types, id)
		}
	})
}
