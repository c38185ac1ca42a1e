package golangci

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

func readFile(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(content)
}

// TestReadme compares the files that the README shows with those of this folder.
func TestReadme(t *testing.T) {
	readme := readFile(t, "README.md")
	for _, name := range []string{".custom-gcl.yml", ".golangci.yml"} {
		block := fmt.Sprintf("```yaml\n# %s\n%s```\n", name, readFile(t, filepath.Join("example", name)))
		assert.Contains(t, readme, block, "README.md does not show %s", name)
	}
}

func execute(dir string, env []string, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// custom builds golangci-lint as `golangci-lint custom` does with the file of the example,
// but from the module proxy instead of a clone.
func custom(t *testing.T) (binary string) {
	t.Helper()
	var example struct {
		Version string
		Plugins []struct{ Module, Import, Path string }
	}
	require.NoError(t, yaml.Unmarshal([]byte(readFile(t, "example/.custom-gcl.yml")), &example))
	dir := download(t, "github.com/golangci/golangci-lint/v2@"+example.Version)
	plugins := "package main\n\nimport (\n"
	for _, p := range example.Plugins {
		plugins += fmt.Sprintf("\t_ %q\n", cmp.Or(p.Import, p.Module))
		inClone, ok := strings.CutPrefix(p.Path, "../ianaports") // of the module that is linted
		require.True(t, ok, p.Path)
		path, err := filepath.Abs(filepath.Join("../..", inClone))
		require.NoError(t, err)
		out, err := execute(dir, nil, "go", "mod", "edit", "-require="+p.Module+"@v0.0.0", "-replace="+p.Module+"="+path)
		require.NoError(t, err, "%s", out)
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "cmd/golangci-lint/plugins.go"), []byte(plugins+")\n"), 0o666))
	binary = filepath.Join(t.TempDir(), "custom-gcl")
	out, err := execute(dir, nil, "go", "build", "-mod=mod", "-o", binary, "./cmd/golangci-lint")
	require.NoError(t, err, "%s", out)
	return binary
}

// TestRun builds golangci-lint with the plugin and runs it on a published module.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("builds golangci-lint, which takes minutes")
	}
	binary := custom(t)
	dir := download(t, "github.com/go-sql-driver/mysql@v1.10.1")

	// Portcheck learns what ListenAndServe does with its parameter from package
	// net/http, not from this package.
	server := filepath.Join(dir, "server")
	require.NoError(t, os.Mkdir(server, 0o777))
	require.NoError(t, os.WriteFile(filepath.Join(server, "main.go"), []byte(`package main

import "net/http"

func main() { panic(http.ListenAndServe(":443", nil)) }
`), 0o666))

	config := readFile(t, "example/.golangci.yml")
	lint := func(t *testing.T, settings string, flags ...string) (string, error) {
		t.Helper()
		// What is below "settings" of portcheck is the rest of the file.
		start, _, ok := strings.Cut(config, "        settings:\n")
		require.True(t, ok)
		text := config
		if settings != "" {
			text = start + "        settings: {" + settings + "}\n"
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, ".golangci.yml"), []byte(text), 0o666))
		env := []string{"GOLANGCI_LINT_CACHE=" + filepath.Join(filepath.Dir(binary), "cache")}
		return execute(dir, env, binary, slices.Concat([]string{"run", "--enable-only", "portcheck"}, flags, []string{"./..."})...)
	}
	finding := regexp.MustCompile(`(?m)^\S+: .* \(portcheck\)$`)

	t.Run("example", func(t *testing.T) {
		out, err := lint(t, "")
		assert.Error(t, err)
		assert.Contains(t, out, "dsn.go:703:33: port 3306 is mysql")
		assert.Contains(t, out, "server/main.go:5:41: ", "one of the findings on this line")
	})
	t.Run("settings", func(t *testing.T) {
		out, err := lint(t, "number: false")
		assert.NoError(t, err, "%s", out)
		assert.NotRegexp(t, finding, out)
		out, err = lint(t, "number: false, system: true")
		assert.Error(t, err)
		assert.Len(t, finding.FindAllString(out, -1), 1, "%s", out)
		assert.Contains(t, out, "server/main.go:5:41: a listener on port 443, one of the System Ports")
	})
	t.Run("unknown setting", func(t *testing.T) {
		out, err := lint(t, "nmuber: false")
		assert.Error(t, err)
		assert.Contains(t, out, `plugin(portcheck): newPlugin unknown setting "nmuber": want one of `)
	})
	t.Run("fix", func(t *testing.T) {
		root, err := filepath.Abs("../..")
		require.NoError(t, err)
		for _, args := range [][]string{{"mod", "edit", "-replace=example.com/ianaports=" + root}, {"get", "example.com/ianaports@v0.0.0"}} {
			out, err := execute(dir, nil, "go", args...)
			require.NoError(t, err, "%s", out)
		}
		// Fixes of two packages, by turns.
		both := filepath.Join(dir, "both")
		require.NoError(t, os.Mkdir(both, 0o777))
		require.NoError(t, os.WriteFile(filepath.Join(both, "both.go"), []byte("package both\n\nimport (\n\t\"net\"\n)\n\nvar _ = net.Dial\n\nconst kafkaPort = 9092\n\nconst postgresPort = 5432\n\nconst otherKafkaPort = 9092\n\nconst otherPostgresPort = 5432\n"), 0o666))
		out, _ := lint(t, "", "--fix")
		assert.Contains(t, readFile(t, filepath.Join(dir, "dsn.go")), "ports.PortMySQL")
		assert.NotContains(t, out, "dsn.go:", "a finding that is mended")
		out, _ = lint(t, "")
		assert.NotContains(t, out, "dsn.go:")
		assert.Contains(t, readFile(t, filepath.Join(both, "both.go")), "\"net\"\n\n\t\"example.com/ianaports/ports\"\n\t\"example.com/ianaports/ports/defacto\"\n)\n")
		out, err = execute(dir, nil, "go", "vet", ".", "./both")
		assert.NoError(t, err, "%s", out)
	})
}

// download returns a folder with a copy of a module that can be written to.
func download(t *testing.T, module string) string {
	t.Helper()
	out, err := exec.Command("go", "mod", "download", "-json", module).Output()
	require.NoError(t, err, "%s", out)
	var info struct{ Dir string }
	require.NoError(t, json.Unmarshal(out, &info))
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS(info.Dir)))
	return dir
}
