package portcheck

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"example.com/ianaports/ports"
)

// A seed is where tracing starts: a value or an object that is a port.
type seed struct {
	flow   flow
	object types.Object
	need   need
}

// A nodeKey keeps an object from being traced twice in the same way, so that
// tracing ends.
type nodeKey struct {
	object    types.Object
	form      form
	transport ports.Transport
	listen    bool
	within    *types.Signature
}

// A use is a literal that is a port, or has one.
type use struct {
	need
	lit    *ast.BasicLit
	tagged *string // the value, where the literal is the tag of a field
}

func (c *checker) seedExpr(expr ast.Expr, n need) { c.seedFlow(flow{expr: expr}, n) }

func (c *checker) seedFlow(f flow, n need) { c.seeds = append(c.seeds, seed{flow: f, need: n}) }

func (c *checker) seedObject(object types.Object, n need) {
	key := nodeKey{object: object, form: n.Form, transport: n.Transport, listen: n.Listen}
	if !c.seeded[key] {
		c.seeded[key] = true
		c.seeds = append(c.seeds, seed{object: object, need: n})
	}
}

// trace follows the seeds back to the literals, those by contract before those by
// name, and then what is compared with a carrier.
func (c *checker) trace() {
	for _, named := range []bool{false, true} {
		for i := 0; i < len(c.seeds); i++ { // tracing does not add seeds
			if s := c.seeds[i]; s.need.named == named {
				if s.object != nil {
					c.demand(s.object, s.need)
				} else {
					c.want(s.flow, s.need)
				}
			}
		}
		for again := true; again; {
			before := len(c.carriers)
			c.interfaces()
			c.compared()
			again = len(c.carriers) > before
		}
	}
}

// demand traces the values that go into an object.
func (c *checker) demand(object types.Object, n need) {
	if object.Pkg() != c.pass.Pkg {
		return // its values are in another package
	}
	n.direct = false
	if v, ok := object.(*types.Var); ok && n.within != nil && c.graph.owners[v] == n.within {
		return // from the calls, see through
	}
	c.isSource[object] = c.isSource[object] || n.source
	key := nodeKey{object, n.Form, n.Transport, n.Listen, n.within}
	if c.visited[key] {
		return
	}
	c.visited[key] = true
	if _, ok := c.carriers[object]; !ok {
		c.carriers[object] = n
		c.order = append(c.order, object)
	}
	back := n
	back.source = false
	for _, f := range c.graph.flows[object] {
		c.want(f, c.atCall(back, f))
	}
	if n.Form == number || n.Form == text {
		for _, reader := range c.graph.readers[object] {
			if formOf(reader.Type()) == n.Form && !n.weak {
				read := n
				read.within, read.source = nil, true
				c.demand(reader, read)
			}
		}
	}
}

// atCall returns the need of an argument: the network may be another argument of
// the call.
func (c *checker) atCall(n need, f flow) need {
	if f.call == nil || n.network == nil {
		return n
	}
	index, ok := c.graph.params[n.network]
	n.network = nil
	if ok {
		if !c.resolveNetwork(&n, index, c.argumentsOf(f.call)) {
			n.Form = 0
		}
	}
	return n
}

// want traces a value of which a port is needed.
func (c *checker) want(f flow, n need) {
	if n.Form == 0 {
		return
	}
	expr := ast.Unparen(f.expr)
	if ref, ok := c.reference(expr); ok {
		c.references = append(c.references, found{ref, expr, n})
		return
	}
	switch e := expr.(type) {
	case *ast.BasicLit:
		c.found(e, n)
	case *ast.Ident, *ast.SelectorExpr:
		if object := c.object(e); object != nil && !n.weak {
			c.demand(object, n)
		}
	case *ast.StarExpr:
		c.want(flow{expr: e.X}, n)
	case *ast.IndexExpr:
		c.want(flow{expr: e.X}, n)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			c.want(flow{expr: e.X}, n)
		}
	case *ast.TypeAssertExpr:
		c.want(flow{expr: e.X}, n)
	case *ast.BinaryExpr:
		if e.Op == token.ADD && n.Form != number {
			c.wantSum(e, n)
		}
	case *ast.CompositeLit:
		c.wantElements(e, n)
	case *ast.CallExpr:
		c.wantCall(e, f.index, n)
	}
}

// wantElements traces the elements of a slice, an array or a map.
func (c *checker) wantElements(lit *ast.CompositeLit, n need) {
	switch c.typeOf(lit).Underlying().(type) {
	case *types.Slice, *types.Array, *types.Map:
		for _, element := range lit.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				element = pair.Value
			}
			c.want(flow{expr: element}, n)
		}
	}
}

// wantSum traces what is a port in a sum of strings: host + ":443",
// host + ":" + port, "http://" + addr + "/x".
func (c *checker) wantSum(sum *ast.BinaryExpr, n need) {
	operands := terms(sum)
	for i, operand := range operands {
		before := ""
		if i > 0 {
			before, _ = c.stringValue(operands[i-1])
		}
		value, isString := c.stringValue(operand)
		switch {
		case strings.HasSuffix(before, ":") && !strings.HasSuffix(before, "::"):
			c.want(flow{expr: operand}, n.as(text))
		case n.Form == text:
			return
		case isString && i > 0 && (strings.HasPrefix(value, ":") || strings.HasPrefix(value, "]:")) && len(value) > 1:
			c.want(flow{expr: operand}, n)
		case isString && i == 0 && len(hostPorts(value)) > 0:
			c.want(flow{expr: operand}, n)
		case !isString && (i == 0 || strings.HasSuffix(before, "://")):
			c.want(flow{expr: operand}, n.as(address))
		}
	}
}

// converters are functions that convert numbers to texts and back, by the form of
// their result.
var converters = map[string]form{
	"strconv.Itoa": text, "strconv.FormatInt": text, "strconv.FormatUint": text, "fmt.Sprint": text,
	"strconv.Atoi": number, "strconv.ParseInt": number, "strconv.ParseUint": number,
}

// passing are functions that return some of their arguments, changed little.
var passing = map[string]bool{
	"cmp.Or": true, "strings.TrimSpace": true, "strings.ToLower": true, "strings.Clone": true,
	"slices.Clone": true, "slices.Concat": true, "slices.Insert": true, "maps.Clone": true,
	"strings.TrimPrefix": true, "strings.TrimSuffix": true, "strings.Split": true,
}

// passedArguments returns the arguments that a passing function returns: all but those
// that say what to cut off, where to split and where to insert.
func passedArguments(fn *types.Func, call *ast.CallExpr) []ast.Expr {
	switch {
	case fn.Pkg().Path() == "strings":
		return call.Args[:1]
	case fn.FullName() == "slices.Insert" && len(call.Args) > 1:
		return slices.Concat(call.Args[:1], call.Args[2:])
	}
	return call.Args
}

// wantCall traces the result of a call.
func (c *checker) wantCall(call *ast.CallExpr, index int, n need) {
	if c.info.Types[call.Fun].IsType() {
		if len(call.Args) == 1 {
			c.want(flow{expr: call.Args[0]}, n)
		}
		return
	}
	switch fn := typeutil.Callee(c.info, call).(type) {
	case *types.Builtin:
		if fn.Name() == "append" {
			for _, arg := range call.Args {
				c.want(flow{expr: arg}, n)
			}
		}
	case *types.Func:
		c.wantResult(fn.Origin(), call, index, n)
	case *types.Var:
		for _, sig := range c.signatures(fn.Origin()) {
			c.wantSignature(sig, call, index, n)
		}
	case nil:
		if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
			if sig, ok := c.typeOf(lit).(*types.Signature); ok {
				c.wantSignature(sig, call, index, n)
			}
		}
	}
}

func (c *checker) wantResult(fn *types.Func, call *ast.CallExpr, index int, n need) {
	if fn.Pkg() == c.pass.Pkg {
		c.wantSignature(fn.Signature(), call, index, n)
		return
	}
	if value := c.defaultOf(call); value != nil && index == 0 {
		c.want(flow{expr: value}, n)
		return
	}
	if fn.Pkg() == nil || len(call.Args) == 0 {
		return
	}
	name := fn.FullName()
	form, converts := converters[name]
	switch {
	case converts && index == 0 && (form == n.Form || name == "fmt.Sprint"):
		if form == text && formOf(c.typeOf(call.Args[0])) == number {
			n = n.as(number)
		} else {
			n = n.as(text)
		}
		c.want(flow{expr: call.Args[0]}, n)
	case passing[name]:
		for _, arg := range passedArguments(fn, call) {
			c.want(flow{expr: arg}, n)
		}
	case name == "net.JoinHostPort" && len(call.Args) == 2 && n.Form == address:
		c.want(flow{expr: call.Args[1]}, n.as(text))
	case name == "fmt.Sprintf":
		c.wantFormat(call, n)
	default:
		if known := c.calleeOf(fn); known != nil {
			c.wantThrough(known.Through, fn.Signature(), call, index, n)
		}
		if n.named && len(call.Args) == 1 { // ptr.To(443)
			if lit, ok := ast.Unparen(call.Args[0]).(*ast.BasicLit); ok && formOf(c.typeOf(lit)) == n.Form {
				c.want(flow{expr: lit}, n)
			}
		}
	}
}

// wantSignature traces the result of a function of the package: what it returns,
// and those arguments of this call that it returns.
func (c *checker) wantSignature(sig *types.Signature, call *ast.CallExpr, index int, n need) {
	if index >= sig.Results().Len() {
		return
	}
	result := sig.Results().At(index)
	if f := formOf(result.Type()); f == number && n.Form != number || n.Form == number && f == text {
		return
	}
	inside := n
	inside.within, inside.network = sig, nil
	c.demand(result, inside)
	c.wantThrough(c.through(sig, index), sig, call, index, n)
}

func (c *checker) wantThrough(list []passThrough, sig *types.Signature, call *ast.CallExpr, index int, n need) {
	args := c.argumentsOf(call)
	for _, t := range list {
		if t.Result != index {
			continue
		}
		last := t.Param
		if sig.Variadic() && t.Param == sig.Params().Len()-1 {
			last = len(args) - 1
		}
		for i := t.Param; i <= last && i < len(args); i++ {
			passed := n
			if f := formOf(c.typeOf(args[i])); f != 0 && (n.Form == number || n.Form == text) {
				passed.Form = f // the function may convert it
			}
			c.want(flow{expr: args[i]}, passed)
		}
	}
}

// through returns the parameters that a function returns.
func (c *checker) through(sig *types.Signature, index int) []passThrough {
	result := sig.Results().At(index)
	if list, ok := c.passed[result]; ok {
		return list
	}
	c.passed[result] = nil // of a function that calls itself
	var list []passThrough
	seen := map[types.Object]bool{}
	var visit func(object types.Object)
	var value func(expr ast.Expr)
	visit = func(object types.Object) {
		if object == nil || seen[object] {
			return
		}
		seen[object] = true
		if v, ok := object.(*types.Var); ok && c.graph.owners[v] == sig {
			list = append(list, passThrough{index, c.graph.params[v]})
		} else if !ok || v.IsField() || object.Pkg() == nil || object.Parent() == object.Pkg().Scope() {
			return
		}
		for _, f := range c.graph.flows[object] {
			if f.call == nil {
				value(f.expr)
			}
		}
	}
	value = func(expr ast.Expr) {
		switch e := ast.Unparen(expr).(type) {
		case *ast.Ident:
			visit(c.object(e))
		case *ast.IndexExpr:
			value(e.X)
		case *ast.StarExpr:
			value(e.X)
		case *ast.UnaryExpr:
			value(e.X)
		case *ast.CallExpr:
			if c.info.Types[e.Fun].IsType() && len(e.Args) == 1 {
				value(e.Args[0])
				return
			}
			fn, ok := typeutil.Callee(c.info, e).(*types.Func)
			if !ok || len(e.Args) == 0 {
				return
			}
			fn = fn.Origin()
			switch {
			case passing[fn.FullName()]:
				for _, arg := range passedArguments(fn, e) {
					value(arg)
				}
			case converters[fn.FullName()] != 0:
				value(e.Args[0])
			case fn.Pkg() == c.pass.Pkg && fn.Signature().Results().Len() > 0:
				for _, t := range c.through(fn.Signature(), 0) {
					if t.Param < len(e.Args) {
						value(e.Args[t.Param])
					}
				}
			}
		}
	}
	for _, f := range c.graph.flows[result] {
		value(f.expr)
	}
	slices.SortFunc(list, func(a, b passThrough) int { return cmp.Compare(a.Param, b.Param) })
	c.passed[result] = list
	return list
}

// verb matches a verb of a format.
var verb = regexp.MustCompile(`%[-+# 0]*\d*(?:\.\d+)?[a-zA-Z%]`)

// wantFormat traces what is a port in fmt.Sprintf("%s:%d", host, port).
func (c *checker) wantFormat(call *ast.CallExpr, n need) {
	if call.Ellipsis.IsValid() {
		return
	}
	format, ok := c.stringValue(call.Args[0])
	if !ok {
		return
	}
	if n.Form != text && len(hostPorts(format)) > 0 {
		c.want(flow{expr: call.Args[0]}, n)
	}
	arg := 0
	for _, m := range verb.FindAllStringIndex(format, -1) {
		if format[m[1]-1] == '%' {
			continue
		}
		arg++
		if arg >= len(call.Args) {
			return
		}
		whole := m[0] == 0 && m[1] == len(format)
		before := strings.TrimRight(format[:m[0]], "]")
		switch form := formOf(c.typeOf(call.Args[arg])); {
		case form == 0:
		case n.Form == text && whole, n.Form != text && strings.HasSuffix(before, ":") && !whole:
			c.want(flow{expr: call.Args[arg]}, n.as(form))
		case n.Form != text && form == text && (whole || strings.HasSuffix(before, "://")):
			c.want(flow{expr: call.Args[arg]}, n.as(address))
		}
	}
}

// interfaces lets the calls of an interface's methods reach the methods that
// implement them here.
func (c *checker) interfaces() {
	for _, fn := range c.graph.functions {
		recv := fn.Signature().Recv()
		if recv == nil {
			continue
		}
		for _, method := range c.graph.interfaceMethods[fn.Name()] {
			if method.Signature().Params().Len() == fn.Signature().Params().Len() {
				c.implemented(fn, recv.Type(), method)
			}
		}
	}
}

func (c *checker) implemented(fn *types.Func, recv types.Type, method *types.Func) {
	checked := false
	for i := range fn.Signature().Params().Len() {
		n, ok := c.carriers[fn.Signature().Params().At(i)]
		if !ok {
			continue
		}
		if !checked {
			iface, ok := method.Signature().Recv().Type().Underlying().(*types.Interface)
			if !ok || !types.Implements(recv, iface) && !types.Implements(types.NewPointer(recv), iface) {
				return
			}
			checked = true
		}
		p := method.Signature().Params().At(i)
		if n.network != nil {
			if index, ok := c.graph.params[n.network]; ok && index < method.Signature().Params().Len() {
				n.network = method.Signature().Params().At(index)
				c.graph.params[n.network] = index
			}
		}
		n.within = nil
		c.demandMethod(p, n)
	}
}

// demandMethod traces the arguments of calls of an interface's method, which may
// be another package's.
func (c *checker) demandMethod(p *types.Var, n need) {
	if p.Pkg() == c.pass.Pkg {
		c.demand(p, n)
		return
	}
	key := nodeKey{object: p, form: n.Form, transport: n.Transport, listen: n.Listen}
	if c.visited[key] {
		return
	}
	c.visited[key] = true
	for _, f := range c.graph.flows[p] {
		c.want(f, c.atCall(n, f))
	}
}

// compared looks at the literals that carriers are compared with.
func (c *checker) compared() {
	for i := range c.graph.comparisons {
		compared := &c.graph.comparisons[i]
		if compared.value == nil {
			continue
		}
		n, ok := c.carried(compared.value)
		if !ok {
			continue
		}
		n.direct, n.within, n.network = false, nil, nil
		for _, other := range compared.others {
			c.want(flow{expr: other}, n)
		}
		compared.value = nil
	}
}

// carried returns how a value is a port, if it is one.
func (c *checker) carried(expr ast.Expr) (need, bool) {
	expr = ast.Unparen(expr)
	form := formOf(c.typeOf(expr))
	if form == 0 {
		return need{}, false
	}
	if n, ok := c.comesFrom(flow{expr: expr}); ok {
		return n, true
	}
	if object := c.object(expr); object != nil {
		if n, ok := c.carriers[object]; ok && (n.Form == form || n.Form == address) {
			return n, true
		}
		if n, ok := c.carrierOf(object); ok {
			n.origin.pos = expr.Pos()
			return n, true
		}
	}
	switch e := expr.(type) {
	case *ast.CallExpr:
		if c.info.Types[e.Fun].IsType() && len(e.Args) == 1 {
			return c.carried(e.Args[0])
		}
		if fn, ok := typeutil.Callee(c.info, e).(*types.Func); ok {
			if converters[fn.FullName()] != 0 && len(e.Args) == 1 {
				n, ok := c.carried(e.Args[0])
				return n.as(form), ok
			}
			fn = fn.Origin()
			if fn.Pkg() == c.pass.Pkg && fn.Signature().Results().Len() > 0 {
				if result := fn.Signature().Results().At(0); c.isSource[result] {
					return c.carriers[result], true
				}
			}
		}
	case *ast.StarExpr:
		return c.carried(e.X)
	}
	if name := c.exprName(expr); portName(name) == isPort && c.plainType(c.typeOf(expr), isPort) && !c.isConstant(expr) {
		return need{carrier: carrier{Form: form}, named: true, origin: origin{expr.Pos(), "the name " + name + " says that it is a port"}}, true
	}
	return need{}, false
}

// comesFrom returns the need of a value that is a port because of where it comes
// from, such as u.Port().
func (c *checker) comesFrom(f flow) (need, bool) {
	switch e := ast.Unparen(f.expr).(type) {
	case *ast.CallExpr:
		if c.info.Types[e.Fun].IsType() {
			if len(e.Args) == 1 && formOf(c.typeOf(e.Args[0])) == formOf(c.typeOf(e)) {
				return c.comesFrom(flow{expr: e.Args[0]})
			}
			return need{}, false
		}
		fn, ok := typeutil.Callee(c.info, e).(*types.Func)
		if !ok {
			return need{}, false
		}
		if form := converters[fn.FullName()]; form != 0 && len(e.Args) > 0 && f.index == 0 {
			n, ok := c.comesFrom(flow{expr: e.Args[0]})
			return n.as(form), ok
		}
		if known := c.calleeOf(fn.Origin()); known != nil {
			if result, ok := known.Results[f.index]; ok && result.Form != address {
				return need{carrier: result, source: true, origin: origin{e.Pos(), "it takes the place of a result of " + shortName(fn)}}, true
			}
		}
	case *ast.SelectorExpr:
		if object := c.object(e); object != nil && object.Pkg() != c.pass.Pkg {
			if n, ok := c.carrierOf(object); ok && (n.Form == number || n.Form == text) {
				n.origin.pos = e.Pos()
				return n, true
			}
		}
	}
	return need{}, false
}

// carrierOf returns the need of a field or variable that is a place, or that a
// fact describes.
func (c *checker) carrierOf(object types.Object) (need, bool) {
	v, ok := object.(*types.Var)
	if !ok {
		return need{}, false
	}
	known, ok := c.variables[v]
	if !ok {
		known = c.variable(v)
		c.variables[v] = known
	}
	if known == nil {
		return need{}, false
	}
	text := "it goes to " + v.Name()
	if v.Pkg() != nil {
		text = "it goes to " + v.Pkg().Name() + "'s " + v.Name()
	}
	return need{carrier: *known, origin: origin{text: text}}, true
}

func (c *checker) variable(v *types.Var) *carrier {
	if place, ok := c.field(v); ok {
		return &place
	}
	if v.Pkg() == nil || v.Pkg() == c.pass.Pkg || !v.IsField() && v.Parent() != v.Pkg().Scope() {
		return nil
	}
	var fact variableFact
	if c.pass.ImportObjectFact(v, &fact) {
		return &fact.Carrier
	}
	return nil
}

// found notes a literal.
func (c *checker) found(lit *ast.BasicLit, n need) {
	u, ok := c.uses[lit]
	if !ok {
		c.uses[lit] = &use{need: n, lit: lit}
		return
	}
	u.Listen = u.Listen || n.Listen
	u.direct = u.direct || n.direct
	if n.named && !u.named {
		return
	}
	if u.named && !n.named {
		listen := u.Listen
		u.need = n
		u.Listen = listen
		return
	}
	u.weak = u.weak && n.weak
	switch {
	case n.vague:
	case u.vague:
		u.Transport, u.vague = n.Transport, false
	case u.Transport != n.Transport:
		u.Transport = 0
	}
	if u.Form == url && n.Form == address { // an address is more exact
		u.Form = address
	}
}

// portValue returns the port that a literal of digits is.
func (c *checker) portValue(lit *ast.BasicLit, f form) (ports.Port, bool) {
	v := c.info.Types[lit].Value
	if v == nil {
		return 0, false
	}
	if f == text && v.Kind() == constant.String {
		return parsePort(constant.StringVal(v))
	}
	if f == number && v.Kind() == constant.Int && lit.Kind == token.INT && decimal(strings.ReplaceAll(lit.Value, "_", "")) {
		n, exact := constant.Int64Val(v)
		return ports.Port(n), exact && 0 < n && n < 1<<16
	}
	return 0, false
}

// schemeHas reports whether a port has a service of a name, on any transport.
func (c *checker) schemeHas(name string, p ports.Port) bool {
	for _, source := range c.sources {
		if slices.ContainsFunc(source.named(name), func(s service) bool { return s.First == p }) {
			return true
		}
	}
	return false
}
