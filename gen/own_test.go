package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A block is a fenced block of the README: a file, which its first line names,
// or commands.
type block struct{ language, text string }

// blocks returns those of a section of a README that have a language.
func blocks(t *testing.T, file, section string) (list []block) {
	t.Helper()
	readme, err := os.ReadFile(file)
	require.NoError(t, err)
	_, text, ok := strings.Cut(string(readme), "\n## "+section+"\n")
	require.True(t, ok, "the README has the section")
	text, _, _ = strings.Cut(text, "\n## ")
	for _, m := range regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$").FindAllStringSubmatch(text, -1) {
		if m[1] != "" {
			list = append(list, block{m[1], m[2]})
		}
	}
	return list
}

// shell runs commands in a folder as a person would.
func shell(t *testing.T, dir, commands string) (string, error) {
	t.Helper()
	cmd := exec.Command("sh", "-e")
	cmd.Dir = dir
	cmd.Stdin = strings.NewReader(commands)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// goLine returns the Go version that a module asks for.
func goLine(t *testing.T, module string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(module, "go.mod"))
	require.NoError(t, err)
	m := regexp.MustCompile(`(?m)^go (.*)$`).FindSubmatch(text)
	require.NotNil(t, m)
	return string(m[1])
}

// TestOwnPorts does what the README says in a new module: the files and the
// commands are its own.
func TestOwnPorts(t *testing.T) {
	needsLong(t)
	t.Parallel()
	dir := t.TempDir()
	mustRun := func(commands string) string {
		out, err := shell(t, dir, commands)
		require.NoError(t, err, "%s: %s", commands, out)
		return out
	}
	mustRun("go mod init example.com/shop && go mod edit -go=" + goLine(t, ".."))
	var check string
	for _, b := range blocks(t, "README.md", "Your own ports") {
		if b.language == "sh" {
			commands := strings.ReplaceAll(b.text, "/path/to/the/clone", filepath.Dir(abs(t, ".")))
			mustRun(commands)
			if strings.Contains(commands, "-check") {
				check = commands
			}
			continue
		}
		comment, _, _ := strings.Cut(b.text, "\n")
		name := strings.TrimLeft(comment, "/# ")
		require.Regexp(t, `^\w+\.(go|csv)$`, name)
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(b.text), 0o666))
	}
	require.NotEmpty(t, check)
	assert.Equal(t, runtime.Version()+"\n", mustRun("go env GOVERSION"), "the Go version that the test was built with")
	assert.Equal(t, goLine(t, ".."), goLine(t, dir), "the tool has raised the go line of its user")
	assert.NotContains(t, mustRun(check), "warning")
	mustRun("go vet ./...")
	assert.Contains(t, contents(t, filepath.Join(dir, "internal/all"))["constants.go"], "\tSyslogTLS = 6514\n")
	assert.Contains(t, contents(t, filepath.Join(dir, "internal/all"))["constants.go"], "\tOrdersAPI = 8480\n")
	assert.Contains(t, contents(t, filepath.Join(dir, "internal/system"))["constants.go"], "\tHTTPAlt591 = 591\n")
	assert.NotContains(t, contents(t, filepath.Join(dir, "internal/some")), "tables.go")
	assert.Equal(t, ":8480\n8490 true\nmetrics true\n", mustRun("go run ."), "what the comments of the program say")
	assert.Equal(t, "example.com/shop/internal/ports\n", mustRun(`go list -deps -f '{{if not .Standard}}{{.ImportPath}}{{end}}' ./internal/ports`))

	services := filepath.Join(dir, "services.csv")
	good, err := os.ReadFile(services)
	require.NoError(t, err)
	change := func(text string) {
		require.NoError(t, os.WriteFile(services, append(good[:len(good):len(good)], text...), 0o666))
	}
	fails := func(text string) string {
		change(text)
		out, err := shell(t, dir, check)
		assert.Error(t, err, text)
		return out
	}
	assert.Contains(t, fails("new, 8500, tcp,\n"), "+\t// New is the port of new (tcp).")
	assert.Contains(t, fails("broken, 85000, tcp,\n"), `services.csv:9: port number "85000": out of range`)

	// The warnings are those that the README shows, but for the port that is free: names in
	// use come to have it.
	free := regexp.MustCompile(`\d+ is free`)
	change("admin, 8443, tcp,\npager, 275, tcp,\n")
	mustRun("go generate ./...")
	warnings := free.ReplaceAllString(mustRun(check), "N is free")
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	shown := regexp.MustCompile("(?m)^services.csv:.*: warning: .*\n").FindAllString(string(readme), -1)
	require.Len(t, shown, 2)
	for _, line := range shown {
		assert.Contains(t, warnings, free.ReplaceAllString(line, "N is free"))
	}
	out, err := shell(t, dir, strings.TrimSpace(check)+" -strict")
	assert.Error(t, err)
	assert.Contains(t, free.ReplaceAllString(out, "N is free"), free.ReplaceAllString(strings.Replace(shown[0], "warning: ", "", 1), "N is free"))
}

// TestOwnPortsInShort runs what the README of the project says of one's own ports.
func TestOwnPortsInShort(t *testing.T) {
	needsLong(t)
	t.Parallel()
	dir := t.TempDir()
	clone := filepath.Dir(abs(t, "."))
	commands := "go mod init example.com/shop && export GOPRIVATE=example.com && go mod edit -replace example.com/ianaports=" + clone + "\n"
	for _, b := range blocks(t, "../README.md", "Your own ports") {
		if b.language == "csv" {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "services.csv"), []byte(b.text), 0o666))
		} else {
			commands += strings.ReplaceAll(b.text, "/path/to/the/clone", clone)
		}
	}
	out, err := shell(t, dir, commands)
	require.NoError(t, err, out)
	assert.Contains(t, out, "Reserved for billing")
	assert.Contains(t, contents(t, filepath.Join(dir, "internal/ports"))["constants.go"], "\tOrdersAPI = 8480\n")
}

// TestClashAsShown has the clash that gen/README.md shows.
func TestClashAsShown(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("services.csv", []byte(header+"\n# The shop.\norders-api,8480,tcp,\n\n\n\n\nx,8480,tcp,\n"), 0o666))
	code, _, stderr := gen("-in", "services.csv")
	assert.Equal(t, 1, code)
	assert.Contains(t, string(readme), "\n"+stderr)
}

// TestOwnPortsBesideIANA does the rest of what the README says.
func TestOwnPortsBesideIANA(t *testing.T) {
	needsLong(t)
	t.Parallel()
	dir := t.TempDir()
	services := filepath.Join(dir, "services.csv")
	require.NoError(t, os.WriteFile(services, []byte(header+"orders-api,8480,tcp,\nweb,80,tcp,\n"), 0o666))

	both := filepath.Join(dir, "both")
	mustGen(t, "-in", "iana", "-in", services, "-ports", "1-1023,6514,8480", "-out", both)
	constants := contents(t, both)["constants.go"]
	assert.Contains(t, constants, "\tOrdersAPI = 8480\n")
	assert.Contains(t, constants, "\tSyslogTLS = 6514\n")
	code, _, stderr := gen("-in", "iana", "-in", services, "-ports", "1-1023,6514,8480", "-out", both, "-check")
	assert.Zero(t, code)
	assert.Equal(t, 2, strings.Count(stderr, "warning: "), stderr)
	assert.Contains(t, stderr, `service name "web": IANA assigns port 80 to http, www, www-http: `)

	iana := writeTemp(t, "iana.csv", ianaHeader+"http,80,tcp,,,,,,,,,\nhttps,443,tcp,,,,,,,,,\n")
	for _, prefer := range []string{"earlier", "later"} {
		small := filepath.Join(dir, prefer)
		mustGen(t, "-iana", iana, "-in", services, "-prefer", prefer, "-ports", "80", "-only", "http,web", "-out", small)
		want := map[string]string{"earlier": "case PortHTTP:\n\t\treturn \"http\", true", "later": "case PortWeb:\n\t\treturn \"web\", true"}[prefer]
		assert.Contains(t, contents(t, small)["lookup.go"], want)
	}

	// The types of package ports, in a program that mixes constants of both.
	mixed := filepath.Join(dir, "mixed")
	mustGen(t, "-in", services, "-out", mixed, "-types", "example.com/ianaports/ports")
	require.NoError(t, os.WriteFile(filepath.Join(mixed, "mixed_test.go"), []byte(`package mixed

import (
	"testing"

	"example.com/ianaports/ports"
)

func TestMixed(t *testing.T) {
	all := []ports.Port{ports.PortHTTPS, PortOrdersAPI}
	name, ok := ServiceName(ports.TCP, all[1])
	if name != "orders-api" || !ok {
		t.Error(name, ok)
	}
}
`), 0o666))
	out, err := shell(t, mixed, "go mod init example.com/mixed && go mod edit -require example.com/ianaports@v0.0.0 -replace example.com/ianaports="+filepath.Dir(abs(t, "."))+" && go test .")
	assert.NoError(t, err, out)
}

// TestOnlyWithByteOrderMark has a list of names as some editors save it.
func TestOnlyWithByteOrderMark(t *testing.T) {
	csv := writeTemp(t, "in.csv", header+"a,1,tcp,\nb,2,tcp,\n")
	names := writeTemp(t, "names.txt", "\ufeffa\r\n# b\r\n")
	dir := filepath.Join(t.TempDir(), "p")
	mustGen(t, "-in", csv, "-only", "@"+names, "-out", dir)
	assert.NotContains(t, contents(t, dir)["constants.go"], "B = 2")
}

// TestTooLarge has files without an end.
func TestTooLarge(t *testing.T) {
	const want = "/dev/zero: has more than 32 MB"
	out := filepath.Join(t.TempDir(), "out")
	for _, args := range [][]string{
		{"-in", "/dev/zero", "-out", out},
		{"-services", "/dev/zero", "-out", out},
		{"-in", "iana", "-only", "@/dev/zero", "-out", out},
		{"name", "/dev/zero"},
		{"update", "-from", "/dev/zero", "-out", out},
	} {
		code, _, stderr := gen(args...)
		assert.NotZero(t, code)
		assert.Contains(t, stderr, want, args)
	}
	// A file of many errors is given up before.
	many := writeTemp(t, "many.csv", header+strings.Repeat("a,x,tcp,\n", 1<<17))
	code, _, stderr := gen("-in", many, "-out", out)
	assert.Equal(t, 1, code)
	assert.Equal(t, 21, strings.Count(stderr, "\n"), "twenty errors, and that there are more")
}

// TestManyLongNames: names that need more than a record of the table take no time that
// grows with their square.
func TestManyLongNames(t *testing.T) {
	t.Parallel()
	services := 2000
	if *long {
		services = 20000
	}
	var b strings.Builder
	b.WriteString(header)
	for i := range services {
		fmt.Fprintf(&b, "a-service-with-a-long-name-%d,%d,tcp,\n", i, 1024+i)
	}
	start := time.Now()
	mustGen(t, "-in", writeTemp(t, "in.csv", b.String()), "-out", filepath.Join(t.TempDir(), "p"))
	assert.Less(t, time.Since(start), time.Minute)
}
