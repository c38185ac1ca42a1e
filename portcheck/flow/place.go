package flow

import (
	"errors"
	"fmt"
	"go/types"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/ports"
)

// A fieldName names a field of a struct type.
type fieldName struct{ pkg, structure, field string }

// An indexed carrier is one of a parameter or a result.
type indexed struct {
	index int
	Carrier
}

// contract has the places of package net and its kin, by the full names that go/types
// gives functions. What else takes ports is inferred from these.
var contract = map[string]indexed{
	"net.Dial":                         dial(0, 1),
	"net.DialTimeout":                  dial(0, 1),
	"(*net.Dialer).Dial":               dial(0, 1),
	"(*net.Dialer).DialContext":        dial(1, 2),
	"net.Listen":                       listen(0, 1),
	"net.ListenPacket":                 listen(0, 1),
	"(*net.ListenConfig).Listen":       listen(1, 2),
	"(*net.ListenConfig).ListenPacket": listen(1, 2),
	"net.ResolveTCPAddr":               dial(0, 1),
	"net.ResolveUDPAddr":               dial(0, 1),
	"net.LookupPort":                   {1, Carrier{Form: address.Text, Networks: []int{0}, Marks: Names}},
	"(*net.Resolver).LookupPort":       {2, Carrier{Form: address.Text, Networks: []int{1}, Marks: Names}},
	"net.JoinHostPort":                 {1, Carrier{Form: address.Text, Marks: Names}},
	"net.SplitHostPort":                {0, Carrier{Form: address.Address}},
	"net/netip.AddrPortFrom":           {1, Carrier{Form: address.Number, Transports: AnyTransport}},
	"net/netip.ParseAddrPort":          {0, Carrier{Form: address.Address, Transports: AnyTransport}},
	"net/netip.MustParseAddrPort":      {0, Carrier{Form: address.Address, Transports: AnyTransport}},
	"net/url.Parse":                    {0, Carrier{Form: address.URL, Transports: AnyTransport}},
	"net/url.ParseRequestURI":          {0, Carrier{Form: address.URL, Transports: AnyTransport}},
}

func dial(network, arg int) indexed {
	return indexed{arg, Carrier{Form: address.Address, Networks: []int{network}, Marks: Names}}
}

func listen(network, arg int) indexed {
	c := dial(network, arg)
	c.Marks |= Listen
	return c
}

// origins are the functions that return a port, with the index of the result.
var origins = map[string]indexed{
	"net.SplitHostPort":           {1, Carrier{Form: address.Text}},
	"(*net/url.URL).Port":         {0, Carrier{Form: address.Text}},
	"(net/netip.AddrPort).Port":   {0, Carrier{Form: address.Number}},
	"net.LookupPort":              {0, Carrier{Form: address.Number}},
	"(*net.Resolver).LookupPort":  {0, Carrier{Form: address.Number}},
	"(net/netip.AddrPort).String": {0, Carrier{Form: address.Address}},
	"(*net.TCPAddr).String":       {0, Carrier{Form: address.Address, Transports: Only(ports.TCP)}},
	"(*net.UDPAddr).String":       {0, Carrier{Form: address.Address, Transports: Only(ports.UDP)}},
}

// fields are the places of struct fields.
var fields = map[fieldName]Carrier{
	{"net", "TCPAddr", "Port"}: {Form: address.Number, Transports: Only(ports.TCP)},
	{"net", "UDPAddr", "Port"}: {Form: address.Number, Transports: Only(ports.UDP)},
	{"net/url", "URL", "Host"}: {Form: address.Address, Transports: AnyTransport},
}

// sockets are the functions of package net that listen on the port of a literal
// &net.TCPAddr{Port: 6514}: the index of the argument.
var sockets = map[string]int{"net.ListenTCP": 1, "net.ListenUDP": 1, "net.ListenMulticastUDP": 2}

// rootPackages are the packages of the tables above.
var rootPackages = map[string]bool{"net": true, "net/netip": true, "net/url": true}

// Places are the functions and fields that take ports, as the flag -func adds them:
// NAME:FORM:ARG[:NETWORK] or (TYPE).FIELD:FORM[:NETWORK], with commas between.
type Places struct {
	functions map[string]indexed
	fields    map[fieldName]Carrier
}

// String implements [flag.Value].
func (p *Places) String() string { return "" }

// Set implements [flag.Value].
func (p *Places) Set(list string) error {
	if p.functions == nil {
		p.functions, p.fields = map[string]indexed{}, map[fieldName]Carrier{}
	}
	for item := range strings.SplitSeq(typeParameters.ReplaceAllString(list, ""), ",") {
		if err := p.add(strings.TrimSpace(item)); err != nil {
			return fmt.Errorf("%q: %w", item, err)
		}
	}
	return nil
}

// Clear removes what was added.
func (p *Places) Clear() { *p = Places{} }

var (
	// typeParameters are in the names of the methods of generic types, [T]: it does not
	// matter how they are called.
	typeParameters = regexp.MustCompile(`\[[^\]]*\]`)
	// fieldText matches (example.com/x.Options).Addr.
	fieldText = regexp.MustCompile(`^\(([^()*]+)\.(\w+)\)\.(\w+)$`)
	// functionText matches example.com/x.Dial and (*example.com/x.Client).Dial.
	functionText = regexp.MustCompile(`^(?:\(\*?([^()*]+)\.(\w+)\)|([^()*]+))\.(\w+)$`)
)

var formNames = map[string]Carrier{
	"address": {Form: address.Address, Marks: Names}, "listen": {Form: address.Address, Marks: Names | Listen},
	"number": {Form: address.Number}, "text": {Form: address.Text, Marks: Names}, "url": {Form: address.URL},
}

func (p *Places) add(item string) error {
	parts := strings.Split(item, ":")
	if len(parts) < 2 || len(parts) > 4 {
		return errors.New("want NAME:FORM:ARG[:NETWORK], such as (*example.com/x.Client).Dial:address:1:tcp, or (TYPE).FIELD:FORM[:NETWORK], such as (example.com/x.Options).Addr:address:tcp")
	}
	c, ok := formNames[parts[1]]
	if !ok {
		return fmt.Errorf("form %q: want address, listen, number, text or url", parts[1])
	}
	name, rest := parts[0], parts[2:]
	arg := -1
	if len(rest) > 0 {
		if i, err := strconv.Atoi(rest[0]); err == nil {
			if i < 0 {
				return fmt.Errorf("argument %q: want an index, 0 for the first", rest[0])
			}
			arg, rest = i, rest[1:]
		} else if len(rest) == 2 {
			return fmt.Errorf("argument %q: want an index, 0 for the first", rest[0])
		}
	}
	c.Transports = AnyTransport
	if len(rest) > 0 {
		if err := c.setNetwork(rest[0], arg >= 0); err != nil {
			return err
		}
	}
	if arg >= 0 {
		if !functionText.MatchString(name) {
			return fmt.Errorf("function %q: want the path of its package, a dot and its name, such as example.com/x.Dial or (*example.com/x.Client).Dial", name)
		}
		p.functions[name] = indexed{arg, c}
		return nil
	}
	m := fieldText.FindStringSubmatch(name)
	if m == nil {
		return fmt.Errorf("%s: want the index of an argument after the form, or a field, such as (example.com/x.Options).Addr", name)
	}
	p.fields[fieldName{m[1], m[2], m[3]}] = c
	return nil
}

// setNetwork sets the network of a place from the index of an argument, if that
// can be, or from the name of a transport.
func (c *Carrier) setNetwork(s string, index bool) error {
	if i, err := strconv.Atoi(s); err == nil && i >= 0 && index {
		c.Networks, c.Transports = []int{i}, 0
		return nil
	}
	t, err := ports.ParseTransport(s)
	switch {
	case err == nil:
		c.Transports = Only(t)
	case index:
		return fmt.Errorf("network %q: want the index of the argument that names it, or tcp, udp, sctp, dccp", s)
	default:
		return fmt.Errorf("network %q: want tcp, udp, sctp or dccp", s)
	}
	return nil
}

// Check returns an error for a place that a package of the pass should have and has not.
func (p *Places) Check(pass *analysis.Pass) error {
	var errs []error
	packages := map[string]*types.Package{pass.Pkg.Path(): pass.Pkg}
	for _, imported := range pass.Pkg.Imports() {
		packages[imported.Path()] = imported
	}
	for name, place := range p.functions {
		m := functionText.FindStringSubmatch(name)
		if pkg := packages[m[1]+m[3]]; pkg != nil && pkg.Complete() {
			errs = append(errs, checkFunction(pkg, name, m[2], m[4], place))
		}
	}
	for name := range p.fields {
		if pkg := packages[name.pkg]; pkg != nil && pkg.Complete() && structField(pkg, name) == nil {
			errs = append(errs, fmt.Errorf("-func: package %s has no field (%s.%s).%s", name.pkg, name.pkg, name.structure, name.field))
		}
	}
	return errors.Join(errs...)
}

func checkFunction(pkg *types.Package, name, typeName, function string, place indexed) error {
	scope := pkg.Scope()
	object := scope.Lookup(function)
	if typeName != "" {
		if object = scope.Lookup(typeName); object != nil {
			object, _, _ = types.LookupFieldOrMethod(object.Type(), true, pkg, function)
		}
	}
	fn, ok := object.(*types.Func)
	if !ok {
		return fmt.Errorf("-func: package %s has no function %s", pkg.Path(), name)
	}
	params := fn.Signature().Params()
	if place.index >= params.Len() {
		return fmt.Errorf("-func: function %s has no argument %d", name, place.index)
	}
	for _, i := range place.Networks {
		if i >= params.Len() || FormOf(params.At(i).Type()) != address.Text {
			return fmt.Errorf("-func: function %s has no argument %d that names a network: want a string", name, i)
		}
	}
	return nil
}

// function returns the place that the tables and the flag -func have for a function.
func (p *Places) function(fn *types.Func) (indexed, bool) {
	if fn.Pkg() == nil || len(p.functions) == 0 && !rootPackages[fn.Pkg().Path()] {
		return indexed{}, false
	}
	name := typeParameters.ReplaceAllString(fn.FullName(), "")
	if place, ok := p.functions[name]; ok {
		return place, true
	}
	place, ok := contract[name]
	return place, ok
}

// field returns what the tables and the flag -func have for a field.
func (p *Places) field(v *types.Var) (Carrier, bool) {
	if !v.IsField() || v.Pkg() == nil {
		return Carrier{}, false
	}
	for _, table := range []map[fieldName]Carrier{p.fields, fields} {
		for name, place := range table {
			if name.pkg == v.Pkg().Path() && name.field == v.Name() && structField(v.Pkg(), name) == v {
				return place, true
			}
		}
	}
	return Carrier{}, false
}

// structField returns a field by its name.
func structField(pkg *types.Package, name fieldName) *types.Var {
	object := pkg.Scope().Lookup(name.structure)
	if object == nil {
		return nil
	}
	structure, ok := object.Type().Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for i := range structure.NumFields() {
		if structure.Field(i).Name() == name.field {
			return structure.Field(i)
		}
	}
	return nil
}
