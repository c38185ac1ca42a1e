package emit

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/dave/jennifer/jen"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/emit/static"
	"example.com/ianaports/internal/registry"
)

func newCatalog(t testing.TB, rows ...[]string) (*catalog.Catalog, error) {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	require.NoError(t, w.WriteAll(append([][]string{{
		"Service Name", "Port Number", "Transport Protocol", "Description", "Reference", "Unauthorized Use Reported",
	}}, rows...)))
	reg, err := registry.Read("test.csv", &b)
	if err != nil {
		return nil, err
	}
	return catalog.New(reg, catalog.Naming{Reserved: static.Exported()})
}

// numbered returns a catalog of n services on tcp.
func numbered(t testing.TB, n int) *catalog.Catalog {
	t.Helper()
	var rows [][]string
	for i := range n {
		rows = append(rows, []string{fmt.Sprintf("service-%d", i), strconv.Itoa(1024 + i), "tcp", "", "", ""})
	}
	c, err := newCatalog(t, rows...)
	require.NoError(t, err)
	return c
}

func find(files []File, name string) string {
	for _, f := range files {
		if f.Name == name {
			return string(f.Content)
		}
	}
	return ""
}

// TestExported holds Exported to what a package has besides its constants.
func TestExported(t *testing.T) {
	files, err := Package(numbered(t, 1), Options{Package: "p"})
	require.NoError(t, err)
	var names []string
	for _, f := range files {
		if strings.HasPrefix(f.Name, "constants") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Content, 0)
		require.NoError(t, err)
		for _, decl := range parsed.Decls {
			for _, name := range static.Declared(decl) {
				if ast.IsExported(name) {
					names = append(names, name)
				}
			}
		}
	}
	assert.ElementsMatch(t, names, static.Exported())
	for _, name := range []string{"Port", "Transport", "TCP", "Lookup", "Services", "RegistryDate", "StatusOf"} {
		assert.Contains(t, names, name)
	}
}

// TestValues compares the values of transports and statuses in the registry with those
// in the package.
func TestValues(t *testing.T) {
	require.Equal(t, static.DCCP, static.Transport(len(registry.Transports)))
	for _, value := range registry.Transports {
		assert.Equal(t, value.String(), transport(value).String())
	}
	for value := registry.Assigned; value <= registry.Dynamic; value++ {
		assert.Equal(t, value.String(), status(value).String())
	}
}

// TestHeader holds the header to Go's rule for generated files.
func TestHeader(t *testing.T) {
	rule := regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)
	for _, n := range []int{1, 1000} {
		files, err := Package(numbered(t, n), Options{Package: "p"})
		require.NoError(t, err)
		for _, f := range files {
			assert.Regexp(t, rule, string(f.Content), f.Name)
			assert.True(t, strings.HasPrefix(string(f.Content), Marker+"\n"), f.Name)
			parsed, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Content, parser.ParseComments)
			require.NoError(t, err)
			assert.True(t, ast.IsGenerated(parsed), f.Name)
		}
	}
}

func TestFormIsChosenBySize(t *testing.T) {
	for _, c := range []struct {
		services int
		wanted   Form
		table    bool
	}{
		{maxSwitch, Auto, false},
		{maxSwitch + 1, Auto, true},
		{maxSwitch + 1, Switch, false},
		{1, Table, true},
	} {
		files, err := Package(numbered(t, c.services), Options{Package: "p", Lookup: c.wanted})
		require.NoError(t, err)
		lookup := find(files, "lookup.go")
		assert.Equal(t, c.table, strings.Contains(lookup, "nameRecords["), "%d services, %v", c.services, c.wanted)
		assert.Equal(t, c.table, strings.Contains(lookup, "nameBlocks,"), "%d services, %v", c.services, c.wanted)
		assert.Equal(t, !c.table, strings.Contains(lookup, `case "service-0"`), "%d services, %v", c.services, c.wanted)
	}
}

func TestTypeErrorsAreFound(t *testing.T) {
	err := check(Options{Package: "p"}, []File{
		{"a.go", []byte("package p\n\nconst A = 1\n")},
		{"b.go", []byte("package p\n\nconst A = 2\n")},
	})
	assert.ErrorContains(t, err, "generated code: b.go:3:7: A redeclared")
	err = check(Options{Package: "p"}, []File{{"a.go", []byte("package p\n\nconst A =\n")}})
	assert.ErrorContains(t, err, "generated code: a.go:3:")
}

var long = flag.Bool("long", false, "run the tests that take long")

// TestManyNames has many names; with -long more than 16 bits can count.
func TestManyNames(t *testing.T) {
	ports := 1 << 12
	if *long {
		ports = 1 << 16
	}
	var rows [][]string
	for p := range ports {
		for _, transport := range []string{"tcp", "udp"} {
			rows = append(rows, []string{fmt.Sprintf("%s-%d", transport, p), strconv.Itoa(p), transport, "", "", ""})
		}
	}
	c, err := newCatalog(t, rows...)
	require.NoError(t, err)
	table := newNameTable(c)
	assert.LessOrEqual(t, len(table.rest), 10, "hashes of 32 bits are seldom equal")
	for _, s := range c.Services {
		entry := table.entry(s.Name, 0)
		if i := entry / static.VariantsEntry(1); entry&0xf != 0 {
			require.Equal(t, s.Name, table.slots[i])
		} else {
			require.Equal(t, s.Name, table.rest[i])
		}
	}
}

func TestQuote(t *testing.T) {
	var all []byte
	for c := range 256 {
		all = append(all, byte(c))
	}
	all = append(all, "é\u202e"...)
	quoted := quote(all)
	unquoted, err := strconv.Unquote(quoted)
	require.NoError(t, err)
	assert.Equal(t, string(all), unquoted)
	for i := range len(quoted) {
		require.True(t, ' ' <= quoted[i] && quoted[i] <= '~')
	}
	tagged, err := parser.ParseExpr(raw("a`b\n`"))
	require.NoError(t, err)
	assert.IsType(t, &ast.BinaryExpr{}, tagged)
}

func FuzzDescription(f *testing.F) {
	f.Add("*/ var Evil = 1 /*", "//go:build x", "[RFC1\n//line x:1]")
	f.Add("\n//go:embed x\n", "+build ignore", "`")
	f.Add("Deprecated: no", "\u2028//go:noinline", "\r")
	f.Add(strings.Repeat("a, ", 50), "", "[1][n/a]")
	f.Fuzz(func(t *testing.T, description, use, reference string) {
		c, err := newCatalog(t,
			[]string{"one", "1", "tcp", description, reference, use},
			[]string{"two", "2-3", "", use, description, reference},
		)
		if err != nil {
			return
		}
		e := newEmitter(c, Options{Package: "p", Lookup: Table})
		var constants []string
		for _, write := range []func(*jen.File){e.untyped, e.typed} {
			file := jen.NewFile("p")
			write(file)
			var b bytes.Buffer
			require.NoError(t, file.Render(&b))
			parsed, err := parser.ParseFile(token.NewFileSet(), "x.go", b.Bytes(), parser.ParseComments)
			require.NoError(t, err)
			require.Empty(t, parsed.Imports)
			for _, decl := range parsed.Decls {
				for _, spec := range decl.(*ast.GenDecl).Specs {
					spec := spec.(*ast.ValueSpec)
					require.NotEmpty(t, spec.Doc.Text())
					require.True(t, strings.HasPrefix(spec.Doc.Text(), spec.Names[0].Name+" is the "))
				}
				constants = append(constants, static.Declared(decl)...)
			}
			for _, group := range parsed.Comments {
				for _, c := range group.List {
					// A directive has no blank after the slashes.
					require.True(t, strings.HasPrefix(c.Text, "// "), c.Text)
				}
			}
		}
		require.Equal(t, []string{"One", "Two", "TwoLast", "PortOne", "PortTwo", "PortTwoLast"}, constants)

		file := jen.NewFile("p")
		e.literalServices(file)
		e.packedServices(file)
		var b bytes.Buffer
		require.NoError(t, file.Render(&b))
	})
}
