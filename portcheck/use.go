package portcheck

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"net"
	neturl "net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/internal/nearest"
	"example.com/ianaports/ports"
)

// A use is an expression that is a port, or has one.
type use struct {
	place
	expr ast.Expr
	want types.Type // of the parameter or field
}

// use checks a use.
func (c *checker) use(u use) {
	if u.form == socket {
		c.socket(u)
		return
	}
	if k, ok := c.reference(u.expr); ok {
		c.checkReference(u, k)
		return
	}
	if c.checked(u.expr) {
		return
	}
	if u.form == number {
		if p, ok := c.portValue(u.expr); ok {
			c.checkNumber(u, p, func(q qualifier, s ports.Service) string { return q.name(untyped(s.Constant)) })
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
		c.checkText(u, value, func(q qualifier, s ports.Service) string {
			if _, err := strconv.Atoi(value); err == nil && s.First.String() != value {
				return "" // 0443
			}
			return q.name(s.Constant) + ".String()"
		})
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

func (c *checker) portValue(expr ast.Expr) (ports.Port, bool) {
	v := c.pass.TypesInfo.Types[expr].Value
	if v == nil {
		return 0, false
	}
	n, exact := constant.Int64Val(constant.ToInt(v))
	return ports.Port(n), exact && 0 < n && n < 1<<16
}

// socket checks the port of a literal on which something listens. Its number is
// that of a field, and checked there.
func (c *checker) socket(u use) {
	expr := ast.Unparen(u.expr)
	if pointer, ok := expr.(*ast.UnaryExpr); ok && pointer.Op == token.AND {
		expr = ast.Unparen(pointer.X)
	}
	lit, ok := expr.(*ast.CompositeLit)
	if !ok {
		return
	}
	for _, element := range lit.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "Port" {
			if p, ok := c.portValue(pair.Value); ok {
				u.expr = pair.Value
				c.checkListener(u, p)
			}
		}
	}
}

// sum checks host + ":6514", of which no form with a constant keeps the meaning
// for every host.
func (c *checker) sum(u use, sum *ast.BinaryExpr) {
	if value, ok := c.stringValue(sum.Y); ok {
		value = strings.TrimPrefix(value, "]") // "[" + host + "]:6514"
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
	c.checkText(u, parsed.Port(), func(q qualifier, s ports.Service) string {
		// The host follows the user, if there is one.
		start := strings.Index(value, "//") + len("//")
		end := len(value)
		if i := strings.IndexAny(value[start:], "/?#"); i >= 0 {
			end = start + i
		}
		start += strings.LastIndex(value[start:end], "@") + 1
		if value[start:end] != s.First.Addr(parsed.Hostname()) {
			return ""
		}
		code := strconv.Quote(value[:start]) + " + " + q.addr(s, parsed.Hostname())
		if after := value[end:]; after != "" {
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
	if !u.numeric && serviceName.MatchString(value) {
		c.checkName(u, value, replace)
	}
}

// serviceName matches what can be a service name (RFC 6335 §5.1), and the older
// ones that the registry has.
var serviceName = regexp.MustCompile(`^[0-9A-Za-z_+.*/-]*[A-Za-z][0-9A-Za-z_+.*/-]*$`)

func (c *checker) checkNumber(u use, p ports.Port, replace replacement) {
	c.checkListener(u, p)
	if source, s, ok := c.primary(u.transport, p); ok {
		name := s.Constant
		if u.form == number {
			name = untyped(name)
		}
		c.report(findNumber, u.expr, fmt.Sprintf("port %v is %s: use %s.%s", p, s.Name, source.pkg, name), c.fix(u, source, s, replace))
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
			names = append(names, source.names(u.transport)...)
		}
		message := fmt.Sprintf("service %q is not registered", name)
		if near := nearest.Names(name, names); len(near) > 0 {
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
		message, _, _ := c.wrongTransport(services[0].Name, u.transport, services[0].First)
		c.report(findTransport, u.expr, message, nil)
		return
	}
	if slices.ContainsFunc(on, func(s ports.Service) bool { return s.First != on[0].First || s.First != s.Last || s.Constant == "" }) {
		return // no constant says which
	}
	c.checkListener(u, on[0].First)
	if u.form == text {
		replace = nil // it is there to look up a name
	}
	c.report(findName, u.expr, fmt.Sprintf("service %s is looked up at run time: use %s.%s", on[0].Name, source.pkg, on[0].Constant), c.fix(u, source, on[0], replace))
}

// wrongTransport says that a service is not registered over a transport, and what
// its port is there. The other service is ok to take its place if the one name
// continues the other.
func (c *checker) wrongTransport(name string, t ports.Transport, p ports.Port) (message string, other ports.Service, ok bool) {
	message = fmt.Sprintf("service %s is not registered over %v", name, t)
	source, other, found := c.primary(t, p)
	if !found {
		return message, other, false
	}
	message += fmt.Sprintf(": %v/%v is %s", p, t, other.Name)
	if strings.HasPrefix(other.Name, name) || strings.HasPrefix(name, other.Name) {
		message += fmt.Sprintf(": use %s.%s", source.pkg, other.Constant)
		return message, other, true
	}
	return message, other, false
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
	object *types.Const
	name   *ast.Ident // nil where a constant of the package stands for it
	port   ports.Port
}

// reference finds the constant in ports.SyslogTLS, int(ports.PortSyslogTLS),
// ports.PortSyslogTLS.Addr(host) and ports.PortSyslogTLS.String().
func (c *checker) reference(expr ast.Expr) (reference, bool) {
	switch e := ast.Unparen(expr).(type) {
	case *ast.Ident:
		if k, ok := c.constant(e); ok {
			return k, true
		}
		// A constant of the package may stand for one. Its use is no place to
		// correct that.
		k, ok := c.reference(c.initializer(e))
		k.name = nil
		return k, ok
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

// initializer returns the value of a constant of the package, or nil.
func (c *checker) initializer(id *ast.Ident) ast.Expr {
	object, ok := c.pass.TypesInfo.Uses[id].(*types.Const)
	if !ok || object.Pkg() != c.pass.Pkg {
		return nil
	}
	if c.initializers == nil {
		c.initializers = map[types.Object]ast.Expr{}
		for _, file := range c.pass.Files {
			ast.Inspect(file, func(n ast.Node) bool {
				if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Names) == len(spec.Values) {
					for i, name := range spec.Names {
						c.initializers[c.pass.TypesInfo.Defs[name]] = spec.Values[i]
					}
				}
				return true
			})
		}
	}
	return c.initializers[object]
}

// checked reports whether an expression has a constant of a source in it, or one
// of its type Port: the compiler checks these.
func (c *checker) checked(expr ast.Expr) bool {
	found := false
	ast.Inspect(expr, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || found {
			return !found
		}
		object, ok := c.pass.TypesInfo.Uses[id].(*types.Const)
		if !ok {
			return true
		}
		_, found = c.constant(id)
		if named, ok := types.Unalias(object.Type()).(*types.Named); ok && named.Obj().Name() == "Port" && named.Obj().Pkg() != nil {
			found = found || slices.ContainsFunc(c.sources, func(s *source) bool { return s.path == named.Obj().Pkg().Path() })
		}
		if value := c.initializer(id); value != nil {
			found = found || c.checked(value)
		}
		return !found
	})
	return found
}

func (c *checker) constant(id *ast.Ident) (reference, bool) {
	object, ok := c.pass.TypesInfo.Uses[id].(*types.Const)
	if !ok || object.Pkg() == nil {
		return reference{}, false
	}
	for _, source := range c.sources {
		if object.Pkg().Path() == source.path {
			n, _ := constant.Int64Val(constant.ToInt(object.Val()))
			return reference{source, object, id, ports.Port(n)}, true
		}
	}
	return reference{}, false
}

// checkReference finds a constant over the wrong transport.
func (c *checker) checkReference(u use, k reference) {
	c.checkListener(u, k.port)
	typed := k.object.Name()
	isUntyped := !strings.HasPrefix(typed, "Port")
	if isUntyped {
		typed = "Port" + strings.TrimPrefix(typed, "X")
	}
	var name string
	for t := ports.TCP; t <= ports.DCCP; t++ {
		for _, s := range k.source.onPort(t, k.port) {
			if s.Alias == "" && (s.Constant == typed || untyped(s.Constant) == k.object.Name()) {
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
	message, other, ok := c.wrongTransport(name, u.transport, k.port)
	var fixes []analysis.SuggestedFix
	if here := slices.ContainsFunc(k.source.onPort(u.transport, k.port), func(s ports.Service) bool { return s.Constant == other.Constant }); ok && here && k.name != nil {
		constant := other.Constant
		if isUntyped {
			constant = untyped(constant)
		}
		fixes = []analysis.SuggestedFix{{
			Message:   "Use " + constant,
			TextEdits: []analysis.TextEdit{{Pos: k.name.Pos(), End: k.name.End(), NewText: []byte(constant)}},
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
