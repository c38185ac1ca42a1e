package rule

import (
	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/address"
)

// urlLiteral takes the port of what is written as a URL for one.
var urlLiteral = &Rule{
	ID:      "url-literal",
	Doc:     "the port in a URL, whole or in a sum or a format",
	Example: `var where = "amqp://localhost:5672/"`,
	Counter: `var where = "mailto:443"`,
	look:    (*look).urlLiteral,
}

func (l *look) urlLiteral(cur inspector.Cursor) {
	t, ok := l.text(cur)
	if !ok {
		return
	}
	for _, part := range t.parts {
		if part.Style == address.InURL {
			form := address.URL
			if t.argument != "" {
				form = address.Address
			}
			l.add(t.expr, form, t.site.pos, "the string has the form of a URL")
			return
		}
	}
}
