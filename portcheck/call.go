package portcheck

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// A callee is what is known of a function of another package.
type callee struct {
	functionFact
	named bool // a parameter has the name of a port
}

// calleeOf returns what is known of a function, or nil.
func (c *checker) calleeOf(fn *types.Func) *callee {
	if known, ok := c.callees[fn]; ok {
		return known
	}
	var known *callee
	if fn.Pkg() != nil {
		known = c.describe(fn)
	}
	c.callees[fn] = known
	return known
}

func (c *checker) describe(fn *types.Func) *callee {
	var f callee
	imported := fn.Pkg() != c.pass.Pkg && c.pass.ImportObjectFact(fn, &f.functionFact)
	if p, ok := c.function(fn); ok {
		f.functionFact = functionFact{Params: map[int]carrier{p.arg: p.carrier}, Results: f.Results, Through: f.Through}
		imported = true
	}
	if rootPackages[fn.Pkg().Path()] {
		if p, ok := origins[fn.FullName()]; ok {
			f.Results = map[int]carrier{p.arg: p.carrier}
			imported = true
		}
	}
	params := fn.Signature().Params()
	for i := range params.Len() {
		f.named = f.named || portName(params.At(i).Name()) == isPort
	}
	if !imported && !f.named {
		return nil
	}
	return &f
}

// call looks at the arguments of a call.
func (c *checker) call(call *ast.CallExpr) {
	if c.info.Types[call.Fun].IsType() {
		return
	}
	switch fn := typeutil.Callee(c.info, call).(type) {
	case *types.Func:
		c.callFunction(fn.Origin(), call)
	case *types.Var:
		c.graph.dynamic = append(c.graph.dynamic, dynamicCall{fn.Origin(), call})
		if sig, ok := fn.Type().Underlying().(*types.Signature); ok {
			c.arguments(sig, call) // by the names of the parameters
		}
	case nil:
		if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
			if sig, ok := c.typeOf(lit).(*types.Signature); ok {
				c.arguments(sig, call)
			}
		}
	}
	c.flagCall(call)
}

func (c *checker) callFunction(fn *types.Func, call *ast.CallExpr) {
	sig := fn.Signature()
	if sig.Recv() != nil && types.IsInterface(sig.Recv().Type()) {
		c.graph.declareInterfaceMethod(fn)
		c.arguments(sig, call)
	} else if fn.Pkg() == c.pass.Pkg {
		c.arguments(sig, call)
	}
	args := c.argumentsOf(call)
	if fn.Pkg() != nil && fn.Pkg().Path() == "net" {
		if i, ok := sockets[fn.FullName()]; ok && i < len(args) {
			c.socket(args[i])
		}
	}
	known := c.calleeOf(fn)
	if known == nil {
		return
	}
	for i, place := range known.Params {
		c.place(fn, place, i, args, call)
	}
	if known.named && fn.Pkg() != c.pass.Pkg && (sig.Recv() == nil || !types.IsInterface(sig.Recv().Type())) {
		c.arguments(sig, call)
	}
}

// place seeds the argument of a call that is a place.
func (c *checker) place(fn *types.Func, place carrier, index int, args []ast.Expr, call *ast.CallExpr) {
	sig := fn.Signature()
	if index >= sig.Params().Len() {
		return
	}
	n := need{carrier: place, direct: true, origin: origin{call.Pos(), "it goes to " + shortName(fn)}}
	if place.Network > 0 && !c.resolveNetwork(&n, place.Network-1, args) {
		return
	}
	n.Network = 0
	n.vague = vague[fn.FullName()]
	last := index
	if sig.Variadic() && index == sig.Params().Len()-1 {
		last = len(args) - 1
	}
	for i := index; i <= last && i < len(args); i++ {
		c.seedFlow(flow{expr: args[i], call: call}, n)
	}
}

// resolveNetwork sets the transport, or the parameter that names it, from the
// argument that is the network. It returns false where the network has no ports.
func (c *checker) resolveNetwork(n *need, index int, args []ast.Expr) bool {
	if index >= len(args) {
		return true
	}
	if value, ok := c.stringValue(args[index]); ok {
		t, ok := transportOf(value, n.Form)
		n.Transport = t
		return ok
	}
	if v, ok := c.object(args[index]).(*types.Var); ok && c.graph.owners[v] != nil {
		n.network = v
	}
	return true
}

// shortName returns the name of a function as callers write it: net.Dial.
func shortName(fn *types.Func) string {
	if recv := fn.Signature().Recv(); recv != nil {
		t := recv.Type()
		if p, ok := types.Unalias(t).(*types.Pointer); ok {
			t = p.Elem()
		}
		if named, ok := types.Unalias(t).(*types.Named); ok && fn.Pkg() != nil {
			return fn.Pkg().Name() + "." + named.Obj().Name() + "." + fn.Name()
		}
		return fn.Name()
	}
	if fn.Pkg() == nil {
		return fn.Name()
	}
	return fn.Pkg().Name() + "." + fn.Name()
}

// socket notes that something listens on the port of a literal &net.TCPAddr{}.
func (c *checker) socket(expr ast.Expr) {
	expr = ast.Unparen(expr)
	if pointer, ok := expr.(*ast.UnaryExpr); ok && pointer.Op == token.AND {
		expr = ast.Unparen(pointer.X)
	}
	lit, ok := expr.(*ast.CompositeLit)
	if !ok {
		return
	}
	for _, element := range lit.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "Port" {
				if field, ok := c.object(key).(*types.Var); ok {
					if place, ok := c.field(field); ok {
						place.Listen = true
						c.seedExpr(pair.Value, need{carrier: place, direct: true, origin: origin{key.Pos(), "something listens on it"}})
					}
				}
			}
		}
	}
}

// flagCall looks at calls that define a flag or a setting with a default: the
// value goes to the variable, and the name of the flag may say that it is a port.
//
//	flag.IntVar(&port, "port", 6514, "…")
//	flags.StringVarP(&addr, "addr", "a", ":6514", "…")
//	getenv("PORT", "6514")
//	app.Flag("port", "…").Default("6514")
func (c *checker) flagCall(call *ast.CallExpr) {
	args := c.argumentsOf(call)
	if len(args) == 0 {
		return
	}
	if value := c.defaultOf(call); value != nil {
		if target, ok := ast.Unparen(args[0]).(*ast.UnaryExpr); ok && target.Op == token.AND {
			c.flow(c.target(target.X), flow{expr: value}, target.Pos())
		}
	}
	if len(args) == 1 {
		c.chainedDefault(call, args[0])
		return
	}
	for i, arg := range args[:len(args)-1] {
		name, ok := c.stringValue(arg)
		if !ok || portName(name) != isPort || strings.ContainsAny(name, " \t\n%") {
			continue
		}
		for _, next := range args[i+1:] {
			lit, ok := ast.Unparen(next).(*ast.BasicLit)
			if !ok {
				if c.formOfValue(next) != 0 {
					break
				}
				continue
			}
			if value, ok := c.stringValue(lit); ok && !decimal(value) && len(value) <= 1 {
				continue // the short name of a flag
			}
			c.flagDefault(lit, name, arg.Pos())
			break
		}
	}
}

func (c *checker) formOfValue(expr ast.Expr) form { return formOf(c.typeOf(expr)) }

// defaultOf returns the argument that is the default of a flag, for functions as
// package flag has them: with parameters called name and value.
func (c *checker) defaultOf(call *ast.CallExpr) ast.Expr {
	if len(call.Args) < 3 {
		return nil
	}
	fn, ok := typeutil.Callee(c.info, call).(*types.Func)
	if !ok {
		return nil
	}
	params := fn.Signature().Params()
	value, named := -1, false
	for i := range params.Len() {
		switch params.At(i).Name() {
		case "value":
			value = i
		case "name":
			named = true
		}
	}
	if value < 0 || !named || value >= len(call.Args) || !portable(params.At(value).Type()) {
		return nil
	}
	return call.Args[value]
}

// chainedDefault looks at Flag("port", "…").Default("6514").
func (c *checker) chainedDefault(call *ast.CallExpr, value ast.Expr) {
	selector, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || selector.Sel.Name != "Default" && selector.Sel.Name != "DefaultValue" {
		return
	}
	for receiver := selector.X; ; {
		inner, ok := ast.Unparen(receiver).(*ast.CallExpr)
		if !ok {
			return
		}
		if len(inner.Args) > 0 {
			if name, ok := c.stringValue(inner.Args[0]); ok && portName(name) == isPort {
				c.flagDefault(value, name, inner.Args[0].Pos())
				return
			}
		}
		if selector, ok = ast.Unparen(inner.Fun).(*ast.SelectorExpr); !ok {
			return
		}
		receiver = selector.X
	}
}

// printed matches the names of functions that show their arguments to people.
var printed = regexp.MustCompile(`(?i)^(f?print(f|ln)?|errorf?|warn(ing)?[fw]?|info[fw]?|debug[fw]?|trace[fw]?|fatal(f|ln)?|panic(f|ln)?|logf?|skipf?|wrapf?|help|usage|description|short|long|example)$`)

// shown reports whether a call shows its arguments to people.
func (c *checker) shown(call *ast.CallExpr) bool {
	if fn, ok := typeutil.Callee(c.info, call).(*types.Func); ok {
		if fn.Pkg() != nil && fn.Pkg().Path() == "errors" {
			return true
		}
		return printed.MatchString(fn.Name())
	}
	return false
}
