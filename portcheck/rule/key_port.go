package rule

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/portcheck/flow"
	"example.com/ianaports/portcheck/words"
	"example.com/ianaports/ports"
)

// keyPort takes a literal for a port that has the key "port" in a map, or that follows
// the argument "--port" of a command.
var keyPort = &Rule{
	ID:      "key-port",
	Doc:     `the value of a key such as "port" in a map, or what follows an argument such as "--port"`,
	Example: `var settings, args = map[string]any{"port": 443}, []string{"--port", "443"}`,
	Counter: `var settings = map[string]any{"size": 443}`,
	look:    (*look).keyPort,
}

func (l *look) keyPort(cur inspector.Cursor) {
	l.keyed(cur, func(key string, at, value ast.Expr) {
		name := key
		if domain, last, ok := strings.Cut(key, "/"); ok && strings.Contains(domain, ".") { // prometheus.io/port
			name = last
		}
		if words.PortName(name) == words.LastPort && !strings.ContainsAny(key, " \t\n") {
			l.addLiteral(value, at.Pos(), "the key "+key+" says that it is a port")
		}
	})
	switch n := cur.Node().(type) {
	case *ast.CompositeLit:
		l.arguments(n.Elts)
	case *ast.CallExpr:
		if sig, ok := l.typeOf(n.Fun).Underlying().(*types.Signature); ok && sig.Variadic() && flow.FormOf(parameter(sig, len(n.Args)).Type()) == address.Text {
			l.arguments(n.Args)
		}
	}
}

// arguments looks at those of a command: "--port", "6514", and "ssh", "-p", "22", where
// the command is named after the service, and what docker publishes.
func (l *look) arguments(list []ast.Expr) {
	if len(list) == 0 {
		return
	}
	if first, _ := l.stringValue(list[0]); connects[first] && len(list) > 2 {
		l.addLiteral(list[len(list)-1], list[0].Pos(), "the command "+first+" connects to it")
	}
	for i, value := range list[1:] {
		name, _ := l.stringValue(list[i])
		lit, ok := ast.Unparen(value).(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING || !strings.HasPrefix(name, "-") || strings.Contains(name, " ") {
			continue
		}
		text, _ := l.stringValue(lit)
		parts := address.Parse(text, address.Text)
		pair := len(parts) == 1 && parts[0].Style == address.Published // or a range
		p, number := l.portOf(lit)
		switch {
		case words.PortName(name) == words.LastPort && !pair:
		case (name == "-p" || name == "--publish") && pair:
		case (name == "-p" || name == "-P") && number && l.command(list, p):
		default:
			continue
		}
		l.addLiteral(value, list[i].Pos(), "the argument "+name+" says that it is a port")
	}
}

// connects are commands that connect to the port behind a host: nc a.example 22. Without
// it, a port of github.com/gokrazy/breakglass (unseen10.tsv) is lost.
var connects = words.SetOf("nc ncat netcat telnet")

// command reports whether the first string of a list names the service of a port.
func (l *look) command(list []ast.Expr, p ports.Port) bool {
	for _, arg := range list {
		for n := range ast.Preorder(arg) {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				text, _ := l.stringValue(lit)
				return slices.ContainsFunc(words.Split(text), func(word string) bool { return l.has(word, p) })
			}
		}
	}
	return false
}

// keyed calls a function for each value that has a constant string as key in a map.
func (l *look) keyed(cur inspector.Cursor, visit func(key string, at, value ast.Expr)) {
	switch n := cur.Node().(type) {
	case *ast.KeyValueExpr:
		key, ok := l.stringValue(n.Key)
		if call, isCall := n.Key.(*ast.CallExpr); isCall && len(call.Args) == 1 {
			if fn := typeutil.Callee(l.info, call); fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "strings" && l.formOf(call) == address.Text {
				key, ok = l.stringValue(call.Args[0]) // strings.ToLower("Port")
			}
		}
		if ok {
			visit(key, n.Key, n.Value)
		}
	case *ast.AssignStmt:
		if len(n.Lhs) != len(n.Rhs) {
			return
		}
		for i, left := range n.Lhs {
			if index, ok := ast.Unparen(left).(*ast.IndexExpr); ok {
				if key, ok := l.stringValue(index.Index); ok {
					visit(key, index.Index, n.Rhs[i])
				}
			}
		}
	}
}
