package registry

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode"
)

// otherProtocols are protocols in files of services(5) that are no transport of the
// registry.
var otherProtocols = []string{"ddp", "udplite"}

// services parses a file in the form of services(5), a service a line:
//
//	name  port/protocol  [alias…]  [# description]
//
// Each alias becomes a row of its own. A name that an earlier line has on the port is
// counted and passed over.
func (p *parser) services(file []byte) {
	names := map[string]string{} // by the name in small letters, as it is first spelled
	has := map[Row]bool{}
	for line := range bytes.Lines(file) {
		p.line++
		before := len(p.errs)
		text, comment, _ := strings.Cut(string(line), "#")
		fields := strings.Fields(text)
		if len(fields) == 0 {
			continue
		}
		service, ok := p.service(fields, comment)
		if len(p.errs) > maxErrors {
			return
		}
		if len(p.errs) > before || !ok {
			continue
		}
		for i, name := range append(fields[:1:1], p.aliases(fields)...) {
			row := service
			if i > 0 {
				row.Alias = names[strings.ToLower(service.Name)]
			}
			key := strings.ToLower(name)
			if _, ok := names[key]; !ok {
				names[key] = name
			}
			row.Name = names[key]
			assignment := Row{Name: row.Name, Ports: row.Ports, Transport: row.Transport}
			if has[assignment] {
				p.out.Repeated++
				continue
			}
			has[assignment] = true
			p.out.Rows = append(p.out.Rows, &row)
		}
	}
}

// aliases returns the aliases of a line, without those that are none, of which it
// warns: nmap has a frequency there, and some files a title without the # before it.
func (p *parser) aliases(fields []string) []string {
	return slices.DeleteFunc(slices.Clone(fields[2:]), func(alias string) bool {
		if strings.ContainsFunc(alias, unicode.IsLetter) {
			return false
		}
		p.warnf("alias %q of %q: has no letter, and is ignored: write a # before what is no alias", alias, fields[0])
		return true
	})
}

// service makes a row of the fields of a line, whose names it checks. ok is false for
// a line to pass over.
func (p *parser) service(fields []string, comment string) (row Row, ok bool) {
	port, protocol, two := "", "", false
	if len(fields) > 1 {
		port, protocol, two = strings.Cut(fields[1], "/")
	}
	if !two || protocol == "" {
		p.errorf("line %s: has no port and protocol after the name: write NAME PORT/PROTOCOL, as in ssh 22/tcp", excerpt([]string{strings.Join(fields, " ")}))
		return row, false
	}
	p.name("service name", fields[0])
	for _, alias := range fields[2:] {
		p.name("alias", alias)
	}
	for _, name := range append(fields[:1:1], fields[2:]...) {
		if strings.Contains(name, `"`) {
			p.errorf("name %q: has a quotation mark: remove it", name)
		}
	}
	comment = without(replacement, comment)
	if r, bad := unprintable(comment); bad {
		p.errorf("comment %q: %s is not printable text: remove it", comment, describe(r))
	}
	row = Row{File: p.out, Line: p.line, Name: fields[0], HasPort: true, Description: comment}
	var err error
	row.Ports, err = ParsePorts(port)
	switch {
	case err == nil && row.Ports.IsRange():
		err = errors.New("services(5) has no ranges: write a line for each port")
	case err == nil && row.Ports.First == 0:
		err = errors.New("port 0 is reserved (RFC 6335): remove the line")
	}
	if err != nil {
		p.errorf("port number %q: %v", port, err)
	}
	switch row.Transport, ok = parseTransport(protocol); {
	case ok:
	case slices.Contains(otherProtocols, strings.ToLower(protocol)):
		p.out.OtherProtocols++
	default:
		p.errorf("protocol %q: unknown: write tcp, udp, sctp or dccp, and one line for each", protocol)
	}
	return row, ok
}
