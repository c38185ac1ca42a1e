package portcheck

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// A flow is a value that goes into a variable, field, parameter or result.
type flow struct {
	expr  ast.Expr
	call  *ast.CallExpr // whose argument the value is, or nil
	index int           // of the result that is meant, where expr is a call
}

// A comparison is a value beside the literals that it is compared with.
type comparison struct {
	value  ast.Expr
	others []ast.Expr
}

// A graph has the values of a package and where they go. Its nodes are the objects
// of go/types; those of parameters and results are the variables in signatures.
type graph struct {
	flows   map[types.Object][]flow
	readers map[types.Object][]types.Object // variables and fields that take the value of another one
	owners  map[*types.Var]*types.Signature // of parameters
	params  map[*types.Var]int              // the index of each parameter
	results map[*types.Var]string           // the names of the functions that have each result

	comparisons []comparison
	dynamic     []dynamicCall
	// interfaceMethods are those of interfaces that are declared or called here,
	// by name.
	interfaceMethods map[string][]*types.Func
	functions        []*types.Func // that are declared here
}

// A dynamicCall calls a function that is in a variable or a field.
type dynamicCall struct {
	callee types.Object
	call   *ast.CallExpr
}

func newGraph() *graph {
	return &graph{
		flows:            map[types.Object][]flow{},
		readers:          map[types.Object][]types.Object{},
		owners:           map[*types.Var]*types.Signature{},
		params:           map[*types.Var]int{},
		results:          map[*types.Var]string{},
		interfaceMethods: map[string][]*types.Func{},
	}
}

// collect fills the graph, and seeds what is a port by the place or the name that
// it goes to.
func (c *checker) collect() {
	for file := range c.root.Children() {
		if c.skipped(file.Node().(*ast.File)) {
			continue
		}
		c.declare(file)
		for cur := range file.Preorder(
			(*ast.AssignStmt)(nil), (*ast.ValueSpec)(nil), (*ast.ReturnStmt)(nil), (*ast.RangeStmt)(nil), (*ast.SwitchStmt)(nil),
			(*ast.CallExpr)(nil), (*ast.CompositeLit)(nil), (*ast.BinaryExpr)(nil), (*ast.BasicLit)(nil), (*ast.Field)(nil)) {
			switch n := cur.Node().(type) {
			case *ast.AssignStmt:
				c.assignment(n)
			case *ast.ValueSpec:
				c.valueSpec(n)
			case *ast.ReturnStmt:
				c.returned(cur, n)
			case *ast.RangeStmt:
				if n.Value != nil {
					c.flow(c.target(n.Value), flow{expr: n.X}, n.Value.Pos())
				}
			case *ast.SwitchStmt:
				c.switched(n)
			case *ast.CallExpr:
				c.call(n)
			case *ast.CompositeLit:
				c.composite(n)
			case *ast.BinaryExpr:
				c.binary(cur, n)
			case *ast.BasicLit:
				if n.Kind == token.STRING {
					c.literalText(cur, n)
				}
			case *ast.Field:
				if n.Tag != nil {
					c.tag(n)
				}
			}
		}
	}
	c.resolveDynamic()
}

// declare notes the parameters and results of the functions of a file.
func (c *checker) declare(file inspector.Cursor) {
	for cur := range file.Preorder((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil), (*ast.InterfaceType)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.FuncDecl:
			if fn, ok := c.info.Defs[n.Name].(*types.Func); ok {
				c.graph.functions = append(c.graph.functions, fn)
				c.graph.declareSignature(fn.Signature(), fn.Name())
			}
		case *ast.FuncLit:
			if sig, ok := c.info.TypeOf(n).(*types.Signature); ok {
				c.graph.declareSignature(sig, "")
			}
		case *ast.InterfaceType:
			if t, ok := c.info.TypeOf(n).(*types.Interface); ok {
				for i := range t.NumExplicitMethods() {
					c.graph.declareInterfaceMethod(t.ExplicitMethod(i))
				}
			}
		}
	}
}

func (g *graph) declareSignature(sig *types.Signature, name string) {
	for i := range sig.Params().Len() {
		p := sig.Params().At(i)
		g.owners[p] = sig
		g.params[p] = i
	}
	for i := range sig.Results().Len() {
		r := sig.Results().At(i)
		g.results[r] = name
		if sig.Results().Len() > 2 || i > 0 {
			g.results[r] = "" // which result has the name?
		}
	}
}

func (g *graph) declareInterfaceMethod(m *types.Func) {
	if !slices.Contains(g.interfaceMethods[m.Name()], m) {
		g.interfaceMethods[m.Name()] = append(g.interfaceMethods[m.Name()], m)
	}
}

// object returns the variable, field or constant that an expression names, or nil.
func (c *checker) object(expr ast.Expr) types.Object {
	var object types.Object
	switch e := ast.Unparen(expr).(type) {
	case *ast.Ident:
		object = c.info.ObjectOf(e)
	case *ast.SelectorExpr:
		object = c.info.ObjectOf(e.Sel)
	}
	switch o := object.(type) {
	case *types.Var:
		return o.Origin()
	case *types.Const:
		return o
	}
	return nil
}

// target returns the variable or field that an assignment changes; of slices, maps
// and pointers the whole.
func (c *checker) target(expr ast.Expr) types.Object {
	for {
		switch e := ast.Unparen(expr).(type) {
		case *ast.IndexExpr:
			expr = e.X
		case *ast.StarExpr:
			expr = e.X
		case *ast.Ident:
			if e.Name == "_" {
				return nil
			}
			return c.object(e)
		case *ast.SelectorExpr:
			return c.object(e)
		default:
			return nil
		}
	}
}

// flow notes that a value goes into an object, and seeds the object if it is a
// carrier. pos is where the object is named.
func (c *checker) flow(object types.Object, f flow, pos token.Pos) {
	if object == nil || f.expr == nil {
		return
	}
	t := object.Type()
	name := c.nameOf(object)
	strength := portName(name)
	if !portable(t) {
		if strength != noPort {
			c.constructed(f.expr, name, pos)
		}
		return
	}
	n, known := c.carrierOf(object)
	if object.Pkg() == c.pass.Pkg {
		c.graph.flows[object] = append(c.graph.flows[object], f)
		if v, ok := object.(*types.Var); ok && c.graph.owners[v] == nil && f.call == nil {
			if source := c.object(f.expr); source != nil && source != object {
				c.graph.readers[source] = append(c.graph.readers[source], object)
			}
		}
		if known {
			n.origin.pos = pos
			c.seedObject(object, n)
		}
		if from, ok := c.comesFrom(f); ok && c.isLocal(object) {
			from.source = true
			c.seedObject(object, from)
		}
	} else if known {
		n.origin.pos, n.direct = pos, true
		c.seedFlow(f, n)
	}
	if strength != noPort {
		c.seedNamed(object, f, name, strength, pos)
	}
}

// isLocal reports whether a source of ports makes an object a carrier: parameters
// take ports from too many.
func (c *checker) isLocal(object types.Object) bool {
	v, ok := object.(*types.Var)
	return ok && c.graph.owners[v] == nil
}

// nameOf returns the name of an object, which for a result without one is that of
// its function.
func (c *checker) nameOf(object types.Object) string {
	if v, ok := object.(*types.Var); ok && object.Name() == "" {
		return c.graph.results[v]
	}
	return object.Name()
}

// seedNamed makes what a name says a need of the values that go into the object.
func (c *checker) seedNamed(object types.Object, f flow, name string, strength nameStrength, pos token.Pos) {
	form := formOf(object.Type())
	if form == 0 || !c.plainType(object.Type(), strength) {
		return
	}
	n := need{carrier: carrier{Form: form}, named: true, weak: strength == weakPort, origin: origin{pos, "the name " + name + " says that it is a port"}}
	c.seedFlow(f, n)
	if strength == isPort && object.Pkg() == c.pass.Pkg {
		c.seedObject(object, n)
	}
}

// plainType reports whether a name can say of a type that it is a port: a basic
// type, a list of them, or a type that is called Port itself. A constant of another
// named type is something else, such as OptionRelayPort OptionCode = 135.
func (c *checker) plainType(t types.Type, strength nameStrength) bool {
	for range 3 {
		switch u := types.Unalias(t).(type) {
		case *types.Basic:
			return true
		case *types.Named:
			if portName(u.Obj().Name()) == isPort {
				return true
			}
			switch u.Underlying().(type) {
			case *types.Slice, *types.Map:
				t = u.Underlying()
			default:
				return false
			}
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			if strength != weakPort {
				return false
			}
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		case *types.Map:
			t = u.Elem()
		default:
			return false
		}
	}
	return false
}

// constructed looks at a value that a function makes of a literal for what is named
// as a port, such as intstr.FromInt(443).
func (c *checker) constructed(expr ast.Expr, name string, pos token.Pos) {
	call, ok := ast.Unparen(expr).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return
	}
	if lit, ok := ast.Unparen(call.Args[0]).(*ast.BasicLit); ok && portName(name) == isPort {
		if form := formOf(c.info.TypeOf(lit)); form != 0 {
			c.seedExpr(lit, need{carrier: carrier{Form: form}, named: true, origin: origin{pos, "the name " + name + " says that it is a port"}})
		}
	}
}

func (c *checker) assignment(n *ast.AssignStmt) {
	if n.Tok == token.ADD_ASSIGN {
		c.appended(n)
		return
	}
	if n.Tok != token.ASSIGN && n.Tok != token.DEFINE {
		return
	}
	if len(n.Lhs) == len(n.Rhs) {
		for i, left := range n.Lhs {
			c.assign(left, flow{expr: n.Rhs[i]})
		}
	} else if len(n.Rhs) == 1 {
		for i, left := range n.Lhs {
			c.assign(left, flow{expr: n.Rhs[0], index: i})
		}
	}
}

// assign notes an assignment. A key that is named as a port, as in m["port"] = 80,
// is evidence as well.
func (c *checker) assign(left ast.Expr, f flow) {
	if index, ok := ast.Unparen(left).(*ast.IndexExpr); ok {
		if key, ok := c.stringValue(index.Index); ok {
			c.keyed(key, f.expr, index.Index.Pos())
		}
	}
	c.flow(c.target(left), f, left.Pos())
}

// keyed looks at a value that has a key in a map.
func (c *checker) keyed(key string, value ast.Expr, pos token.Pos) {
	lit, ok := ast.Unparen(value).(*ast.BasicLit)
	if !ok || strings.ContainsAny(key, " \t\n") {
		return
	}
	form := formOf(c.info.TypeOf(lit))
	if form == 0 {
		return
	}
	n := need{carrier: carrier{Form: form}, named: true}
	if portName(key) == isPort {
		n.origin = origin{pos, "the key " + key + " says that it is a port"}
		c.seedExpr(lit, n)
	} else if p, ok := c.portValue(lit, form); ok && c.schemeHas(key, p) {
		n.origin = origin{pos, "the key is the service of this port"}
		c.seedExpr(lit, n)
	}
}

func (c *checker) valueSpec(n *ast.ValueSpec) {
	for i, name := range n.Names {
		switch {
		case len(n.Values) == len(n.Names):
			c.assign(name, flow{expr: n.Values[i]})
		case len(n.Values) == 1:
			c.assign(name, flow{expr: n.Values[0], index: i})
		}
	}
}

func (c *checker) returned(cur inspector.Cursor, n *ast.ReturnStmt) {
	if len(n.Results) == 0 {
		return
	}
	var sig *types.Signature
	for enclosing := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		switch f := enclosing.Node().(type) {
		case *ast.FuncDecl:
			if fn, ok := c.info.Defs[f.Name].(*types.Func); ok {
				sig = fn.Signature()
			}
		case *ast.FuncLit:
			sig, _ = c.info.TypeOf(f).(*types.Signature)
		}
		break
	}
	if sig == nil {
		return
	}
	for i := range sig.Results().Len() {
		if len(n.Results) == sig.Results().Len() {
			c.flow(sig.Results().At(i), flow{expr: n.Results[i]}, n.Results[i].Pos())
		} else if len(n.Results) == 1 {
			c.flow(sig.Results().At(i), flow{expr: n.Results[0], index: i}, n.Results[0].Pos())
		}
	}
}

func (c *checker) switched(n *ast.SwitchStmt) {
	if n.Tag == nil {
		return
	}
	compared := comparison{value: n.Tag}
	for _, stmt := range n.Body.List {
		if clause, ok := stmt.(*ast.CaseClause); ok {
			compared.others = append(compared.others, clause.List...)
		}
	}
	c.compare(compared)
}

func (c *checker) compare(compared comparison) {
	if portable(c.typeOf(compared.value)) {
		c.graph.comparisons = append(c.graph.comparisons, compared)
	}
}

// typeOf returns the type of an expression, which is invalid where it has none.
func (c *checker) typeOf(expr ast.Expr) types.Type {
	if t := c.info.TypeOf(expr); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

func (c *checker) composite(n *ast.CompositeLit) {
	t := c.typeOf(n)
	if p, ok := t.Underlying().(*types.Pointer); ok { // an element of a slice, with its type left out
		t = p.Elem()
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		c.structure(n, u)
	case *types.Map:
		for _, element := range n.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				if key, ok := c.stringValue(pair.Key); ok {
					c.keyed(key, pair.Value, pair.Key.Pos())
				}
			}
		}
	}
}

// structure looks at the fields of a literal.
func (c *checker) structure(n *ast.CompositeLit, t *types.Struct) {
	flagName := ""
	for i, element := range n.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			key, ok := pair.Key.(*ast.Ident)
			if !ok {
				continue
			}
			if field, ok := c.info.Uses[key].(*types.Var); ok {
				c.flow(field.Origin(), flow{expr: pair.Value}, key.Pos())
			}
			// cli.IntFlag{Name: "port", Value: 8080}
			if key.Name == "Name" || key.Name == "Long" {
				flagName, _ = c.stringValue(pair.Value)
			} else if (key.Name == "Value" || key.Name == "Default" || key.Name == "DefValue") && portName(flagName) == isPort {
				c.flagDefault(pair.Value, flagName, key.Pos())
			}
		} else if i < t.NumFields() {
			c.flow(t.Field(i).Origin(), flow{expr: element}, element.Pos())
		}
	}
}

// flagDefault looks at a literal that is the default of what is named as a port.
func (c *checker) flagDefault(value ast.Expr, name string, pos token.Pos) {
	lit, ok := ast.Unparen(value).(*ast.BasicLit)
	if !ok || strings.ContainsAny(name, " \t\n") {
		return
	}
	if form := formOf(c.typeOf(lit)); form != 0 {
		c.seedExpr(lit, need{carrier: carrier{Form: form}, named: true, origin: origin{pos, "the name " + name + " says that it is a port"}})
	}
}

// binary looks at comparisons and at sums such as host + ":443".
func (c *checker) binary(cur inspector.Cursor, n *ast.BinaryExpr) {
	switch n.Op {
	case token.EQL, token.NEQ:
		switch {
		case c.isConstant(n.Y) && !c.isConstant(n.X):
			c.compare(comparison{n.X, []ast.Expr{n.Y}})
		case c.isConstant(n.X) && !c.isConstant(n.Y):
			c.compare(comparison{n.Y, []ast.Expr{n.X}})
		}
	case token.ADD:
		if parent, ok := cur.Parent().Node().(*ast.BinaryExpr); ok && parent.Op == token.ADD {
			return
		}
		c.sum(n)
	}
}

func (c *checker) isConstant(expr ast.Expr) bool { return c.info.Types[expr].Value != nil }

// sum looks at a sum of strings that is an address by what is in it.
func (c *checker) sum(n *ast.BinaryExpr) {
	operands := terms(n)
	for i, operand := range operands {
		if i == 0 {
			continue
		}
		before, _ := c.stringValue(operands[i-1])
		if c.isConstant(operand) || !strings.HasSuffix(before, ":") {
			continue
		}
		// host + ":" + port, ":" + port, "http://" + host + ":" + port
		if c.hostBefore(operands[:i]) || before == ":" && i == 1 {
			c.seedExpr(operand, need{carrier: carrier{Form: text}, named: true, origin: origin{operand.Pos(), "it follows a host and a colon"}})
		}
	}
}

// hostBefore reports whether what stands before a port is a host by its name or
// its text.
func (c *checker) hostBefore(operands []ast.Expr) bool {
	for _, operand := range operands {
		if value, ok := c.stringValue(operand); ok {
			before, _, _ := strings.Cut(value, ":")
			if strings.Contains(value, "://") || certainHost(strings.TrimSpace(before)) {
				return true
			}
			continue
		}
		if hostName(c.exprName(operand)) {
			return true
		}
	}
	return false
}

// appended looks at host += ":443".
func (c *checker) appended(n *ast.AssignStmt) {
	if len(n.Lhs) != 1 {
		return
	}
	if object := c.target(n.Lhs[0]); object != nil && formOf(object.Type()) == text && object.Pkg() == c.pass.Pkg {
		c.graph.flows[object] = append(c.graph.flows[object], flow{expr: n.Rhs[0]})
	}
}

// exprName returns the name by which an expression is known: that of a variable,
// field, function or key.
func (c *checker) exprName(expr ast.Expr) string {
	switch e := ast.Unparen(expr).(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.StarExpr:
		return c.exprName(e.X)
	case *ast.IndexExpr:
		if key, ok := c.stringValue(e.Index); ok {
			return key
		}
		return c.exprName(e.X)
	case *ast.CallExpr:
		if c.info.Types[e.Fun].IsType() && len(e.Args) == 1 {
			return c.exprName(e.Args[0])
		}
		// os.Getenv("PGPORT")
		if len(e.Args) == 1 {
			if key, ok := c.stringValue(e.Args[0]); ok && portName(key) != noPort {
				return key
			}
		}
		return c.exprName(e.Fun)
	}
	return ""
}

// terms returns the operands of a sum, from left to right.
func terms(expr ast.Expr) []ast.Expr {
	if sum, ok := ast.Unparen(expr).(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		return append(terms(sum.X), terms(sum.Y)...)
	}
	return []ast.Expr{expr}
}

// stringValue returns the value of a constant string.
func (c *checker) stringValue(expr ast.Expr) (string, bool) {
	v := c.info.Types[expr].Value
	if v == nil || v.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(v), true
}

// resolveDynamic finds the functions that calls through variables and fields may
// reach, and lets the arguments go into their parameters.
func (c *checker) resolveDynamic() {
	for _, d := range c.graph.dynamic {
		for _, sig := range c.signatures(d.callee) {
			c.arguments(sig, d.call)
		}
	}
}

// signatures returns those of the functions that are assigned to an object, here
// and in what is assigned to it.
func (c *checker) signatures(object types.Object) []*types.Signature {
	var list []*types.Signature
	seen := map[types.Object]bool{}
	var visit func(types.Object)
	visit = func(object types.Object) {
		if object == nil || seen[object] {
			return
		}
		seen[object] = true
		for _, f := range c.graph.flows[object] {
			switch e := ast.Unparen(f.expr).(type) {
			case *ast.FuncLit:
				if sig, ok := c.typeOf(e).(*types.Signature); ok {
					list = append(list, sig)
				}
			case *ast.CallExpr:
				if fn, ok := typeutil.Callee(c.info, e).(*types.Func); ok && fn.Pkg() == c.pass.Pkg && f.index < fn.Origin().Signature().Results().Len() {
					visit(fn.Origin().Signature().Results().At(f.index))
				}
			default:
				visit(c.object(e))
				if fn := c.functionValue(e); fn != nil && fn.Pkg() == c.pass.Pkg {
					list = append(list, fn.Origin().Signature())
				}
			}
		}
	}
	visit(object)
	return list
}

// functionValue returns the function that an expression names, or nil.
func (c *checker) functionValue(expr ast.Expr) *types.Func {
	var object types.Object
	switch e := ast.Unparen(expr).(type) {
	case *ast.Ident:
		object = c.info.Uses[e]
	case *ast.SelectorExpr:
		object = c.info.Uses[e.Sel]
	}
	fn, _ := object.(*types.Func)
	return fn
}

// arguments lets the arguments of a call go into the parameters of a signature.
func (c *checker) arguments(sig *types.Signature, call *ast.CallExpr) {
	for i, arg := range c.argumentsOf(call) {
		if p := parameter(sig, i); p != nil {
			c.flow(p, flow{expr: arg, call: call}, arg.Pos())
		}
	}
}

// argumentsOf returns the arguments of a call, without the receiver of a method
// expression.
func (c *checker) argumentsOf(call *ast.CallExpr) []ast.Expr {
	if selector, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && len(call.Args) > 0 {
		if s, ok := c.info.Selections[selector]; ok && s.Kind() == types.MethodExpr {
			return call.Args[1:]
		}
	}
	return call.Args
}

// parameter returns the parameter that takes an argument; the variadic one takes
// all further ones.
func parameter(sig *types.Signature, i int) *types.Var {
	n := sig.Params().Len()
	if sig.Variadic() && i >= n-1 {
		i = n - 1
	}
	if i < 0 || i >= n {
		return nil
	}
	return sig.Params().At(i)
}
