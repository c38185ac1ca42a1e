// Package flow follows ports through a package: one graph of the values and of where
// they go, and one search in it.
//
// A node is a variable, field, constant, parameter or result, or an expression. An edge
// says that the value of one node goes into another, and a step how: as it is, in a
// string, out of a string. The search starts at the places, where a port is a port by
// contract, and goes backwards to the literals; it starts as well where ports come
// from, and goes forwards to what takes them.
package flow

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/portcheck/address"
)

// A node is an index into the nodes of a graph. The zero node is none.
type node int32

// A value is what a node stands for: an object, or a result of an expression. The slots
// of a value of function type are its parameters, from 1, and its results, from -1.
type value struct {
	obj  types.Object
	expr ast.Expr
	res  int
	slot int
}

// A nodeInfo is what the search needs to know of a node.
type nodeInfo struct {
	value
	form address.Form // Number, Text, or zero where the type tells neither
	// heap says that the node is no part of one function: a field, a variable or a
	// constant of a package.
	heap  bool
	param bool
	index int // of the parameter
	typ   types.Type
}

// An edge says that the value of src goes into dst.
type edge struct {
	src, dst node
	kind     kind
	step     *step
	call     *ast.CallExpr // of an argument or a result
}

// A kind says how the search crosses an edge.
type kind uint8

const (
	within   kind = iota // one function
	argument             // from the caller to the parameter
	result               // from the function to the caller
	compared             // a constant that the value is compared with
)

// A Graph has the values of a package and where they go.
type Graph struct {
	pass   *analysis.Pass
	info   *types.Info
	places *Places
	skip   func(*ast.File) bool

	nodes   []nodeInfo
	index   map[value]node
	in, out [][]int32 // indices of edges, by node
	edges   []edge

	bodies  map[*types.Var]ast.Node // the functions that have each parameter
	seeds   []seed
	sources []seed
	hubs    map[method]value // of the methods of interfaces
	known   map[*types.Func]bool
	chains  map[*ast.CallExpr]bool // calls on whose result another one is made
}

// A method is what the methods that a call of an interface's method may reach have in
// common. Implementations are found by it, rather than by comparing each type with each
// interface, so that the cost is linear.
type method struct{ name, signature string }

// A seed is where the search starts.
type seed struct {
	node  node
	form  address.Form
	facts facts
	way   *Way
}

// Build makes the graph of a package, without the files that are skipped.
func Build(pass *analysis.Pass, places *Places, skip func(*ast.File) bool) *Graph {
	g := &Graph{
		pass: pass, info: pass.TypesInfo, places: places, skip: skip,
		nodes: []nodeInfo{{index: -1}}, in: make([][]int32, 1), out: make([][]int32, 1),
		index:  map[value]node{},
		bodies: map[*types.Var]ast.Node{},
		hubs:   map[method]value{},
		known:  map[*types.Func]bool{},
		chains: map[*ast.CallExpr]bool{},
	}
	for _, file := range pass.Files {
		if !skip(file) {
			g.declare(file)
		}
	}
	for _, file := range pass.Files {
		if !skip(file) {
			g.build(file)
		}
	}
	return g
}

// node returns the node of a value, which it makes. A value that can have no port has none.
func (g *Graph) node(v value, t types.Type) node {
	if n, ok := g.index[v]; ok {
		return n
	}
	form, closed := formOf(t)
	if closed {
		return 0
	}
	n := node(len(g.nodes))
	info := nodeInfo{value: v, form: form, index: -1, typ: t}
	if v.slot > 0 {
		info.param, info.index = true, v.slot-1
	}
	g.nodes = append(g.nodes, info)
	g.in, g.out = append(g.in, nil), append(g.out, nil)
	g.index[v] = n
	return n
}

// object returns the node of an object.
func (g *Graph) object(o types.Object) node {
	if v, ok := o.(*types.Var); ok {
		o = v.Origin()
	}
	v := value{obj: o}
	if n, ok := g.index[v]; ok {
		return n
	}
	n := g.node(v, o.Type())
	if n == 0 {
		return 0
	}
	info := &g.nodes[n]
	variable, ok := o.(*types.Var)
	info.heap = !ok || variable.IsField() || o.Pkg() != nil && o.Parent() == o.Pkg().Scope()
	if ok && info.heap {
		g.variable(n, variable)
	}
	return n
}

// connect adds an edge. Where functions go, their parameters and results are connected as
// well.
func (g *Graph) connect(e edge) {
	if e.src == 0 || e.dst == 0 || e.src == e.dst {
		return
	}
	i := int32(len(g.edges))
	g.edges = append(g.edges, e)
	g.in[e.dst] = append(g.in[e.dst], i)
	g.out[e.src] = append(g.out[e.src], i)
	src, dst := g.nodes[e.src], g.nodes[e.dst]
	if sig := signatureOf(dst.typ); sig != nil && src.slot == 0 && dst.slot == 0 {
		g.link(src.value, dst.value, sig)
	}
}

// flow adds an edge within a function.
func (g *Graph) flow(src, dst node, s *step) {
	g.connect(edge{src: src, dst: dst, step: s})
}

// encloses reports whether a function has a position in its body.
func encloses(body ast.Node, pos token.Pos) bool {
	return body != nil && body.Pos() <= pos && pos < body.End()
}

// FormOf returns the form of a port in values of a type, or zero where that is not
// known or there can be none.
func FormOf(t types.Type) address.Form {
	form, _ := formOf(t)
	return form
}

// formOf returns the form of a port in values of a type, or zero where that is not
// known. Of slices, maps, arrays, channels and pointers, the elements count. closed says
// that there can be no port.
func formOf(t types.Type) (form address.Form, closed bool) {
	for range 5 {
		if _, ok := types.Unalias(t).(*types.TypeParam); ok {
			return 0, false
		}
		switch u := t.Underlying().(type) {
		case *types.Basic:
			switch {
			case u.Info()&types.IsString != 0:
				return address.Text, false
			case u.Kind() == types.Int8, u.Kind() == types.Uint8, u.Kind() == types.Uintptr, u.Kind() == types.Bool, u.Info()&types.IsInteger == 0 && u.Kind() != types.Invalid:
				return 0, true
			case u.Info()&types.IsInteger != 0:
				return address.Number, false
			}
			return 0, false
		case *types.Struct:
			return 0, true
		case *types.Interface:
			return 0, u.NumMethods() > 0 // an error is no port, and any can be one
		}
		if t = element(t); t == nil {
			return 0, false
		}
	}
	return 0, false
}

// element returns the type of a list's elements or of what a pointer points to, or nil.
// The elements of a set are its keys.
func element(t types.Type) types.Type {
	if key := KeyOfSet(t); key != nil {
		return key
	}
	if u, ok := t.Underlying().(interface{ Elem() types.Type }); ok {
		return u.Elem()
	}
	return nil
}

// KeyOfSet returns the type of the elements of a set, such as map[int]bool or
// map[string]struct{}, or nil.
func KeyOfSet(t types.Type) types.Type {
	m, ok := t.Underlying().(*types.Map)
	if !ok {
		return nil
	}
	switch u := m.Elem().Underlying().(type) {
	case *types.Basic:
		if u.Kind() == types.Bool {
			return m.Key()
		}
	case *types.Struct:
		if u.NumFields() == 0 {
			return m.Key()
		}
	}
	return nil
}

// signatureOf returns the signature of the functions that values of a type are or have.
func signatureOf(t types.Type) *types.Signature {
	for range 5 {
		if sig, ok := t.Underlying().(*types.Signature); ok {
			return sig
		}
		if t = element(t); t == nil {
			return nil
		}
	}
	return nil
}
