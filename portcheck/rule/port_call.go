package rule

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/flow"
	"example.com/ianaports/portcheck/words"
)

// portCall takes the only argument of a function for a port if the function, or what takes
// its result, is called a port and the result is no number.
var portCall = &Rule{
	ID:      "port-call",
	Doc:     "the only argument of a function that makes something which is called a port",
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
	if words.PortName(name) != words.LastPort || len(call.Args) != 1 || l.info.Types[call.Fun].IsType() {
		return
	}
	if _, ok := l.portOf(call.Args[0]); ok {
		l.addLiteral(call.Args[0], call.Pos(), "the name "+name+" says that it is a port")
	}
}
