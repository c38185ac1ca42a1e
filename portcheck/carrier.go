package portcheck

import (
	"fmt"
	"go/token"
	"go/types"
	"strings"

	"example.com/ianaports/ports"
)

// A form is how a value has a port.
type form uint8

const (
	address form = iota + 1 // "host:port" or "host:service"
	number                  // 6514
	text                    // "6514" or "syslog-tls"
	url                     // "https://host:port/path"
)

func (f form) String() string { return [...]string{"", "address", "number", "text", "url"}[f] }

// A carrier says how the value of a parameter, result, field or variable is a port.
// The exported fields are those of facts.
type carrier struct {
	Form      form
	Transport ports.Transport // zero for any
	// Network is one more than the index of the parameter that names the network,
	// or zero. It is used for parameters alone.
	Network int
	Listen  bool // something listens there
	Numeric bool // a service name is no port there
}

func (c carrier) String() string {
	s := c.Form.String()
	if c.Listen {
		s = "listen"
	}
	if c.Network > 0 {
		return fmt.Sprintf("%s:%d", s, c.Network-1)
	}
	if c.Transport != 0 {
		return fmt.Sprintf("%s:%v", s, c.Transport)
	}
	return s
}

// A functionFact describes a function of another package: which parameters reach
// a place, which results come from one, and which parameters are returned.
type functionFact struct {
	Params  map[int]carrier
	Results map[int]carrier
	Through []passThrough
}

// A passThrough says that a function returns a parameter as it is, or converts it from
// a number to a text or back.
type passThrough struct{ Result, Param int }

// AFact implements [analysis.Fact].
func (*functionFact) AFact() {}

func (f *functionFact) String() string {
	var parts []string
	for i := range 16 {
		if c, ok := f.Params[i]; ok {
			parts = append(parts, fmt.Sprintf("param %d %v", i, c))
		}
	}
	for i := range 16 {
		if c, ok := f.Results[i]; ok {
			parts = append(parts, fmt.Sprintf("result %d %v", i, c))
		}
	}
	for _, t := range f.Through {
		parts = append(parts, fmt.Sprintf("returns %d", t.Param))
	}
	return strings.Join(parts, ", ")
}

// A variableFact describes a field or a variable of another package.
type variableFact struct{ Carrier carrier }

// AFact implements [analysis.Fact].
func (*variableFact) AFact() {}

func (f *variableFact) String() string { return f.Carrier.String() }

// A need says why and in which form an expression of the package must be a port.
type need struct {
	carrier
	// network is the parameter that names the network, where one does.
	network *types.Var
	// named says that a name, or the look of a string, is the only evidence.
	named bool
	// weak says that the name only has the word port in it.
	weak bool
	// direct says that no variable, field or call is between the expression and
	// the place.
	direct bool
	// vague says that the place knows nothing of the transport.
	vague bool
	// source says that the value comes from a port, rather than that it becomes one.
	source bool
	// within is the function whose result is traced: the values of its parameters
	// are taken from the current call, not from all calls.
	within *types.Signature
	origin origin
}

// An origin is where a value becomes a port.
type origin struct {
	pos  token.Pos
	text string
}

// as returns the need of an operand that has another form.
func (n need) as(f form) need {
	n.Form = f
	return n
}

// portable reports whether a value of a type can be or contain a port, or be a
// function that takes one.
func portable(t types.Type) bool {
	for range 4 {
		switch u := t.Underlying().(type) {
		case *types.Basic:
			return isPortBasic(u)
		case *types.Slice:
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		case *types.Pointer:
			t = u.Elem()
		case *types.Map:
			t = u.Elem()
		case *types.Signature:
			return true
		case *types.Interface:
			_, ok := types.Unalias(t).(*types.TypeParam)
			return ok
		default:
			return false
		}
	}
	return false
}

// isPortBasic reports whether a basic type has room for a port.
func isPortBasic(b *types.Basic) bool {
	switch {
	case b.Info()&types.IsString != 0:
		return true
	case b.Kind() == types.Int8 || b.Kind() == types.Uint8 || b.Kind() == types.Uintptr:
		return false
	}
	return b.Info()&types.IsInteger != 0
}

// formOf returns the form of a port in values of a type: number or text, or zero
// where it can be neither. Of slices, maps, arrays and pointers, the elements count.
func formOf(t types.Type) form {
	for range 4 {
		switch u := t.Underlying().(type) {
		case *types.Basic:
			switch {
			case !isPortBasic(u):
				return 0
			case u.Info()&types.IsString != 0:
				return text
			}
			return number
		case *types.Slice:
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		case *types.Pointer:
			t = u.Elem()
		case *types.Map:
			t = u.Elem()
		default:
			return 0
		}
	}
	return 0
}
