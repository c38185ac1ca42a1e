package golangci

import (
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	"golang.org/x/mod/modfile"
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
	for _, f := range []struct{ language, comment, path string }{
		{"yaml", "#", "example/.custom-gcl.yml"},
		{"yaml", "#", "example/.golangci.yml"},
		{"go", "//", "cmd/golangci-lint/plugins.go"},
	} {
		block := fmt.Sprintf("```%s\n%s %s\n%s```\n", f.language, f.comment, filepath.Base(f.path), readFile(t, f.path))
		assert.Contains(t, readme, block, "README.md does not show %s", f.path)
	}
}

// TestCommand compares the program in cmd/golangci-lint with the one that
// `golangci-lint custom` builds from example/.custom-gcl.yml in a module beside
// a clone of the repository.
func TestCommand(t *testing.T) {
	var custom struct {
		Version string
		Plugins []struct{ Module, Import, Path string }
	}
	require.NoError(t, yaml.Unmarshal([]byte(readFile(t, "example/.custom-gcl.yml")), &custom))
	const dir = "cmd/golangci-lint"
	mod, err := modfile.Parse("go.mod", []byte(readFile(t, dir+"/go.mod")), nil)
	require.NoError(t, err)

	var version string
	for _, r := range mod.Require {
		if r.Mod.Path == "github.com/golangci/golangci-lint/v2" {
			version = r.Mod.Version
		}
	}
	assert.Equal(t, custom.Version, version)

	const clone = "../ianaports"
	replaced := map[string]string{} // by module, the folder in the clone
	for _, r := range mod.Replace {
		replaced[r.Old.Path] = filepath.Join(clone, "portcheck/golangci", dir, r.New.Path)
	}
	wantReplaced := map[string]string{}
	var wantImports []string
	for _, p := range custom.Plugins {
		wantReplaced[p.Module] = p.Path
		if p.Import == "" {
			p.Import = p.Module
		}
		wantImports = append(wantImports, p.Import)
	}
	assert.Equal(t, wantReplaced, replaced)

	file, err := parser.ParseFile(token.NewFileSet(), dir+"/plugins.go", nil, parser.ImportsOnly)
	require.NoError(t, err)
	var imports []string
	for _, spec := range file.Imports {
		assert.Equal(t, "_", spec.Name.String())
		path, err := strconv.Unquote(spec.Path.Value)
		require.NoError(t, err)
		imports = append(imports, path)
	}
	assert.Equal(t, wantImports, imports)
}

func execute(dir string, env []string, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// TestRun builds golangci-lint with the plugin and runs it on a published module.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("builds golangci-lint, which takes minutes")
	}
	binary := filepath.Join(t.TempDir(), "custom-gcl")
	out, err := execute("cmd/golangci-lint", nil, "go", "build", "-o", binary, ".")
	require.NoError(t, err, "%s", out)
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
	lint := func(t *testing.T, settings string) (string, error) {
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
		return execute(dir, env, binary, "run", "--enable-only", "portcheck", "./...")
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
