package portcheck

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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

func testdata(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("testdata")
	require.NoError(t, err)
	return dir
}

func TestFindings(t *testing.T) {
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
		{"functions", map[string]string{"func": "(*example.com/test/functions.Client).Connect:address:1:0,example.com/test/functions.Serve:listen:0:tcp,example.com/test/functions.Open:number:0"}},
		{"imports", map[string]string{"func": "example.com/test/imports.Open:number:0:tcp"}},
	} {
		t.Run(c.pkg, func(t *testing.T) {
			for name, value := range c.flags {
				set(t, name, value)
			}
			analysistest.RunWithSuggestedFixes(t, testdata(t), Analyzer, "./"+c.pkg)
		})
	}
}

func TestOwnPackage(t *testing.T) {
	t.Chdir("testdata")
	set(t, "package", "example.com/test/own/ports")
	analysistest.RunWithSuggestedFixes(t, ".", Analyzer, "./own")
}
