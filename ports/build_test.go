package ports_test

import (
	"bytes"
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// build compiles a program that has the statements in its main function, and
// returns the path of the binary.
func build(t testing.TB, statements string) string {
	t.Helper()
	dir := t.TempDir()
	source := filepath.Join(dir, "main.go")
	program := "package main\n\n"
	if strings.Contains(statements, "ports.") {
		program += "import \"example.com/ianaports/ports\"\n\n"
	}
	// The compiler must not know the values, nor drop the results.
	program += "var name, number, sink = \"https\", 443, any(nil)\n\nfunc main() {\n" + statements + "\n\tprintln(sink != nil)\n}\n"
	require.NoError(t, os.WriteFile(source, []byte(program), 0o666))
	binary := filepath.Join(dir, "program")
	out, err := exec.Command("go", "build", "-ldflags=-w", "-o", binary, source).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return binary
}

func size(t testing.TB, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	require.NoError(t, err)
	return info.Size()
}

const (
	useLiterals  = "\tsink = number == 6514 || number == 443"
	useConstants = "\tsink = number == ports.SyslogTLS || number == ports.HTTPS"
	useLookups   = `	port, ok := ports.Lookup(ports.Transport(number), name)
	service, known := ports.ServiceName(ports.Transport(number), ports.Port(number))
	sink = [...]any{port, ok, service, known}`
	useNone = `	port, ok := uint16(number), name != ""
	service, known := name, number > 0
	sink = [...]any{port, ok, service, known}`
	useServices = `	for s := range ports.Services(0, ports.Port(number)) {
		sink = s
	}
	sink = [...]any{sink, ports.PortMap(0), ports.NameMap(0)}`
	useAll = useLookups + `
	n, err := ports.LookupPort(name, name)
	sink = [...]any{sink, n, err, ports.StatusOf(0, ports.Port(number)), ports.NameMap(0), ports.PortMap(0)}
	for s := range ports.All() {
		sink = s
	}
	for s := range ports.Services(0, ports.Port(number)) {
		sink = s
	}
	for s := range ports.ServicesNamed(name) {
		sink = s
	}`
)

// TestConstantsCostNothing compares a program that uses constants with one that
// uses literals, and holds it to carry nothing of the package.
func TestConstantsCostNothing(t *testing.T) {
	t.Parallel()
	constants := build(t, useConstants)
	assert.Equal(t, size(t, build(t, useLiterals)), size(t, constants))
	content, err := os.ReadFile(constants)
	require.NoError(t, err)
	assert.False(t, bytes.Contains(content, []byte("syslog-tls")), "a table is in the program")
}

// TestLookupsLeaveMetadataOut holds a program with both lookups to carry the
// names and none of the descriptions.
func TestLookupsLeaveMetadataOut(t *testing.T) {
	t.Parallel()
	lookups := build(t, useLookups)
	content, err := os.ReadFile(lookups)
	require.NoError(t, err)
	assert.True(t, bytes.Contains(content, []byte("syslog-tls")))
	assert.False(t, bytes.Contains(content, []byte("Syslog over TLS")))
	growth := size(t, lookups) - size(t, build(t, useNone))
	t.Logf("both lookups add %d bytes", growth)
	assert.Less(t, growth, int64(320<<10))
}

// TestPortlessServicesCostNothing holds a program that asks for ports to carry nothing of
// the services that have none.
func TestPortlessServicesCostNothing(t *testing.T) {
	t.Parallel()
	const title = "Protocol for streaming of audio/video content" // of airplay
	content, err := os.ReadFile(build(t, useServices))
	require.NoError(t, err)
	assert.True(t, bytes.Contains(content, []byte("Syslog over TLS")), "the metadata is there")
	assert.False(t, bytes.Contains(content, []byte(title)))
	content, err = os.ReadFile(build(t, useAll))
	require.NoError(t, err)
	assert.True(t, bytes.Contains(content, []byte(title)))
}

// TestNoWorkAtStartUp looks for the package among those that initialise
// anything.
func TestNoWorkAtStartUp(t *testing.T) {
	t.Parallel()
	program := build(t, useAll)
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err)
	require.Contains(t, string(out), "init runtime @", "the trace is there")
	assert.NotContains(t, string(out), "ports")

	if runtime.GOOS == "linux" {
		f, err := elf.Open(program)
		require.NoError(t, err)
		defer f.Close()
		symbols, err := f.Symbols()
		require.NoError(t, err)
		for _, s := range symbols {
			assert.NotContains(t, []string{"example.com/ianaports/ports.init", "example.com/ianaports/ports..inittask"}, s.Name)
		}
	}
}
