// Package judge decides whether a port is that of a registered service. A number says
// nothing of who uses it, so that words near it decide.
package judge

import (
	"slices"
	"strings"

	"example.com/ianaports/ports"
)

// A Service is an assignment of a port number.
type Service struct {
	Name          string
	Transport     ports.Transport
	First, Last   ports.Port
	Title         string
	Alias         string   // the service that it is another name of
	Known         []string // names by which people know it
	Constant      string   // HTTPS; empty if it has none
	TypedConstant string   // PortHTTPS
	Registry      *Registry
}

// A Registry is a package of constants and the services that they stand for.
type Registry struct {
	Path    string // example.com/ianaports/ports
	Package string // the name of the package, or one that an import can give it
	Named   bool   // the name of the package is known
	Own     bool   // a team's own: its ports are plain
	InUse   bool   // of names that are in use and not registered: no lookup finds them
	read    func() *services
}

// services are those of a registry.
type services struct {
	all    []Service // with a port
	others []Service // that are only other names of another registry's services
	onPort map[ports.Port][]Service
	byName map[string][]Service // by names in small letters
	names  []nameOn             // those of services without a port too
}

// A nameOn is a name that is registered on a transport.
type nameOn struct {
	name      string
	transport ports.Transport
}

func newServices() *services {
	return &services{onPort: map[ports.Port][]Service{}, byName: map[string][]Service{}}
}

// add adds a service with a port. One that is only a name of another registry's service is
// not on its port.
func (list *services) add(s Service, onlyName bool) {
	key := strings.ToLower(s.Name)
	list.byName[key] = append(list.byName[key], s)
	if onlyName {
		list.others = append(list.others, s)
		return
	}
	list.all = append(list.all, s)
	list.onPort[s.First] = append(list.onPort[s.First], s)
}

// OnPort returns the services whose first port is p on a transport, the primary first.
func (r *Registry) OnPort(t ports.Transport, p ports.Port) []Service {
	return slices.DeleteFunc(r.of(r.read().onPort[p]), func(s Service) bool { return s.Transport != t })
}

// ByName returns the services of a name, in any case.
func (r *Registry) ByName(name string) []Service { return r.of(r.read().byName[strings.ToLower(name)]) }

// All returns the services that have a port, without other names of registered services.
func (r *Registry) All() []Service { return r.of(r.read().all) }

// of returns services as those of the registry.
func (r *Registry) of(list []Service) []Service {
	list = slices.Clone(list)
	for i := range list {
		list[i].Registry = r
	}
	return list
}

// everyTransport are those that have ports.
var everyTransport = []ports.Transport{ports.TCP, ports.UDP, ports.SCTP, ports.DCCP}

// A candidate is a service on a port that has a constant.
type candidate struct {
	Service
	primary bool // the first on its transport
}

// Candidates returns the services that have a constant for a port on some transports,
// or on any if there are none: of the first registry first, and the primary ones first.
func Candidates(registries []*Registry, transports []ports.Transport, p ports.Port) []Service {
	list := candidates(registries, transports, p)
	services := make([]Service, len(list))
	for i, c := range list {
		services[i] = c.Service
	}
	return services
}

func candidates(registries []*Registry, transports []ports.Transport, p ports.Port) []candidate {
	if len(transports) == 0 {
		transports = everyTransport
	}
	var all []candidate
	for _, r := range registries {
		var primary, others []candidate
		for _, t := range transports {
			for i, s := range r.OnPort(t, p) {
				same := func(c candidate) bool { return c.Constant == s.Constant && c.Name == s.Name }
				switch {
				case s.First != p || s.Constant == "" || slices.ContainsFunc(primary, same) || slices.ContainsFunc(others, same):
				case i == 0:
					primary = append(primary, candidate{s, true})
				default:
					others = append(others, candidate{s, false})
				}
			}
		}
		all = append(append(all, primary...), others...)
	}
	return all
}

// ByName returns the services of a name in the first registry that has it, of those whose
// names are registered.
func ByName(registries []*Registry, name string) []Service {
	for _, r := range registries {
		if r.InUse {
			continue
		}
		if list := r.ByName(name); len(list) > 0 {
			return list
		}
	}
	return nil
}

// Registered reports whether a name is registered, with a port or without.
func Registered(registries []*Registry, name string) bool {
	for _, r := range registries {
		if r.InUse {
			continue
		}
		for _, registered := range r.read().names {
			if strings.EqualFold(registered.name, name) {
				return true
			}
		}
	}
	return false
}

// Has reports whether a port has a service of a name, or one that is known by it.
func Has(registries []*Registry, name string, p ports.Port) bool {
	is := func(s Service) bool { return s.First == p }
	return slices.ContainsFunc(registries, func(r *Registry) bool { return slices.ContainsFunc(r.ByName(name), is) })
}
