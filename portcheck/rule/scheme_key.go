package rule

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/words"
)

// schemeKey takes a number for a port whose key in a map is the name of its service, or
// the other way round; what is called so, RTMP = 1935; and what a case or a condition of
// that name leads to. Words of English, such as time, are no evidence alone, and
// quantities are no ports.
var schemeKey = &Rule{
	ID:      "scheme-key",
	Doc:     "what has the name of its service for its own name, its key or the case that leads to it; or the other way round",
	Example: `var schemes, names = map[string]int{"https": 443}, map[int]string{443: "https"}; func number(name string) int { switch name { case "ssh": return 22 }; return 0 }`,
	Counter: `var counts = map[string]int{"time": 37, "shell": 514}; func size(name string) int { switch name { case "time": return 37 }; return 0 }`,
	look:    (*look).schemeKey,
}

func (l *look) schemeKey(cur inspector.Cursor) {
	if _, ok := cur.Node().(*ast.KeyValueExpr); ok && words.Quantity(l.holder(cur)) {
		return
	}
	switch n := cur.Node().(type) {
	case *ast.CaseClause:
		l.leadsTo(n.List, n.Body)
	case *ast.IfStmt:
		l.leadsTo(equals(n.Cond), n.Body.List)
	}
	if _, call := cur.Node().(*ast.CallExpr); !call {
		l.pairs(cur, l.ofItsName)
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

// ofItsName looks at RTMP: 1935: what has the name of the service, perhaps with the word
// default.
func (l *look) ofItsName(name string, _ types.Type, value ast.Expr, pos token.Pos) {
	p, ok := l.portOf(value)
	if !ok {
		return
	}
	list := slices.DeleteFunc(words.Split(name), func(word string) bool { return word == "default" })
	if !words.English(strings.Join(list, "")) && (l.has(strings.Join(list, ""), p) || l.has(strings.Join(list, "-"), p)) {
		l.addLiteral(value, pos, "the name "+name+" is that of the service of this port")
	}
}

// leadsTo looks at case "ssh": return 22, and at if n == 22 { name = "ssh" }.
func (l *look) leadsTo(values []ast.Expr, body []ast.Stmt) {
	if len(body) == 0 {
		return
	}
	var results []ast.Expr
	switch n := body[0].(type) {
	case *ast.ReturnStmt:
		results = n.Results
	case *ast.AssignStmt:
		results = n.Rhs
	}
	for _, value := range values {
		for _, result := range results {
			l.pair(value, result)
			l.pair(result, value)
		}
	}
}

// pair adds evidence of a port beside the name of its service.
func (l *look) pair(name, port ast.Expr) {
	text, _ := l.stringValue(name)
	if p, ok := l.portOf(port); ok && l.has(text, p) && !words.English(text) {
		l.addLiteral(port, name.Pos(), "it goes with the name of its service")
	}
}

// equals returns what a condition compares something with: a == 22 || a == 2222.
func equals(cond ast.Expr) []ast.Expr {
	n, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	switch {
	case !ok:
	case n.Op == token.LOR:
		return append(equals(n.X), equals(n.Y)...)
	case n.Op == token.EQL:
		return []ast.Expr{n.X, n.Y}
	}
	return nil
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
