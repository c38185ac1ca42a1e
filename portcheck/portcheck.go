package portcheck

import (
	_ "embed"
	"flag"
	"fmt"
	"go/ast"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/edit"
	"example.com/ianaports/portcheck/flow"
	"example.com/ianaports/portcheck/judge"
	"example.com/ianaports/portcheck/lines"
	"example.com/ianaports/portcheck/module"
	"example.com/ianaports/portcheck/rule"
	"example.com/ianaports/portcheck/silence"
	"example.com/ianaports/ports"
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
	FactTypes: []analysis.Fact{(*flow.FunctionFact)(nil), (*flow.VariableFact)(nil)},
	Run:       run,
	// A package that does not type-check, such as one that is being edited, has facts
	// and findings as well.
	RunDespiteErrors: true,
}

// Facts exports the facts of Analyzer and reports nothing, in less memory and time: for
// packages that are analysed because others import them. A driver takes one of the two for a
// package.
var Facts *analysis.Analyzer

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
	findTrap      = "trap"
)

var (
	enabled  = map[string]*bool{}
	places   flow.Places
	packages judge.Packages
	doubtful bool
	tests    bool
	findings = []struct {
		name, usage string
		on          bool
	}{
		{findNumber, "report registered ports as numbers", true},
		{findName, "report registered services as names in strings", true},
		{findUnknown, "report service names that are not registered", true},
		{findTransport, "report services over transports on which they are not registered", true},
		{findDynamic, "report listeners on ports from 49152 on", true},
		{findSystem, "report listeners on ports below 1024", false},
		{findTrap, "report constants whose names mean another service to most people", true},
	}
)

func init() {
	for _, f := range findings {
		enabled[f.name] = Analyzer.Flags.Bool(f.name, f.on, f.usage)
	}
	Analyzer.Flags.BoolVar(&doubtful, "doubtful", false, "report registered ports as well where nothing says that the registered service is\nmeant")
	Analyzer.Flags.BoolVar(&tests, "tests", false, "look at test files as well")
	Analyzer.Flags.Var(&places, "func", "further functions and fields that take a port, with commas between:\n`NAME:FORM:ARG[:NETWORK]`, where NAME is example.com/x.Dial or\n(*example.com/x.Client).Dial, FORM is address, listen (an address), number, text or\nurl, ARG is the index of the argument, from 0, and NETWORK that of the one which names\nthe network, or tcp, udp, sctp or dccp; or (TYPE).FIELD:FORM[:NETWORK], such as\n(example.com/x.Options).Addr:address:tcp")
	Analyzer.Flags.Var(&packages, "package", "packages that the generator made of your own registries, whose constants to suggest,\nwith commas between: `IMPORTPATH=FILE[;FILE]`, where FILE is relative to the folder of\nthe nearest go.mod")
	facts := *Analyzer
	facts.Requires, facts.Run = nil, exportFacts
	Facts = &facts
}

func exportFacts(pass *analysis.Pass) (any, error) {
	flow.Build(pass, &places, skipped(pass)).Search(nil).Export()
	return nil, nil
}

func run(pass *analysis.Pass) (any, error) {
	if err := places.Check(pass); err != nil && !module.Of(pass).Foreign {
		return nil, err
	}
	registries, err := packages.Registries(pass)
	if err != nil {
		return nil, err
	}
	skip := skipped(pass)
	root := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector).Root()
	has := func(name string, p ports.Port) bool { return judge.Has(registries, name, p) }
	found := flow.Build(pass, &places, skip).Search(rule.Find(pass, root, skip, has))
	found.Export()
	literals := lines.LiteralsOf(root)
	r := &reporter{
		pass: pass, literals: literals, registries: registries,
		judge: judge.New(pass, literals, registries), editor: edit.New(pass, literals),
		silences: map[*ast.File]*silence.Silence{},
	}
	for _, f := range found.Found {
		r.found(f)
	}
	r.references()
	r.traps(skip)
	r.lookups(skip)
	return nil, r.report()
}

// skipped returns a function that reports whether a file is not looked at.
func skipped(pass *analysis.Pass) func(*ast.File) bool {
	return func(file *ast.File) bool {
		return !tests && strings.HasSuffix(pass.Fset.Position(file.FileStart).Filename, "_test.go")
	}
}

// leastGo is the go line of the module of package ports.
const leastGo = "1.25.0"

// cure returns an error if the driver is to apply fixes that import a package which
// the module cannot import yet.
func cure(pass *analysis.Pass, r *judge.Registry) error {
	if f := flag.Lookup("fix"); f == nil || f.Value.String() != "true" {
		return nil
	}
	modulePath, goLine := "", ""
	if r.Path == judge.ImportPath {
		modulePath, goLine = judge.ModulePath, leastGo
	}
	m := module.Of(pass)
	if m.Foreign {
		return nil
	}
	if err := m.Cure(r.Path, modulePath, goLine); err != nil {
		return fmt.Errorf("-fix: %w", err)
	}
	return nil
}
