package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// binary is the command, and original the module of the analyzer's tests.
var binary, original string

var long = flag.Bool("long", false, "run the tests that take long")

// needsLong skips a test that takes long, unless -long is given.
func needsLong(t *testing.T) {
	t.Helper()
	if !*long {
		t.Skip("takes long: runs with -long, as make long does")
	}
}

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
	assert.Contains(t, out, "wrap/one/one.go:6:32: \tway: it goes to two.Pool.Get\n")
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
	out, err := execute(dir, binary, "-fix", "./some")
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	assert.Equal(t, 1, exit.ExitCode())
	assert.Equal(t, 1, strings.Count(out, ": port "), out)
	assert.Contains(t, out, "port 22 is ssh: use ports.PortSSH, in a variable: a string constant cannot be made of it")
	assert.Contains(t, read(t, dir, "some/some.go"), "const ntpPort = ports.NTP")

	// Without -tests, test files are left alone.
	mustRun(t, dir, binary, "-fix", "./all")
	assert.Contains(t, read(t, dir, "all/all.go"), "const ntpPort = ports.NTP")
	assert.Equal(t, files["all/all_test.go"], read(t, dir, "all/all_test.go"))
}

// lone makes a module with a file.
func lone(t *testing.T, mod, source string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte(mod), 0o666))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "lone.go"), []byte(source), 0o666))
	return dir
}

const dial = "package lone\n\nimport \"net\"\n\nvar _, _ = net.Dial(\"tcp\", \"a.example:443\")\n"

// TestGuards changes nothing in a module that cannot import the constants, whoever runs
// the analyzer.
func TestGuards(t *testing.T) {
	needsLong(t)
	commands := [][]string{
		{binary, "-fix", "./..."}, {binary, "--fix=true", "./..."}, {binary, "-fix", "-diff", "./..."},
		{"go", "vet", "-fix", "-vettool=" + binary, "./..."}, {"go", "fix", "-fixtool=" + binary, "./..."},
	}
	require1 := "module example.com/lone\n\ngo 1.25.0\n"
	require2 := require1 + "\nrequire example.com/ianaports v0.0.0\n\nreplace example.com/ianaports => " + root(t) + "\n"
	for _, args := range commands {
		dir := lone(t, require1, dial)
		out, err := execute(dir, args[0], args[1:]...)
		require.Error(t, err, args)
		assert.Contains(t, out, "portcheck: -fix: the fixes import example.com/ianaports/ports, which module example.com/lone does not require; nothing is changed; first run\n\tgo get example.com/ianaports\n", args)
		assert.Equal(t, dial, read(t, dir, "lone.go"))

		dir = lone(t, require2, dial)
		mustRun(t, dir, "go", "mod", "tidy", "-e")
		require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte(require2), 0o666))
		require.NoError(t, os.Mkdir(filepath.Join(dir, "vendor"), 0o777))
		modules := "# example.com/ianaports v0.0.0 => " + root(t) + "\n## explicit; go 1.25.0\n# example.com/ianaports => " + root(t) + "\n"
		require.NoError(t, os.WriteFile(filepath.Join(dir, "vendor", "modules.txt"), []byte(modules), 0o666))
		out, err = execute(dir, args[0], args[1:]...)
		require.Error(t, err, args)
		assert.Contains(t, out, "which the vendor folder of module example.com/lone lacks; nothing is changed; run this with -mod=mod, and then\n\tgo mod vendor", args)
		assert.Equal(t, dial, read(t, dir, "lone.go"))
	}
	// A go line that the module of the constants raises.
	low := lone(t, "module example.com/low\n\ngo 1.22\n\nrequire example.com/ianaports v0.0.0\n\nreplace example.com/ianaports => "+root(t)+"\n", dial)
	out, err := execute(low, binary, "-fix", "./...")
	require.Error(t, err)
	goLine := strings.TrimSpace(mustRun(t, root(t), "go", "list", "-m", "-f", "{{.GoVersion}}"))
	assert.Contains(t, out, "which needs Go "+goLine+"; nothing is changed; first run\n\tgo get example.com/ianaports go@"+goLine)
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(dir, name))
	require.NoError(t, err)
	return string(content)
}

// TestSame runs a program before and after its fixes, which change it and not what it
// prints.
func TestSame(t *testing.T) {
	needsLong(t)
	dir := module(t)
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "program"), 0o777))
	source := `package main

import (
	"fmt"
	"net"
	"net/url"
	"strings"
)

type address string

const constant = "a.example:22"

var schemes = map[string]int{"https": 443, "ssh": 22}

func listen(addr string) string {
	if addr == ":https" {
		return "named"
	}
	if false {
		net.Listen("tcp", addr)
	}
	return addr
}

func main() {
	host := "h.example"
	fmt.Println(listen(":https"), listen(":443"), listen(host+":443"), schemes, constant)
	u, err := url.Parse("https://" + host + ":443/path?q=1")
	fmt.Println(u, err, "http://[::1]:80/x", "host=db port=5432 dbname=postgresql", "53/udp")
	fmt.Println(net.SplitHostPort("h:https"))
	fmt.Println(map[string]int{":https": 1, "x.example:443": 2}["x.example:443"], address("y.example:443"))
	fmt.Println(strings.HasSuffix(host+":443", ":443"), "z.example:443"[1:4], len("z.example:443"))
	for port := 80; port <= 81; port++ {
		fmt.Println(port)
	}
	sshPort, where := 22, "stun:localhost:3478"
	fmt.Printf("%T %v %v %s\n", sshPort, sshPort, where, fmt.Sprintf("https://%s:443/", host))
}
`
	require.NoError(t, os.WriteFile(filepath.Join(dir, "program", "main.go"), []byte(source), 0o666))
	before := mustRun(t, dir, "go", "run", "./program")
	_, _ = execute(dir, binary, "-fix", "./program") // findings remain
	assert.Contains(t, read(t, dir, "program/main.go"), "ports.PortHTTPS")
	assert.Equal(t, before, mustRun(t, dir, "go", "run", "./program"))
	mustRun(t, dir, "go", "vet", "./program")
}

// services are the lines of a team's registry.
const services = "Service Name,Port Number,Transport Protocol,Description\norders-api,8480,tcp,Orders\n"

// shop makes a module with a file, which imports nothing, and the registry of a team, of
// which package ports is said to be made.
func shop(t *testing.T) (dir string) {
	t.Helper()
	dir = lone(t, "module example.com/shop\n\ngo 1.25.0\n", "package shop\n\nvar ordersPort = 8480\n\nfunc Dial(addr string) {}\n")
	require.NoError(t, os.Mkdir(filepath.Join(dir, "ports"), 0o777))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "ports", "ports.go"), []byte("package ports\n"), 0o666))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "services.csv"), []byte(services), 0o666))
	return dir
}

// TestChangedRegistry finds what a registry has that was changed since the last run.
func TestChangedRegistry(t *testing.T) {
	dir := shop(t)
	args := []string{"-package=example.com/shop/ports=services.csv", "."}
	out, err := execute(dir, binary, args...)
	require.Error(t, err)
	assert.Contains(t, out, "port 8480 is orders-api")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "services.csv"), []byte(strings.ReplaceAll(services, "orders-api", "sales-api")), 0o666))
	out, err = execute(dir, binary, args...)
	require.Error(t, err)
	assert.Contains(t, out, "port 8480 is sales-api")
}

// TestDiff exits as go fix -diff does.
func TestDiff(t *testing.T) {
	dir := module(t)
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "some"), 0o777))
	source := "package some\n\nconst ntpPort = 123\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "some", "some.go"), []byte(source), 0o666))
	out, err := execute(dir, binary, "-fix", "-diff", "./some")
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	assert.Equal(t, 1, exit.ExitCode())
	assert.Contains(t, out, "+const ntpPort = ports.NTP\n")
	assert.Equal(t, source, read(t, dir, "some/some.go"))
	mustRun(t, dir, binary, "-fix", "-diff", "./own/ports")
}

// TestWrongFlags answers in one line.
func TestWrongFlags(t *testing.T) {
	for want, args := range map[string][]string{
		"portcheck: flag provided but not defined: -nmuber (portcheck -h lists the flags)\n": {"-nmuber", "./..."},
		"want IMPORTPATH=FILE: add the package that is generated from it":                    {"-package", "services.csv", "./..."},
		"want the path of its package, a dot and its name":                                   {"-func", "Dial:address:1", "./..."},
		"portcheck: -diff: want -fix as well\n":                                              {"-diff", "./..."},
		"portcheck: no packages":                                                             {},
	} {
		var stdout, stderr bytes.Buffer
		assert.Equal(t, 2, command(args, &stdout, &stderr), args)
		assert.Contains(t, stderr.String(), want)
		assert.Equal(t, 1, strings.Count(stderr.String(), "\n"), stderr.String())
	}
	dir := shop(t)
	for want, flag := range map[string]string{
		"-func: package example.com/shop has no function example.com/shop.Dail":      "-func=example.com/shop.Dail:address:0",
		"-package example.com/shop/port: no such package in module example.com/shop": "-package=example.com/shop/port=services.csv",
	} {
		for range 2 { // go vet may keep the first result
			out, err := execute(dir, binary, flag, ".")
			assert.Error(t, err)
			assert.Contains(t, out, want)
		}
	}
}

func TestHelp(t *testing.T) {
	out := mustRun(t, original, binary, "-h")
	assert.Contains(t, out, "portcheck: find ports that the compiler cannot check\n")
	assert.Contains(t, out, "NAME:FORM:ARG[:NETWORK]")
	assert.Contains(t, out, "-doubtful\n")
	out = mustRun(t, original, binary, "-version")
	assert.Regexp(t, "^portcheck .*go1", out)
}
