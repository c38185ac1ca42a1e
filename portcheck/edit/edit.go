// Package edit writes the fixes: a fix compiles, and the program means the same.
package edit

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/portcheck/flow"
	"example.com/ianaports/portcheck/judge"
	"example.com/ianaports/portcheck/lines"
)

// A Reason says why a finding has no fix. Those that help are parts of its message.
type Reason string

// The reasons.
const (
	Constant Reason = ", in a variable: a string constant cannot be made of it"
	Format   Reason = ", as an argument: a format cannot contain it"
	List     Reason = ", address by address: a list in a string cannot contain it"
	Internal Reason = ", in a package of its own: an internal one cannot be imported here"
	Pair     Reason = ", in a sum: the string has the port of the host as well"
	Other    Reason = ""
)

// An Editor makes the fixes of one package.
type Editor struct {
	pass  *analysis.Pass
	at    lines.Literals
	names map[importOf]string
	other map[string]bool // names that other files of the package declare
	wants map[importOf][]token.Pos
	apart *bool // whether the package keeps its module's imports apart
}

// An importOf is a package that fixes import in a file.
type importOf struct {
	file *ast.File
	path string
}

// New returns an editor.
func New(pass *analysis.Pass, literals lines.Literals) *Editor {
	return &Editor{pass: pass, at: literals, names: map[importOf]string{}, wants: map[importOf][]token.Pos{}}
}

// A Change replaces a port in a literal by a reference to a service.
type Change struct {
	Lit     *ast.BasicLit
	Value   string // of a string
	Part    address.Part
	Several bool // the string has other ports as well
	Service judge.Service
}

// Check returns why a change has no fix. ok says that it has one; its file then gets one
// import for all of its changes, see [Editor.Fix].
func (e *Editor) Check(c Change) (reason Reason, ok bool) {
	r := c.Service.Registry
	if c.Lit.Kind == token.STRING {
		switch {
		case e.inConstant(c.Lit):
			return Constant, false
		case e.InFormat(c.Lit):
			return Format, false
		case c.Several:
			return List, false
		case c.Part.Style == address.Published:
			return Pair, false
		case !types.Identical(e.finalType(c.Lit), types.Typ[types.String]):
			return Other, false
		}
	}
	if c.code("") == "" || e.pass.Pkg.Path() == r.Path {
		return Other, false
	}
	if !visible(r.Path, e.pass.Pkg.Path()) {
		return Internal, false
	}
	file := lines.File(e.pass.Files, c.Lit.Pos())
	if file == nil || lines.Cgo(file) {
		return Other, false
	}
	key := importOf{file, r.Path}
	e.wants[key] = append(e.wants[key], c.Lit.Pos())
	return Other, true
}

// Fix makes the fix of a change that was checked, after all of them were. It returns nil
// where something else has the name of the package.
func (e *Editor) Fix(c Change) []analysis.SuggestedFix {
	q, imports, ok := e.qualify(lines.File(e.pass.Files, c.Lit.Pos()), c.Lit, c.Service)
	if !ok {
		return nil
	}
	code := c.code(q)
	if c.Lit.Kind == token.STRING && strings.Contains(code, " + ") && e.operand(c.Lit) {
		code = "(" + code + ")"
	}
	return []analysis.SuggestedFix{{
		Message:   "Use " + q + c.Name(),
		TextEdits: append(imports, analysis.TextEdit{Pos: c.Lit.Pos(), End: c.Lit.End(), NewText: []byte(code)}),
	}}
}

// Name returns the constant that stands for the literal.
func (c Change) Name() string {
	if c.Lit.Kind == token.INT {
		return c.Service.Constant
	}
	return c.Service.TypedConstant
}

// code returns what stands for the literal, or the empty string. The qualifier has a dot
// behind it.
func (c Change) code(qualifier string) string {
	name := qualifier + c.Name()
	if c.Lit.Kind == token.INT {
		return name
	}
	p := c.Part
	switch p.Style {
	case address.Alone, address.Notation, address.Setting:
		if _, number := p.Number(); !number {
			return ""
		}
		return sum(c.Value[:p.PortStart], name+".String()", c.Value[p.PortEnd:])
	}
	host := p.BareHost()
	if c.Value[p.Start:p.PortStart] != strings.TrimSuffix(c.Service.First.Addr(host), c.Service.First.String()) {
		return ""
	}
	return sum(c.Value[:p.Start], name+".Addr("+strconv.Quote(host)+")", c.Value[p.PortEnd:])
}

func sum(before, code, after string) string {
	if before != "" {
		code = strconv.Quote(before) + " + " + code
	}
	if after != "" {
		code += " + " + strconv.Quote(after)
	}
	return code
}

// visible reports whether a package may import another one, which may be internal.
func visible(imported, from string) bool {
	i := strings.LastIndex("/"+imported+"/", "/internal/")
	if i <= 0 {
		return i < 0
	}
	root := imported[:i-1]
	return from == root || strings.HasPrefix(from, root+"/")
}

// finalType returns the type that a literal gets where it is used: in a sum of
// constants, that of the sum.
func (e *Editor) finalType(lit *ast.BasicLit) types.Type {
	t := e.pass.TypesInfo.TypeOf(lit)
	cur, ok := e.at[lit]
	for ok && t != nil && types.Identical(t, types.Typ[types.UntypedString]) {
		cur = cur.Parent()
		var expr ast.Expr
		if expr, ok = cur.Node().(ast.Expr); ok {
			t = e.pass.TypesInfo.TypeOf(expr)
		}
	}
	if t == nil {
		return types.Typ[types.Invalid]
	}
	return t
}

// inConstant reports whether a literal is in the declaration of a constant.
func (e *Editor) inConstant(lit *ast.BasicLit) bool {
	cur, ok := e.at[lit]
	if !ok {
		return false
	}
	for decl := range cur.Enclosing((*ast.GenDecl)(nil), (*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		decl, ok := decl.Node().(*ast.GenDecl)
		return ok && decl.Tok == token.CONST
	}
	return false
}

// InFormat reports whether a literal is in the format of a function such as
// fmt.Sprintf, which is to be constant: vet asks for that.
func (e *Editor) InFormat(lit *ast.BasicLit) bool {
	cur, ok := e.at[lit]
	for ok {
		_, index := cur.ParentEdge()
		cur = cur.Parent()
		switch n := cur.Node().(type) {
		case *ast.ParenExpr, *ast.BinaryExpr:
		case *ast.CallExpr:
			sig, ok := flow.TypeOf(e.pass.TypesInfo, n.Fun).Underlying().(*types.Signature)
			if !ok || !sig.Variadic() || index < 0 {
				return false
			}
			if len(flow.Arguments(e.pass.TypesInfo, n)) < len(n.Args) {
				index-- // the receiver of a method expression
			}
			last := sig.Params().Len() - 1
			further, ok := sig.Params().At(last).Type().(*types.Slice)
			return ok && index == last-1 && types.IsInterface(further.Elem())
		default:
			return false
		}
	}
	return false
}

// operand reports whether a sum in place of a literal needs parentheses.
func (e *Editor) operand(lit *ast.BasicLit) bool {
	cur, ok := e.at[lit]
	if !ok {
		return false
	}
	switch n := cur.Parent().Node().(type) {
	case *ast.IndexExpr:
		return n.X == lit
	case *ast.SliceExpr:
		return n.X == lit
	}
	return false
}

// standard reports whether a path is one of the standard library: its first element
// has no dot.
func standard(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".")
}

func commonElements(a, b string) int {
	x, y := strings.Split(path.Clean(a), "/"), strings.Split(path.Clean(b), "/")
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}
