package emit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"example.com/ianaports/internal/registry"
)

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

// lookups emits the lookups as switches, and the services as a literal.
func (e *emitter) lookups(f *jen.File) {
	comments(f, docOf("Lookup"))
	function(f, "Lookup", "service", "string", "Port", func(g *jen.Group) {
		byTransport(g, "lookup", "service", jen.Lit(0), "Lookup", e.transports())
	})
	comments(f, docOf("ServiceName"))
	function(f, "ServiceName", "p", "Port", "string", func(g *jen.Group) {
		byTransport(g, "serviceName", "p", jen.Lit(""), "ServiceName", e.transports())
	})
	e.statusOf(f)
	for _, t := range e.transports() {
		e.lookupSwitch(f, t, e.sortedNames(t))
	}
	for _, t := range e.transports() {
		e.serviceNameSwitch(f, t)
	}
	e.lookupNet(f)
	e.literalServices(f)
}

func comments(f *jen.File, text string) {
	for line := range strings.Lines(text) {
		f.Comment(strings.TrimRight("// "+strings.TrimSuffix(line, "\n"), " "))
	}
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

// statusOf emits:
//
//	func statusOf(t Transport, p Port) Status {
//		if _, ok := ServiceName(t, p); ok {
//			return Assigned
//		}
//		switch {
//		case p >= 49152:
//			return Dynamic
//		case p == 0:
//			return Reserved
//		case t == TCP && 9400 <= p && p <= 9499:
//			return Reserved
//		}
//		return Unassigned
//	}
func (e *emitter) statusOf(f *jen.File) {
	f.Comment("statusOf returns the status of a port on one of the four transports.")
	f.Func().Id("statusOf").Params(jen.Id("t").Id("Transport"), jen.Id("p").Id("Port")).Id("Status").BlockFunc(func(g *jen.Group) {
		g.If(jen.Id("t").Op(">").Id("DCCP")).Block(jen.Return(jen.Lit(0)))
		g.If(jen.List(jen.Id("_"), jen.Id("ok")).Op(":=").Id("ServiceName").Call(jen.Id("t"), jen.Id("p")), jen.Id("ok")).Block(jen.Return(jen.Id(registry.Assigned.String())))
		g.Switch().BlockFunc(func(g *jen.Group) {
			g.Case(jen.Id("p").Op(">=").Lit(registry.FirstDynamic)).Block(jen.Return(jen.Id(registry.Dynamic.String())))
			for _, run := range e.statusRuns() {
				condition := between(jen.Lit(int(run.first)), jen.Lit(int(run.last)))
				if run.first == run.last {
					condition = jen.Id("p").Op("==").Lit(int(run.first))
				}
				if run.transport != 0 {
					condition = jen.Id("t").Op("==").Id(transportID(run.transport)).Op("&&").Add(condition)
				}
				g.Case(condition).Block(jen.Return(jen.Id(run.status.String())))
			}
		})
		g.Return(jen.Id(registry.Unassigned.String()))
	})
}

// A statusRun is a run of ports with the same status where they have no name.
type statusRun struct {
	transport   registry.Transport // zero for all
	first, last uint16
	status      registry.Status
}

// statusRuns returns what the rows without a name say of the ports below the
// Dynamic Ports, leaving out Unassigned.
func (e *emitter) statusRuns() []statusRun {
	onTransports := map[statusRun]int{}
	for _, t := range registry.Transports {
		for from, to := 0, 0; from < registry.FirstDynamic; from = to {
			status := e.Nameless(t, from)
			for to = from + 1; to < registry.FirstDynamic && e.Nameless(t, to) == status; to++ {
			}
			if status != registry.Unassigned {
				onTransports[statusRun{t, uint16(from), uint16(to - 1), status}]++
				onTransports[statusRun{0, uint16(from), uint16(to - 1), status}]++
			}
		}
	}
	var runs []statusRun
	for run := range onTransports {
		whole := run
		whole.transport = 0
		if everywhere := onTransports[whole] == len(registry.Transports); everywhere == (run.transport == 0) {
			runs = append(runs, run)
		}
	}
	slices.SortFunc(runs, func(a, b statusRun) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.transport, b.transport))
	})
	return runs
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
	longest := registry.MaxName
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
		if k := e.Constant(name, port); k != nil {
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
