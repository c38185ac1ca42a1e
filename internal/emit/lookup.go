package emit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"example.com/ianaports/internal/registry"
)

// transportID returns the identifier of a transport in the package: TCP.
func transportID(t registry.Transport) string { return strings.ToUpper(t.String()) }

// A portRun is a run of ports with the same primary service.
type portRun struct {
	name        string
	first, last uint16
}

// portRuns returns what ServiceName answers on a transport.
func (e *emitter) portRuns(t registry.Transport) []portRun {
	var runs []portRun
	for p := range 1 << 16 {
		s := e.Primary(t, p)
		if s == nil {
			continue
		}
		if n := len(runs); n > 0 && runs[n-1].name == s.Name && int(runs[n-1].last) == p-1 {
			runs[n-1].last++
			continue
		}
		runs = append(runs, portRun{s.Name, uint16(p), uint16(p)})
	}
	return runs
}

// maxListed is the number of ports up to which a run is listed in a case. A
// longer one is a comparison.
const maxListed = 8

func (e *emitter) lookups(f *jen.File) {
	e.lookup(f)
	e.serviceName(f)
	e.statusOf(f)
	for _, t := range registry.Transports {
		if e.byName == Switch && len(e.Ports(t)) > 0 {
			e.lookupSwitch(f, t, e.sortedNames(t))
		}
	}
	for _, t := range registry.Transports {
		if e.byPort == Switch && len(e.Ports(t)) > 0 {
			e.serviceNameSwitch(f, t)
		}
	}
	for _, t := range registry.Transports {
		if e.byPort == Switch {
			e.statusSwitch(f, t)
		}
	}
}

func comments(f *jen.File, text string) {
	for line := range strings.Lines(text) {
		f.Comment(strings.TrimRight("// "+strings.TrimSuffix(line, "\n"), " "))
	}
}

func (e *emitter) lookup(f *jen.File) {
	comments(f, `Lookup returns the port number of a service on a transport. The name is
compared without regard to ASCII case (RFC 6335 §5.1) and may be an alias. Of a
name that has several ports it returns the lowest, of a range the first. What is
withdrawn is found where the transport has nothing else of the name.

For the zero Transport it returns the answer of the first transport, in the order
TCP, UDP, SCTP, DCCP, that has the name. A name that is not registered there, or
a Transport outside the four, gives false.`)
	function(f, "Lookup", "service", "string", "Port", func(g *jen.Group) {
		if e.byName == Table {
			g.Return(jen.Id("findPort").Call(jen.Id("t"), jen.Id("service")))
			return
		}
		byTransport(g, "lookup", "service", jen.Lit(0), "Lookup", e.transports())
	})
}

func (e *emitter) serviceName(f *jen.File) {
	comments(f, `ServiceName returns the primary name of a port on a transport, as the registry
spells it: the first one in the registry that is neither an alias nor noted as a
duplicate or as unassigned, unless there is no other; and, where that misleads,
the one that the generator prefers. [Services] has them all.

For the zero Transport it returns the answer of the first transport, in the order
TCP, UDP, SCTP, DCCP, that has a name for the port. A port without a name, or a
Transport outside the four, gives false; [StatusOf] tells more.`)
	function(f, "ServiceName", "p", "Port", "string", func(g *jen.Group) {
		if e.byPort == Table {
			g.Return(jen.Id("findName").Call(jen.Id("t"), jen.Id("p")))
			return
		}
		byTransport(g, "serviceName", "p", jen.Lit(""), "ServiceName", e.transports())
	})
}

// transports returns those that have services.
func (e *emitter) transports() []registry.Transport {
	return slices.DeleteFunc(slices.Clone(registry.Transports[:]), func(t registry.Transport) bool { return len(e.Ports(t)) == 0 })
}

// function emits:
//
//	func name(t Transport, arg argType) (result, bool) {
//		…
//	}
func function(f *jen.File, name, arg, argType, result string, body func(g *jen.Group)) {
	f.Func().Id(name).Params(jen.Id("t").Id("Transport"), jen.Id(arg).Id(argType)).Params(jen.Id(result), jen.Bool()).BlockFunc(body)
}

// byTransport emits:
//
//	switch t {
//	case TCP:
//		return lookupTCP(service)
//	…
//	case 0:
//		for t := TCP; t <= DCCP; t++ {
//			if found, ok := Lookup(t, service); ok {
//				return found, true
//			}
//		}
//	}
//	return 0, false
func byTransport(g *jen.Group, prefix, arg string, none jen.Code, whole string, transports []registry.Transport) {
	g.Switch(jen.Id("t")).BlockFunc(func(g *jen.Group) {
		for _, t := range transports {
			id := transportID(t)
			g.Case(jen.Id(id)).Block(jen.Return(jen.Id(prefix + id).Call(jen.Id(arg))))
		}
		g.Case(jen.Lit(0)).Block(
			jen.For(jen.Id("t").Op(":=").Id("TCP"), jen.Id("t").Op("<=").Id("DCCP"), jen.Id("t").Op("++")).Block(
				jen.If(jen.List(jen.Id("found"), jen.Id("ok")).Op(":=").Id(whole).Call(jen.Id("t"), jen.Id(arg)), jen.Id("ok")).Block(
					jen.Return(jen.Id("found"), jen.True()))))
	})
	g.Return(none, jen.False())
}

func (e *emitter) statusOf(f *jen.File) {
	f.Comment("statusOf returns the status of a port on one of the four transports.")
	f.Func().Id("statusOf").Params(jen.Id("t").Id("Transport"), jen.Id("p").Id("Port")).Id("Status").Block(
		jen.Switch(jen.Id("t")).BlockFunc(func(g *jen.Group) {
			for _, t := range registry.Transports {
				id := transportID(t)
				call := jen.Id("status" + id).Call(jen.Id("p"))
				if e.byPort == Table {
					call = jen.Id("findStatus").Call(jen.Id("p"), jen.Id("statusIndex"+id), jen.Id("statusBlocks"))
				}
				g.Case(jen.Id(id)).Block(jen.Return(call))
			}
		}),
		jen.Return(jen.Lit(0)),
	)
}

// sortedNames returns the names of a transport, folded, by port.
func (e *emitter) sortedNames(t registry.Transport) []string {
	ports := e.Ports(t)
	names := make([]string, 0, len(ports))
	for name := range ports {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(ports[a], ports[b]), cmp.Compare(a, b))
	})
	return names
}

// lookupSwitch emits:
//
//	func lookupSCTP(service string) (Port, bool) {
//		var buf [15]byte
//		switch string(lower(buf[:], service)) {
//		case "boks-servc", "boks_servc":
//			return PortBoksServc, true
//		…
func (e *emitter) lookupSwitch(f *jen.File, t registry.Transport, names []string) {
	longest := 0
	type result struct {
		names []jen.Code
		port  jen.Code
	}
	var results []*result
	byConstant := map[any]*result{}
	for _, name := range names {
		longest = max(longest, len(name))
		port := e.Ports(t)[name]
		var key any = name
		if k, ok := e.constants[constantKey{name, port, false}]; ok {
			key = k
		}
		r, ok := byConstant[key]
		if !ok {
			r = &result{port: e.port(name, port)}
			byConstant[key] = r
			results = append(results, r)
		}
		r.names = append(r.names, jen.Lit(name))
	}
	id := "lookup" + transportID(t)
	f.Comment(id + " is Lookup for " + transportID(t) + ".")
	f.Func().Id(id).Params(jen.Id("service").String()).Params(jen.Id("Port"), jen.Bool()).Block(
		jen.Var().Id("buf").Index(jen.Lit(longest)).Byte(),
		jen.Switch(jen.String().Call(jen.Id("lower").Call(jen.Id("buf").Index(jen.Op(":")), jen.Id("service")))).BlockFunc(func(g *jen.Group) {
			for _, r := range results {
				g.Case(r.names...).Block(jen.Return(r.port, jen.True()))
			}
		}),
		jen.Return(jen.Lit(0), jen.False()),
	)
}

// serviceNameSwitch emits:
//
//	func serviceNameSCTP(p Port) (string, bool) {
//		switch p {
//		case PortDiscard:
//			return "discard", true
//		…
//		}
//		switch {
//		case PortX11 <= p && p <= PortX11Last:
//			return "x11", true
//		}
//		return "", false
//	}
func (e *emitter) serviceNameSwitch(f *jen.File, t registry.Transport) {
	var listed, compared []portRun
	for _, run := range e.portRuns(t) {
		if run.last-run.first < maxListed {
			listed = append(listed, run)
		} else {
			compared = append(compared, run)
		}
	}
	id := "serviceName" + transportID(t)
	f.Comment(id + " is ServiceName for " + transportID(t) + ".")
	f.Func().Id(id).Params(jen.Id("p").Id("Port")).Params(jen.String(), jen.Bool()).BlockFunc(func(g *jen.Group) {
		if len(listed) > 0 {
			g.Switch(jen.Id("p")).BlockFunc(func(g *jen.Group) {
				for _, run := range listed {
					ports := []jen.Code{e.port(run.name, run.first)}
					for p := int(run.first) + 1; p <= int(run.last); p++ {
						ports = append(ports, jen.Lit(p))
					}
					g.Case(ports...).Block(jen.Return(jen.Lit(run.name), jen.True()))
				}
			})
		}
		if len(compared) > 0 {
			g.Switch().BlockFunc(func(g *jen.Group) {
				for _, run := range compared {
					g.Case(between(e.port(run.name, run.first), e.lastPort(run.name, run.last))).Block(jen.Return(jen.Lit(run.name), jen.True()))
				}
			})
		}
		g.Return(jen.Lit(""), jen.False())
	})
}

// between emits: first <= p && p <= last.
func between(first, last jen.Code) jen.Code {
	return jen.Add(first).Op("<=").Id("p").Op("&&").Id("p").Op("<=").Add(last)
}

// statusSwitch emits:
//
//	func statusDCCP(p Port) Status {
//		switch p {
//		case 9, 5004:
//			return Assigned
//		case 0, 1021, 1022:
//			return Reserved
//		}
//		switch {
//		case 6000 <= p && p <= 6063:
//			return Assigned
//		case p >= 49152:
//			return Dynamic
//		}
//		return Unassigned
//	}
func (e *emitter) statusSwitch(f *jen.File, t registry.Transport) {
	listed := map[registry.Status][]jen.Code{}
	compared := []jen.Code{}
	for from, to := 0, 0; from < 1<<16; from = to {
		status := e.Status(t, from)
		for to = from + 1; to < 1<<16 && e.Status(t, to) == status; to++ {
		}
		switch {
		case status == registry.Unassigned || status == registry.Dynamic:
		case to-from <= maxListed:
			for p := from; p < to; p++ {
				listed[status] = append(listed[status], jen.Lit(p))
			}
		default:
			compared = append(compared, jen.Case(between(jen.Lit(from), jen.Lit(to-1))).Block(jen.Return(jen.Id(status.String()))))
		}
	}
	compared = append(compared, jen.Case(jen.Id("p").Op(">=").Lit(registry.FirstDynamic)).Block(jen.Return(jen.Id(registry.Dynamic.String()))))
	id := "status" + transportID(t)
	f.Comment(id + " is StatusOf for " + transportID(t) + ".")
	f.Func().Id(id).Params(jen.Id("p").Id("Port")).Id("Status").BlockFunc(func(g *jen.Group) {
		if len(listed) > 0 {
			g.Switch(jen.Id("p")).BlockFunc(func(g *jen.Group) {
				for _, status := range []registry.Status{registry.Assigned, registry.Reserved} {
					if len(listed[status]) > 0 {
						g.Case(listed[status]...).Block(jen.Return(jen.Id(status.String())))
					}
				}
			})
		}
		g.Switch().Block(compared...)
		g.Return(jen.Id(registry.Unassigned.String()))
	})
}
