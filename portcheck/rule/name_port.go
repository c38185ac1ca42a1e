package rule

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/portcheck/flow"
	"example.com/ianaports/portcheck/words"
)

// namePort takes what is called a port for one: what is assigned to it, compared with it
// and returned from it.
var namePort = &Rule{
	ID:      "name-port",
	Doc:     "the value of a variable, field, parameter, result or constant whose name ends with the word port, or whose type has such a name",
	Example: `var sshPort = 22`,
	Counter: `var airport, numPorts, serialPort = 22, 22, 22; const ( fieldProtocol = 21; fieldPort = 22; fieldSize = 23 )`,
	look:    (*look).namePort,
}

func (l *look) namePort(cur inspector.Cursor) {
	switch n := cur.Node().(type) {
	case *ast.Ident:
		if object := l.info.Defs[n]; object != nil {
			l.named(n, object)
		} else if object := l.info.Uses[n]; object != nil {
			l.named(n, object)
		}
	case *ast.CallExpr, *ast.IndexExpr: // os.Getenv("PGPORT") == "5432", m["port"]
		expr := n.(ast.Expr)
		name := l.nameOf(expr)
		if words.PortName(name) == words.LastPort && plainType(l.typeOf(expr)) {
			if call, ok := n.(*ast.CallExpr); ok { // functions are named as well: see namedFunction
				if len(call.Args) != 1 || l.info.Types[call.Fun].IsType() {
					return
				}
				if key, ok := l.stringValue(call.Args[0]); !ok || key != name {
					return
				}
			}
			l.add(expr, l.formOf(expr), n.Pos(), "the name "+name+" says that it is a port")
		}
	}
}

func (l *look) named(id *ast.Ident, object types.Object) {
	if fn, ok := object.(*types.Func); ok {
		l.namedFunction(id, fn.Origin())
		return
	}
	if v, ok := object.(*types.Var); ok {
		object = v.Origin()
	}
	if words.PortName(id.Name) != words.LastPort && !portType(object.Type()) || l.seen[object] {
		return
	}
	if _, ok := object.(*types.Const); ok && (object.Pkg() != l.pass.Pkg || l.enumerated[object]) {
		return
	}
	l.object(object, id)
}

// portType reports whether a type is one of ports: Port, TCPPort.
func portType(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && strings.HasSuffix(named.Obj().Name(), "Port") && words.PortName(named.Obj().Name()) == words.LastPort
}

// object adds evidence of a variable or a constant that is called a port.
func (l *look) object(object types.Object, id *ast.Ident) {
	switch object.(type) {
	case *types.Var, *types.Const:
	default:
		return
	}
	name := object.Name()
	if name == "" {
		name = id.Name
	}
	l.evidence(object, name, id)
}

// evidence adds evidence of an object that a name says to be a port.
func (l *look) evidence(object types.Object, name string, id *ast.Ident) {
	if !plainType(object.Type()) {
		return
	}
	l.seen[object] = true
	form := flow.FormOf(object.Type())
	if form == address.Text && words.HostAndPort(name) {
		form = address.Address
	}
	text := "the name " + name + " says that it is a port"
	if words.PortName(name) != words.LastPort {
		text = "the name of its type says that it is a port"
	}
	l.list = append(l.list, flow.Evidence{Rule: l.rule.ID, Object: object, Form: form, Pos: id.Pos(), Text: text})
}

// namedFunction adds evidence of the parameters of a function, and of its result, which
// has the name of the function.
func (l *look) namedFunction(id *ast.Ident, fn *types.Func) {
	if l.seen[fn] {
		return
	}
	l.seen[fn] = true
	sig := fn.Signature()
	if sig.Recv() == nil || !types.IsInterface(sig.Recv().Type()) || fn.Pkg() == l.pass.Pkg {
		for i := range sig.Params().Len() {
			if p := sig.Params().At(i); words.PortName(p.Name()) == words.LastPort {
				l.object(p, id)
			}
		}
	}
	if sig.Params().Len() == 1 && sig.Results().Len() == 1 && words.PortName(id.Name) == words.LastPort {
		p := sig.Params().At(0)
		if result, ok := sig.Results().At(0).Type().(*types.Basic); ok && result.Kind() == types.Bool && flow.FormOf(p.Type()) == address.Number && len(p.Name()) == 1 && words.Split(id.Name)[0] == "is" { // isTLSPort(n)
			l.evidence(p, id.Name, id)
		}
	}
	if n := sig.Results().Len(); (n == 1 || n == 2) && words.PortName(id.Name) == words.LastPort && !changers[words.Split(id.Name)[0]] && sig.Results().At(0).Name() == "" {
		l.object(sig.Results().At(0), id)
	}
}

// changers are the first words of functions that return something with or without a port.
// Without them, ten status codes in net/http are ports.
var changers = words.SetOf("add append drop ensure join remove split strip trim with without")

// plainType reports whether a name can say of a type that it is a port: a basic type, a
// pointer to one or a map of them, or a type that is called Port itself. A constant of
// another named type is something else, such as OptionRelayPort OptionCode = 135.
func plainType(t types.Type) bool {
	for range 3 {
		switch u := types.Unalias(t).(type) {
		case *types.Basic:
			return flow.FormOf(u) != 0
		case *types.Named:
			return words.PortName(u.Obj().Name()) == words.LastPort && flow.FormOf(u) != 0
		case *types.Pointer:
			t = u.Elem()
		case *types.Map:
			t = u.Elem()
		case *types.TypeParam:
			return false
		default:
			return false
		}
	}
	return false
}
