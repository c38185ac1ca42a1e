package registry

import (
	"bytes"
	"errors"
	"strings"
)

// isServices reports whether a file has the form of services(5): the
// first line that is not a comment has a name and, behind white space, a number.
func isServices(file []byte) bool {
	for line := range bytes.Lines(file) {
		text, _, _ := strings.Cut(string(line), "#")
		switch fields := strings.Fields(text); {
		case len(fields) == 0:
			continue
		case len(fields) == 1 || strings.ContainsAny(fields[0], `,"`):
			return false
		default:
			return '0' <= fields[1][0] && fields[1][0] <= '9'
		}
	}
	return false
}

// readServices parses a file in the form of services(5), a service a line:
//
//	name  port/protocol  [alias…]  [# description]
//
// Each alias becomes a row of its own. A line of a protocol that is none of the four
// transports is counted and passed over, and so is a name that an earlier line has on
// the port.
func (p *parser) readServices(file []byte) {
	p.reg.Missing = append(p.reg.Missing, columnNames[numRequired:numIANA]...)
	names := map[string]string{} // by the folded name, as it is first spelled
	has := map[assignment]bool{}
	for line := range bytes.Lines(file) {
		p.line++
		before := len(p.errs)
		text, comment, _ := strings.Cut(string(line), "#")
		fields := strings.Fields(text)
		if len(fields) == 0 {
			continue
		}
		first, known := p.service(fields, comment)
		if len(p.errs) > maxErrors {
			return
		}
		if len(p.errs) > before {
			continue
		}
		if !known {
			p.reg.OtherProtocols++
			continue
		}
		for i, name := range append(fields[:1:1], fields[2:]...) {
			rec := first
			if i > 0 {
				rec.Alias = names[Fold(first.Name)]
			}
			if _, ok := names[Fold(name)]; !ok {
				names[Fold(name)] = name
			}
			rec.Name = names[Fold(name)]
			key := assignment{Fold(name), rec.Transport, rec.Ports.First}
			if has[key] {
				p.reg.Repeated++
				continue
			}
			has[key] = true
			p.reg.Records = append(p.reg.Records, rec)
		}
	}
}

// service makes a record of the fields of a line, whose names it checks. known is
// false for a protocol other than the four.
func (p *parser) service(fields []string, comment string) (rec Record, known bool) {
	port, protocol, ok := "", "", false
	if len(fields) > 1 {
		port, protocol, ok = strings.Cut(fields[1], "/")
	}
	if !ok || protocol == "" {
		p.errorf("line %s: has no port and protocol after the name: write NAME PORT/PROTOCOL, as in ssh 22/tcp", excerpt([]string{strings.Join(fields, " ")}))
		return rec, false
	}
	p.name("service name", fields[0])
	for _, alias := range fields[2:] {
		p.name("alias", alias)
	}
	for _, name := range append(fields[:1:1], fields[2:]...) {
		// In CSV, the note of an alias has the name in quotation marks.
		if strings.Contains(name, `"`) {
			p.errorf("name %q: has a quotation mark: remove it", name)
		}
	}
	comment = without(replacement, comment)
	if r, bad := unprintable(comment); bad {
		p.errorf("comment %q: %s is not printable text: remove it", comment, describe(r))
	}
	rec = Record{File: p.file, Line: p.line, Name: fields[0], FromServices: true}
	var err error
	if rec.Ports, err = ParsePorts(port); err == nil && rec.Ports.First != rec.Ports.Last {
		err = errors.New("services(5) has no ranges: write a line for each port")
	}
	if err != nil {
		p.errorf("port number %q: %v", port, err)
	}
	if rec.Description = Title(comment); rec.Description != comment {
		rec.FullTitle = comment
	}
	rec.Transport, known = parseTransport(protocol)
	return rec, known
}
