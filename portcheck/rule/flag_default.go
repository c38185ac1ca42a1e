package rule

import (
	"go/ast"
	"go/types"
	"regexp"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/portcheck/flow"
	"example.com/ianaports/portcheck/words"
)

// flagDefault takes the default of a flag or a setting for a port whose name says so. The
// function has to say that the string is a name or a key.
var flagDefault = &Rule{
	ID:      "flag-default",
	Doc:     `the default of a flag or a setting that is called a port, or whose text is about one`,
	Example: `func setting(key string, fallback int) int { return fallback }; var _ = setting("port", 80)`,
	Counter: `func width(text string, n int) int { return n }; var _ = width("port", 80)`,
	look:    (*look).flagDefault,
}

// nameWords are words of parameters that take the name of a flag, of a setting or of a
// variable of the environment. Without them, two ports of centrifugo (unseen.tsv) are lost.
var nameWords = words.SetOf("name key k flag env long option opt setting var variable property field param parameter attr attribute")

func (l *look) flagDefault(cur inspector.Cursor) {
	switch n := cur.Node().(type) {
	case *ast.CallExpr:
		l.flagCall(n)
	case *ast.CompositeLit:
		l.flagStruct(cur, n)
	}
}

// flagCall looks at flag.Int("port", 6514, "…") and getenv("PORT", "6514").
func (l *look) flagCall(call *ast.CallExpr) {
	args := flow.Arguments(l.info, call)
	if len(args) == 1 {
		l.chained(call, args[0])
		return
	}
	sig, ok := l.typeOf(call.Fun).Underlying().(*types.Signature)
	if !ok {
		return
	}
	usage := ""
	for i := range min(sig.Params().Len(), len(args)) {
		if usageParameter.MatchString(sig.Params().At(i).Name()) {
			usage, _ = l.stringValue(args[i])
		}
	}
	ofPort := textOfPort(usage)
	for i, arg := range args {
		name, ok := l.stringValue(arg)
		if !ok || !ofPort && words.PortName(name) == words.NoPort || strings.ContainsAny(name, " \t\n%") || !namesParameter(parameter(sig, i)) {
			continue
		}
		for _, next := range args[i+1:] {
			lit, ok := ast.Unparen(next).(*ast.BasicLit)
			if !ok {
				if l.formOf(next) != 0 {
					break
				}
				continue
			}
			_, number := l.portOf(lit)
			if text, ok := saysPort(name, ofPort); ok && number || l.several(name, lit) {
				l.addLiteral(lit, arg.Pos(), text)
				break
			}
		}
	}
}

// usageParameter matches the names of parameters that take the text of a flag for people.
var usageParameter = regexp.MustCompile(`^(usage|help|desc|description)$`)

// saysPort returns what says that a flag is one for a port: its name or its text.
func saysPort(name string, ofPort bool) (text string, ok bool) {
	if words.PortName(name) == words.LastPort {
		return "the name " + name + " says that it is a port", true
	}
	return "the text of " + name + " says that it is a port", ofPort && !words.Quantity(name)
}

// Words before a port that is not what a text is about, "connections per port", and those
// that go on about it, "the port to listen on".
var (
	ofAnother = words.SetOf("a an at by each every for from in no not of on per to with")
	goesOn    = words.SetOf("at for in number of on or that to used where which")
)

// textOfPort reports whether a text for people is about a port: "HTTP port to listen on".
func textOfPort(text string) bool {
	list := strings.Fields(strings.ToLower(text))
	for i, word := range list {
		bare := strings.TrimRight(word, ".,:;!?)")
		if bare == "port" {
			return (i == len(list)-1 || bare != word || goesOn[list[i+1]]) && words.PortName(text) != words.NoPort
		}
		if i > 3 || bare != word || ofAnother[word] {
			return false
		}
	}
	return false
}

func namesParameter(p *types.Var) bool {
	if p == nil {
		return false
	}
	for _, word := range words.Split(p.Name()) {
		if nameWords[strings.TrimRight(word, "s0123456789")] || nameWords[word] {
			return true
		}
	}
	return false
}

// several reports whether a literal has several ports, and a name says so.
func (l *look) several(name string, expr ast.Expr) bool {
	value, ok := l.stringValue(expr)
	return ok && strings.HasSuffix(strings.ToLower(name), "ports") && words.PortName(name) != words.NoPort && len(address.Parse(value, address.Text)) > 1
}

// chained looks at Flag("port", "…").Default("6514").
func (l *look) chained(call *ast.CallExpr, value ast.Expr) {
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
			usage := ""
			if len(inner.Args) > 1 {
				usage, _ = l.stringValue(inner.Args[1])
			}
			if name, ok := l.stringValue(inner.Args[0]); ok {
				if text, ok := saysPort(name, textOfPort(usage)); ok {
					l.addLiteral(value, inner.Args[0].Pos(), text)
					return
				}
			}
		}
		if selector, ok = ast.Unparen(inner.Fun).(*ast.SelectorExpr); !ok {
			return
		}
		receiver = selector.X
	}
}

// flagStruct looks at cli.IntFlag{Name: "port", Value: 8080}, and at tcpPortFlag =
// &cli.IntFlag{Name: "tcp", Value: 8080}.
func (l *look) flagStruct(cur inspector.Cursor, lit *ast.CompositeLit) {
	name := ""
	for _, element := range lit.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			return
		}
		key, ok := pair.Key.(*ast.Ident)
		if !ok {
			return
		}
		switch key.Name {
		case "Name", "Long":
			name, _ = l.stringValue(pair.Value)
			if flag, ok := strings.CutSuffix(l.holder(cur), "Flag"); ok && words.PortName(name) == words.NoPort {
				name = flag
			}
		case "Value", "Default", "DefValue":
			if (words.PortName(name) == words.LastPort || l.several(name, pair.Value)) && !strings.Contains(name, " ") {
				l.addLiteral(pair.Value, key.Pos(), "the name "+name+" says that it is a port")
			}
		}
	}
}
