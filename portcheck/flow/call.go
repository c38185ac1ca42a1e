package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"example.com/ianaports/portcheck/address"
)

// declare notes the parameters of the functions of a file, and what the tables say of
// them, if the package is one of the standard library's own.
func (g *Graph) declare(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			fn, ok := g.info.Defs[n.Name].(*types.Func)
			if !ok {
				break
			}
			g.parameters(fn.Signature(), n)
			g.place(fn)
			g.known[fn] = true
			if recv := fn.Signature().Recv(); recv != nil {
				g.implementation(fn)
			}
		case *ast.FuncLit:
			if sig := g.signature(n); sig != nil {
				g.parameters(sig, n)
			}
		case *ast.InterfaceType:
			if t, ok := TypeOf(g.info, n).(*types.Interface); ok {
				for i := range t.NumExplicitMethods() {
					g.function(t.ExplicitMethod(i))
				}
			}
		}
		return true
	})
}

// parameters makes the nodes of the parameters of a function.
func (g *Graph) parameters(sig *types.Signature, body ast.Node) {
	for i := range sig.Params().Len() {
		p := sig.Params().At(i)
		if n := g.object(p); n != 0 {
			g.nodes[n].param, g.nodes[n].index, g.nodes[n].heap = true, i, false
		}
		if body != nil {
			g.bodies[p] = body
		}
	}
	for i := range sig.Results().Len() {
		if n := g.object(sig.Results().At(i)); n != 0 {
			g.nodes[n].heap = false
		}
	}
}

// function makes the nodes of a function of another package, or of an interface's
// method, with what the tables and its fact say of them.
func (g *Graph) function(fn *types.Func) {
	if g.known[fn] {
		return
	}
	g.known[fn] = true
	sig := fn.Signature()
	g.parameters(sig, nil)
	if sig.Recv() != nil && types.IsInterface(sig.Recv().Type()) {
		g.interfaceMethod(fn)
	}
	if g.place(fn) || fn.Pkg() == nil || fn.Pkg() == g.pass.Pkg {
		return
	}
	var fact FunctionFact
	if !g.pass.ImportObjectFact(fn, &fact) {
		return
	}
	for i := range sig.Params().Len() {
		for _, c := range fact.Params[i] {
			g.seed(fn, c, i, "it goes to ")
		}
	}
	for i := range sig.Results().Len() {
		for _, c := range fact.Results[i] {
			g.source(fn, c, i)
		}
	}
}

// place makes seeds of what the tables say of a function, and reports whether they say
// how it takes ports.
func (g *Graph) place(fn *types.Func) bool {
	place, ok := g.places.function(fn)
	if ok && place.index < fn.Signature().Params().Len() {
		place.Marks |= Direct
		g.seed(fn, place.Carrier, place.index, "it goes to ")
	}
	if fn.Pkg() != nil && rootPackages[fn.Pkg().Path()] {
		if origin, ok := origins[fn.FullName()]; ok && origin.index < fn.Signature().Results().Len() {
			g.source(fn, origin.Carrier, origin.index)
		}
	}
	return ok
}

// seed starts the search at a parameter.
func (g *Graph) seed(fn *types.Func, c Carrier, i int, text string) {
	params := fn.Signature().Params()
	f := facts{transports: c.Transports, marks: c.Marks}
	for _, n := range c.Networks {
		if n < params.Len() {
			f.networks = append(f.networks, params.At(n))
		}
	}
	g.seeds = append(g.seeds, seed{g.object(params.At(i)), c.Form, f, &Way{Text: text + ShortName(fn)}})
}

func (g *Graph) source(fn *types.Func, c Carrier, i int) {
	way := &Way{Text: "it takes the place of a result of " + ShortName(fn)}
	g.sources = append(g.sources, seed{g.object(fn.Signature().Results().At(i)), c.Form, facts{marks: From}, way})
}

// variable makes a seed of what the tables and facts say of a field or a variable.
func (g *Graph) variable(n node, v *types.Var) {
	var carriers []Carrier
	if c, ok := g.places.field(v); ok {
		carriers = []Carrier{c}
	} else if v.Pkg() != nil && v.Pkg() != g.pass.Pkg {
		var fact VariableFact
		if g.pass.ImportObjectFact(v, &fact) {
			carriers = fact.Carriers
		}
	}
	for _, c := range carriers {
		text := "it goes to " + v.Name()
		if v.Pkg() != nil {
			text = "it goes to " + v.Pkg().Name() + "'s " + v.Name()
		}
		g.seeds = append(g.seeds, seed{n, c.Form, facts{transports: c.Transports, marks: c.Marks}, &Way{Text: text}})
	}
}

// ShortName returns the name of a function as callers write it: net.Dial.
func ShortName(fn *types.Func) string {
	if fn.Pkg() == nil {
		return fn.Name()
	}
	if recv := fn.Signature().Recv(); recv != nil {
		t := types.Unalias(recv.Type())
		if p, ok := t.(*types.Pointer); ok {
			t = types.Unalias(p.Elem())
		}
		if named, ok := t.(*types.Named); ok {
			return fn.Pkg().Name() + "." + named.Obj().Name() + "." + fn.Name()
		}
	}
	return fn.Pkg().Name() + "." + fn.Name()
}

// methodOf returns what a method has in common with those that it implements, or that
// implement it.
func methodOf(fn *types.Func) method {
	var b strings.Builder
	for _, list := range []*types.Tuple{fn.Signature().Params(), fn.Signature().Results()} {
		for i := range list.Len() {
			b.WriteString(types.TypeString(list.At(i).Type(), nil) + ",")
		}
		b.WriteByte(';')
	}
	return method{fn.Name(), b.String()}
}

// hub returns the value that stands for all methods that have something in common. The
// calls of interfaces' methods go into it, and from it into the implementations.
func (g *Graph) hub(fn *types.Func) value {
	m := methodOf(fn)
	hub, ok := g.hubs[m]
	if !ok {
		hub = value{obj: types.NewFunc(token.NoPos, fn.Pkg(), fn.Name(), fn.Signature())}
		g.hubs[m] = hub
	}
	return hub
}

func (g *Graph) interfaceMethod(fn *types.Func) {
	if !universal[fn.Name()] {
		g.link(g.hub(fn), value{obj: fn}, fn.Signature())
	}
}

func (g *Graph) implementation(fn *types.Func) {
	if !universal[fn.Name()] {
		g.link(value{obj: fn}, g.hub(fn), fn.Signature())
	}
}

// universal are the methods that any type may have, for people: their results are no
// values of the program.
var universal = map[string]bool{"Error": true, "String": true, "GoString": true}

// slot returns the node of a parameter, from 1, or of a result, from -1, of a value of
// function type.
func (g *Graph) slot(v value, sig *types.Signature, i int) node {
	if fn, ok := v.obj.(*types.Func); ok && g.known[fn] {
		sig, v = fn.Signature(), value{}
	} else if lit, ok := v.expr.(*ast.FuncLit); ok {
		if s := g.signature(lit); s != nil {
			sig, v = s, value{}
		}
	}
	list, at := sig.Params(), i-1
	if i < 0 {
		list, at = sig.Results(), -i-1
	}
	if at >= list.Len() {
		return 0
	}
	if v == (value{}) {
		return g.object(list.At(at))
	}
	v.slot = i
	return g.node(v, list.At(at).Type())
}

// link connects the parameters and results of a function that goes into a value with
// those of the value.
func (g *Graph) link(from, to value, sig *types.Signature) {
	for i := range sig.Params().Len() {
		g.flow(g.slot(to, sig, i+1), g.slot(from, sig, i+1), copied)
	}
	for i := range sig.Results().Len() {
		g.flow(g.slot(from, sig, -i-1), g.slot(to, sig, -i-1), copied)
	}
}

// Arguments returns the arguments of a call, without the receiver of a method
// expression.
func Arguments(info *types.Info, call *ast.CallExpr) []ast.Expr {
	if selector, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && len(call.Args) > 0 {
		if s, ok := info.Selections[selector]; ok && s.Kind() == types.MethodExpr {
			return call.Args[1:]
		}
	}
	return call.Args
}

// call lets the arguments go into the parameters, and the results into the call.
func (g *Graph) call(e *ast.CallExpr) {
	if g.info.Types[e.Fun].IsType() {
		g.convert(e)
		return
	}
	g.chained(e)
	switch fn := typeutil.Callee(g.info, e).(type) {
	case *types.Builtin:
		g.builtin(e, fn.Name())
	case *types.Func:
		fn = fn.Origin()
		g.function(fn)
		g.bind(e, value{obj: fn}, fn.Signature())
		g.passed(e, fn)
	default:
		sig := signatureOf(TypeOf(g.info, e.Fun))
		if n := g.value(e.Fun); n != 0 && sig != nil {
			g.bind(e, g.nodes[n].value, sig)
		}
	}
}

// chained lets the default of a flag go into what the chain of calls returns:
// Flag("port", "…").Default("6514").String(). The last call of a chain is the first that
// is built.
func (g *Graph) chained(e *ast.CallExpr) {
	if g.chains[e] {
		return
	}
	for call := e; ; {
		selector, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok {
			return
		}
		if selector.Sel.Name == "Default" && len(call.Args) == 1 && len(e.Args) == 0 && FormOf(TypeOf(g.info, e)) != 0 {
			g.flow(g.value(call.Args[0]), g.value(e), copied)
		}
		if call, ok = ast.Unparen(selector.X).(*ast.CallExpr); !ok {
			return
		}
		g.chains[call] = true
	}
}

func (g *Graph) builtin(e *ast.CallExpr, name string) {
	switch name {
	case "append", "min", "max":
		for _, arg := range e.Args {
			g.flow(g.value(arg), g.value(e), copied)
		}
	case "copy":
		if len(e.Args) == 2 {
			g.flow(g.value(e.Args[1]), g.value(e.Args[0]), copied)
		}
	}
}

// bind connects a call with the parameters and results of a value of function type.
// What a function writes through a pointer goes to the caller as a result does.
func (g *Graph) bind(e *ast.CallExpr, fn value, sig *types.Signature) {
	for i, arg := range Arguments(g.info, e) {
		p := i
		if last := sig.Params().Len() - 1; sig.Variadic() && i > last {
			p = last
		}
		if p < 0 || p >= sig.Params().Len() {
			break
		}
		param, from := g.slot(fn, sig, p+1), g.value(arg)
		g.connect(edge{src: from, dst: param, kind: argument, step: copied, call: e})
		if pointer(sig.Params().At(p).Type()) {
			g.connect(edge{src: param, dst: from, kind: result, step: copied, call: e})
		}
	}
	for i := range sig.Results().Len() {
		g.connect(edge{src: g.slot(fn, sig, -i-1), dst: g.result(e, i), kind: result, step: copied, call: e})
	}
}

// pointer reports whether a function can change what a value of a type points to.
func pointer(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Map:
		return true
	}
	return false
}

// passed adds the steps that are known of a function of another package.
func (g *Graph) passed(e *ast.CallExpr, fn *types.Func) {
	args := Arguments(g.info, e)
	g.template(TemplateOf(g.info, e), g.value(e))
	if fn.Pkg() == nil {
		return
	}
	if fn.Pkg().Path() == "slices" && searches[fn.Name()] && len(args) == 2 {
		g.connect(edge{src: g.value(args[0]), dst: g.value(args[1]), kind: compared, step: copied})
		g.connect(edge{src: g.value(args[1]), dst: g.value(args[0]), kind: compared, step: copied})
	}
	if p, ok := functions[fn.FullName()]; ok {
		step := p.step
		switch fn.FullName() {
		case "strings.Split", "strings.SplitSeq", "strings.Cut":
			separator := ""
			if len(args) > 1 {
				separator, _ = StringValue(g.info, args[1])
			}
			if step = separated(separator); step == nil {
				return
			}
		}
		for i, arg := range args {
			if p.args == nil || slices.Contains(p.args, i) {
				g.flow(g.value(arg), g.result(e, p.result), step)
			}
		}
		return
	}
	g.receiver(e, fn)
	if i, ok := sockets[fn.FullName()]; ok && i < len(args) {
		g.socket(args[i])
	}
	var fact FunctionFact
	if fn.Pkg() == g.pass.Pkg || !g.pass.ImportObjectFact(fn, &fact) {
		return
	}
	for _, t := range fact.Through {
		s := &step{"through", t.Back}
		to := node(0)
		if t.Result >= 0 {
			to = g.result(e, t.Result)
		} else if -t.Result-1 < len(args) { // a pointer
			to = g.value(args[-t.Result-1])
		}
		last := t.Param
		if sig := fn.Signature(); sig.Variadic() && t.Param == sig.Params().Len()-1 {
			last = len(args) - 1
		}
		for i := t.Param; i <= last && i < len(args); i++ {
			g.flow(g.value(args[i]), to, s)
		}
	}
}

// receiver adds the steps of the methods of a generated package's type Port.
func (g *Graph) receiver(e *ast.CallExpr, fn *types.Func) {
	recv := fn.Signature().Recv()
	selector, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
	if recv == nil || !ok {
		return
	}
	named, ok := types.Unalias(recv.Type()).(*types.Named)
	if !ok || named.Obj().Name() != "Port" {
		return
	}
	switch fn.Name() {
	case "Addr":
		g.flow(g.value(selector.X), g.value(e), hostPort)
	case "String":
		g.flow(g.value(selector.X), g.value(e), printed)
	}
}

// socket notes that something listens on the port of a literal &net.TCPAddr{}.
func (g *Graph) socket(expr ast.Expr) {
	expr = ast.Unparen(expr)
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
		key, ok := pair.Key.(*ast.Ident)
		if !ok || key.Name != "Port" {
			continue
		}
		if field, ok := g.info.Uses[key].(*types.Var); ok {
			if c, ok := g.places.field(field); ok {
				g.seeds = append(g.seeds, seed{g.value(pair.Value), address.Number, facts{transports: c.Transports, marks: Listen},
					&Way{Pos: key.Pos(), Text: "something listens on it"}})
			}
		}
	}
}
