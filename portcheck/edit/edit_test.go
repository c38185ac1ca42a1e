package edit

import (
	"go/ast"
	"go/token"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/portcheck/judge"
)

func TestCode(t *testing.T) {
	for _, test := range []struct {
		value string
		form  address.Form
		want  string
	}{
		{"443", address.Text, `p.PortS.String()`},
		{"443/tcp", address.Text, `p.PortS.String() + "/tcp"`},
		{"a.example:443", address.Address, `p.PortS.Addr("a.example")`},
		{":https", address.Address, `p.PortS.Addr("")`},
		{"[::1]:443", address.Address, `p.PortS.Addr("::1")`},
		{"[a]:443", address.Address, ``},
		{"]:443/x", address.Tail, `"]" + p.PortS.Addr("") + "/x"`},
		{"https://u:p@a:443/x", address.URL, `"https://u:p@" + p.PortS.Addr("a") + "/x"`},
		{"host=a port=443 user=b", address.Address, `"host=a port=" + p.PortS.String() + " user=b"`},
		{"https", address.Text, ``},
	} {
		c := Change{
			Lit: &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(test.value)}, Value: test.value, Part: address.Parse(test.value, test.form)[0],
			Service: judge.Service{First: 443, Constant: "S", TypedConstant: "PortS"},
		}
		assert.Equal(t, test.want, c.code("p."), test.value)
	}
	assert.Equal(t, "p.S", Change{Lit: &ast.BasicLit{Kind: token.INT}, Service: judge.Service{Constant: "S"}}.code("p."))
}

func TestVisible(t *testing.T) {
	for _, test := range []struct {
		imported, from string
		want           bool
	}{
		{"a/ports", "b", true}, {"a/internal/ports", "a", true}, {"a/internal/ports", "a/x/y", true},
		{"a/internal/ports", "ab", false}, {"a/x/internal", "a/x", true}, {"a/x/internal", "a", false}, {"internal/a", "b", false},
	} {
		assert.Equal(t, test.want, visible(test.imported, test.from), test)
	}
}
