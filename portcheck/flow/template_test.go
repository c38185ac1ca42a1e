package flow

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/portcheck/address"
)

// TestTemplate has the form of each piece of a string that is an address or a URL.
func TestTemplate(t *testing.T) {
	for _, test := range []struct {
		expr string
		form address.Form
		want map[string]address.Form
	}{
		{`h + ":" + p`, address.Address, map[string]address.Form{"p": address.Text}},
		{`h + ":443"`, address.Address, map[string]address.Form{`":443"`: address.Tail}},
		{`h + p`, address.Address, map[string]address.Form{"h": address.Address, "p": address.Tail}},
		{`"http://" + h + ":8080/"`, address.URL, map[string]address.Form{`":8080/"`: address.Tail}},
		{`"http://" + h + "/x"`, address.URL, map[string]address.Form{"h": address.Address}},
		{`"http://a:80/" + h`, address.URL, map[string]address.Form{`"http://a:80/"`: address.URL}},
		{`"redis://:" + p + "@h/0"`, address.URL, map[string]address.Form{}},
		{`fmt.Sprintf("%[2]s:%[1]d", n, h)`, address.Address, map[string]address.Form{"n": address.Text}},
		{`fmt.Sprintf("https://%s:443", h)`, address.URL, map[string]address.Form{`"https://%s:443"`: address.URL}},
		{`strings.Join([]string{h, p}, ":")`, address.Address, map[string]address.Form{"p": address.Text}},
		{`net.JoinHostPort(h, p)`, address.Address, map[string]address.Form{"p": address.Text}},
	} {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "p.go", "package p\nimport (\"fmt\"; \"net\"; \"strings\")\nvar _, _, _ = fmt.Sprint, net.Dial, strings.Join\nfunc f(h, p string, n int) { _ = "+test.expr+" }\n", 0)
		require.NoError(t, err)
		info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}}
		_, err = (&types.Config{Importer: importer.Default()}).Check("p", fset, []*ast.File{file}, info)
		require.NoError(t, err)
		body := file.Decls[len(file.Decls)-1].(*ast.FuncDecl).Body
		template := TemplateOf(info, body.List[0].(*ast.AssignStmt).Rhs[0])
		require.NotNil(t, template, test.expr)
		got := map[string]address.Form{}
		for expr, step := range template.steps() {
			if form := step.back[test.form]; form != 0 {
				got[types.ExprString(expr)] = form
			}
		}
		assert.Equal(t, test.want, got, test.expr)
	}
}
