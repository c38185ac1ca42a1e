package portcheck

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"
	gopackages "golang.org/x/tools/go/packages"

	"example.com/ianaports/portcheck/flow"
	"example.com/ianaports/portcheck/judge"
)

// set sets a flag for the time of a test.
func set(t *testing.T, flag, value string) {
	t.Helper()
	f := Analyzer.Flags.Lookup(flag)
	old := f.Value.String()
	require.NoError(t, f.Value.Set(value))
	t.Cleanup(func() {
		switch flag {
		case "func":
			places.Clear()
		case "package":
			packages.Clear()
		default:
			require.NoError(t, f.Value.Set(old))
		}
	})
}

// moduleDir is the module of the tests. The package of a team's ports in it is written
// by go generate.
var moduleDir = analysistest.TestData()

// ownFunctions are the functions and fields of packages functions and imports.
const ownFunctions = "(*example.com/test/functions.Client).Connect:address:1:0,example.com/test/functions.Serve:listen:0:tcp,example.com/test/functions.Open:number:0,(example.com/test/functions.Dialer).Connect:address:0:tcp,(*example.com/test/functions.Generic[K, V]).Connect:address:0,example.com/test/functions.Named:address:0,example.com/test/functions.Any:number:0,(example.com/test/functions.Options).Where:address:tcp,(example.com/test/functions.Options).Number:number,example.com/test/imports.Open:number:0:tcp"

// TestFindings has all packages that want the same flags, for their imports to be
// read once. Those below kinds have a kind of what programs write each.
func TestFindings(t *testing.T) {
	set(t, "func", ownFunctions)
	results := analysistest.RunWithSuggestedFixes(t, moduleDir, Analyzer,
		"./number", "./name", "./unknown", "./transport", "./quiet", "./nolint", "./generated", "./functions", "./imports",
		"./rows", "./flow", "./wrap/...", "./flags", "./pflag", "./mended/...", "./plain", "./differ", "./tests", "./std", "./trap",
		"./kinds/same", "./kinds/looks", "./kinds/helpers", "./kinds/forms/...", "./kinds/lookups", "./kinds/joined/...", "./kinds/password/...", "./kinds/evidence", "./kinds/addresses")
	count := 0
	for _, result := range results {
		for _, d := range result.Diagnostics {
			count++
			if assert.Len(t, d.Related, 1, d.Message) {
				assert.NotEmpty(t, d.Related[0].Message)
				assert.True(t, d.Related[0].Pos.IsValid())
			}
			if strings.Contains(d.Message, "string constant") {
				assert.Empty(t, d.SuggestedFixes, d.Message)
			}
		}
	}
	assert.Greater(t, count, 150)
	assert.ElementsMatch(t, inStandardLibrary, standardFindings(results))
	assertFacts(t, results)
}

// assertFacts runs Facts on the packages below wrap: they export what Analyzer does.
func assertFacts(t *testing.T, results []*analysistest.Result) {
	t.Helper()
	facts := func(action *checker.Action) (list []string) {
		for _, fact := range action.AllObjectFacts() {
			list = append(list, fmt.Sprintf("%v: %v", fact.Object, fact.Fact))
		}
		slices.Sort(list)
		return list
	}
	want := map[string][]string{}
	var loaded []*gopackages.Package
	for _, result := range results {
		if path := result.Action.Package.PkgPath; strings.Contains(path, "/wrap/") {
			want[path] = facts(result.Action)
			loaded = append(loaded, result.Action.Package)
		}
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{Facts}, loaded, nil)
	require.NoError(t, err)
	require.NotEmpty(t, graph.Roots)
	for _, root := range graph.Roots {
		require.NoError(t, root.Err)
		assert.Empty(t, root.Diagnostics)
		assert.NotEmpty(t, want[root.Package.PkgPath])
		assert.Equal(t, want[root.Package.PkgPath], facts(root))
	}
}

// standardFindings returns the findings in the packages of the standard library that
// package std imports, as file: message.
func standardFindings(results []*analysistest.Result) (found []string) {
	for _, result := range results {
		if !strings.HasSuffix(result.Action.Package.PkgPath, "/std") {
			continue
		}
		for _, imported := range result.Action.Deps {
			for _, d := range imported.Diagnostics {
				file := imported.Package.Fset.Position(d.Pos).Filename
				_, file, _ = strings.Cut(filepath.ToSlash(file), "/src/")
				found = append(found, file+": "+d.Message)
			}
		}
	}
	return found
}

// inStandardLibrary lists what is found in the standard library's own code, without
// its tests. All of it is right.
var inStandardLibrary = []string{
	"net/addrselect.go: port 53 is domain: use ports.Domain",
	"net/dnsconfig.go: port 53 is domain: use ports.PortDomain",
	"net/dnsconfig.go: port 53 is domain: use ports.PortDomain",
	"net/dnsconfig_unix.go: port 53 is domain: use ports.PortDomain",
	"net/lookup.go: port 53 is domain: use ports.Domain",
	"net/lookup.go: port 21 is ftp: use ports.FTP",
	"net/lookup.go: port 990 is ftps: use ports.FTPS",
	"net/lookup.go: port 70 is gopher: use ports.Gopher",
	"net/lookup.go: port 80 is http: use ports.HTTP",
	"net/lookup.go: port 443 is https: use ports.HTTPS",
	"net/lookup.go: port 143 is imap: use ports.IMAP",
	"net/lookup.go: port 220 is imap3: use ports.IMAP3",
	"net/lookup.go: port 993 is imaps: use ports.IMAPS",
	"net/lookup.go: port 110 is pop3: use ports.POP3",
	"net/lookup.go: port 995 is pop3s: use ports.POP3S",
	"net/lookup.go: port 25 is smtp: use ports.SMTP",
	"net/lookup.go: port 465 is submissions: use ports.Submissions",
	"net/lookup.go: port 22 is ssh: use ports.SSH",
	"net/lookup.go: port 23 is telnet: use ports.Telnet",
	"net/http/server.go: service http is looked up at run time: use ports.PortHTTP",
	"net/http/server.go: service https is looked up at run time: use ports.PortHTTPS",
	"net/http/transport.go: port 80 is http: use ports.PortHTTP",
	"net/http/transport.go: port 443 is https: use ports.PortHTTPS",
	"net/http/transport.go: port 1080 is socks: use ports.PortSOCKS",
	"net/http/httptest/server.go: port 80 is http: use ports.PortHTTP",
	"net/http/httptest/server.go: port 443 is https: use ports.PortHTTPS",
}

// TestFlags has the packages that want flags which are off.
func TestFlags(t *testing.T) {
	t.Chdir(filepath.Join(moduleDir, "own")) // as go vet does
	set(t, "system", "true")
	set(t, "doubtful", "true")
	set(t, "tests", "true")
	set(t, "package", "example.com/test/own/ports=own/services.csv")
	for _, result := range analysistest.RunWithSuggestedFixes(t, moduleDir, Analyzer, "./listen", "./doubtful", "./testson", "./elsewhere", "./own", "./twice") {
		for _, d := range result.Diagnostics {
			if strings.Contains(d.Message, "nothing here says") {
				assert.Empty(t, d.SuggestedFixes, d.Message)
			}
			// Other files of package elsewhere declare all the names that the
			// import could have.
			if strings.HasSuffix(result.Action.Package.PkgPath, "/elsewhere") {
				assert.Empty(t, d.SuggestedFixes)
			}
		}
	}
}

// TestPackageNames has packages of constants whose names are not the last elements of
// their paths.
func TestPackageNames(t *testing.T) {
	for path, folders := range map[string][]string{
		"example.com/test/names/portnums": {"./names/folder"},
		"example.com/shared/v2":           {"./names/imported", "./names/unknown"},
	} {
		t.Run(path, func(t *testing.T) {
			set(t, "package", path+"="+filepath.Join(moduleDir, "own", "services.csv"))
			analysistest.RunWithSuggestedFixes(t, moduleDir, Analyzer, folders...)
		})
	}
}

// TestDoubtfulLists reports lists of ports with -doubtful.
func TestDoubtfulLists(t *testing.T) {
	set(t, "doubtful", "true")
	analysistest.Run(t, moduleDir, Analyzer, "./kinds/lists")
}

// TestInternal suggests no import that does not compile.
func TestInternal(t *testing.T) {
	set(t, "package", "example.com/test/kinds/shop/internal/ports=own/services.csv")
	analysistest.RunWithSuggestedFixes(t, moduleDir, Analyzer, "./kinds/other")
}

// TestFixesCompile vets the packages that have fixes, with all of them.
func TestFixesCompile(t *testing.T) {
	fixed := map[string]string{}
	args := []string{"vet"}
	require.NoError(t, filepath.WalkDir(moduleDir, func(path string, _ fs.DirEntry, err error) error {
		if file, ok := strings.CutSuffix(path, ".golden"); ok {
			fixed[file] = path
			args = append(args, filepath.Dir(path))
		}
		return err
	}))
	require.Greater(t, len(fixed), 20)
	overlay, err := json.Marshal(map[string]any{"Replace": fixed})
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "overlay.json")
	require.NoError(t, os.WriteFile(file, overlay, 0o666))
	// Some literals of the tests have no keys, for the analyzer to see them.
	cmd := exec.Command("go", slices.Insert(args, 1, "-overlay="+file, "-composites=false", "-hostport=false")...)
	cmd.Dir = moduleDir
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
}

func TestFlagErrors(t *testing.T) {
	for value, want := range map[string]string{
		"net.Dial":                `"net.Dial": want NAME:FORM:ARG[:NETWORK]`,
		"x.Dial:addr:1":           `"x.Dial:addr:1": form "addr": want address, listen, number, text or url`,
		"x.Dial:address:one":      `"x.Dial:address:one": network "one": want tcp, udp, sctp or dccp`,
		"x.Dial:address:one:1":    `"x.Dial:address:one:1": argument "one": want an index, 0 for the first`,
		"x.Dial:address":          `"x.Dial:address": x.Dial: want the index of an argument after the form, or a field`,
		"x.Dial:address:1:quic":   `"x.Dial:address:1:quic": network "quic": want the index of the argument`,
		"x.A:url:0,x.B:number:-1": `"x.B:number:-1": argument "-1": want an index`,
	} {
		var flag flow.Places
		assert.ErrorContains(t, flag.Set(value), want)
	}
	var f judge.Packages
	assert.ErrorContains(t, f.Set("example.com/x/ports"), `"example.com/x/ports": want IMPORTPATH=FILE: add the registry that the package is generated from, such as example.com/x/ports=services.csv`)
	require.NoError(t, f.Set("example.com/x/ports=nowhere.csv"))
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, filepath.Join(moduleDir, "name", "name.go"), nil, 0)
	require.NoError(t, err)
	pass := &analysis.Pass{Pkg: types.NewPackage("example.com/p", "p"), Fset: fset, Files: []*ast.File{file}}
	_, err = f.Registries(pass)
	assert.ErrorContains(t, err, "-package example.com/x/ports: ")
	pass.Module = &analysis.Module{Path: "example.com/other", Version: "v1.0.0"}
	_, err = f.Registries(pass)
	assert.NoError(t, err, "the modules that are required have no such file")
}

// TestBroken looks at packages that do not type-check, with what is left of their
// types.
func TestBroken(t *testing.T) {
	for name, source := range map[string]string{
		"no imports":  `package p; import "nowhere/net"; func f() { net.Dial("tcp", "a.example:443"); x.Port = 80; var port = y + 1; g(":443") }`,
		"no types":    `package p; type T struct{ Port Unknown; Other }; var t = T{Port: 443, 80}; var u = T{1, 2, 3, 4}; func (Missing) f(port int) { f(22); t.f(1, 2, 3) }`,
		"bad results": `package p; func port() (int, string) { return 443 }; func g() int { return port(), 1 }; var a, b = port(), 2, 3; var c, d = 1`,
		"recursive":   `package p; type T struct{ T; Port int }; type I interface{ I }; func f() int { return f() }; var v = v; const c = c; var _ = T{Port: 80}`,
		"syntax":      `package p; func f( { port := 443; switch port { case 22: } ; for range ; var x = []string{"a:443" }`,
		"bad calls":   `package p; func f(a ...string) {}; var _ = f(f, "a:80")("b:443"); var _ = func(port int) {}(80, 443)(22); var _ = append(); var _ = len("a", "b:443")`,
	} {
		t.Run(name, func(t *testing.T) {
			failed, err := check("p.go", source)
			assert.True(t, failed)
			assert.NoError(t, err)
		})
	}
}

// check runs the analyzer on a file, whether or not it type-checks.
func check(name, source string) (failed bool, err error) {
	fset := token.NewFileSet()
	file, errSyntax := parser.ParseFile(fset, name, source, parser.ParseComments|parser.AllErrors)
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{}, Instances: map[*ast.Ident]types.Instance{},
		Implicits: map[ast.Node]types.Object{},
	}
	failed = errSyntax != nil
	config := types.Config{Error: func(error) { failed = true }}
	pkg, _ := config.Check("example.com/p", fset, []*ast.File{file}, info)
	_, err = run(&analysis.Pass{
		Analyzer: Analyzer, Fset: fset, Files: []*ast.File{file}, Pkg: pkg, TypesInfo: info,
		ResultOf:         map[*analysis.Analyzer]any{inspect.Analyzer: inspector.New([]*ast.File{file})},
		Report:           func(analysis.Diagnostic) {},
		ImportObjectFact: func(types.Object, analysis.Fact) bool { return false },
		ExportObjectFact: func(types.Object, analysis.Fact) {},
	})
	return failed, err
}

func TestAnalyzer(t *testing.T) {
	require.NoError(t, analysis.Validate([]*analysis.Analyzer{Analyzer}))
	assert.True(t, strings.HasPrefix(Analyzer.Doc, "find ports that the compiler cannot check\n\n"), Analyzer.Doc)
}
