package emit

import (
	"github.com/dave/jennifer/jen"

	"example.com/ianaports/internal/registry"
)

// lookupNet emits:
//
//	func lookupNet(t Transport, service string) (Port, bool) {
//		if t == 0 || t == TCP {
//			var buf [15]byte
//			switch string(lower(buf[:], service)) {
//			case "imap2":
//				return PortIMAP, true
//			}
//		}
//		return 0, false
//	}
func (e *emitter) lookupNet(f *jen.File) {
	names := e.NetNames()
	f.Comment("lookupNet finds the names that package net has for services of the registry, and")
	f.Comment("the registry has not.")
	f.Func().Id("lookupNet").Params(jen.Id("t").Id("Transport"), jen.Id("service").String()).Params(jen.Id("Port"), jen.Bool()).BlockFunc(func(g *jen.Group) {
		for _, t := range registry.Transports {
			var cases []jen.Code
			for _, n := range names {
				if n.Transport == t {
					cases = append(cases, jen.Case(jen.Lit(n.Name)).Block(jen.Return(e.port(n.Service, n.Port), jen.True())))
				}
			}
			if len(cases) > 0 {
				g.If(jen.Id("t").Op("==").Lit(0).Op("||").Id("t").Op("==").Id(transportID(t))).Block(
					jen.Var().Id("buf").Index(jen.Lit(registry.MaxName)).Byte(),
					jen.Switch(jen.String().Call(jen.Id("lower").Call(jen.Id("buf").Index(jen.Op(":")), jen.Id("service")))).Block(cases...),
				)
			}
		}
		g.Return(jen.Lit(0), jen.False())
	})
}
