package portcheck

import (
	_ "embed"
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"example.com/ianaports/ports"
)

//go:embed doc.go
var doc string

// Analyzer finds ports that are written as numbers or as names in strings. See
// the documentation of the package.
var Analyzer = &analysis.Analyzer{
	Name:     "portcheck",
	Doc:      documentation(doc),
	URL:      "https://pkg.go.dev/example.com/ianaports/portcheck",
	Requires: []*analysis.Analyzer{inspect.Analyzer},
	Run:      run,
}

// documentation returns the section of a package comment that describes the
// analyzer.
func documentation(source string) string {
	var lines []string
	for line := range strings.Lines(source) {
		if text, ok := strings.CutPrefix(line, "//"); ok {
			lines = append(lines, strings.TrimPrefix(text, " "))
		}
	}
	_, text, _ := strings.Cut(strings.Join(lines, ""), "# Analyzer portcheck\n\nportcheck: ")
	return strings.NewReplacer("[", "", "]", "").Replace(text) // of links
}

// The names of the findings.
const (
	findNumber    = "number"
	findName      = "name"
	findUnknown   = "unknown"
	findTransport = "transport"
	findDynamic   = "dynamic"
	findSystem    = "system"
)

var (
	enabled      = map[string]*bool{}
	ownFunctions = functionFlag{}
	ownPackages  packageFlag
	findings     = []struct {
		name, usage string
		on          bool
	}{
		{findNumber, "report registered ports as numbers", true},
		{findName, "report registered services as names in strings", true},
		{findUnknown, "report service names that are not registered", true},
		{findTransport, "report services over transports on which they are not registered", true},
		{findDynamic, "report listeners on ports from 49152 on", true},
		{findSystem, "report listeners on ports below 1024", false},
	}
)

func init() {
	for _, f := range findings {
		enabled[f.name] = Analyzer.Flags.Bool(f.name, f.on, f.usage)
	}
	Analyzer.Flags.Var(ownFunctions, "func", "further functions that take a port, with commas between: `NAME:FORM:ARG[:NETWORK]`,\nwhere NAME is example.com/x.Dial or (*example.com/x.Client).Dial, FORM is address,\nlisten (an address), number, text or url, ARG is the index of the argument, from 0,\nand NETWORK that of the one which names the network, or tcp, udp, sctp or dccp")
	Analyzer.Flags.Var(&ownPackages, "package", "further packages of the generator whose constants to suggest: import `PATHS`, with\ncommas between")
}

// A checker looks at one package.
type checker struct {
	pass    *analysis.Pass
	sources []*source
	quiet   map[*ast.File]*silence
	given   map[importName]string // the paths of the names that fixes import
	// initializers are the values of the constants, once they are wanted, and
	// elsewhere are the names that other files of the package declare.
	initializers map[types.Object]ast.Expr
	elsewhere    map[string]bool
}

func run(pass *analysis.Pass) (any, error) {
	sources, err := ownPackages.sources()
	if err != nil {
		return nil, err
	}
	c := &checker{pass: pass, sources: sources, quiet: map[*ast.File]*silence{}, given: map[importName]string{}}
	nodes := []ast.Node{(*ast.CallExpr)(nil), (*ast.CompositeLit)(nil), (*ast.AssignStmt)(nil)}
	pass.ResultOf[inspect.Analyzer].(*inspector.Inspector).Preorder(nodes, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.CallExpr:
			c.call(n)
		case *ast.CompositeLit:
			c.literal(n)
		case *ast.AssignStmt:
			c.assignment(n)
		}
	})
	return nil, nil
}

// call looks at an argument.
func (c *checker) call(call *ast.CallExpr) {
	fn, _ := typeutil.Callee(c.pass.TypesInfo, call).(*types.Func)
	if fn == nil || fn.Pkg() == nil {
		return
	}
	p, ok := c.function(fn)
	if !ok {
		return
	}
	args := call.Args
	if selector, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if s, ok := c.pass.TypesInfo.Selections[selector]; ok && s.Kind() == types.MethodExpr && len(args) > 0 {
			args = args[1:] // the receiver
		}
	}
	if call.Ellipsis.IsValid() {
		args = args[:len(args)-1]
	}
	if params := fn.Signature().Params().Len(); p.arg >= min(len(args), params) || p.network >= len(args) {
		return
	}
	u := use{place: p, expr: args[p.arg], want: fn.Origin().Signature().Params().At(p.arg).Type()}
	if p.network >= 0 {
		network, known := c.stringValue(args[p.network])
		if known {
			if u.transport, ok = transportOf(network, p.form); !ok {
				return
			}
		}
	}
	c.use(u)
}

func (c *checker) function(fn *types.Func) (place, bool) {
	fn = fn.Origin()
	if len(ownFunctions) == 0 && !portPackages[fn.Pkg().Path()] {
		return place{}, false
	}
	name := typeParameters.ReplaceAllString(fn.FullName(), "")
	if p, ok := ownFunctions[name]; ok {
		return p, true
	}
	p, ok := functions[name]
	return p, ok
}

// portPackages are those of the functions.
var portPackages = func() map[string]bool {
	paths := map[string]bool{}
	for name := range functions {
		name = strings.TrimPrefix(name, "(*")
		slash := strings.LastIndexByte(name, '/') + 1
		dot := strings.IndexByte(name[slash:], '.')
		paths[name[:slash+dot]] = true
	}
	return paths
}()

// transportOf returns the transport of a network. ok is false for one that has
// no ports, such as unix.
func transportOf(network string, f form) (t ports.Transport, ok bool) {
	if f == text && (network == "" || network == "ip") {
		return 0, true // for net.LookupPort
	}
	t, err := ports.ParseTransport(network)
	return t, err == nil
}

// literal looks at the fields of a composite literal.
func (c *checker) literal(lit *ast.CompositeLit) {
	t := types.Unalias(c.pass.TypesInfo.TypeOf(lit))
	if p, ok := t.(*types.Pointer); ok { // an element of a slice, with its type left out
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return
	}
	structure, ok := named.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i, element := range lit.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok {
				if field, ok := c.pass.TypesInfo.Uses[key].(*types.Var); ok {
					c.field(named, field, pair.Value)
				}
			}
		} else if i < structure.NumFields() {
			c.field(named, structure.Field(i), element)
		}
	}
}

// assignment looks at assignments to fields.
func (c *checker) assignment(assign *ast.AssignStmt) {
	if len(assign.Lhs) != len(assign.Rhs) {
		return
	}
	for i, left := range assign.Lhs {
		selector, ok := ast.Unparen(left).(*ast.SelectorExpr)
		if !ok {
			continue
		}
		selection, ok := c.pass.TypesInfo.Selections[selector]
		if !ok || selection.Kind() != types.FieldVal {
			continue
		}
		if owner := ownerOf(selection); owner != nil {
			c.field(owner, selection.Obj().(*types.Var), assign.Rhs[i])
		}
	}
}

// ownerOf returns the type that declares a selected field, which may be embedded.
func ownerOf(selection *types.Selection) *types.Named {
	t := selection.Recv()
	for i, index := range selection.Index() {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		if i == len(selection.Index())-1 {
			break
		}
		t = t.Underlying().(*types.Struct).Field(index).Type()
	}
	named, _ := types.Unalias(t).(*types.Named)
	return named
}

func (c *checker) field(t *types.Named, field *types.Var, value ast.Expr) {
	object := t.Obj()
	if object.Pkg() == nil || !portPackages[object.Pkg().Path()] {
		return
	}
	if p, ok := fields[object.Pkg().Path()+"."+object.Name()+"."+field.Name()]; ok {
		c.use(use{place: p, expr: value, want: field.Type()})
	}
}

func (c *checker) stringValue(expr ast.Expr) (string, bool) {
	v := c.pass.TypesInfo.Types[expr].Value
	if v == nil || v.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(v), true
}
