package rule

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/address"
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
		key = key[strings.LastIndexByte(key, '/')+1:] // prometheus.io/port
		if words.PortName(key) == words.LastPort && !strings.ContainsAny(key, " \t\n") {
			l.addLiteral(value, at.Pos(), "the key "+key+" says that it is a port")
		}
	})
	switch n := cur.Node().(type) {
	case *ast.CompositeLit:
		l.arguments(n.Elts)
	case *ast.CallExpr:
		if sig, ok := l.typeOf(n.Fun).Underlying().(*types.Signature); ok && sig.Variadic() {
			l.arguments(n.Args)
		}
	}
}

// arguments looks at those of a command: "--port", "6514", and "ssh", "-p", "22". What is
// behind -p is a port where another argument names its service, also of a container.
func (l *look) arguments(list []ast.Expr) {
	service := func(p ports.Port) bool {
		return slices.ContainsFunc(list, func(arg ast.Expr) bool {
			for n := range ast.Preorder(arg) {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if text, _ := l.stringValue(lit); l.mentions(text, p) {
						return true
					}
				}
			}
			return false
		})
	}
	for i, value := range list {
		if i == 0 {
			continue
		}
		name, _ := l.stringValue(list[i-1])
		lit, ok := ast.Unparen(value).(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING || !strings.HasPrefix(name, "-") || strings.Contains(name, " ") {
			continue
		}
		isPort := words.PortName(name) == words.LastPort
		if name == "-p" || name == "-P" || name == "--publish" {
			text, _ := l.stringValue(lit)
			for _, part := range address.Parse(text, address.Text) {
				p, ok := part.Number()
				isPort = isPort || ok && service(p)
			}
		}
		if isPort {
			l.addLiteral(value, list[i-1].Pos(), "the argument "+name+" says that it is a port")
		}
	}
}

// keyed calls a function for each value that has a constant string as key in a map.
func (l *look) keyed(cur inspector.Cursor, visit func(key string, at, value ast.Expr)) {
	switch n := cur.Node().(type) {
	case *ast.KeyValueExpr:
		key, ok := l.stringValue(n.Key)
		if call, isCall := n.Key.(*ast.CallExpr); isCall && len(call.Args) == 1 && !l.info.Types[call.Fun].IsType() {
			key, ok = l.stringValue(call.Args[0]) // strings.ToLower("Port")
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
