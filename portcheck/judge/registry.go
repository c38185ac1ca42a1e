package judge

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"sync"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/naming"
	"example.com/ianaports/internal/nearest"
	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/shipped"
	"example.com/ianaports/ports"
	"example.com/ianaports/ports/defacto"
)

// This file alone knows how registries are read and generated.

// ModulePath is the path of the module of package ports, and ImportPath its own.
const (
	ModulePath = "example.com/ianaports"
	ImportPath = ModulePath + "/ports"
)

// Public are the registries that everybody has, in the order of their candidates.
var Public = []*Registry{iana, inUse}

// iana is IANA's registry, as package ports has it, and inUse the names in use that IANA
// does not have, as package defacto has them.
var (
	iana  = &Registry{Path: ImportPath, Package: "ports", Named: true}
	inUse = &Registry{Path: ImportPath + "/defacto", Package: "defacto", Named: true, InUse: true}
)

func init() {
	iana.OnPort = func(t ports.Transport, p ports.Port) []Service { return convert(iana, ports.Services(t, p)) }
	iana.ByName = func(name string) []Service { return convert(iana, ports.ServicesNamed(name)) }
	iana.All = func() []Service { return convert(iana, ports.All()) }
	iana.Names = func(yield func(string, ports.Transport) bool) {
		for s := range ports.All() {
			if s.Withdrawn == "" && !yield(s.Name, s.Transport) {
				return
			}
		}
	}
	// What is another name of a service that is registered for the port is known of that one.
	own := func(list []Service) []Service {
		return slices.DeleteFunc(list, func(s Service) bool {
			return s.Alias != "" && slices.ContainsFunc(iana.ByName(s.Alias), func(o Service) bool { return o.First == s.First })
		})
	}
	inUse.OnPort = func(t ports.Transport, p ports.Port) []Service { return own(convert(inUse, defacto.Services(t, p))) }
	inUse.ByName = func(name string) []Service { return convert(inUse, defacto.ServicesNamed(name)) }
	inUse.Names = func(yield func(string, ports.Transport) bool) {
		for s := range defacto.All() {
			if !yield(s.Name, s.Transport) {
				return
			}
		}
	}
	inUse.All = func() []Service { return own(convert(inUse, defacto.All())) }
}

// Nearest returns the registered names on a transport, or on any, that another one may
// stand for: those that people know by it, or else those that are spelled most alike.
func Nearest(list []*Registry, name string, t ports.Transport) []string {
	var names []string
	for s := range defacto.ServicesNamed(name) {
		if s.Alias != "" && (t == 0 || t == s.Transport) && !slices.Contains(names, s.Alias) {
			names = append(names, s.Alias)
		}
	}
	if names != nil {
		return names
	}
	for _, r := range list {
		if r.InUse {
			continue
		}
		for registered, on := range r.Names {
			if t == 0 || on == t || on == 0 {
				names = append(names, registered)
			}
		}
	}
	return nearest.Names(name, names)
}

// convert makes services of those of a generated package that have a port, without
// withdrawn ones.
func convert(r *Registry, list iter.Seq[ports.Service]) (services []Service) {
	for s := range list {
		if s.Withdrawn != "" || !s.HasPort() {
			continue
		}
		constant := identifier(r, s)
		service := Service{
			Name: s.Name, Transport: s.Transport, First: s.First, Last: s.Last, Title: s.Description, Alias: s.Alias, Registry: r,
		}
		if r == iana {
			service.Known = knownAs()[assignment{strings.ToLower(s.Name), s.First}]
		}
		if constant != "" {
			service.Constant, service.TypedConstant = naming.Untyped(constant), naming.Typed(constant)
		}
		services = append(services, service)
	}
	return services
}

// An assignment is a name in small letters and the first port of its row.
type assignment struct {
	name string
	port ports.Port
}

// identifier returns the name that a service has in Go, as the registry writes it down. An
// alias that has none has that of the service that it stands for.
func identifier(r *Registry, s ports.Service) string {
	written := identifiers[r.InUse]()
	return cmp.Or(written[assignment{strings.ToLower(s.Name), s.First}], written[assignment{strings.ToLower(s.Alias), s.First}])
}

// identifiers are those of the two public registries.
var identifiers = map[bool]func() map[assignment]string{
	false: sync.OnceValue(func() map[assignment]string { return writtenIn(shipped.IANA) }),
	true:  sync.OnceValue(func() map[assignment]string { return writtenIn(shipped.Defacto) }),
}

func writtenIn(file string) map[assignment]string {
	list := map[assignment]string{}
	for _, r := range rowsOf(file) {
		if r.Identifier != "" {
			list[assignment{strings.ToLower(r.Name), ports.Port(r.Ports.First)}] = r.Identifier
		}
	}
	return list
}

func rowsOf(file string) []*registry.Row {
	f, err := shipped.Read(file, registry.Team)
	if err != nil {
		panic(err) // it is part of the program
	}
	return f.Rows
}

// knownAs has the names by which people know registered services.
var knownAs = sync.OnceValue(func() map[assignment][]string {
	known := map[assignment][]string{}
	for s := range defacto.All() {
		target := assignment{strings.ToLower(s.Alias), s.First}
		if s.Alias != "" && !slices.Contains(known[target], s.Name) {
			known[target] = append(known[target], s.Name)
		}
	}
	return known
})

// readRegistry reads the files from which a team's package is generated, as the
// generator does.
func readRegistry(path string, files []string) (*Registry, error) {
	var list []*registry.File
	for _, file := range files {
		read, err := shipped.Read(file, registry.Team)
		if err != nil {
			return nil, err
		}
		list = append(list, read)
	}
	cat, err := catalog.New(false, list...)
	if err != nil {
		return nil, err
	}
	named, err := shipped.Name(cat)
	if err != nil {
		return nil, err
	}
	return index(path, named), nil
}

// index makes a registry of a catalog.
func index(path string, named *catalog.Named) *Registry {
	r := &Registry{Path: path, Package: assumedName(path), Own: true}
	var all []Service
	byPort := map[ports.Port][]Service{}
	byName := map[string][]Service{}
	for _, s := range named.Services {
		if s.Withdrawn != "" {
			continue
		}
		service := Service{
			Name: s.Name, Transport: ports.Transport(s.Transport), First: ports.Port(s.First), Last: ports.Port(s.Last), Title: s.Title(), Alias: s.Alias, Registry: r,
		}
		if k := named.Constant(s.Name, s.First); k != nil {
			service.Constant, service.TypedConstant = k.Untyped, k.Typed
		}
		all = append(all, service)
		byPort[service.First] = append(byPort[service.First], service)
		byName[strings.ToLower(s.Name)] = append(byName[strings.ToLower(s.Name)], service)
	}
	r.OnPort = func(t ports.Transport, p ports.Port) []Service {
		return slices.DeleteFunc(slices.Clone(byPort[p]), func(s Service) bool { return s.Transport != t })
	}
	r.ByName = func(name string) []Service { return byName[strings.ToLower(name)] }
	r.All = func() []Service { return all }
	r.Names = func(yield func(string, ports.Transport) bool) {
		for _, s := range all {
			if !yield(s.Name, s.Transport) {
				return
			}
		}
	}
	return r
}

// allInUse returns the names in use, those of registered services among them.
func allInUse() iter.Seq[ports.Service] { return defacto.All() }
