package flow

import "example.com/ianaports/portcheck/address"

// A step says how the form of a port changes along an edge: back has the form of the
// source for each form of the destination. The step does not carry a port where that
// is zero. Forwards is the same table, read the other way.
type step struct {
	name string
	back [address.Forms]address.Form
}

// forth returns the forms of the destination for a form of the source.
func (s *step) forth(f address.Form) (forms []address.Form) {
	for to, from := range s.back {
		if from == f && from != 0 {
			forms = append(forms, address.Form(to))
		}
	}
	return forms
}

var everyForm = [address.Forms]address.Form{
	address.Number: address.Number, address.Text: address.Text, address.Address: address.Address, address.Tail: address.Tail, address.URL: address.URL,
}

// The steps. Between numbers and texts, the types of the nodes decide, so that strconv
// needs no step of its own.
var (
	copied   = &step{"copy", everyForm}
	portOf   = &step{"port-of", [address.Forms]address.Form{address.Number: address.Address, address.Text: address.Address}}
	cut      = &step{"cut", [address.Forms]address.Form{address.Text: address.Address}}
	joined   = &step{"join", [address.Forms]address.Form{address.Address: address.Text, address.Tail: address.Text}}
	printed  = &step{"print", [address.Forms]address.Form{address.Text: address.Text, address.Number: address.Number}}
	hostPort = &step{"format", [address.Forms]address.Form{address.Address: address.Number, address.Tail: address.Number}}
)

// A passing says that a function passes arguments on to a result.
type passing struct {
	args   []int // nil for all
	result int
	step   *step
}

// functions are those of the standard library that pass values on. The other ones are
// known by their facts.
var functions = map[string]passing{
	"strconv.Itoa":        {[]int{0}, 0, printed},
	"strconv.FormatInt":   {[]int{0}, 0, printed},
	"strconv.FormatUint":  {[]int{0}, 0, printed},
	"strconv.Atoi":        {[]int{0}, 0, printed},
	"strconv.ParseInt":    {[]int{0}, 0, printed},
	"strconv.ParseUint":   {[]int{0}, 0, printed},
	"fmt.Sprint":          {nil, 0, printed},
	"cmp.Or":              {nil, 0, copied},
	"slices.Clone":        {nil, 0, copied},
	"slices.Concat":       {nil, 0, copied},
	"slices.Insert":       {[]int{0, 2, 3, 4, 5, 6, 7}, 0, copied},
	"maps.Clone":          {nil, 0, copied},
	"slices.Values":       {nil, 0, copied},
	"maps.Values":         {nil, 0, copied},
	"strings.Clone":       {[]int{0}, 0, copied},
	"strings.TrimSpace":   {[]int{0}, 0, copied},
	"strings.Trim":        {[]int{0}, 0, copied},
	"strings.ToLower":     {[]int{0}, 0, copied},
	"strings.TrimPrefix":  {[]int{0}, 0, copied},
	"strings.TrimSuffix":  {[]int{0}, 0, copied},
	"strings.Split":       {[]int{0}, 0, copied}, // see separated
	"strings.SplitSeq":    {[]int{0}, 0, copied},
	"strings.Cut":         {[]int{0}, 1, copied},
	"net.JoinHostPort":    {[]int{1}, 0, joined},
	"net.SplitHostPort":   {[]int{0}, 1, portOf},
	"net.LookupPort":      {[]int{1}, 0, printed},
	"net/url.QueryEscape": {[]int{0}, 0, copied},
}

// searches are the functions of package slices that compare the elements of a list with a
// value.
var searches = map[string]bool{"Contains": true, "Index": true}

// separated returns the step of a function that splits a string: at a colon, what is
// behind it is the port; at a comma, the parts are like the whole.
func separated(separator string) *step {
	switch separator {
	case ":":
		return portOf
	case ",", ", ":
		return copied
	}
	return nil
}
