package portcheck

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"net"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/internal/naming"
	"example.com/ianaports/internal/nearest"
	"example.com/ianaports/ports"
)

// reportAll reports what the literals and references are.
func (c *checker) reportAll() {
	uses := make([]*use, 0, len(c.uses))
	for _, u := range c.uses {
		uses = append(uses, u)
	}
	slices.SortFunc(uses, func(a, b *use) int { return cmp.Compare(a.lit.Pos(), b.lit.Pos()) })
	for _, u := range uses {
		c.reportUse(u)
	}
	c.reportReferences()
}

// reportUse reports what a literal has that is a port.
func (c *checker) reportUse(u *use) {
	if u.lit.Value == "0" || u.lit.Value == `""` || c.silent(u.lit.Pos()) {
		return
	}
	if u.tagged != nil {
		c.reportText(u, *u.tagged)
		return
	}
	if u.Form == number {
		if p, ok := c.portValue(u.lit, number); ok {
			c.reportNumber(u, p, func(q qualifier, s service) string { return q.name(naming.UntypedOf(s.Constant)) })
		}
		return
	}
	if value, ok := c.stringValue(u.lit); ok {
		c.reportText(u, value)
	}
}

// reportText reports the ports in a string, each once.
func (c *checker) reportText(u *use, value string) {
	if list := hostPorts(value); len(list) > 0 {
		reported := map[ports.Port]bool{}
		for _, h := range list {
			if u.Form == url && h.scheme == "" {
				continue // the port of mailto:443 is none
			}
			replace := inAddress(value, h)
			if len(list) > 1 {
				replace = nil
			}
			if p, ok := parsePort(h.port); ok && !reported[p] {
				reported[p] = true
				c.reportNumber(u, p, replace)
			}
		}
		return
	}
	if rest, ok := strings.CutPrefix(value, "]:"); ok && u.Form != text {
		value = rest
	} else if u.Form == address {
		_, port, err := net.SplitHostPort(value)
		if err != nil {
			return
		}
		c.reportName(u, port, func(q qualifier, s service) string {
			host, _, _ := net.SplitHostPort(value)
			return q.addr(s, host)
		})
		return
	}
	if p, ok := parsePort(value); ok {
		c.reportNumber(u, p, func(q qualifier, s service) string {
			if u.Form != text {
				return ""
			}
			return q.name(s.Constant) + ".String()"
		})
	} else if u.Form == text {
		c.reportName(u, value, nil) // it is there to look up a name
	}
}

// inAddress returns the replacement of an address in a string.
func inAddress(value string, h hostPort) replacement {
	return func(q qualifier, s service) string {
		host := strings.TrimSuffix(strings.TrimPrefix(h.host, "["), "]")
		if h.scheme == "port=" || formatted(host) || value[h.start:h.end] != s.First.Addr(host) {
			return ""
		}
		code := q.addr(s, host)
		if before := value[:h.start]; before != "" {
			code = strconv.Quote(before) + " + " + code
		}
		if after := value[h.end:]; after != "" {
			code += " + " + strconv.Quote(after)
		}
		return code
	}
}

// formatted reports whether a host has a verb of a format.
func formatted(host string) bool {
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	_, err := netip.ParseAddr(host)
	return err != nil && strings.Contains(host, "%")
}

// inFormat reports whether a literal is a format of an address, such as "%s:443".
func (c *checker) inFormat(lit *ast.BasicLit) bool {
	value, _ := c.stringValue(lit)
	return slices.ContainsFunc(hostPorts(value), func(h hostPort) bool { return formatted(h.host) })
}

// inList reports whether a literal has several ports.
func (c *checker) inList(lit *ast.BasicLit) bool {
	value, _ := c.stringValue(lit)
	return len(hostPorts(value)) > 1
}

// reportNumber reports a port that is registered. It returns false where there is
// nothing to say of it.
func (c *checker) reportNumber(u *use, p ports.Port, replace replacement) bool {
	c.reportListener(u, p)
	v, ok := c.judge(u, p)
	switch {
	case ok && v.plain:
		name := v.service.Constant
		if u.lit.Kind == token.INT || u.tagged != nil {
			name = naming.UntypedOf(name)
		}
		message := fmt.Sprintf("port %v is %s: use %s.%s", p, v.service.Name, v.source.pkg, name)
		fixes := c.fix(u, v.source, v.service, replace)
		if len(fixes) == 0 && u.lit.Kind == token.STRING && u.tagged == nil && c.inConstant(u.lit) {
			message += ", in a variable: a string constant cannot be made of it"
		} else if len(fixes) == 0 && u.lit.Kind == token.STRING && u.tagged == nil && c.inFormat(u.lit) {
			message += ", as an argument: a format cannot contain it"
		} else if len(fixes) == 0 && u.lit.Kind == token.STRING && u.tagged == nil && c.inList(u.lit) {
			message += ", address by address: a list in a string cannot contain it"
		}
		if u.tagged != nil {
			message = fmt.Sprintf("port %v is %s, %s.%s: a tag cannot refer to it", p, v.service.Name, v.source.pkg, name)
		}
		return c.reportAt(findNumber, u.lit, u.origin, message, fixes)
	case ok && doubtful && !u.weak:
		if v.either != "" {
			return c.reportAt(findNumber, u.lit, u.origin, fmt.Sprintf("port %v is %s: nothing here says which is meant", p, v.either), nil)
		}
		registered := v.service.Name
		if title := v.service.Description; title != "" && !strings.EqualFold(title, registered) {
			registered += fmt.Sprintf(" (%s)", title)
		}
		return c.reportAt(findNumber, u.lit, u.origin, fmt.Sprintf("port %v is registered for %s: nothing here says that this is meant", p, registered), nil)
	case !ok && u.Transport != 0 && !u.named:
		return c.reportElsewhere(u, p)
	}
	return false
}

// reportElsewhere reports a port that is registered over other transports alone.
func (c *checker) reportElsewhere(u *use, p ports.Port) bool {
	anywhere := *u
	anywhere.Transport = 0
	v, ok := c.judge(&anywhere, p)
	if !ok || !v.plain && !doubtful {
		return false
	}
	if elsewhere := c.transports(p); len(elsewhere) > 0 {
		return c.reportAt(findTransport, u.lit, u.origin, fmt.Sprintf("port %v is not registered over %v: it is %s", p, u.Transport, strings.Join(elsewhere, ", ")), nil)
	}
	return false
}

// transports says what a port is on each transport: "ssh over tcp". Nothing is
// said of a port inside a range.
func (c *checker) transports(p ports.Port) (list []string) {
	for t := ports.TCP; t <= ports.DCCP; t++ {
		if on := c.candidates(t, p); len(on) > 0 {
			list = append(list, fmt.Sprintf("%s over %v", on[0].Name, t))
		}
	}
	return list
}

// serviceName matches what can be a service name (RFC 6335 §5.1), and the older
// ones that the registry has.
var serviceName = regexp.MustCompile(`^[0-9A-Za-z_+.*/-]*[A-Za-z][0-9A-Za-z_+.*/-]*$`)

// reportName reports a service name in a place that looks it up. A value that went
// through variables or calls is one if it is an address; a name that is not registered
// is reported there if it is like one that is.
func (c *checker) reportName(u *use, name string, replace replacement) {
	if u.named || u.Numeric || u.Form == text && !u.direct || !serviceName.MatchString(name) {
		return
	}
	var services []service
	var from *source
	for _, from = range c.sources {
		if services = from.named(name); len(services) > 0 {
			break
		}
	}
	if len(services) == 0 {
		c.reportUnknown(u, name)
		return
	}
	on := services
	if u.Transport != 0 {
		on = slices.DeleteFunc(slices.Clone(services), func(s service) bool { return s.Transport != u.Transport })
	}
	if len(on) == 0 {
		message, _, _ := c.wrongTransport(services[0].Name, u.Transport, services[0].First)
		c.reportAt(findTransport, u.lit, u.origin, message, nil)
		return
	}
	if slices.ContainsFunc(on, func(s service) bool { return s.First != on[0].First || s.First != s.Last || s.Constant == "" }) {
		return // no constant says which
	}
	c.reportListener(u, on[0].First)
	c.reportAt(findName, u.lit, u.origin, fmt.Sprintf("service %s is looked up at run time: use %s.%s", on[0].Name, from.pkg, on[0].Constant), c.fix(u, from, on[0], replace))
}

func (c *checker) reportUnknown(u *use, name string) {
	var names []string
	for _, source := range c.sources {
		names = append(names, source.names(u.Transport)...)
	}
	near := nearest.Names(name, names)
	if len(near) == 0 && !u.direct {
		return
	}
	message := fmt.Sprintf("service %q is not registered", name)
	if len(near) > 0 {
		message += ": did you mean " + strings.Join(near, ", ") + "?"
	}
	c.reportAt(findUnknown, u.lit, u.origin, message, nil)
}

// wrongTransport says that a service is not registered over a transport, and what
// its port is there. The other service is ok to take its place if the one name
// continues the other.
func (c *checker) wrongTransport(name string, t ports.Transport, p ports.Port) (message string, other candidate, ok bool) {
	message = fmt.Sprintf("service %s is not registered over %v", name, t)
	on := c.candidates(t, p)
	if len(on) == 0 {
		return message, other, false
	}
	other = on[0]
	message += fmt.Sprintf(": %v/%v is %s", p, t, other.Name)
	if strings.HasPrefix(other.Name, name) || strings.HasPrefix(name, other.Name) {
		message += fmt.Sprintf(": use %s.%s", other.source.pkg, other.Constant)
		return message, other, true
	}
	return message, other, false
}

// reportListener reports a port on which nothing should listen.
func (c *checker) reportListener(u *use, p ports.Port) {
	if u.Listen {
		c.reportListening(u.lit, u.origin, p)
	}
}

func (c *checker) reportListening(at ast.Expr, from origin, p ports.Port) {
	switch p.Class() {
	case ports.DynamicPorts:
		c.reportAt(findDynamic, at, from, fmt.Sprintf("a listener on port %v, which the system may have given to a client: choose one below 49152", p), nil)
	case ports.SystemPorts:
		c.reportAt(findSystem, at, from, fmt.Sprintf("a listener on port %v, one of the System Ports, which need a privilege on many systems", p), nil)
	}
}

// reportAt reports a finding, unless it is switched off or silenced, with the place
// where the value becomes a port.
func (c *checker) reportAt(category string, expr ast.Expr, from origin, message string, fixes []analysis.SuggestedFix) bool {
	if !*enabled[category] || c.silent(expr.Pos()) {
		return true
	}
	d := analysis.Diagnostic{Pos: expr.Pos(), End: expr.End(), Category: category, Message: message, SuggestedFixes: fixes}
	if from.pos.IsValid() {
		d.Related = []analysis.RelatedInformation{{Pos: from.pos, Message: from.text}}
	}
	c.pass.Report(d)
	return true
}
