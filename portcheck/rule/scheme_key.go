package rule

import (
	"go/ast"

	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/words"
)

// schemeKey takes a number for a port whose key in a map is the name of its service, or
// the other way round. Words of English, such as time, are no evidence alone, and
// quantities are no ports.
var schemeKey = &Rule{
	ID:      "scheme-key",
	Doc:     "the value of a key that is the name of its service, or the key of such a value",
	Example: `var schemes, names = map[string]int{"https": 443}, map[int]string{443: "https"}`,
	Counter: `var counts = map[string]int{"time": 37, "shell": 514}`,
	look:    (*look).schemeKey,
}

func (l *look) schemeKey(cur inspector.Cursor) {
	if _, ok := cur.Node().(*ast.KeyValueExpr); ok && words.Quantity(l.holder(cur)) {
		return
	}
	l.keyed(cur, func(key string, at, value ast.Expr) {
		if p, ok := l.portOf(value); ok && l.has(key, p) && (!words.English(key) || l.beside(cur)) {
			l.addLiteral(value, at.Pos(), "the key is the service of this port")
		}
	})
	if pair, ok := cur.Node().(*ast.KeyValueExpr); ok {
		if name := l.names(pair); name != "" && (!words.English(name) || l.beside(cur)) {
			l.addLiteral(pair.Key, pair.Value.Pos(), "the value is the service of this port")
		}
	}
}

// names returns the service that a pair names, if its key is the port of it: 22: "ssh".
func (l *look) names(pair *ast.KeyValueExpr) string {
	name, _ := l.stringValue(pair.Value)
	if p, ok := l.portOf(pair.Key); ok && l.has(name, p) {
		return name
	}
	return ""
}

// beside reports whether another pair of the map has a service that no word of English
// names.
func (l *look) beside(cur inspector.Cursor) bool {
	lit, ok := cur.Parent().Node().(*ast.CompositeLit)
	if !ok {
		return false
	}
	for _, element := range lit.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			key, _ := l.stringValue(pair.Key)
			if p, ok := l.portOf(pair.Value); ok && !words.English(key) && l.has(key, p) {
				return true
			}
			if name := l.names(pair); name != "" && !words.English(name) {
				return true
			}
		}
	}
	return false
}
