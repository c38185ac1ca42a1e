package judge

import (
	"fmt"
	"slices"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/nearest"
	"example.com/ianaports/internal/registries"
	"example.com/ianaports/internal/registry"
	"example.com/ianaports/ports"
)

// This file alone knows how registries are read and generated.

// ModulePath is the path of the module of package ports, and ImportPath its own.
const (
	ModulePath = "example.com/ianaports"
	ImportPath = ModulePath + "/ports"
)

// Public are the registries that everybody has, in the order of their candidates.
var Public = []*Registry{iana}

// iana is IANA's registry, as package ports has it.
var iana = &Registry{Path: ImportPath, Package: "ports", Named: true}

func init() {
	iana.OnPort = func(t ports.Transport, p ports.Port) []Service {
		return convert(iana, slices.Collect(ports.Services(t, p)))
	}
	iana.ByName = func(name string) []Service { return convert(iana, slices.Collect(ports.ServicesNamed(name))) }
	iana.All = func() []Service { return convert(iana, slices.Collect(ports.All())) }
}

// Nearest returns the names on a transport, or on any, that a misspelt one may stand for.
func Nearest(list []*Registry, name string, t ports.Transport) []string {
	var names []string
	for _, r := range list {
		for _, s := range r.All() {
			if t == 0 || s.Transport == t {
				names = append(names, s.Name)
			}
		}
	}
	return nearest.Names(name, names)
}

// convert makes services of those of a generated package, without withdrawn ones.
func convert(r *Registry, list []ports.Service) []Service {
	services := make([]Service, 0, len(list))
	for _, s := range list {
		if s.Withdrawn != "" {
			continue
		}
		services = append(services, Service{
			Name: s.Name, Transport: s.Transport, First: s.First, Last: s.Last, Title: s.Description, Alias: s.Alias != "",
			Known: nearest.KnownAs(s.Name), Constant: untyped(s.Constant), TypedConstant: s.Constant, Registry: r,
		})
	}
	return services
}

func untyped(constant string) string {
	if constant == "" {
		return ""
	}
	return catalog.UntypedName(constant)
}

// readRegistry reads the files from which a team's package is generated, as the
// generator does.
func readRegistry(path string, files []string) (*Registry, error) {
	var read []*registry.Registry
	for _, file := range files {
		reg, err := registries.Read(file)
		if err != nil {
			return nil, err
		}
		read = append(read, reg)
	}
	merged, err := registry.Merge(false, read...)
	if err != nil {
		return nil, err
	}
	cat, err := catalog.New(merged, registries.Naming())
	if err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	return index(path, servicesOf(cat)), nil
}

// servicesOf returns the services of a catalog, with the constants that they have in the
// generated package.
func servicesOf(cat *catalog.Catalog) []ports.Service {
	constants := cat.ConstantIndex()
	list := make([]ports.Service, len(cat.Services))
	for i, s := range cat.Services {
		list[i] = ports.Service{
			Name: s.Name, Transport: ports.Transport(s.Transport), First: ports.Port(s.First), Last: ports.Port(s.Last),
			Description: s.Description, Alias: s.Alias, Constant: constants.Typed(s), Withdrawn: s.Withdrawn,
		}
	}
	return list
}

// index makes a registry of a list of services.
func index(path string, list []ports.Service) *Registry {
	r := &Registry{Path: path, Package: assumedName(path), Own: true}
	all := convert(r, list)
	byPort := map[ports.Port][]Service{}
	byName := map[string][]Service{}
	for _, s := range all {
		byPort[s.First] = append(byPort[s.First], s)
		byName[registry.Fold(s.Name)] = append(byName[registry.Fold(s.Name)], s)
	}
	r.OnPort = func(t ports.Transport, p ports.Port) []Service {
		return slices.DeleteFunc(slices.Clone(byPort[p]), func(s Service) bool { return s.Transport != t })
	}
	r.ByName = func(name string) []Service { return byName[registry.Fold(name)] }
	r.All = func() []Service { return all }
	return r
}
