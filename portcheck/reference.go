package portcheck

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/portcheck/flow"
	"example.com/ianaports/portcheck/judge"
	"example.com/ianaports/ports"
)

// references reports the constants of registries' packages that are used over the wrong
// transport. A constant that is used over several is not reported.
func (r *reporter) references() {
	for _, f := range r.constants {
		id, ok := f.Expr.(*ast.Ident)
		if !ok || f.Rule != "" {
			continue
		}
		object, ok := r.pass.TypesInfo.Uses[id].(*types.Const)
		if !ok || object.Pkg() == nil {
			continue
		}
		for _, registry := range r.registries {
			if object.Pkg().Path() == registry.Path {
				r.reference(f, id, object, registry)
			}
		}
	}
}

func (r *reporter) reference(f *flow.Found, id *ast.Ident, object *types.Const, registry *judge.Registry) {
	n, exact := constant.Int64Val(constant.ToInt(object.Val()))
	if !exact {
		return
	}
	p := ports.Port(n)
	if f.Marks&flow.Listen != 0 {
		r.listener(id, f, p)
	}
	transports := f.Transports.List()
	if len(transports) != 1 {
		return
	}
	nameOf := func(s judge.Service) string { return constantLike(object, s) }
	name := ""
	for t := ports.TCP; t <= ports.DCCP; t++ {
		for _, s := range registry.OnPort(t, p) {
			if s.Alias == "" && nameOf(s) == object.Name() {
				if t == transports[0] {
					return
				}
				name = s.Name
			}
		}
	}
	if name == "" {
		return // the last port of a range
	}
	message, other, ok := r.wrongTransport(name, transports[0], p)
	r.add(findTransport, id, f, message, nil)
	if ok && other.Registry == registry && len(r.list) > 0 && r.list[len(r.list)-1].Message == message {
		replacement := nameOf(other)
		r.list[len(r.list)-1].SuggestedFixes = []analysis.SuggestedFix{{
			Message:   fmt.Sprintf("Use %s", replacement),
			TextEdits: []analysis.TextEdit{{Pos: id.Pos(), End: id.End(), NewText: []byte(replacement)}},
		}}
	}
}

// traps reports uses of the constants of package ports whose names mean another service to
// most people, unless the file has a word of the registered one's title.
func (r *reporter) traps(skip func(*ast.File) bool) {
	if !slices.ContainsFunc(r.pass.Pkg.Imports(), func(p *types.Package) bool { return p.Path() == judge.ImportPath }) {
		return
	}
	for _, file := range r.pass.Files {
		if skip(file) {
			continue
		}
		for n := range ast.Preorder(file) {
			id, ok := n.(*ast.Ident)
			if !ok {
				continue
			}
			object, ok := r.pass.TypesInfo.Uses[id].(*types.Const)
			if !ok || object.Pkg() == nil || object.Pkg().Path() != judge.ImportPath {
				continue
			}
			if trap, ok := judge.Traps()[object.Name()]; ok && !trap.Says(file) {
				r.add(findTrap, id, &flow.Found{Way: &flow.Way{Pos: id.Pos(), Text: "its name means another service to most people"}},
					fmt.Sprintf("%s is port %v, %s: %s is %s, port %v", object.Name(), trap.Registered.First, trap.Registered.Title,
						trap.Meant.Title, trap.Meant.Registry.Package+"."+constantLike(object, trap.Meant), trap.Meant.First), nil)
			}
		}
	}
}

// constantLike returns the constant of a service that is typed as another constant is.
func constantLike(object *types.Const, s judge.Service) string {
	if basic, ok := object.Type().(*types.Basic); ok && basic.Info()&types.IsUntyped != 0 {
		return s.Constant
	}
	return s.TypedConstant
}
