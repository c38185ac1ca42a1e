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
	"example.com/ianaports/internal/naming"
	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/static"
)

func newCatalog(t testing.TB, rows ...[]string) (*catalog.Named, error) {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	require.NoError(t, w.WriteAll(append([][]string{{
		"Service Name", "Port Number", "Transport Protocol", "Description", "Reference", "Unauthorized Use Reported", "Service Code",
	}}, rows...)))
	file, err := registry.Read("test.csv", registry.IANA, &b)
	if err != nil {
		return nil, err
	}
	c, err := catalog.New(false, file)
	if err != nil {
		return nil, err
	}
	return c.Name(static.Exported(), func() []naming.Service { return nil })
}

// numbered returns a catalog of n services on tcp.
func numbered(t testing.TB, n int) *catalog.Named {
	t.Helper()
	var rows [][]string
	for i := range n {
		rows = append(rows, []string{fmt.Sprintf("service-%d", i), strconv.Itoa(1024 + i), "tcp", "", "", "", ""})
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

// TestPackagesCompile type-checks packages of all forms, with services of all kinds.
func TestPackagesCompile(t *testing.T) {
	c, err := newCatalog(t,
		[]string{"one", "1", "tcp", "One `1`", "[RFC1]", "used", ""},
		[]string{"range", "2-12", "", "A range", "", "", ""},
		[]string{"discard", "13", "dccp", "Discard", "", "", "4294967295"},
		[]string{"9pfs", "14-15", "udp", "", "", "", ""},
		[]string{"named", "", "", "A name alone", "", "", ""},
		[]string{"named", "", "dccp", "A name alone", "", "", "1"},
		[]string{"", "100-200", "", "Reserved", "", "", ""},
		[]string{"long-and-longer-than-any", "300", "tcp", "", "", "", ""},
	)
	require.NoError(t, err)
	for _, n := range []*catalog.Named{c, numbered(t, 1), numbered(t, maxSwitch+1)} {
		for _, o := range []Options{
			{Package: "p", Lookup: Switch}, {Package: "p", Lookup: Table}, {Package: "p", Lookup: Switch, Types: "example.com/ports"}, {Package: "p", Lookup: Table, Types: "example.com/ports"},
		} {
			files, err := Package(n, o)
			require.NoError(t, err)
			assert.NoError(t, typeCheck(o, files), "%+v", o)
		}
	}
}

func TestServiceCodes(t *testing.T) {
	c, err := newCatalog(t, []string{"discard", "9", "dccp", "", "", "", "4294967295"}, []string{"named", "", "dccp", "", "", "", "7"})
	require.NoError(t, err)
	files, err := Package(c, Options{Package: "p", Lookup: Switch})
	require.NoError(t, err)
	assert.Contains(t, find(files, "lookup.go"), "ServiceCode: 4294967295}")
	files, err = Package(c, Options{Package: "p", Lookup: Table})
	require.NoError(t, err)
	assert.Contains(t, find(files, "metadata.go"), "\tcase \"discard\":\n\t\treturn 4294967295\n\tcase \"named\":\n\t\treturn 7\n")
}

// TestComments has what a comment makes of a row's texts.
func TestComments(t *testing.T) {
	for _, c := range []struct{ name, title, reference, want string }{
		{"tcpmux", "TCP Port Service Multiplexer", "", "TCPMux is the port of tcpmux: TCP Port Service Multiplexer (tcp)."},
		{"snmptrap", "SNMP-TRAP.", "", "SNMPTrap is the port of snmptrap (tcp)."},
		{"plain", "", "[RFC5425][RFC6012, Section 2]", "Plain is the port of plain (tcp).\nSee RFC 5425, RFC 6012, Section 2."},
		{"smtp", "Mail", "[RFC-ietf-emailcore-rfc5321bis-43]", "SMTP is the port of smtp: Mail (tcp).\nSee https://datatracker.ietf.org/doc/draft-ietf-emailcore-rfc5321bis."},
		{"rate", "100%d of %s", "[n/a][5]", "Rate is the port of rate: 100%d of %s (tcp)."},
	} {
		named, err := newCatalog(t, []string{c.name, "1", "tcp", c.title, c.reference, "", ""})
		require.NoError(t, err)
		k := named.Constants[0]
		assert.Equal(t, strings.Split(c.want, "\n"), newEmitter(named, Options{}).describe(k.Untyped, k))
	}
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
			rows = append(rows, []string{fmt.Sprintf("%s-%d", transport, p), strconv.Itoa(p), transport, "", "", "", ""})
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
			[]string{"one", "1", "tcp", description, reference, use, ""},
			[]string{"two", "2-3", "", use, description, reference, ""},
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
		e.packedPortless(file)
		var b bytes.Buffer
		require.NoError(t, file.Render(&b))
	})
}
