package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// command builds the command and copies the module of the analyzer's tests.
func command(t *testing.T) (binary, dir string) {
	t.Helper()
	dir = t.TempDir()
	binary = filepath.Join(t.TempDir(), "portcheck")
	out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.NoError(t, os.CopyFS(dir, os.DirFS("../../testdata")))
	root, err := filepath.Abs("../../..")
	require.NoError(t, err)
	mustRun(t, dir, "go", "mod", "edit", "-replace", "example.com/ianaports="+root)
	mustRun(t, root, "go", "run", "./gen", "-in", filepath.Join(dir, "own/services.csv"), "-out", filepath.Join(dir, "own/ports"))
	return binary, dir
}

func execute(dir, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func mustRun(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	out, err := execute(dir, name, args...)
	require.NoError(t, err, "%s", out)
	return out
}

func TestVettool(t *testing.T) {
	binary, dir := command(t)
	out, err := execute(dir, "go", "vet", "-vettool="+binary, "./number")
	assert.Error(t, err)
	assert.Contains(t, out, "number/number.go:22:18: port 443 is https: use ports.PortHTTPS\n")
	mustRun(t, dir, "go", "vet", "-vettool="+binary, "./quiet")
	mustRun(t, dir, "go", "vet", "-vettool="+binary, "-number=false", "./number")
	own, err := execute(dir, "go", "vet", "-vettool="+binary, "-package=example.com/test/own/ports", "./twice")
	assert.Error(t, err)
	assert.Contains(t, own, "port 8480 is orders-api: use ports.PortOrdersAPI")
}

func TestFix(t *testing.T) {
	binary, dir := command(t)
	_, err := execute(dir, binary, "./single")
	assert.Error(t, err, "there is no such package")
	mustRun(t, dir, binary, "-fix", "./name")
	got, err := os.ReadFile(filepath.Join(dir, "name/name.go"))
	require.NoError(t, err)
	want, err := os.ReadFile(filepath.Join(dir, "name/name.go.golden"))
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got))
}

func TestHelp(t *testing.T) {
	binary, dir := command(t)
	out, _ := execute(dir, binary)
	assert.Contains(t, out, "portcheck: find ports that the compiler cannot check\n")
	assert.Contains(t, out, "-func NAME:FORM:ARG[:NETWORK]\n")
}

// TestStandardLibrary lists what is found in the standard library's own code,
// without its tests. Both are right: 53 is the port of domain over UDP.
//
//   - net/addrselect.go connects a socket to each address of a host, to learn
//     which of its own the system would use.
//   - net/dnsconfig_unix.go gives the port to the servers of resolv.conf.
func TestStandardLibrary(t *testing.T) {
	binary, dir := command(t)
	out, err := execute(dir, binary, "-test=false",
		"net", "net/http", "net/http/httptest", "net/http/httputil", "net/netip", "net/rpc", "net/rpc/jsonrpc", "net/smtp", "net/textproto", "net/url",
		"crypto/tls", "crypto/x509", "log/syslog", "expvar", "os/user")
	assert.Error(t, err)
	var got []string
	for line := range strings.Lines(out) {
		i := strings.LastIndex(line, "/src/")
		require.GreaterOrEqual(t, i, 0, line)
		file, message, _ := strings.Cut(strings.TrimSpace(line[i+len("/src/"):]), ":")
		_, message, _ = strings.Cut(message, ": ") // without line and column
		got = append(got, file+": "+message)
	}
	assert.ElementsMatch(t, []string{
		"net/addrselect.go: port 53 is domain: use ports.Domain",
		"net/dnsconfig_unix.go: port 53 is domain: use ports.PortDomain",
	}, got)
}
