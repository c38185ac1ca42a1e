package emit

import (
	"go/ast"
	"go/token"
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
//		…
//	)
//
//	const (
//		TCP = ports.TCP
//		…
//	)
func (e *emitter) types(f *jen.File) {
	f.ImportAlias(e.Types, "ports")
	var types, constants []string
	for _, decl := range static.Parsed()["types.go"].Decls {
		if d, ok := decl.(*ast.GenDecl); ok {
			for _, name := range static.Declared(decl) {
				switch {
				case !ast.IsExported(name):
				case d.Tok == token.TYPE:
					types = append(types, name)
				case d.Tok == token.CONST:
					constants = append(constants, name)
				}
			}
		}
	}
	define := func(names []string) func(g *jen.Group) {
		return func(g *jen.Group) {
			for _, name := range names {
				g.Id(name).Op("=").Qual(e.Types, name)
			}
		}
	}
	f.Comment("The types are those of the other package, so that functions which take one of them")
	f.Comment("take the values of both.")
	f.Type().DefsFunc(define(types))
	f.Comment("The values of the types.")
	f.Const().DefsFunc(define(constants))
}
