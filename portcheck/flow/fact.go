package flow

import (
	"fmt"
	"slices"
	"strings"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/ports"
)

// Transports is a set of transports. The empty set says that no place knew of any.
type Transports uint8

// Other members of a set of transports.
const (
	AnyTransport Transports = 1 << 6 // a place takes any of them, or one that is not known
	NoTransport  Transports = 1 << 7 // a place has no ports, such as an address of unix
)

// Only returns the set of one transport.
func Only(t ports.Transport) Transports {
	if t == 0 {
		return 0
	}
	return 1 << t
}

// Has reports whether a transport is in the set.
func (s Transports) Has(t ports.Transport) bool { return s&Only(t) != 0 }

// List returns the transports in the set, or nil where it may be any.
func (s Transports) List() (list []ports.Transport) {
	for t := ports.TCP; t <= ports.DCCP && s&AnyTransport == 0; t++ {
		if s.Has(t) {
			list = append(list, t)
		}
	}
	return list
}

func (s Transports) String() string {
	var names []string
	for t := ports.TCP; t <= ports.DCCP; t++ {
		if s.Has(t) {
			names = append(names, t.String())
		}
	}
	if s&AnyTransport != 0 {
		names = append(names, "any")
	}
	return strings.Join(names, "+")
}

// A Mark says something of a place.
type Mark uint8

const (
	Listen Mark = 1 << iota // something listens there
	Names                   // service names are looked up there
	Direct                  // the value is an argument of the function that looks it up
	Equal                   // the value is compared with a port
	From                    // the value takes the place of one that comes from a port
)

// A Carrier says in which form, and over which transports, a value reaches places as
// a port. The networks are the indices of the parameters that name the transport.
type Carrier struct {
	Form       address.Form
	Transports Transports
	Networks   []int
	Marks      Mark
}

func (c Carrier) String() string {
	s := c.Form.String()
	if c.Marks&Listen != 0 {
		s = "listen"
	}
	if c.Transports != 0 {
		s += ":" + c.Transports.String()
	}
	for _, n := range c.Networks {
		s += fmt.Sprintf(":%d", n)
	}
	return s
}

// A FunctionFact describes a function for other packages: the forms in which its
// parameters reach places, the results that come from ports, and the parameters that
// results are made of.
type FunctionFact struct {
	Params  map[int][]Carrier
	Results map[int][]Carrier
	Through []Through
}

// A Through says that a result has a port which a parameter has, and in which form the
// parameter has it for each form of the result.
type Through struct {
	Param, Result int
	Back          [address.Forms]address.Form
}

// AFact implements [golang.org/x/tools/go/analysis.Fact].
func (*FunctionFact) AFact() {}

func (f *FunctionFact) String() string {
	var list []string
	for i := range 32 {
		for _, c := range f.Params[i] {
			list = append(list, fmt.Sprintf("param %d %v", i, c))
		}
	}
	for i := range 32 {
		for _, c := range f.Results[i] {
			list = append(list, fmt.Sprintf("result %d %v", i, c))
		}
	}
	for _, t := range f.Through {
		list = append(list, fmt.Sprintf("returns %d", t.Param))
	}
	return strings.Join(slices.Compact(list), ", ")
}

// A VariableFact describes a field or a variable of a package for other packages.
type VariableFact struct{ Carriers []Carrier }

// AFact implements [golang.org/x/tools/go/analysis.Fact].
func (*VariableFact) AFact() {}

func (f *VariableFact) String() string {
	var list []string
	for _, c := range f.Carriers {
		list = append(list, c.String())
	}
	return strings.Join(list, ", ")
}
