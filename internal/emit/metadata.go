package emit

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/static"
)

// checkLimits reports a registry that is too large for the tables.
func (e *emitter) checkLimits() error {
	size := 0
	for _, text := range e.texts {
		size += len(text) + 1
	}
	if size > static.MaxIndex {
		return fmt.Errorf("the registry has %d bytes of descriptions, references and notes, the package has room for %d: shorten them", size, static.MaxIndex)
	}
	if n := len(e.Services); n > static.MaxIndex {
		return fmt.Errorf("the registry has %d services, the package has room for %d", n, static.MaxIndex)
	}
	return nil
}

// literalServices emits the services as literals, and what static/api.go asks of them.
func (e *emitter) literalServices(f *jen.File) {
	e.literals(f, "services", "services has the registry by port, transport and rank.", e.Services)
	f.Const().Id("serviceCount").Op("=").Len(jen.Id("services"))
	f.Comment("The services are few: a search for a port or a name goes through all of them.")
	f.Func().Id("firstServiceFrom").Params(jen.Id("Port")).Int().Block(jen.Return(jen.Lit(0)))
	f.Line()
	f.Func().Id("firstNamed").Params(jen.String()).Int().Block(jen.Return(jen.Lit(0)))
	f.Line()
	f.Const().Id("sortedByName").Op("=").False()
	accessor := func(name string, result, value *jen.Statement) {
		f.Line()
		f.Func().Id(name).Params(jen.Id("i").Int()).Add(result).Block(jen.Return(value))
	}
	accessor("serviceAt", jen.Id("Service"), jen.Id("services").Index(jen.Id("i")))
	accessor("firstPort", jen.Id("Port"), jen.Id("services").Index(jen.Id("i")).Dot("First"))
	accessor("lastPort", jen.Id("Port"), jen.Id("services").Index(jen.Id("i")).Dot("Last"))
	accessor("nameOf", jen.String(), jen.Id("services").Index(jen.Id("i")).Dot("Name"))
	accessor("serviceByName", jen.Int(), jen.Id("i"))

	e.literals(f, "portless", "portless has the services without a port, by name.", e.Portless)
	f.Const().Id("portlessCount").Op("=").Len(jen.Id("portless"))
	accessor("portlessAt", jen.Id("Service"), jen.Id("portless").Index(jen.Id("i")))
	accessor("portlessName", jen.String(), jen.Id("portless").Index(jen.Id("i")).Dot("Name"))
}

// literals emits:
//
//	var services = [...]Service{
//		{Name: "ssh", Transport: TCP, First: PortSSH, Last: PortSSH},
//		…
//	}
func (e *emitter) literals(f *jen.File, name, comment string, services []*catalog.Service) {
	field := func(name string, value jen.Code) jen.Code { return jen.Id(name).Op(":").Add(value) }
	f.Comment(comment)
	f.Var().Id(name).Op("=").Index(jen.Op("...")).Id("Service").CustomFunc(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}, func(g *jen.Group) {
		for _, s := range services {
			fields := []jen.Code{field("Name", jen.Lit(s.Name))}
			if s.Transport != 0 {
				fields = append(fields, field("Transport", jen.Id(transportID(s.Transport))))
			}
			if s.HasPort {
				first := e.port(s.Name, s.First)
				last := first
				if s.Last != s.First {
					last = e.lastPort(s.Name, s.Last)
				}
				fields = append(fields, field("First", first), field("Last", last))
			}
			values := reflect.ValueOf(service(s))
			for _, text := range reflect.VisibleFields(values.Type()) {
				if value := values.FieldByIndex(text.Index); text.Name != "Name" && value.Kind() == reflect.String && value.Len() > 0 {
					fields = append(fields, field(text.Name, jen.Lit(value.String())))
				}
			}
			if s.ServiceCode != 0 {
				fields = append(fields, field("ServiceCode", jen.Op(strconv.FormatUint(uint64(s.ServiceCode), 10))))
			}
			g.Values(fields...)
		}
	})
}

// packedServices emits the tables that static/lookup.go reads.
func (e *emitter) packedServices(f *jen.File) {
	f.Comment("serviceCount is the number of services: names times ports times transports.")
	f.Const().Id("serviceCount").Op("=").Lit(len(e.Services))
	longest := 0
	for _, s := range e.Services {
		longest = max(longest, int(s.Last-s.First)+1)
	}
	f.Comment("longestRange is the number of ports of the longest range.")
	f.Const().Id("longestRange").Op("=").Lit(longest)

	texts := newTextTable(e.texts)
	var rows, details, byName []byte
	detailsOf := map[string]int{}
	for _, s := range e.Services {
		service := service(s)
		d := texts.details(service)
		n, ok := detailsOf[string(d)]
		if !ok {
			n = len(detailsOf)
			detailsOf[string(d)] = n
			details = append(details, d...)
		}
		rows = static.AppendService(rows, service, e.names.entry(s.Name, service.Transport), n)
	}
	order := make([]int, len(e.Services))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(strings.ToLower(e.Services[a].Name), strings.ToLower(e.Services[b].Name))
	})
	for _, i := range order {
		byName = static.AppendIndex(byName, i)
	}
	table(f, "services", "services has the registry by port, transport and rank.", rows, static.ServiceSize)
	table(f, "serviceDetails", "serviceDetails has what services of the same name, mostly, share.", details, static.DetailsSize)
	table(f, "servicesByName", "servicesByName has the indices of the services in the order of their names.", byName, static.IndexSize)
	texts.emit(f, "textOffsets", "texts")
	e.serviceCodes(f)
}

// packedPortless emits the tables of the services without a port.
func (e *emitter) packedPortless(f *jen.File) {
	var names []string
	for _, s := range e.Portless {
		names = append(names, s.Name)
	}
	all := append(collectTexts(e.Portless), names...)
	slices.Sort(all)
	texts := newTextTable(slices.Compact(all))
	var rows []byte
	for _, s := range e.Portless {
		rows = static.AppendPortless(rows, service(s), texts.index[s.Name], texts.details(service(s)))
	}
	f.Comment("portlessCount is the number of services without a port.")
	f.Const().Id("portlessCount").Op("=").Lit(len(e.Portless))
	table(f, "portless", "portless has the services without a port, by name.", rows, static.PortlessSize)
	texts.emit(f, "portlessOffsets", "portlessTexts")
}

// serviceCodes emits:
//
//	func serviceCode(service string) uint32 {
//		switch service {
//		case "discard":
//			return 1145656131
//		…
//		}
//		return 0
//	}
func (e *emitter) serviceCodes(f *jen.File) {
	f.Comment("serviceCode returns the DCCP service code of a service on DCCP.")
	f.Func().Id("serviceCode").Params(jen.Id("service").String()).Uint32().BlockFunc(func(g *jen.Group) {
		var cases []jen.Code
		seen := map[string]bool{}
		for _, s := range slices.Concat(e.Services, e.Portless) {
			if s.Transport == registry.DCCP && s.ServiceCode != 0 && !seen[s.Name] {
				seen[s.Name] = true
				cases = append(cases, jen.Case(jen.Lit(s.Name)).Block(jen.Return(jen.Op(strconv.FormatUint(uint64(s.ServiceCode), 10)))))
			}
		}
		if len(cases) > 0 {
			g.Switch(jen.Id("service")).Block(cases...)
		}
		g.Return(jen.Lit(0))
	})
}

// A textTable has different texts, a line each.
type textTable struct {
	texts []string
	index map[string]int
}

func newTextTable(texts []string) *textTable {
	t := &textTable{texts, make(map[string]int, len(texts))}
	for i, text := range texts {
		t.index[text] = i
	}
	return t
}

// details returns the details row of a service.
func (t *textTable) details(s static.Service) (row []byte) {
	for _, text := range static.Details(s) {
		row = static.AppendIndex(row, t.index[text])
	}
	return row
}

func (t *textTable) emit(f *jen.File, offsetsName, textsName string) {
	var offsets []byte
	size := 0
	for _, text := range t.texts {
		offsets = static.AppendIndex(offsets, size)
		size += len(text) + 1
	}
	table(f, offsetsName, offsetsName+" has where each of "+textsName+" starts.", static.AppendIndex(offsets, size), static.IndexSize)
	f.Comment(textsName + " are texts of the registry, a line each.")
	f.Const().Id(textsName).Op("=").Op(raw(strings.Join(t.texts, "\n") + "\n"))
}

// collectTexts returns the different texts of services, sorted.
func collectTexts(services []*catalog.Service) []string {
	var texts []string
	for _, s := range services {
		details := static.Details(service(s))
		texts = append(texts, details[:]...)
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// raw returns a string literal that stands for s as it is.
func raw(s string) string {
	return "`" + strings.ReplaceAll(s, "`", "` + \"`\" + `") + "`"
}
