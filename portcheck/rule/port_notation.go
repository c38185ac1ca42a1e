package rule

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/address"
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
	lit, ok := cur.Node().(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING || !strings.Contains(lit.Value, "/") {
		return
	}
	value, _ := l.stringValue(lit)
	for _, part := range address.Parse(value, address.Text) {
		if _, ok := part.Number(); ok && part.Style == address.Notation {
			l.add(lit, address.Text, lit.Pos(), "the string has the form of a port with its transport")
		}
	}
}
