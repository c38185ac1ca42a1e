package portcheck

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"net"
	neturl "net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/ports"
)

// A use is an expression that is a port, or has one.
type use struct {
	place
	expr ast.Expr
}

// use checks a use.
func (c *checker) use(u use) {
	if k, ok := c.reference(u.expr); ok {
		c.checkReference(u, k)
		return
	}
	if u.form == number {
		v := c.pass.TypesInfo.Types[u.expr].Value
		if v == nil {
			return
		}
		if n, exact := constant.Int64Val(constant.ToInt(v)); exact && 0 < n && n < 1<<16 {
			c.checkNumber(u, ports.Port(n), func(q qualifier, s ports.Service) string { return q.name(untyped(s.Constant)) })
		}
		return
	}
	value, ok := c.stringValue(u.expr)
	if !ok {
		if sum, isSum := ast.Unparen(u.expr).(*ast.BinaryExpr); isSum && sum.Op == token.ADD && u.form == address {
			c.sum(u, sum)
		}
		return
	}
	switch u.form {
	case text:
		c.checkText(u, value, func(q qualifier, s ports.Service) string { return q.name(s.Constant) + ".String()" })
	case address:
		host, port, err := net.SplitHostPort(value)
		if err == nil {
			c.checkText(u, port, func(q qualifier, s ports.Service) string {
				if _, err := strconv.Atoi(port); err == nil && s.First.Addr(host) != value {
					return "" // :0443
				}
				return q.addr(s, host)
			})
		}
	case url:
		c.checkURL(u, value)
	}
}

// sum checks host + ":6514", of which no form with a constant keeps the meaning
// for every host.
func (c *checker) sum(u use, sum *ast.BinaryExpr) {
	if value, ok := c.stringValue(sum.Y); ok {
		if port, ok := strings.CutPrefix(value, ":"); ok {
			u.expr = sum.Y
			c.checkText(u, port, nil)
		}
	}
}

func (c *checker) checkURL(u use, value string) {
	parsed, err := neturl.Parse(value)
	if err != nil || parsed.Port() == "" {
		return
	}
	before, after, _ := strings.Cut(value, parsed.Host)
	c.checkText(u, parsed.Port(), func(q qualifier, s ports.Service) string {
		if s.First.Addr(parsed.Hostname()) != parsed.Host || !strings.HasSuffix(before, "//") && !strings.HasSuffix(before, "@") {
			return ""
		}
		code := strconv.Quote(before) + " + " + q.addr(s, parsed.Hostname())
		if after != "" {
			code += " + " + strconv.Quote(after)
		}
		return code
	})
}

// A replacement writes the code that stands for a use of a service, or returns the
// empty string.
type replacement func(q qualifier, s ports.Service) string

// checkText checks a number or a service name in a string.
func (c *checker) checkText(u use, value string, replace replacement) {
	if n, err := strconv.Atoi(value); err == nil {
		if 0 < n && n < 1<<16 {
			c.checkNumber(u, ports.Port(n), replace)
		}
		return
	}
	if value != "" {
		c.checkName(u, value, replace)
	}
}

func (c *checker) checkNumber(u use, p ports.Port, replace replacement) {
	c.checkListener(u, p)
	if source, s, ok := c.primary(u.transport, p); ok {
		name := s.Constant
		if u.form == number {
			name = untyped(name)
		}
		c.report(findNumber, u.expr, fmt.Sprintf("port %v is %s: use %s.%s", p, s.Name, source.pkg, name), c.fix(u.expr, source, s, replace))
		return
	}
	if elsewhere := c.transports(p); len(elsewhere) > 0 {
		c.report(findTransport, u.expr, fmt.Sprintf("port %v is not registered over %v: it is %s", p, u.transport, strings.Join(elsewhere, ", ")), nil)
	}
}

// primary returns the service that comes first on a port and has a constant with
// its number.
func (c *checker) primary(t ports.Transport, p ports.Port) (*source, ports.Service, bool) {
	for _, source := range c.sources {
		for _, s := range source.onPort(t, p) {
			if s.First == p && s.Constant != "" && s.Alias == "" {
				return source, s, true
			}
		}
	}
	return nil, ports.Service{}, false
}

// transports says what a port is on each transport: "ssh over tcp". Nothing is
// said of a port inside a range.
func (c *checker) transports(p ports.Port) (list []string) {
	for t := ports.TCP; t <= ports.DCCP; t++ {
		if _, s, ok := c.primary(t, p); ok {
			list = append(list, fmt.Sprintf("%s over %v", s.Name, t))
		}
	}
	return list
}

func (c *checker) checkName(u use, name string, replace replacement) {
	var services []ports.Service
	var source *source
	for _, source = range c.sources {
		if services = source.named(name); len(services) > 0 {
			break
		}
	}
	if len(services) == 0 {
		var names []string
		for _, source := range c.sources {
			names = append(names, source.names()...)
		}
		message := fmt.Sprintf("service %q is not registered", name)
		if near := nearest(name, names); len(near) > 0 {
			message += ": did you mean " + strings.Join(near, ", ") + "?"
		}
		c.report(findUnknown, u.expr, message, nil)
		return
	}
	on := services
	if u.transport != 0 {
		on = slices.DeleteFunc(slices.Clone(services), func(s ports.Service) bool { return s.Transport != u.transport })
	}
	if len(on) == 0 {
		c.report(findTransport, u.expr, fmt.Sprintf("service %s is not registered over %v%s", services[0].Name, u.transport, c.instead(u.transport, services[0].First)), nil)
		return
	}
	if slices.ContainsFunc(on, func(s ports.Service) bool { return s.First != on[0].First || s.First != s.Last || s.Constant == "" }) {
		return // no constant says which
	}
	c.checkListener(u, on[0].First)
	if u.form == text {
		replace = nil // it is there to look up a name
	}
	c.report(findName, u.expr, fmt.Sprintf("service %s is looked up at run time: use %s.%s", on[0].Name, source.pkg, on[0].Constant), c.fix(u.expr, source, on[0], replace))
}

// instead says what a port is on a transport, after a finding.
func (c *checker) instead(t ports.Transport, p ports.Port) string {
	if source, s, ok := c.primary(t, p); ok {
		return fmt.Sprintf(": %v/%v is %s: use %s.%s", p, t, s.Name, source.pkg, s.Constant)
	}
	return ""
}

func (c *checker) checkListener(u use, p ports.Port) {
	switch {
	case !u.listen:
	case p.Range() == ports.DynamicPorts:
		c.report(findDynamic, u.expr, fmt.Sprintf("a listener on port %v, which the system may have given to a client: choose one below 49152", p), nil)
	case p.Range() == ports.SystemPorts:
		c.report(findSystem, u.expr, fmt.Sprintf("a listener on port %v, one of the System Ports, which need a privilege on many systems", p), nil)
	}
}

// A reference is a use of a constant of a source.
type reference struct {
	source *source
	name   *ast.Ident
	port   ports.Port
}

// reference finds the constant in ports.SyslogTLS, int(ports.PortSyslogTLS),
// ports.PortSyslogTLS.Addr(host) and ports.PortSyslogTLS.String().
func (c *checker) reference(expr ast.Expr) (reference, bool) {
	switch e := ast.Unparen(expr).(type) {
	case *ast.Ident:
		return c.constant(e)
	case *ast.SelectorExpr:
		return c.constant(e.Sel)
	case *ast.CallExpr:
		if c.pass.TypesInfo.Types[e.Fun].IsType() && len(e.Args) == 1 {
			return c.reference(e.Args[0])
		}
		if method, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr); ok && (method.Sel.Name == "Addr" || method.Sel.Name == "String") {
			return c.reference(method.X)
		}
	}
	return reference{}, false
}

func (c *checker) constant(id *ast.Ident) (reference, bool) {
	object, ok := c.pass.TypesInfo.Uses[id].(*types.Const)
	if !ok || object.Pkg() == nil {
		return reference{}, false
	}
	for _, source := range c.sources {
		if object.Pkg().Path() == source.path {
			n, _ := constant.Int64Val(constant.ToInt(object.Val()))
			return reference{source, id, ports.Port(n)}, true
		}
	}
	return reference{}, false
}

// checkReference finds a constant over the wrong transport.
func (c *checker) checkReference(u use, k reference) {
	c.checkListener(u, k.port)
	typed := k.name.Name
	isUntyped := !strings.HasPrefix(typed, "Port")
	if isUntyped {
		typed = "Port" + strings.TrimPrefix(typed, "X")
	}
	var name string
	for t := ports.TCP; t <= ports.DCCP; t++ {
		for _, s := range k.source.onPort(t, k.port) {
			if s.Alias == "" && (s.Constant == typed || untyped(s.Constant) == k.name.Name) {
				if t == u.transport || u.transport == 0 {
					return
				}
				name = s.Name
			}
		}
	}
	if name == "" {
		return // the last port of a range
	}
	message := fmt.Sprintf("service %s is not registered over %v%s", name, u.transport, c.instead(u.transport, k.port))
	var fixes []analysis.SuggestedFix
	if source, s, ok := c.primary(u.transport, k.port); ok && source == k.source {
		other := s.Constant
		if isUntyped {
			other = untyped(other)
		}
		fixes = []analysis.SuggestedFix{{
			Message:   "Use " + other,
			TextEdits: []analysis.TextEdit{{Pos: k.name.Pos(), End: k.name.End(), NewText: []byte(other)}},
		}}
	}
	c.report(findTransport, u.expr, message, fixes)
}

// untyped returns the untyped constant beside a typed one: SyslogTLS for
// PortSyslogTLS.
func untyped(typed string) string {
	name := strings.TrimPrefix(typed, "Port")
	if name != "" && '0' <= name[0] && name[0] <= '9' {
		return "X" + name
	}
	return name
}
