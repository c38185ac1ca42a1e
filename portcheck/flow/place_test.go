package flow

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"
)

// TestCheck looks for what the flag -func names in a package.
func TestCheck(t *testing.T) {
	const source = `package x
type Options struct{ Addr string }
type Client struct{}
func (*Client) Connect(network, address string, retry bool) {}
func Dial(network, address string) {}`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", source, 0)
	require.NoError(t, err)
	pkg, err := new(types.Config).Check("x", fset, []*ast.File{file}, nil)
	require.NoError(t, err)
	for flag, want := range map[string]string{
		"x.Dial:address:1:0":              "",
		"(*x.Client).Connect:address:1:0": "",
		"(x.Options).Addr:address":        "",
		"x.Dail:address:1":                "-func: package x has no function x.Dail",
		"x.Dial:address:2":                "-func: function x.Dial has no argument 2",
		"x.Dial:address:1:2":              "-func: function x.Dial has no argument 2 that names a network: want a string",
		"(*x.Client).Connect:address:1:2": "-func: function (*x.Client).Connect has no argument 2 that names a network: want a string",
		"(x.Options).Address:address":     "-func: package x has no field (x.Options).Address",
		"elsewhere.Dial:address:1:0":      "",
	} {
		var p Places
		require.NoError(t, p.Set(flag))
		err := p.Check(&analysis.Pass{Pkg: pkg})
		if want == "" {
			assert.NoError(t, err, flag)
		} else {
			assert.EqualError(t, err, want)
		}
	}
}
