package rule

import (
	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/portcheck/words"
)

// sourceLiteral takes the port in the data source name of a database, in an argument of a
// command, a variable of the environment, a packet filter or a multiaddr, for one.
var sourceLiteral = &Rule{
	ID:      "source-literal",
	Doc:     "the port in the data source name of a database, an argument of a command, a variable of the environment, a packet filter or a multiaddr",
	Example: `var source, args, filter = "host=localhost port=5432", []string{"--port=5432", "PGPORT=5432"}, "udp port 53"`,
	Counter: `var source, args = "support=5432", []string{"--serial-port=5432"}`,
	look:    (*look).sourceLiteral,
}

func (l *look) sourceLiteral(cur inspector.Cursor) {
	t, ok := l.text(cur)
	if !ok {
		return
	}
	for _, part := range t.parts {
		if part.Style == address.Setting && t.argument != "" && words.PortName(t.argument) != words.LastPort {
			continue
		}
		if part.Style == address.Setting || part.Style == address.HostPort && part.Scheme != "" {
			form := "the string has the form of a setting"
			if part.Style == address.HostPort {
				form = "the string has the form of a source of MySQL"
			}
			l.add(t.expr, address.Address, t.site.pos, form)
			return
		}
	}
}
