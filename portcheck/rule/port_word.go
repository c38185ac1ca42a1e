package rule

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/portcheck/flow"
	"example.com/ianaports/portcheck/words"
)

// portWord takes a literal for a port which goes to a name that has the word port, though
// not at its end, to a list of what is called so, or to a name in a package or a structure
// that is.
var portWord = &Rule{
	ID:      "port-word",
	Doc:     "a literal that goes to a name with the word port in it, to a list of that name, or to a name in a package or a structure called ports",
	Example: `var defaultPortTLS = 636`,
	Counter: `var exportTransport = 636`,
	look:    (*look).portWord,
}

func (l *look) portWord(cur inspector.Cursor) {
	l.pairs(cur, func(name string, t types.Type, value ast.Expr, pos token.Pos) {
		if words.PortName(name) == words.NoPort || !listType(t) {
			return
		}
		form := flow.FormOf(t)
		if _, scalar := t.Underlying().(*types.Basic); scalar && form == address.Number && strings.EqualFold(name, "ports") {
			return // a number of ports
		}
		if lit, ok := ast.Unparen(value).(*ast.BasicLit); ok && form != 0 || isList(value) {
			if ok && form == address.Text && lit.Kind == token.STRING && len(lit.Value) < 4 {
				return // "" and the short name of a flag
			}
			l.list = append(l.list, flow.Evidence{Rule: l.rule.ID, Expr: value, Form: form, Weak: true, Pos: pos, Text: "the word port is in the name " + name})
		}
	})
}

func isList(expr ast.Expr) bool {
	_, ok := ast.Unparen(expr).(*ast.CompositeLit)
	return ok
}

// listType reports whether a type is plain, or a list of such.
func listType(t types.Type) bool {
	for range 3 {
		switch u := types.Unalias(t).(type) {
		case *types.Slice:
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		case *types.Map:
			if t = u.Elem(); flow.KeyOfSet(u) != nil {
				t = u.Key()
			}
		case *types.Named:
			switch u.Underlying().(type) {
			case *types.Slice, *types.Map:
				t = u.Underlying()
			default:
				return plainType(u)
			}
		default:
			return plainType(u)
		}
	}
	return false
}

// fieldOf returns the name of a field, with that of the structure's type where it has the
// word port: Ports.DNS.
func (l *look) fieldOf(cur inspector.Cursor, name string) string {
	lit, ok := cur.Parent().Node().(*ast.CompositeLit)
	if !ok {
		return name
	}
	named, ok := types.Unalias(l.typeOf(lit)).(*types.Named)
	if !ok || words.PortName(named.Obj().Name()) == words.NoPort {
		return name
	}
	return named.Obj().Name() + "." + name
}

// pairs calls a function for each value that goes to what has a name.
func (l *look) pairs(cur inspector.Cursor, visit func(name string, t types.Type, value ast.Expr, pos token.Pos)) {
	switch n := cur.Node().(type) {
	case *ast.AssignStmt:
		if _, loop := cur.Parent().Node().(*ast.ForStmt); !loop && len(n.Lhs) == len(n.Rhs) && (n.Tok == token.ASSIGN || n.Tok == token.DEFINE) {
			for i, left := range n.Lhs {
				visit(l.nameOf(left), l.typeOf(left), n.Rhs[i], left.Pos())
			}
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if object := l.info.Defs[name]; i < len(n.Values) && object != nil && !l.enumerated[object] {
				known := name.Name
				if pkg := l.pass.Pkg.Name(); words.PortName(pkg) != words.NoPort && object.Parent() == l.pass.Pkg.Scope() {
					known = pkg + "." + known // ports.CollectorGRPC
				}
				visit(known, object.Type(), n.Values[i], name.Pos())
			}
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok {
			if field, ok := l.info.Uses[key].(*types.Var); ok && field.IsField() {
				visit(l.fieldOf(cur, key.Name), field.Type(), n.Value, key.Pos())
			}
		}
	case *ast.CompositeLit:
		t := l.typeOf(n).Underlying()
		if p, ok := t.(*types.Pointer); ok { // the element of []*T{{…}}
			t = p.Elem().Underlying()
		}
		structure, ok := t.(*types.Struct)
		for i, element := range n.Elts {
			if _, keyed := element.(*ast.KeyValueExpr); ok && !keyed && i < structure.NumFields() {
				visit(structure.Field(i).Name(), structure.Field(i).Type(), element, element.Pos())
			}
		}
	case *ast.CallExpr:
		if l.info.Types[n.Fun].IsType() {
			return
		}
		sig, ok := l.typeOf(n.Fun).Underlying().(*types.Signature)
		if !ok {
			return
		}
		for i, arg := range flow.Arguments(l.info, n) {
			if p := parameter(sig, i); p != nil {
				visit(p.Name(), p.Type(), arg, arg.Pos())
			}
		}
	case *ast.ReturnStmt:
		for f := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
			if decl, ok := f.Node().(*ast.FuncDecl); ok && len(n.Results) > 0 && len(n.Results) < 3 {
				visit(decl.Name.Name, l.typeOf(n.Results[0]), n.Results[0], decl.Name.Pos())
			}
			break
		}
	}
}
