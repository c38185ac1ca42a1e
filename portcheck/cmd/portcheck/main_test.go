package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/portcheck"
)

// binary is the command, and original the module of the analyzer's tests.
var binary, original string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "portcheck")
		if err == nil {
			defer os.RemoveAll(dir)
			binary = filepath.Join(dir, "portcheck")
			_, err = execute(".", "go", "build", "-ldflags=-s -w", "-o", binary, ".")
		}
		if err == nil {
			original, err = filepath.Abs("../../testdata")
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return m.Run()
	}())
}

// module returns a copy of the module.
func module(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS(original)))
	mustRun(t, dir, "go", "mod", "edit", "-replace", "example.com/ianaports="+root(t))
	return dir
}

// root returns the folder of the main module.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../../..")
	require.NoError(t, err)
	return dir
}

func execute(dir, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%v: %w: %s", cmd, err, out)
	}
	return string(out), err
}

func mustRun(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	out, err := execute(dir, name, args...)
	require.NoError(t, err)
	return out
}

// TestVettool needs the facts of packages two and three, which go vet keeps in
// files.
func TestVettool(t *testing.T) {
	out, err := execute(original, "go", "vet", "-vettool="+binary, "-package=example.com/test/own/ports=own/services.csv", "./wrap/one", "./twice")
	assert.Error(t, err)
	assert.Contains(t, out, "wrap/one/one.go:6:32: service https is looked up at run time: use ports.PortHTTPS\n")
	assert.Contains(t, out, "port 8480 is orders-api: use ports.PortOrdersAPI")
}

// TestFix applies fixes, and prints the findings that have none.
func TestFix(t *testing.T) {
	dir := module(t)
	files := map[string]string{
		"some/some.go":    "package some\n\nconst ntpPort = 123\n\nconst sshAddr = \"a.example:22\"\n",
		"all/all.go":      "package all\n\nconst ntpPort = 123\n",
		"all/all_test.go": "package all\n\nvar sshPort = 22\n",
	}
	for name, content := range files {
		require.NoError(t, os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o777))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666))
	}
	read := func(name string) string {
		content, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		return string(content)
	}

	out, err := execute(dir, binary, "-fix", "./some")
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	assert.Equal(t, 3, exit.ExitCode())
	assert.Equal(t, 1, strings.Count(out, ": port "), out)
	assert.Contains(t, out, "port 22 is ssh: use ports.PortSSH, in a variable: a string constant cannot be made of it")
	assert.Contains(t, read("some/some.go"), "const ntpPort = ports.NTP")

	// Without -tests, test files are left alone.
	mustRun(t, dir, binary, "-fix", "./all")
	assert.Contains(t, read("all/all.go"), "const ntpPort = ports.NTP")
	assert.Equal(t, files["all/all_test.go"], read("all/all_test.go"))
}

// TestFixWithoutRequire changes nothing in a module that cannot import the
// constants.
func TestFixWithoutRequire(t *testing.T) {
	for _, args := range [][]string{{"-fix", "./..."}, {"--fix=true", "./..."}} {
		dir := t.TempDir()
		files := map[string]string{
			"go.mod":  "module example.com/lone\n\ngo 1.25.0\n",
			"lone.go": "package lone\n\nimport \"net\"\n\nvar _, _ = net.Dial(\"tcp\", \"a.example:443\")\n",
		}
		for name, content := range files {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666))
		}
		out, err := execute(dir, binary, args...)
		require.Error(t, err)
		assert.Contains(t, out, "portcheck: -fix: the fixes import example.com/ianaports/ports, which this module does not require; nothing is changed; first run\n\tgo get example.com/ianaports\n")
		for name, content := range files {
			got, err := os.ReadFile(filepath.Join(dir, name))
			require.NoError(t, err)
			assert.Equal(t, content, string(got), name)
		}
	}
	// A go line that the module of the constants raises.
	low := t.TempDir()
	mod := "module example.com/low\n\ngo 1.22\n\nrequire example.com/ianaports v0.0.0\n\nreplace example.com/ianaports => " + root(t) + "\n"
	require.NoError(t, os.WriteFile(filepath.Join(low, "go.mod"), []byte(mod), 0o666))
	require.NoError(t, os.WriteFile(filepath.Join(low, "low.go"), []byte("package low\n"), 0o666))
	out, err := execute(low, binary, "-fix", "./...")
	require.Error(t, err)
	goLine := strings.TrimSpace(mustRun(t, root(t), "go", "list", "-m", "-f", "{{.GoVersion}}"))
	assert.Contains(t, out, "(a go line below "+goLine+" has to be raised first: go mod edit -go="+goLine+")")
	assert.Contains(t, out, "updates to go.mod needed")
	out, err = execute(original, binary, "-fix", "-package", "example.com/nowhere/ports=own/services.csv", "./name")
	assert.Error(t, err)
	assert.Contains(t, out, "the fixes import example.com/nowhere/ports")
}

func TestArguments(t *testing.T) {
	assert.True(t, ofVet([]string{"-V=full"}))
	assert.True(t, ofVet([]string{"-flags"}))
	assert.True(t, ofVet([]string{"-doubtful", "/tmp/x/vet.cfg"}))
	assert.False(t, ofVet([]string{"-fix", "./..."}))
	assert.True(t, isSet([]string{"--fix", "./..."}, "fix"))
	assert.True(t, isSet([]string{"-fix=1"}, "fix"))
	assert.False(t, isSet([]string{"-fix=false", "fix"}, "fix"))
	assert.Equal(t, []string{"-doubtful", "fix"}, withoutFlag([]string{"-doubtful", "--fix=true", "fix"}, "fix"))
	assert.Equal(t, []string{"-test=true", "-tests", "./..."}, driverArgs([]string{"-tests", "./..."}))
	assert.Equal(t, []string{"-test=false", "-fix", "-tests=false"}, driverArgs([]string{"-fix", "-tests=false"}))
	assert.Equal(t, []string{"a/b", "c"}, ownPackages([]string{"-package", "a/b=x.csv,c=y.csv", "./..."}))
	var b bytes.Buffer
	explain(&b)
	assert.Regexp(t, "^portcheck: .*\n$", b.String())
}

func TestHelp(t *testing.T) {
	out, err := execute(original, binary)
	assert.Error(t, err)
	assert.Contains(t, out, "portcheck: find ports that the compiler cannot check\n")
	assert.Contains(t, out, "NAME:FORM:ARG[:NETWORK]")
	assert.Contains(t, out, "-doubtful\n")
	out, _ = execute(original, binary, "-h")
	assert.Contains(t, out, "  -tests\n")
	assert.NotContains(t, out, "  -test\n", "it follows -tests")
	assert.NotEmpty(t, portcheck.Analyzer.URL)
}
