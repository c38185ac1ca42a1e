package portcheck

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"example.com/ianaports/ports"
)

func set(t *testing.T, flag, value string) {
	t.Helper()
	f := Analyzer.Flags.Lookup(flag)
	old := f.Value.String()
	require.NoError(t, f.Value.Set(value))
	t.Cleanup(func() {
		switch flag {
		case "func":
			clear(ownFunctions)
		case "package":
			ownPackages = packageFlag{}
		default:
			require.NoError(t, f.Value.Set(old))
		}
	})
}

// module copies the module of the tests, and generates the package of a team's
// ports in it.
func module(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("testdata")))
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	mustRun(t, dir, "go", "mod", "edit", "-replace", "example.com/ianaports="+root)
	mustRun(t, root, "go", "run", "./gen", "-in", filepath.Join(dir, "own/services.csv"), "-out", filepath.Join(dir, "own/ports"))
	return dir
}

func mustRun(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
}

func TestFindings(t *testing.T) {
	dir := module(t)
	for _, c := range []struct {
		pkg   string
		flags map[string]string
	}{
		{"number", nil},
		{"name", nil},
		{"unknown", nil},
		{"transport", nil},
		{"quiet", nil},
		{"nolint", nil},
		{"generated", nil},
		{"listen", map[string]string{"system": "true"}},
		{"functions", map[string]string{"func": "(*example.com/test/functions.Client).Connect:address:1:0,example.com/test/functions.Serve:listen:0:tcp,example.com/test/functions.Open:number:0,(example.com/test/functions.Dialer).Connect:address:0:tcp,(*example.com/test/functions.Generic[K, V]).Connect:address:0,example.com/test/functions.Named:address:0,example.com/test/functions.Any:number:0"}},
		{"imports", map[string]string{"func": "example.com/test/imports.Open:number:0:tcp"}},
	} {
		t.Run(c.pkg, func(t *testing.T) {
			for name, value := range c.flags {
				set(t, name, value)
			}
			analysistest.RunWithSuggestedFixes(t, dir, Analyzer, "./"+c.pkg)
		})
	}
}

// TestNoNameForAnImport has no golden file: other files of the package declare all
// the names that the import could have.
func TestNoNameForAnImport(t *testing.T) {
	for _, result := range analysistest.Run(t, module(t), Analyzer, "./elsewhere") {
		for _, d := range result.Diagnostics {
			assert.Empty(t, d.SuggestedFixes)
		}
	}
}

// TestFixesCompile builds and vets the packages with all of their fixes.
func TestFixesCompile(t *testing.T) {
	dir := module(t)
	fixed, err := filepath.Glob(filepath.Join(dir, "*", "*.golden"))
	require.NoError(t, err)
	require.Greater(t, len(fixed), 10)
	for _, golden := range fixed {
		require.NoError(t, os.Rename(golden, strings.TrimSuffix(golden, ".golden")))
	}
	mustRun(t, dir, "go", "build", "./...")
	// Some literals of the tests have no keys, for the analyzer to see them.
	mustRun(t, dir, "go", "vet", "-composites=false", "./...")
}

// TestSourceOfPackagePorts reads the constants of package ports from its source
// and compares them with what the package says of itself.
func TestSourceOfPackagePorts(t *testing.T) {
	s, err := readSource(iana.path, "../ports")
	require.NoError(t, err)
	assert.Equal(t, "ports", s.pkg)
	type key struct {
		name      string
		transport ports.Transport
		port      ports.Port
		constant  string
	}
	got, want := map[key]bool{}, map[key]bool{}
	for _, name := range s.names(0) {
		for _, r := range s.named(name) {
			got[key{r.Name, r.Transport, r.First, r.Constant}] = true
		}
	}
	for r := range ports.All() {
		want[key{r.Name, r.Transport, r.First, r.Constant}] = true
	}
	for p := range 1 << 16 {
		name, ok := ports.ServiceName(ports.TCP, ports.Port(p))
		if on := s.onPort(ports.TCP, ports.Port(p)); ok && len(on) > 0 {
			assert.Equal(t, name, on[0].Name, "the first on %d", p)
		}
	}
	for k := range want {
		if !got[k] {
			t.Errorf("%v is not in the source", k)
		}
	}
	for k := range got {
		if !want[k] {
			t.Errorf("%v is in the source alone", k)
		}
	}
}

func TestFlagErrors(t *testing.T) {
	for value, want := range map[string]string{
		"net.Dial":                `"net.Dial": want NAME:FORM:ARG[:NETWORK]`,
		"x.Dial:addr:1":           `"x.Dial:addr:1": form "addr": want address, listen, number, text or url`,
		"x.Dial:address:one":      `"x.Dial:address:one": argument "one": want an index, 0 for the first`,
		"x.Dial:address:1:quic":   `"x.Dial:address:1:quic": network "quic": want the index of the argument`,
		"x.A:url:0,x.B:number:-1": `"x.B:number:-1": argument "-1": want an index`,
	} {
		assert.ErrorContains(t, functionFlag{}.Set(value), want)
	}
	f := packageFlag{}
	require.NoError(t, f.Set("example.com/nowhere"))
	_, err := f.sources()
	assert.ErrorContains(t, err, "-package example.com/nowhere: ")
	_, err = readSource("example.com/x", "testdata/quiet")
	assert.Error(t, err)
}

func TestAnalyzer(t *testing.T) {
	require.NoError(t, analysis.Validate([]*analysis.Analyzer{Analyzer}))
	assert.True(t, strings.HasPrefix(Analyzer.Doc, "find ports that the compiler cannot check\n\n"), Analyzer.Doc)
	for name, p := range functions {
		assert.NotZero(t, p.form, name)
	}
	assert.True(t, portPackages["net"] && portPackages["crypto/tls"] && portPackages["net/rpc/jsonrpc"])
}

func TestOwnPackage(t *testing.T) {
	t.Chdir(module(t))
	set(t, "package", "example.com/test/own/ports")
	analysistest.RunWithSuggestedFixes(t, ".", Analyzer, "./own")
	// Two packages of one name: the order of their imports is the driver's.
	analysistest.Run(t, ".", Analyzer, "./twice")
}
