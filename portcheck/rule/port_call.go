package rule

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/portcheck/flow"
	"example.com/ianaports/portcheck/words"
)

// portCall takes the only argument of a function for a port if the function, or what takes
// its result, is called a port and the result is no number. Of several, it is the only
// number, if its parameter has no name that says more: withDefaultPort(host, 443).
var portCall = &Rule{
	ID:      "port-call",
	Doc:     "the only argument, or the only number among several, of a function that is called a port or makes something which is",
	Example: `type attribute struct{ n int }; func ServerPort(v int) attribute { return attribute{v} }; var _ = ServerPort(80)`,
	Counter: `type attribute struct{ n int }; func Size(v int) attribute { return attribute{v} }; var _ = Size(80)`,
	look:    (*look).portCall,
}

func (l *look) portCall(cur inspector.Cursor) {
	if call, ok := cur.Node().(*ast.CallExpr); ok {
		l.portArgument(call, l.nameOf(call.Fun))
	}
	l.pairs(cur, func(name string, t types.Type, value ast.Expr, _ token.Pos) {
		if call, ok := ast.Unparen(value).(*ast.CallExpr); ok && flow.FormOf(t) == 0 {
			l.portArgument(call, name)
		}
	})
}

func (l *look) portArgument(call *ast.CallExpr, name string) {
	if words.PortName(name) != words.LastPort || l.info.Types[call.Fun].IsType() {
		return
	}
	for i, arg := range call.Args {
		if _, ok := l.portOf(arg); ok && (len(call.Args) == 1 || l.onlyNumber(call, i)) {
			l.addLiteral(arg, call.Pos(), "the name "+name+" says that it is a port")
		}
	}
}

// onlyNumber reports whether a parameter is the only one of numbers, and has no name.
func (l *look) onlyNumber(call *ast.CallExpr, at int) bool {
	sig, ok := l.typeOf(call.Fun).Underlying().(*types.Signature)
	if !ok || sig.Variadic() || at >= sig.Params().Len() || len(sig.Params().At(at).Name()) > 1 {
		return false
	}
	numbers := 0
	for i := range sig.Params().Len() {
		if flow.FormOf(sig.Params().At(i).Type()) == address.Number {
			numbers++
		}
	}
	return numbers == 1 && flow.FormOf(sig.Params().At(at).Type()) == address.Number
}
