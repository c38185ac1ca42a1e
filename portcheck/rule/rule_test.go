package rule

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/ports"
)

// find returns the IDs of the rules that find something in declarations.
func find(t *testing.T, declarations string) map[string]bool {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", "package p\n"+declarations, 0)
	require.NoError(t, err, declarations)
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{}, Implicits: map[ast.Node]types.Object{},
	}
	config := types.Config{Importer: importer.Default()}
	pkg, err := config.Check("example.com/p", fset, []*ast.File{file}, info)
	require.NoError(t, err, declarations)
	pass := &analysis.Pass{Fset: fset, Files: []*ast.File{file}, Pkg: pkg, TypesInfo: info}
	has := func(name string, p ports.Port) bool {
		for s := range ports.ServicesNamed(name) {
			if s.First == p {
				return true
			}
		}
		return false
	}
	found := map[string]bool{}
	for _, e := range Find(pass, inspector.New(pass.Files).Root(), func(*ast.File) bool { return false }, has) {
		found[e.Rule] = true
	}
	return found
}

// TestRules finds a port in the example of each rule, by that rule, and none in the
// counter-example.
func TestRules(t *testing.T) {
	for _, r := range All {
		assert.Regexp(t, regexp.MustCompile(`^[a-z]+-[a-z]+$`), r.ID)
		assert.True(t, find(t, r.Example)[r.ID], "%s: %s", r.ID, r.Example)
		assert.Empty(t, find(t, r.Counter), "%s: %s", r.ID, r.Counter)
	}
}

// TestTable compares the table of rules in the README with the rules.
func TestTable(t *testing.T) {
	page, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	if !strings.Contains(string(page), Table()) {
		t.Errorf("put this table into portcheck/README.md:\n%s", Table())
	}
}

// Table returns the rules as a table in Markdown.
func Table() string {
	var b strings.Builder
	b.WriteString("| rule | what is a port | for example | but not |\n| --- | --- | --- | --- |\n")
	for _, r := range All {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", r.ID, r.Doc, code(r.Example), code(r.Counter))
	}
	return b.String()
}

func code(s string) string {
	if strings.Contains(s, "`") {
		return "`` " + s + " ``"
	}
	return "`" + s + "`"
}
