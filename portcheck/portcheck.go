package portcheck

import (
	_ "embed"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"
)

//go:embed doc.go
var doc string

// Analyzer finds ports that are written as numbers or as names in strings. See
// the documentation of the package.
var Analyzer = &analysis.Analyzer{
	Name:      "portcheck",
	Doc:       documentation(doc),
	URL:       "https://pkg.go.dev/example.com/ianaports/portcheck",
	Requires:  []*analysis.Analyzer{inspect.Analyzer},
	FactTypes: []analysis.Fact{(*functionFact)(nil), (*variableFact)(nil)},
	Run:       run,
	// A package that does not type-check, such as one that is being edited, has facts
	// and findings as well.
	RunDespiteErrors: true,
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
	enabled   = map[string]*bool{}
	ownPlaces = placeFlag{map[string]place{}, map[fieldName]carrier{}}
	ownPorts  packageFlag
	doubtful  bool
	tests     bool
	findings  = []struct {
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
	Analyzer.Flags.BoolVar(&doubtful, "doubtful", false, "report registered ports as well where nothing says that the registered service is\nmeant")
	Analyzer.Flags.BoolVar(&tests, "tests", false, "look at test files as well")
	Analyzer.Flags.Var(&ownPlaces, "func", "further functions and fields that take a port, with commas between:\n`NAME:FORM:ARG[:NETWORK]`, where NAME is example.com/x.Dial or\n(*example.com/x.Client).Dial, FORM is address, listen (an address), number, text or\nurl, ARG is the index of the argument, from 0, and NETWORK that of the one which names\nthe network, or tcp, udp, sctp or dccp; or (TYPE).FIELD:FORM[:NETWORK], such as\n(example.com/x.Options).Addr:address:tcp")
	Analyzer.Flags.Var(&ownPorts, "package", "packages that the generator made of your own registries, whose constants to suggest,\nwith commas between: `IMPORTPATH=FILE[;FILE]`, where FILE is relative to the folder of\nthe nearest go.mod")
}

// A checker looks at one package.
type checker struct {
	pass    *analysis.Pass
	info    *types.Info
	root    inspector.Cursor
	sources []*source

	graph     *graph
	seeds     []seed
	seeded    map[nodeKey]bool
	visited   map[nodeKey]bool
	carriers  map[types.Object]need
	order     []types.Object // of the carriers
	isSource  map[types.Object]bool
	passed    map[*types.Var][]passThrough // of results
	callees   map[*types.Func]*callee
	variables map[*types.Var]*carrier

	uses       map[*ast.BasicLit]*use
	references []found

	quiet     map[*ast.File]*silence
	comments  map[*ast.File]map[int][]*ast.CommentGroup // by line
	code      map[*ast.File]map[int]bool                // the lines with code
	wide      map[*ast.File]map[string]bool
	given     map[importName]string // the paths of the names that fixes import
	grouped   map[*ast.File]string  // the import beside which a single one becomes a group
	elsewhere map[string]bool       // the names that other files of the package declare
}

func run(pass *analysis.Pass) (any, error) {
	sources, err := ownPorts.sources(pass)
	if err != nil {
		return nil, err
	}
	c := &checker{
		pass:      pass,
		info:      pass.TypesInfo,
		root:      pass.ResultOf[inspect.Analyzer].(*inspector.Inspector).Root(),
		sources:   sources,
		graph:     newGraph(),
		seeded:    map[nodeKey]bool{},
		visited:   map[nodeKey]bool{},
		carriers:  map[types.Object]need{},
		isSource:  map[types.Object]bool{},
		passed:    map[*types.Var][]passThrough{},
		callees:   map[*types.Func]*callee{},
		variables: map[*types.Var]*carrier{},
		uses:      map[*ast.BasicLit]*use{},
		quiet:     map[*ast.File]*silence{},
		comments:  map[*ast.File]map[int][]*ast.CommentGroup{},
		code:      map[*ast.File]map[int]bool{},
		wide:      map[*ast.File]map[string]bool{},
		given:     map[importName]string{},
		grouped:   map[*ast.File]string{},
	}
	c.collect()
	c.trace()
	c.export()
	c.reportAll()
	return nil, nil
}

// skipped reports whether a file is not looked at.
func (c *checker) skipped(file *ast.File) bool {
	return !tests && strings.HasSuffix(c.pass.Fset.Position(file.FileStart).Filename, "_test.go")
}

// export makes facts of the carriers that other packages can use.
func (c *checker) export() {
	for _, object := range c.order {
		v, ok := object.(*types.Var)
		if !ok || !v.Exported() || c.graph.owners[v] != nil || c.carriers[v].named {
			continue
		}
		if v.IsField() || v.Parent() == c.pass.Pkg.Scope() {
			c.pass.ExportObjectFact(v, &variableFact{c.carriers[v].carrier})
		}
	}
	for _, fn := range c.graph.functions {
		if fn.Exported() {
			c.exportFunction(fn)
		}
	}
	for _, methods := range c.graph.interfaceMethods {
		for _, fn := range methods {
			if fn.Exported() && fn.Pkg() == c.pass.Pkg {
				c.exportFunction(fn)
			}
		}
	}
}

func (c *checker) exportFunction(fn *types.Func) {
	fact := functionFact{Params: map[int]carrier{}, Results: map[int]carrier{}}
	sig := fn.Signature()
	for i := range sig.Params().Len() {
		n, ok := c.carriers[sig.Params().At(i)]
		if !ok || n.named {
			continue
		}
		if n.network != nil && c.graph.owners[n.network] == sig {
			n.carrier.Network = c.graph.params[n.network] + 1
		} else if n.network != nil {
			for j := range sig.Params().Len() { // of an interface's method
				if sig.Params().At(j) == n.network {
					n.carrier.Network = j + 1
				}
			}
		}
		fact.Params[i] = n.carrier
	}
	for i := range sig.Results().Len() {
		result := sig.Results().At(i)
		if n := c.carriers[result]; c.isSource[result] && !n.named {
			fact.Results[i] = n.carrier
		}
		if formOf(result.Type()) != 0 {
			fact.Through = append(fact.Through, c.through(sig, i)...)
		}
	}
	if len(fact.Params)+len(fact.Results)+len(fact.Through) > 0 {
		c.pass.ExportObjectFact(fn, &fact)
	}
}
