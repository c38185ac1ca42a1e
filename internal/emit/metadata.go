package emit

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"example.com/ianaports/internal/emit/static"
	"example.com/ianaports/internal/registry"
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

// literalServices emits:
//
//	var services = [...]Service{
//		{Name: "ssh", Transport: TCP, First: PortSSH, Last: PortSSH},
//		…
//	}
func (e *emitter) literalServices(f *jen.File) {
	field := func(name string, value jen.Code) jen.Code { return jen.Id(name).Op(":").Add(value) }
	f.Comment("services has the registry by port, transport and rank.")
	f.Var().Id("services").Op("=").Index(jen.Op("...")).Id("Service").CustomFunc(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}, func(g *jen.Group) {
		for _, s := range e.Services {
			first := e.port(s.Name, s.First)
			last := first
			if s.Last != s.First {
				last = e.lastPort(s.Name, s.Last)
			}
			fields := []jen.Code{
				field("Name", jen.Lit(s.Name)),
				field("Transport", jen.Id(transportID(s.Transport))),
				field("First", first),
				field("Last", last),
			}
			texts := reflect.ValueOf(e.service(s))
			for _, text := range reflect.VisibleFields(texts.Type())[len(fields):] {
				if value := texts.FieldByIndex(text.Index).String(); value != "" {
					fields = append(fields, field(text.Name, jen.Lit(value)))
				}
			}
			g.Values(fields...)
		}
	})
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

	index := make(map[string]int, len(e.texts))
	var offsets []byte
	size := 0
	for i, text := range e.texts {
		index[text] = i
		offsets = static.AppendIndex(offsets, size)
		size += len(text) + 1
	}
	offsets = static.AppendIndex(offsets, size)

	var rows, details, byName []byte
	detailsOf := map[string]int{}
	for _, s := range e.Services {
		service := e.service(s)
		var d []byte
		for _, text := range static.Details(service) {
			d = static.AppendIndex(d, index[text])
		}
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
		return cmp.Compare(registry.Fold(e.Services[a].Name), registry.Fold(e.Services[b].Name))
	})
	for _, i := range order {
		byName = static.AppendIndex(byName, i)
	}
	table(f, "services", "services has the registry by port, transport and rank.", rows, static.ServiceSize)
	table(f, "serviceDetails", "serviceDetails has what services of the same name, mostly, share.", details, static.DetailsSize)
	table(f, "servicesByName", "servicesByName has the indices of the services in the order of their names.", byName, static.IndexSize)
	table(f, "textOffsets", "textOffsets has where each text starts.", offsets, static.IndexSize)
	f.Comment("texts are the registry's texts, a line each.")
	f.Const().Id("texts").Op("=").Op(raw(strings.Join(e.texts, "\n") + "\n"))
}

// collectTexts returns the different texts of the services, sorted.
func (e *emitter) collectTexts() []string {
	var texts []string
	for _, s := range e.Services {
		details := static.Details(e.service(s))
		texts = append(texts, details[:]...)
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// raw returns a string literal that stands for s as it is.
func raw(s string) string {
	return "`" + strings.ReplaceAll(s, "`", "` + \"`\" + `") + "`"
}
