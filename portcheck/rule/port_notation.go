package rule

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/portcheck/flow"
)

// portNotation takes "22/tcp" for a port: no other text has that form.
var portNotation = &Rule{
	ID:      "port-notation",
	Doc:     `a port with its transport, such as "22/tcp"`,
	Example: `var exposed = "22/tcp"`,
	Counter: `var exposed = "22/7"`,
	look:    (*look).portNotation,
}

func (l *look) portNotation(cur inspector.Cursor) {
	text := ""
	switch n := cur.Node().(type) {
	case *ast.BasicLit:
		if n.Kind != token.STRING || !strings.Contains(n.Value, "/") {
			return
		}
		text, _ = l.stringValue(n)
	case *ast.BinaryExpr, *ast.CallExpr: // fmt.Sprintf("%d/tcp", 22)
		if partOfSum(cur) || !hasSlash(n) {
			return
		}
		if template := flow.TemplateOf(l.info, n.(ast.Expr)); template != nil {
			text = template.Text
		}
	default:
		return
	}
	for _, part := range address.Parse(text, address.Text) {
		if part.Style == address.Notation {
			l.add(cur.Node().(ast.Expr), address.Text, cur.Node().Pos(), "the string has the form of a port with its transport")
		}
	}
}

// hasSlash reports whether the last literal of a sum, or the first one of a call, can
// have a transport. It is a quick look.
func hasSlash(n ast.Node) bool {
	var expr ast.Expr
	switch n := n.(type) {
	case *ast.BinaryExpr:
		expr = n.Y
	case *ast.CallExpr:
		if len(n.Args) == 0 {
			return false
		}
		expr = n.Args[0]
	}
	lit, ok := ast.Unparen(expr).(*ast.BasicLit)
	return ok && strings.Contains(lit.Value, "/")
}
