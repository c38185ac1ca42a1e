package portcheck

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/internal/naming"
	"example.com/ianaports/ports"
)

// A reference is a use of a constant of a source.
type reference struct {
	source *source
	object *types.Const
	name   *ast.Ident
	port   ports.Port
}

// A found is a reference where a port is needed.
type found struct {
	reference
	expr ast.Expr
	need need
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
		if c.info.Types[e.Fun].IsType() && len(e.Args) == 1 {
			return c.reference(e.Args[0])
		}
		if method, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr); ok && (method.Sel.Name == "Addr" || method.Sel.Name == "String") {
			return c.reference(method.X)
		}
	}
	return reference{}, false
}

func (c *checker) constant(id *ast.Ident) (reference, bool) {
	object, ok := c.info.Uses[id].(*types.Const)
	if !ok || object.Pkg() == nil || object.Pkg() == c.pass.Pkg {
		return reference{}, false
	}
	for _, source := range c.sources {
		if object.Pkg().Path() == source.path {
			n, exact := constant.Int64Val(constant.ToInt(object.Val()))
			return reference{source, object, id, ports.Port(n)}, exact
		}
	}
	return reference{}, false
}

// reportReferences reports the constants that are used over the wrong transport. A
// constant that is used over several is not reported.
func (c *checker) reportReferences() {
	transports := map[*ast.Ident][]ports.Transport{}
	for _, f := range c.references {
		if !f.need.named && !f.need.vague {
			transports[f.name] = append(transports[f.name], f.need.Transport)
		}
	}
	done := map[*ast.Ident]bool{}
	for _, f := range c.references {
		if f.need.named || f.need.vague || done[f.name] {
			continue
		}
		done[f.name] = true
		if f.need.Listen {
			c.reportListening(f.expr, f.need.origin, f.port)
		}
		on := transports[f.name]
		if len(on) > 0 && on[0] != 0 && !slices.ContainsFunc(on, func(t ports.Transport) bool { return t != on[0] }) {
			c.reportReference(f)
		}
	}
}

func (c *checker) reportReference(f found) {
	nameOf := func(s service) string { return s.Constant }
	if basic, ok := f.object.Type().(*types.Basic); ok && basic.Info()&types.IsUntyped != 0 {
		nameOf = func(s service) string { return naming.UntypedOf(s.Constant) }
	}
	var name string
	for t := ports.TCP; t <= ports.DCCP; t++ {
		for _, s := range f.source.onPort(t, f.port) {
			if s.Alias == "" && nameOf(s) == f.object.Name() {
				if t == f.need.Transport {
					return
				}
				name = s.Name
			}
		}
	}
	if name == "" {
		return // the last port of a range
	}
	message, other, ok := c.wrongTransport(name, f.need.Transport, f.port)
	var fixes []analysis.SuggestedFix
	if ok && other.source == f.source {
		replacement := nameOf(other.service)
		fixes = []analysis.SuggestedFix{{
			Message:   "Use " + replacement,
			TextEdits: []analysis.TextEdit{{Pos: f.name.Pos(), End: f.name.End(), NewText: []byte(replacement)}},
		}}
	}
	c.reportAt(findTransport, f.expr, f.need.origin, message, fixes)
}
