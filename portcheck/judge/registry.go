package judge

import (
	"cmp"
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
	iana  = &Registry{Path: ImportPath, Package: "ports", Named: true, read: sync.OnceValue(readIANA)}
	inUse = &Registry{Path: ImportPath + "/defacto", Package: "defacto", Named: true, InUse: true, read: sync.OnceValue(readInUse)}
)

func readIANA() *services {
	known := map[assignment][]string{} // the names by which people know services
	for s := range defacto.All() {
		target := assignment{strings.ToLower(s.Alias), s.First}
		if s.Alias != "" && !slices.Contains(known[target], s.Name) {
			known[target] = append(known[target], s.Name)
		}
	}
	list, identifiers := newServices(), identifiersIn(shipped.IANA)
	for s := range ports.All() {
		if s.Withdrawn != "" {
			continue
		}
		list.names = append(list.names, nameOn{s.Name, s.Transport})
		if s.HasPort() {
			service := convert(s, identifiers)
			service.Known = known[assignment{strings.ToLower(s.Name), s.First}]
			list.add(service, false)
		}
	}
	return list
}

func readInUse() *services {
	list, identifiers, registered := newServices(), identifiersIn(shipped.Defacto), iana.read().byName
	for s := range defacto.All() {
		here := func(o Service) bool { return o.First == s.First }
		list.add(convert(s, identifiers), s.Alias != "" && slices.ContainsFunc(registered[strings.ToLower(s.Alias)], here))
	}
	return list
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
		for _, registered := range r.read().names {
			if t == 0 || registered.transport == t || registered.transport == 0 {
				names = append(names, registered.name)
			}
		}
	}
	return nearest.Names(name, names)
}

// convert makes a service of one of a generated package, with the name that it has in Go.
// An alias that has none has that of the service that it stands for.
func convert(s ports.Service, identifiers map[assignment]string) Service {
	service := Service{Name: s.Name, Transport: s.Transport, First: s.First, Last: s.Last, Title: s.Description, Alias: s.Alias}
	identifier := cmp.Or(identifiers[assignment{strings.ToLower(s.Name), s.First}], identifiers[assignment{strings.ToLower(s.Alias), s.First}])
	if identifier != "" {
		service.Constant, service.TypedConstant = naming.Untyped(identifier), naming.Typed(identifier)
	}
	return service
}

// An assignment is a name in small letters and the first port of its row.
type assignment struct {
	name string
	port ports.Port
}

// identifiersIn returns the identifiers that a registry of this version writes down.
func identifiersIn(file string) map[assignment]string {
	list := map[assignment]string{}
	f, err := shipped.Read(file, registry.Team)
	if err != nil {
		panic(err) // it is part of the program
	}
	for _, r := range f.Rows {
		if r.Identifier != "" {
			list[assignment{strings.ToLower(r.Name), ports.Port(r.Ports.First)}] = r.Identifier
		}
	}
	return list
}

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
	list := newServices()
	for _, s := range named.Services {
		if s.Withdrawn != "" {
			continue
		}
		service := Service{
			Name: s.Name, Transport: ports.Transport(s.Transport), First: ports.Port(s.First), Last: ports.Port(s.Last), Title: s.Title(), Alias: s.Alias,
		}
		if k := named.Constant(s.Name, s.First); k != nil {
			service.Constant, service.TypedConstant = k.Untyped, k.Typed
		}
		list.add(service, false)
		list.names = append(list.names, nameOn{service.Name, service.Transport})
	}
	return &Registry{Path: path, Package: assumedName(path), Own: true, read: func() *services { return list }}
}
