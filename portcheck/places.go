package portcheck

import (
	"errors"
	"fmt"
	"go/types"
	"regexp"
	"strconv"
	"strings"

	"example.com/ianaports/ports"
)

// A place is an argument in which a port is a port by contract.
type place struct {
	carrier
	arg int
}

// functions are the places of package net and its kin, by the full names that
// go/types gives functions. What else takes ports is inferred from these.
var functions = map[string]place{
	"net.Dial":                         {dial(0), 1},
	"net.DialTimeout":                  {dial(0), 1},
	"(*net.Dialer).Dial":               {dial(0), 1},
	"(*net.Dialer).DialContext":        {dial(1), 2},
	"net.Listen":                       {listen(0), 1},
	"net.ListenPacket":                 {listen(0), 1},
	"(*net.ListenConfig).Listen":       {listen(1), 2},
	"(*net.ListenConfig).ListenPacket": {listen(1), 2},
	"net.ResolveTCPAddr":               {dial(0), 1},
	"net.ResolveUDPAddr":               {dial(0), 1},
	"net.LookupPort":                   {carrier{Form: text, Network: 1}, 1},
	"(*net.Resolver).LookupPort":       {carrier{Form: text, Network: 2}, 2},
	"net.JoinHostPort":                 {carrier{Form: text}, 1},
	"net.SplitHostPort":                {carrier{Form: address}, 0},
	"net/netip.AddrPortFrom":           {carrier{Form: number}, 1},
	"net/netip.ParseAddrPort":          {carrier{Form: address, Numeric: true}, 0},
	"net/netip.MustParseAddrPort":      {carrier{Form: address, Numeric: true}, 0},
	"net/url.Parse":                    {carrier{Form: url}, 0},
	"net/url.ParseRequestURI":          {carrier{Form: url}, 0},
}

func dial(network int) carrier   { return carrier{Form: address, Network: network + 1} }
func listen(network int) carrier { return carrier{Form: address, Network: network + 1, Listen: true} }

// vague are the functions that are no evidence of a transport: the address that
// they join or split may go to a place that knows it.
var vague = map[string]bool{"net.JoinHostPort": true, "net.SplitHostPort": true}

// sockets are the functions of package net that listen on the address of a literal
// &net.TCPAddr{Port: 6514}: the index of the argument.
var sockets = map[string]int{"net.ListenTCP": 1, "net.ListenUDP": 1, "net.ListenMulticastUDP": 2}

// A fieldName names a field of a struct type.
type fieldName struct{ pkg, structure, field string }

// fields are the places of struct fields.
var fields = map[fieldName]carrier{
	{"net", "TCPAddr", "Port"}: {Form: number, Transport: ports.TCP},
	{"net", "UDPAddr", "Port"}: {Form: number, Transport: ports.UDP},
	{"net/url", "URL", "Host"}: {Form: address, Numeric: true},
}

// origins are the functions that return a port, with the index of the result.
var origins = map[string]place{
	"net.SplitHostPort":           {carrier{Form: text}, 1},
	"(*net/url.URL).Port":         {carrier{Form: text}, 0},
	"(net/netip.AddrPort).Port":   {carrier{Form: number}, 0},
	"net.LookupPort":              {carrier{Form: number}, 0},
	"(*net.Resolver).LookupPort":  {carrier{Form: number}, 0},
	"(net/netip.AddrPort).String": {carrier{Form: address}, 0},
}

// rootPackages are the packages of the tables above.
var rootPackages = map[string]bool{"net": true, "net/netip": true, "net/url": true}

// A placeFlag adds functions and fields: NAME:FORM:ARG[:NETWORK] or
// (TYPE).FIELD:FORM[:NETWORK], several of them with commas between.
type placeFlag struct {
	functions map[string]place
	fields    map[fieldName]carrier
}

func (f *placeFlag) String() string { return "" }

func (f *placeFlag) Set(list string) error {
	for item := range strings.SplitSeq(typeParameters.ReplaceAllString(list, ""), ",") {
		if err := f.add(strings.TrimSpace(item)); err != nil {
			return fmt.Errorf("%q: %w", item, err)
		}
	}
	return nil
}

// typeParameters are in the names of the methods of generic types, [T]: it does not
// matter how they are called.
var typeParameters = regexp.MustCompile(`\[[^\]]*\]`)

// structField matches (example.com/x.Options).Addr.
var structField = regexp.MustCompile(`^\(([^()*]+)\.(\w+)\)\.(\w+)$`)

var formsByName = map[string]carrier{
	"address": {Form: address}, "listen": {Form: address, Listen: true},
	"number": {Form: number}, "text": {Form: text}, "url": {Form: url},
}

func (f *placeFlag) add(item string) error {
	parts := strings.Split(item, ":")
	if len(parts) < 2 || len(parts) > 4 {
		return errors.New("want NAME:FORM:ARG[:NETWORK], such as (*example.com/x.Client).Dial:address:1:tcp, or (TYPE).FIELD:FORM[:NETWORK], such as (example.com/x.Options).Addr:address:tcp")
	}
	c, ok := formsByName[parts[1]]
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
	if len(rest) > 0 {
		if err := c.setNetwork(rest[0], arg >= 0); err != nil {
			return err
		}
	}
	if arg >= 0 {
		f.functions[name] = place{c, arg}
		return nil
	}
	m := structField.FindStringSubmatch(name)
	if m == nil {
		return fmt.Errorf("%s: want the index of an argument after the form, or a field, such as (example.com/x.Options).Addr", name)
	}
	f.fields[fieldName{m[1], m[2], m[3]}] = c
	return nil
}

// setNetwork sets the network of a place from the index of an argument, if that
// can be, or from the name of a transport.
func (c *carrier) setNetwork(s string, index bool) error {
	if i, err := strconv.Atoi(s); err == nil && i >= 0 && index {
		c.Network = i + 1
		return nil
	}
	t, err := ports.ParseTransport(s)
	switch {
	case err == nil:
		c.Transport = t
	case index:
		return fmt.Errorf("network %q: want the index of the argument that names it, or tcp, udp, sctp, dccp", s)
	default:
		return fmt.Errorf("network %q: want tcp, udp, sctp or dccp", s)
	}
	return nil
}

// function returns the place that the tables and the flag -func have for a
// function.
func (c *checker) function(fn *types.Func) (place, bool) {
	if len(ownPlaces.functions) == 0 && !rootPackages[fn.Pkg().Path()] {
		return place{}, false
	}
	name := typeParameters.ReplaceAllString(fn.FullName(), "")
	if p, ok := ownPlaces.functions[name]; ok {
		return p, true
	}
	p, ok := functions[name]
	return p, ok
}

// field returns the carrier that the tables and the flag -func have for a field.
func (c *checker) field(v *types.Var) (carrier, bool) {
	if !v.IsField() || v.Pkg() == nil {
		return carrier{}, false
	}
	path := v.Pkg().Path()
	for _, table := range []map[fieldName]carrier{ownPlaces.fields, fields} {
		for name, place := range table {
			if name.pkg == path && name.field == v.Name() && declares(v, name.structure) {
				return place, true
			}
		}
	}
	return carrier{}, false
}

// declares reports whether a struct type of a name, in the field's package, has the
// field.
func declares(field *types.Var, name string) bool {
	object := field.Pkg().Scope().Lookup(name)
	if object == nil {
		return false
	}
	structure, ok := object.Type().Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for i := range structure.NumFields() {
		if structure.Field(i) == field {
			return true
		}
	}
	return false
}

// transportOf returns the transport of a network. ok is false for one that has
// no ports, such as unix.
func transportOf(network string, f form) (t ports.Transport, ok bool) {
	if f == text && (network == "" || network == "ip") {
		return 0, true // for net.LookupPort
	}
	t, err := ports.ParseTransport(network)
	return t, err == nil
}
