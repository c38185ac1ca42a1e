package rule

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/portcheck/flow"
	"example.com/ianaports/portcheck/words"
)

// A text is a string that is written whole: a literal, a sum or a format.
type text struct {
	expr  ast.Expr
	parts []address.Part // with a port
	site  site
	// argument is the name in an argument of a command, --listen, or of a variable of the
	// environment, ETCD_LISTEN.
	argument string
	// host is the name of what stands before the port where that is no constant.
	host string
}

// A site is where a string is written.
type site struct {
	pos  token.Pos
	name string // of what the string goes to
	// compared says that the string is an argument of a function such as
	// strings.HasSuffix, or compared with something.
	compared bool
}

// text returns the string at a node, if it is a value of the program that is not for
// people, and has ports.
func (l *look) text(cur inspector.Cursor) (text, bool) {
	if l.last.cur != cur {
		l.last.cur = cur
		l.last.text, l.last.ok = l.textAt(cur)
	}
	return l.last.text, l.last.ok
}

// A lastText is the string at the last node, which several rules look at.
type lastText struct {
	cur inspector.Cursor
	text
	ok bool
}

// textAt finds it.
func (l *look) textAt(cur inspector.Cursor) (t text, ok bool) {
	expr, isExpr := cur.Node().(ast.Expr)
	if !isExpr {
		return t, false
	}
	if partOfSum(cur) {
		return t, false
	}
	value := ""
	switch n := expr.(type) {
	case *ast.BasicLit:
		if n.Kind != token.STRING || !address.Likely(n.Value) {
			return t, false
		}
		value, _ = l.stringValue(n)
	case *ast.BinaryExpr, *ast.CallExpr:
		template := flow.TemplateOf(l.info, expr)
		if template == nil {
			return t, false
		}
		value = template.Text
		for _, piece := range template.Pieces {
			if piece.Hole && piece.Expr != nil && t.host == "" && words.HostName(l.nameOf(piece.Expr)) {
				t.host = l.nameOf(piece.Expr)
			}
		}
	default:
		return t, false
	}
	if t.site, ok = l.site(cur); !ok {
		return t, false
	}
	if name := address.Argument(value); name != "" { // --listen=:6514
		t.argument = name
		t.site.name += "_" + name
	}
	if call, ok := cur.Parent().Node().(*ast.CallExpr); ok && t.host == "" {
		for _, arg := range call.Args {
			if arg.End() < expr.Pos() && words.HostName(l.nameOf(arg)) { // concat(addr, ":443")
				t.host = l.nameOf(arg)
			}
		}
	}
	t.expr = expr
	for _, part := range append(address.Parse(value, address.Address), address.Parse(value, address.Tail)...) {
		if _, number := part.Number(); number || part.Port != "" && strings.Trim(part.Port, string(address.Hole)) == "" {
			t.parts = append(t.parts, part)
		}
	}
	return t, len(t.parts) > 0
}

func partOfSum(cur inspector.Cursor) bool {
	outer, ok := cur.Parent().Node().(*ast.BinaryExpr)
	return ok && outer.Op == token.ADD
}

// shown matches the names of functions, parameters and fields whose texts are shown to
// people. Without it, a finding in go-ethereum (unseen4.tsv) is wrong.
var shown = regexp.MustCompile(`(?i)^(f?print(f|ln)?|errorf?|warn(ing)?[fw]?|info[fw]?|debug[fw]?|trace[fw]?|fatal(f|ln)?|panic(f|ln)?|logf?|skipf?|wrapf?|help|usage|description|short|long|example)$`)

// site finds out where a string goes. ok is false where it is a part of another one, no
// value of the program, or shown to people.
func (l *look) site(cur inspector.Cursor) (s site, ok bool) {
	s.pos = cur.Node().Pos()
	for child, parent := cur, cur.Parent(); ; child, parent = parent, parent.Parent() {
		kind, index := child.ParentEdge()
		switch n := parent.Node().(type) {
		case *ast.ParenExpr:
		case *ast.BinaryExpr:
			s.compared = true
			return s, n.Op == token.EQL || n.Op == token.NEQ
		case *ast.KeyValueExpr:
			if kind == edge.KeyValueExpr_Key {
				return s, false
			}
			if key, ok := n.Key.(*ast.Ident); ok {
				s.pos, s.name = key.Pos(), key.Name
				return s, !shown.MatchString(key.Name)
			}
			if key, ok := l.stringValue(n.Key); ok {
				s.pos, s.name = n.Key.Pos(), key
			}
		case *ast.CompositeLit:
			if t, ok := l.typeOf(n).Underlying().(*types.Struct); ok {
				if index >= 0 && index < t.NumFields() {
					s.name = t.Field(index).Name()
				}
				return s, true
			}
		case *ast.CallExpr:
			return l.argument(s, n, index)
		case *ast.ValueSpec:
			if len(n.Names) > 0 {
				s.pos, s.name = n.Names[0].Pos(), n.Names[0].Name
				if len(n.Values) == len(n.Names) && index >= 0 {
					s.pos, s.name = n.Names[index].Pos(), n.Names[index].Name
				}
			}
			return s, true
		case *ast.AssignStmt:
			if kind == edge.AssignStmt_Lhs {
				return s, false
			}
			if index >= 0 && index < len(n.Lhs) {
				s.pos, s.name = n.Lhs[index].Pos(), l.nameOf(n.Lhs[index])
			}
			if n.Tok == token.ADD_ASSIGN && !words.HostName(s.name) {
				s.name = functionAround(parent) // func appendPort(s string) string { s += ":443"
				return s, words.PortName(s.name) != words.NoPort
			}
			return s, true
		case *ast.ReturnStmt:
			s.name = cmp.Or(functionAround(parent), s.name)
			return s, true
		case *ast.CaseClause:
			s.compared = true
			return s, true
		case *ast.SendStmt, *ast.RangeStmt:
			return s, true
		default:
			return s, false
		}
	}
}

// functionAround returns the name of the function around a node.
func functionAround(cur inspector.Cursor) string {
	for f := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		if decl, ok := f.Node().(*ast.FuncDecl); ok {
			return decl.Name.Name
		}
		break
	}
	return ""
}

// argument finds out what an argument is.
func (l *look) argument(s site, call *ast.CallExpr, index int) (site, bool) {
	s.pos, s.name = call.Pos(), l.nameOf(call.Fun)
	if l.info.Types[call.Fun].IsType() {
		return s, true
	}
	fn := typeutil.Callee(l.info, call)
	if shown.MatchString(s.name) || fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "errors" {
		return s, false
	}
	if fn, ok := fn.(*types.Func); ok {
		s.compared = fn.Pkg() != nil && fn.Pkg().Path() == "strings"
		switch fn.FullName() {
		case "fmt.Sprintf", "strings.Join", "net.JoinHostPort":
			return s, false // a part of another string
		}
		if p := parameter(fn.Signature(), index); p != nil && p.Name() != "" {
			if shown.MatchString(p.Name()) {
				return s, false
			}
			s.name += "_" + p.Name()
		}
	}
	// The name of a flag says more: flag.String("listen", ":6514", "…").
	sig, _ := l.typeOf(call.Fun).Underlying().(*types.Signature)
	for i, arg := range call.Args {
		if name, ok := l.stringValue(arg); ok && !strings.ContainsAny(name, " :/") && (words.HostName(name) || sig != nil && namesParameter(parameter(sig, i))) {
			s.name += "_" + name
		}
	}
	return s, true
}
