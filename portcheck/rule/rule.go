// Package rule finds ports where no way to a place is seen: by names, and by the look of
// strings. Each rule has a file, an example and a counter-example, of which the table in
// the README and a test are made.
package rule

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/portcheck/flow"
	"example.com/ianaports/portcheck/words"
	"example.com/ianaports/ports"
)

// A Rule says that something is a port. The examples are statements or declarations.
type Rule struct {
	ID      string
	Doc     string // what it finds, for a table
	Example string // in which it finds a port
	Counter string // in which it finds none
	look    func(*look, inspector.Cursor)
}

// All are the rules. Where several find a port, the first one is named.
var All = []*Rule{
	namePort, keyPort, schemeKey, flagDefault, tagDefault, portCall, urlLiteral, sourceLiteral, addressLiteral, portNotation, portWord,
}

// A look looks at one package for one rule.
type look struct {
	pass *analysis.Pass
	info *types.Info
	rule *Rule
	// has reports whether a port has a service of a name.
	has  func(name string, p ports.Port) bool
	seen map[types.Object]bool
	list []flow.Evidence
	last *lastText // shared by the looks
	// enumerated are constants that are no ports, whatever they are called.
	enumerated map[types.Object]bool
}

// Find returns the evidence in the files of a package that are not skipped, and the
// literals of tags, which are no expressions.
func Find(pass *analysis.Pass, root inspector.Cursor, skip func(*ast.File) bool, has func(string, ports.Port) bool) []flow.Evidence {
	var list []flow.Evidence
	looks := make([]*look, len(All))
	constants, last := enumerated(pass), &lastText{}
	for i, r := range All {
		looks[i] = &look{pass: pass, info: pass.TypesInfo, rule: r, has: has, seen: map[types.Object]bool{}, last: last, enumerated: constants}
	}
	for loop := range root.Preorder((*ast.ForStmt)(nil)) {
		count := loop.Node().(*ast.ForStmt)
		if init, ok := count.Init.(*ast.AssignStmt); ok && count.Post != nil {
			for _, left := range init.Lhs {
				if id, ok := left.(*ast.Ident); ok && pass.TypesInfo.Defs[id] != nil {
					for _, l := range looks { // for port := 80; …; port++
						l.seen[pass.TypesInfo.Defs[id]] = true
					}
				}
			}
		}
	}
	for file := range root.Children() {
		if skip(file.Node().(*ast.File)) {
			continue
		}
		for cur := range file.Preorder((*ast.Ident)(nil), (*ast.BasicLit)(nil), (*ast.BinaryExpr)(nil), (*ast.CallExpr)(nil), (*ast.CompositeLit)(nil),
			(*ast.AssignStmt)(nil), (*ast.ValueSpec)(nil), (*ast.KeyValueExpr)(nil), (*ast.ReturnStmt)(nil), (*ast.Field)(nil), (*ast.IndexExpr)(nil),
			(*ast.CaseClause)(nil), (*ast.IfStmt)(nil)) {
			for _, l := range looks {
				l.rule.look(l, cur)
			}
		}
	}
	for _, l := range looks {
		list = append(list, l.list...)
	}
	// Strong evidence comes first: it says more of the same literal.
	slices.SortStableFunc(list, func(a, b flow.Evidence) int { return cmp.Compare(weight(a), weight(b)) })
	return list
}

func weight(e flow.Evidence) int {
	if e.Weak {
		return 1
	}
	return 0
}

// add adds evidence of an expression.
func (l *look) add(expr ast.Expr, form address.Form, pos token.Pos, text string) {
	l.list = append(l.list, flow.Evidence{Rule: l.rule.ID, Expr: expr, Form: form, Pos: pos, Text: text})
}

// addLiteral adds evidence of a literal that is a number or a string of digits.
func (l *look) addLiteral(expr ast.Expr, pos token.Pos, text string) {
	if lit, ok := ast.Unparen(expr).(*ast.BasicLit); ok {
		if form := l.formOf(lit); form != 0 {
			l.add(lit, form, pos, text)
		}
	}
}

func (l *look) typeOf(expr ast.Expr) types.Type { return flow.TypeOf(l.info, expr) }

// formOf returns the form of a port in an expression, or zero where that is not known.
func (l *look) formOf(expr ast.Expr) address.Form { return flow.FormOf(l.typeOf(expr)) }

func (l *look) stringValue(expr ast.Expr) (string, bool) { return flow.StringValue(l.info, expr) }

// portOf returns the port that a literal of digits is.
func (l *look) portOf(expr ast.Expr) (ports.Port, bool) {
	lit, ok := ast.Unparen(expr).(*ast.BasicLit)
	if !ok {
		return 0, false
	}
	return Port(l.info, lit)
}

// Port returns the port that a literal of digits is, a number or a string.
func Port(info *types.Info, lit *ast.BasicLit) (ports.Port, bool) {
	v := info.Types[lit].Value
	switch {
	case v == nil:
	case v.Kind() == constant.String:
		return address.Part{Port: constant.StringVal(v)}.Number()
	case v.Kind() == constant.Int && lit.Kind == token.INT && address.Decimal(strings.ReplaceAll(lit.Value, "_", "")):
		n, exact := constant.Int64Val(v)
		return ports.Port(n), exact && 0 < n && n < 1<<16
	}
	return 0, false
}

// nameOf returns the name by which an expression is known: that of a variable, field,
// function or key.
func (l *look) nameOf(expr ast.Expr) string {
	switch e := ast.Unparen(expr).(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.StarExpr:
		return l.nameOf(e.X)
	case *ast.IndexExpr:
		if key, ok := l.stringValue(e.Index); ok {
			return key
		}
		return l.nameOf(e.X)
	case *ast.CallExpr:
		if l.info.Types[e.Fun].IsType() && len(e.Args) == 1 {
			return l.nameOf(e.Args[0])
		}
		if len(e.Args) == 1 { // os.Getenv("PGPORT")
			if key, ok := l.stringValue(e.Args[0]); ok && words.PortName(key) != words.NoPort {
				return key
			}
		}
		return l.nameOf(e.Fun)
	}
	return ""
}

// holder returns the name of what a pair of a map, or a composite literal, goes to.
func (l *look) holder(cur inspector.Cursor) string {
	for stmt := range cur.Enclosing((*ast.ValueSpec)(nil), (*ast.AssignStmt)(nil), (*ast.KeyValueExpr)(nil)) {
		switch n := stmt.Node().(type) {
		case *ast.ValueSpec:
			return n.Names[0].Name
		case *ast.AssignStmt:
			return l.nameOf(n.Lhs[0])
		case *ast.KeyValueExpr:
			if stmt != cur {
				return l.nameOf(n.Key)
			}
		}
	}
	return ""
}

// parameter returns the parameter that takes an argument; the variadic one takes all
// further ones.
func parameter(sig *types.Signature, i int) *types.Var {
	n := sig.Params().Len()
	if sig.Variadic() && i >= n-1 {
		i = n - 1
	}
	if i < 0 || i >= n {
		return nil
	}
	return sig.Params().At(i)
}
