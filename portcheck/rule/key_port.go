package rule

import (
	"go/ast"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/words"
)

// keyPort takes a literal for a port that has the key "port" in a map.
var keyPort = &Rule{
	ID:      "key-port",
	Doc:     `the value of a key such as "port" in a map`,
	Example: `var settings = map[string]any{"port": 443}`,
	Counter: `var settings = map[string]any{"size": 443}`,
	look:    (*look).keyPort,
}

func (l *look) keyPort(cur inspector.Cursor) {
	l.keyed(cur, func(key string, at, value ast.Expr) {
		if words.PortName(key) == words.LastPort && !strings.ContainsAny(key, " \t\n") {
			l.addLiteral(value, at.Pos(), "the key "+key+" says that it is a port")
		}
	})
}

// keyed calls a function for each value that has a constant string as key in a map.
func (l *look) keyed(cur inspector.Cursor, visit func(key string, at, value ast.Expr)) {
	switch n := cur.Node().(type) {
	case *ast.KeyValueExpr:
		if key, ok := l.stringValue(n.Key); ok {
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
