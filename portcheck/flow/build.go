package flow

import (
	"go/ast"
	"go/token"
	"go/types"
)

// build adds the edges of a file.
func (g *Graph) build(file *ast.File) {
	var functions []*types.Signature // around the node
	var stack []ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			switch stack[len(stack)-1].(type) {
			case *ast.FuncDecl, *ast.FuncLit:
				functions = functions[:len(functions)-1]
			}
			stack = stack[:len(stack)-1]
			return true
		}
		parent := ast.Node(nil)
		if len(stack) > 0 {
			parent = stack[len(stack)-1]
		}
		stack = append(stack, n)
		switch n := n.(type) {
		case *ast.FuncDecl:
			functions = append(functions, g.signature(n))
		case *ast.FuncLit:
			functions = append(functions, g.signature(n))
		case *ast.AssignStmt:
			g.assign(n)
		case *ast.ValueSpec:
			g.assignAll(identifiers(n.Names), n.Values)
		case *ast.ReturnStmt:
			if len(functions) > 0 && functions[len(functions)-1] != nil {
				g.returned(functions[len(functions)-1], n)
			}
		case *ast.RangeStmt:
			g.ranged(n)
		case *ast.SendStmt:
			g.flow(g.value(n.Value), g.value(n.Chan), copied)
		case *ast.SwitchStmt:
			g.switched(n)
		case *ast.TypeSwitchStmt:
			g.typeSwitched(n)
		case *ast.CallExpr:
			g.call(n)
		case *ast.SliceExpr:
			if isString(TypeOf(g.info, n)) {
				g.flow(g.value(n.X), g.value(n), cut)
			}
		case *ast.CompositeLit:
			g.composite(n)
		case *ast.BinaryExpr:
			g.binary(parent, n)
		case *ast.IndexExpr:
			if KeyOfSet(TypeOf(g.info, n.X)) != nil { // ports[n]
				g.connect(edge{src: g.value(n.X), dst: g.value(n.Index), kind: compared, step: copied})
			}
		}
		return true
	})
}

func identifiers(names []*ast.Ident) []ast.Expr {
	list := make([]ast.Expr, len(names))
	for i, name := range names {
		list[i] = name
	}
	return list
}

// signature returns that of a function which is declared or literal, or nil.
func (g *Graph) signature(n ast.Node) *types.Signature {
	switch n := n.(type) {
	case *ast.FuncDecl:
		if fn, ok := g.info.Defs[n.Name].(*types.Func); ok {
			return fn.Signature()
		}
	case *ast.FuncLit:
		sig, _ := TypeOf(g.info, n).(*types.Signature)
		return sig
	}
	return nil
}

// value returns the node of an expression. An element, a pointer, a conversion and what
// it is made of are one node.
func (g *Graph) value(expr ast.Expr) node {
	for {
		switch e := expr.(type) {
		case *ast.ParenExpr:
			expr = e.X
		case *ast.IndexExpr:
			if isString(TypeOf(g.info, e.X)) {
				return 0 // a byte
			}
			expr = e.X
		case *ast.IndexListExpr:
			expr = e.X
		case *ast.SliceExpr:
			if isString(TypeOf(g.info, e)) {
				return g.expression(e)
			}
			expr = e.X
		case *ast.StarExpr:
			expr = e.X
		case *ast.TypeAssertExpr:
			expr = e.X
		case *ast.UnaryExpr:
			if e.Op != token.AND && e.Op != token.ARROW {
				return 0
			}
			expr = e.X
		case *ast.Ident:
			return g.named(e)
		case *ast.SelectorExpr:
			return g.named(e.Sel)
		case *ast.CallExpr:
			if g.info.Types[e.Fun].IsType() {
				if len(e.Args) != 1 {
					return 0
				}
				expr = e.Args[0]
				continue
			}
			return g.expression(e)
		case *ast.BasicLit, *ast.CompositeLit, *ast.FuncLit, *ast.BinaryExpr:
			return g.expression(e)
		default:
			return 0
		}
	}
}

// expression returns the node of an expression that has one of its own.
func (g *Graph) expression(e ast.Expr) node {
	t := TypeOf(g.info, e)
	if tuple, ok := t.(*types.Tuple); ok {
		if tuple.Len() == 0 {
			return 0
		}
		t = tuple.At(0).Type()
	}
	return g.node(value{expr: e}, t)
}

// named returns the node of what a name stands for. Constants of other packages have a
// node for each use.
func (g *Graph) named(id *ast.Ident) node {
	switch o := g.info.ObjectOf(id).(type) {
	case *types.Var:
		if id.Name == "_" {
			return 0
		}
		return g.object(o)
	case *types.Const:
		if o.Pkg() == g.pass.Pkg {
			return g.object(o)
		}
		if o.Pkg() != nil {
			return g.node(value{expr: id}, o.Type())
		}
	case *types.Func:
		g.function(o.Origin())
		return g.node(value{obj: o.Origin()}, o.Type())
	}
	return 0
}

// result returns the node of a result of a call, or of the only value of another
// expression.
func (g *Graph) result(expr ast.Expr, i int) node {
	call, ok := ast.Unparen(expr).(*ast.CallExpr)
	if tuple, several := TypeOf(g.info, expr).(*types.Tuple); ok && several {
		if i >= tuple.Len() {
			return 0
		}
		return g.node(value{expr: call, res: i}, tuple.At(i).Type())
	}
	if i > 0 {
		return 0
	}
	return g.value(expr)
}

func (g *Graph) assign(n *ast.AssignStmt) {
	switch {
	case n.Tok == token.ADD_ASSIGN && len(n.Lhs) == 1:
		if FormOf(TypeOf(g.info, n.Lhs[0])) != 0 {
			g.template(Sum(g.info, n.Lhs[0], n.Rhs[0]), g.value(n.Lhs[0]))
		}
	case n.Tok == token.ASSIGN, n.Tok == token.DEFINE:
		g.assignAll(n.Lhs, n.Rhs)
	}
}

func (g *Graph) assignAll(left, right []ast.Expr) {
	for i, l := range left {
		if at, ok := ast.Unparen(l).(*ast.IndexExpr); ok && KeyOfSet(TypeOf(g.info, at.X)) != nil { // ports[443] = true
			g.flow(g.value(at.Index), g.value(at.X), copied)
			continue
		}
		switch {
		case len(right) == len(left):
			g.flow(g.value(right[i]), g.value(l), copied)
		case len(right) == 1:
			g.flow(g.result(right[0], i), g.value(l), copied)
		}
	}
}

func (g *Graph) returned(sig *types.Signature, n *ast.ReturnStmt) {
	for i := range sig.Results().Len() {
		to := g.object(sig.Results().At(i))
		switch {
		case len(n.Results) == sig.Results().Len():
			g.flow(g.value(n.Results[i]), to, copied)
		case len(n.Results) == 1:
			g.flow(g.result(n.Results[0], i), to, copied)
		}
	}
}

// ranged lets the elements go into the variables of a loop: of channels and of
// functions into the first one, of integers none.
func (g *Graph) ranged(n *ast.RangeStmt) {
	from := g.value(n.X)
	switch t := TypeOf(g.info, n.X).Underlying().(type) {
	case *types.Chan:
		if n.Key != nil {
			g.flow(from, g.value(n.Key), copied)
		}
		return
	case *types.Signature:
		yield, ok := types.Type(nil), false
		if t.Params().Len() == 1 {
			yield = t.Params().At(0).Type()
			_, ok = yield.Underlying().(*types.Signature)
		}
		if ok && n.Key != nil && yield.Underlying().(*types.Signature).Params().Len() == 1 {
			g.flow(from, g.value(n.Key), copied)
		}
	}
	if n.Key != nil && KeyOfSet(TypeOf(g.info, n.X)) != nil {
		g.flow(from, g.value(n.Key), copied)
	} else if n.Value != nil {
		g.flow(from, g.value(n.Value), copied)
	}
}

func (g *Graph) switched(n *ast.SwitchStmt) {
	if n.Tag == nil {
		return
	}
	for _, stmt := range n.Body.List {
		if clause, ok := stmt.(*ast.CaseClause); ok {
			for _, expr := range clause.List {
				g.compare(expr, n.Tag)
			}
		}
	}
}

// typeSwitched lets the value go into the variable of each clause.
func (g *Graph) typeSwitched(n *ast.TypeSwitchStmt) {
	assign, ok := n.Assign.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return
	}
	from := g.value(assign.Rhs[0])
	for _, clause := range n.Body.List {
		if v, ok := g.info.Implicits[clause].(*types.Var); ok {
			g.flow(from, g.object(v), copied)
		}
	}
}

// compare notes that a constant is compared with a value.
func (g *Graph) compare(constant, with ast.Expr) {
	if g.info.Types[constant].Value != nil && g.info.Types[with].Value == nil {
		g.connect(edge{src: g.value(constant), dst: g.value(with), kind: compared, step: copied})
	}
}

func (g *Graph) binary(parent ast.Node, n *ast.BinaryExpr) {
	switch n.Op {
	case token.EQL, token.NEQ:
		g.compare(n.Y, n.X)
		g.compare(n.X, n.Y)
	case token.ADD:
		if lit, ok := ast.Unparen(n.X).(*ast.BasicLit); ok && lit.Kind == token.INT { // 5900 + display
			g.flow(g.value(n.X), g.value(n), copied)
		}
		if outer, ok := parent.(*ast.BinaryExpr); ok && outer.Op == token.ADD {
			return // a part of its template
		}
		g.template(TemplateOf(g.info, n), g.value(n))
	}
}

// template lets the pieces of a string go into the whole.
func (g *Graph) template(t *Template, whole node) {
	if t == nil {
		return
	}
	steps := t.steps()
	for _, piece := range t.Pieces {
		if s := steps[piece.Expr]; s != nil {
			g.flow(g.value(piece.Expr), whole, s)
			delete(steps, piece.Expr)
		}
	}
}

// composite lets the elements of a literal go into it, or into the fields.
func (g *Graph) composite(n *ast.CompositeLit) {
	t := TypeOf(g.info, n)
	if p, ok := t.Underlying().(*types.Pointer); ok { // an element of a slice, with its type left out
		t = p.Elem()
	}
	structure, ok := t.Underlying().(*types.Struct)
	if !ok {
		whole, set := g.value(n), KeyOfSet(t) != nil
		for _, element := range n.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				if element = pair.Value; set {
					element = pair.Key
				}
			}
			g.flow(g.value(element), whole, copied)
		}
		return
	}
	for i, element := range n.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok {
				if field, ok := g.info.Uses[key].(*types.Var); ok {
					g.flow(g.value(pair.Value), g.object(field), copied)
				}
			}
		} else if i < structure.NumFields() {
			g.flow(g.value(element), g.object(structure.Field(i)), copied)
		}
	}
}

// convert lets the fields of a structure go into those of the type that it is
// converted to.
func (g *Graph) convert(n *ast.CallExpr) {
	if len(n.Args) != 1 {
		return
	}
	to, ok := TypeOf(g.info, n).Underlying().(*types.Struct)
	if !ok {
		return
	}
	from, ok := TypeOf(g.info, n.Args[0]).Underlying().(*types.Struct)
	if !ok || from.NumFields() != to.NumFields() {
		return
	}
	for i := range to.NumFields() {
		g.flow(g.object(from.Field(i)), g.object(to.Field(i)), copied)
	}
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}
