package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"example.com/ianaports/portcheck/address"
)

// A Template is a string that is made of pieces, by a sum, a format or a join. Its text
// has a hole for each piece that is not known.
type Template struct {
	Text   string
	Pieces []Piece
}

// A Piece is a literal, a constant or a hole of a template, or text of its format.
type Piece struct {
	Expr       ast.Expr
	Hole       bool
	Format     bool // the text is part of a format
	Start, End int  // in the text
}

func (t *Template) add(expr ast.Expr, text string, hole bool) {
	if hole {
		text = string(address.Hole)
	}
	t.Pieces = append(t.Pieces, Piece{Expr: expr, Hole: hole, Start: len(t.Text), End: len(t.Text) + len(text)})
	t.Text += text
}

func (t *Template) addFormat(format ast.Expr, text string) {
	t.add(format, text, false)
	t.Pieces[len(t.Pieces)-1].Format = true
}

// StringValue returns the value of a constant string.
func StringValue(info *types.Info, expr ast.Expr) (string, bool) {
	v := info.Types[expr].Value
	if v == nil || v.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(v), true
}

// longest is the length of a constant that can have addresses: tables are longer.
const longest = 2000

// TemplateOf returns the template that an expression is, or nil for any other string.
func TemplateOf(info *types.Info, expr ast.Expr) *Template {
	var t Template
	switch e := ast.Unparen(expr).(type) {
	case *ast.BinaryExpr:
		if e.Op != token.ADD {
			return nil
		}
		if FormOf(TypeOf(info, e)) != address.Text {
			return nil
		}
		if value, ok := StringValue(info, e); ok && (len(value) > longest || !address.Likely(value)) {
			return nil
		}
		t.sum(info, e)
	case *ast.CallExpr:
		fn, ok := typeutil.Callee(info, e).(*types.Func)
		if !ok || fn.Pkg() == nil {
			return nil
		}
		switch fn.FullName() {
		case "fmt.Sprintf":
			t.format(info, e, 0)
		case "strings.Join":
			t.join(info, e)
		case "net.JoinHostPort":
			if len(e.Args) == 2 {
				t.operand(info, e.Args[0])
				t.add(nil, ":", false)
				t.operand(info, e.Args[1])
			}
		}
	}
	if len(t.Pieces) == 0 {
		return nil
	}
	return &t
}

// Sum returns the template of what stands after a value that += extends.
func Sum(info *types.Info, left, right ast.Expr) *Template {
	var t Template
	t.add(left, "", true)
	t.operand(info, right)
	return &t
}

func (t *Template) sum(info *types.Info, e *ast.BinaryExpr) {
	t.operand(info, e.X)
	t.operand(info, e.Y)
}

// operand adds what a sum has: another sum, a constant or a hole.
func (t *Template) operand(info *types.Info, expr ast.Expr) {
	expr = ast.Unparen(expr)
	if sum, ok := expr.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		t.sum(info, sum)
		return
	}
	value, ok := StringValue(info, expr)
	t.add(expr, value, !ok)
}

// join adds the elements of a literal slice, with what stands between.
func (t *Template) join(info *types.Info, call *ast.CallExpr) {
	if len(call.Args) != 2 {
		return
	}
	list, ok := ast.Unparen(call.Args[0]).(*ast.CompositeLit)
	separator, constant := StringValue(info, call.Args[1])
	if !ok || !constant {
		return
	}
	for i, element := range list.Elts {
		if i > 0 {
			t.add(nil, separator, false)
		}
		t.operand(info, element)
	}
}

// verb matches a verb of a format, with the number of its argument.
var verb = regexp.MustCompile(`%[-+# 0]*(?:\[(\d+)\])?\d*(?:\.\d+)?[a-zA-Z%]`)

// format adds a format and its arguments.
func (t *Template) format(info *types.Info, call *ast.CallExpr, at int) {
	if len(call.Args) <= at || call.Ellipsis.IsValid() {
		return
	}
	format, ok := StringValue(info, call.Args[at])
	if !ok {
		return
	}
	last, next := 0, 1
	for _, m := range verb.FindAllStringSubmatchIndex(format, -1) {
		if format[m[1]-1] == '%' {
			continue
		}
		if m[0] > last {
			t.addFormat(call.Args[at], format[last:m[0]])
		}
		if m[2] >= 0 {
			next, _ = strconv.Atoi(format[m[2]:m[3]])
		}
		if arg := at + next; next > 0 && arg < len(call.Args) {
			t.add(call.Args[arg], "", true)
		} else {
			t.add(nil, "", true)
		}
		last = m[1]
		next++
	}
	if last < len(format) {
		t.addFormat(call.Args[at], format[last:])
	}
}

// steps returns, for each piece that carries a port in one of the forms of the whole,
// the step from the piece to the whole.
func (t *Template) steps() map[ast.Expr]*step {
	steps := map[ast.Expr]*step{}
	set := func(expr ast.Expr, whole, piece address.Form) {
		if expr == nil || piece == 0 {
			return
		}
		if steps[expr] == nil {
			steps[expr] = &step{name: "format"}
		}
		if steps[expr].back[whole] == 0 {
			steps[expr].back[whole] = piece
		}
	}
	if len(t.Pieces) == 1 && t.Pieces[0].Hole {
		return map[ast.Expr]*step{t.Pieces[0].Expr: copied}
	}
	for _, form := range []address.Form{address.Text, address.Address, address.Tail, address.URL} {
		for _, part := range address.Parse(t.Text, form) {
			t.part(part, func(expr ast.Expr, piece address.Form) { set(expr, form, piece) })
		}
	}
	return steps
}

// part tells the pieces that have the port of a part, and their form.
func (t *Template) part(p address.Part, set func(ast.Expr, address.Form)) {
	if p.Port == "" {
		holes := t.between(p.Start, p.Start+len(p.Host))
		for i, piece := range holes {
			switch {
			case !piece.Hole:
			case i == 0 && piece.Start == p.Start && (len(holes) == 1 || holes[1].Hole):
				set(piece.Expr, address.Address)
			case i > 0 && i == len(holes)-1:
				set(piece.Expr, address.Tail)
			}
		}
		return
	}
	for _, piece := range t.between(p.PortStart, p.PortEnd) {
		switch {
		case piece.Hole && piece.Start == p.PortStart && piece.End == p.PortEnd:
			set(piece.Expr, address.Text)
		case piece.Hole:
		case piece.Format && p.Style == address.InURL:
			set(piece.Expr, address.URL)
		case piece.Format:
			set(piece.Expr, address.Address)
		case p.Style == address.InURL && piece.Start < p.Start && strings.Contains(t.Text[piece.Start:p.Start], ":"):
			set(piece.Expr, address.URL)
		case p.Style == address.Setting && piece.Start <= p.PortStart-len("port="):
			set(piece.Expr, address.Address)
		case p.Start >= piece.Start && (p.Host != "" || p.Start > piece.Start || piece.Start == 0):
			set(piece.Expr, address.Address)
		case p.PortStart > piece.Start:
			set(piece.Expr, address.Tail)
		default:
			set(piece.Expr, address.Text)
		}
	}
}

// between returns the pieces that have a part of the text.
func (t *Template) between(start, end int) []Piece {
	return slices.DeleteFunc(slices.Clone(t.Pieces), func(p Piece) bool { return p.End <= start || end <= p.Start })
}

// TypeOf returns the type of an expression, which is invalid where it has none.
func TypeOf(info *types.Info, expr ast.Expr) types.Type {
	if t := info.TypeOf(expr); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}
