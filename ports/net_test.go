package ports_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/ports"
)

// lookUp is a program that asks package net for the ports of names, and writes those
// that it knows.
const lookUp = `package main

import (
	"encoding/json"
	"net"
	"os"
)

func main() {
	found := map[string]int{}
	for _, name := range os.Args[1:] {
		for _, network := range []string{"tcp", "udp", "ip", ""} {
			if port, err := net.LookupPort(network, name); err == nil {
				found[network+"/"+name] = port
			}
		}
	}
	json.NewEncoder(os.Stdout).Encode(found)
}
`

// TestNamesOfPackageNet looks up each name that package net has in its own code, with
// package net on a machine that has no /etc/services.
func TestNamesOfPackageNet(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "env", "GOROOT", "GOMODCACHE").Output()
	require.NoError(t, err)
	goroot, cache, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	if strings.HasPrefix(goroot, cache) {
		t.Skip("Go 1.27 lets no overlay replace files of a toolchain in the module cache: runs with an installed one")
	}
	source := filepath.Join(goroot, "src", "net")
	names := namesIn(t, filepath.Join(source, "lookup.go"))
	require.Contains(t, names, "imap2")

	// In place of an empty file system, package net looks for another file, which has
	// the same name each time for the go command to find what it has compiled.
	reader := filepath.Join(source, "port_unix.go")
	code, err := os.ReadFile(reader)
	require.NoError(t, err)
	require.Equal(t, 1, bytes.Count(code, []byte(`"/etc/services"`)))
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(content), 0o666))
		return path
	}
	other := write("port_unix.go", strings.ReplaceAll(string(code), `"/etc/services"`, strconv.Quote("/no/such/services")))
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{reader: other}})
	require.NoError(t, err)
	cmd := exec.Command("go", append([]string{"run", "-tags", "netgo", "-overlay", write("overlay.json", string(overlay)), write("main.go", lookUp)}, names...)...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err = cmd.Output()
	require.NoError(t, err, "%s", &stderr)
	var found map[string]int
	require.NoError(t, json.Unmarshal(out, &found))
	require.Equal(t, 143, found["tcp/imap2"])
	require.NotContains(t, found, "udp/imap2")
	for key, want := range found {
		network, name, _ := strings.Cut(key, "/")
		for _, name := range []string{name, strings.ToUpper(name)} {
			got, err := ports.LookupPort(network, name)
			assert.NoError(t, err)
			assert.Equal(t, want, got, key)
		}
	}
}

// namesIn returns the service names in the variable services of net/lookup.go.
func namesIn(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	require.NoError(t, err)
	var names []string
	for _, decl := range parsed.Decls {
		decl, ok := decl.(*ast.GenDecl)
		if !ok || decl.Tok != token.VAR || len(decl.Specs) != 1 {
			continue
		}
		spec := decl.Specs[0].(*ast.ValueSpec)
		if spec.Names[0].Name != "services" {
			continue
		}
		for _, transport := range spec.Values[0].(*ast.CompositeLit).Elts {
			for _, service := range transport.(*ast.KeyValueExpr).Value.(*ast.CompositeLit).Elts {
				name, err := strconv.Unquote(service.(*ast.KeyValueExpr).Key.(*ast.BasicLit).Value)
				require.NoError(t, err)
				names = append(names, name)
			}
		}
	}
	return names
}

// TestNetNamesAreNoServices holds the names of package net to what LookupPort answers.
func TestNetNamesAreNoServices(t *testing.T) {
	_, ok := ports.Lookup(ports.TCP, "imap2")
	assert.False(t, ok)
	_, err := ports.LookupPort("udp", "imap2")
	assert.ErrorIs(t, err, ports.ErrUnknownService)
	for s := range ports.ServicesNamed("imap2") {
		assert.False(t, s.HasPort(), "imap2 is in the registry: take it out of netNames")
	}
}
