package bench

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// run runs a command and returns its time and the most memory, in bytes, that it
// or a process of its had.
func run(b *testing.B, dir string, env []string, name string, args ...string) (time.Duration, int64) {
	b.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return time.Since(start), cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
}

// report gives what a benchmark of whole processes measures: the mean time in
// seconds and the most memory in megabytes.
func report(b *testing.B, total time.Duration, memory int64) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(total.Seconds()/float64(b.N), "s/op")
	b.ReportMetric(float64(memory)/1e6, "MB")
}

// BenchmarkCompile builds the package with everything but itself in the cache.
func BenchmarkCompile(b *testing.B) {
	warm := b.TempDir()
	run(b, "..", []string{"GOCACHE=" + warm}, "go", "build", "math/bits")
	var total time.Duration
	var most int64
	for range b.N {
		cache := filepath.Join(b.TempDir(), "cache")
		if err := os.CopyFS(cache, os.DirFS(warm)); err != nil {
			b.Fatal(err)
		}
		t, memory := run(b, "..", []string{"GOCACHE=" + cache}, "go", "build", "./ports")
		total += t
		most = max(most, memory)
	}
	report(b, total, most)
}

// BenchmarkGenerate generates the package with a generator that is built.
func BenchmarkGenerate(b *testing.B) {
	dir := b.TempDir()
	gen := filepath.Join(dir, "gen")
	run(b, "..", nil, "go", "build", "-o", gen, "./gen")
	var total time.Duration
	var most int64
	for range b.N {
		out := filepath.Join(b.TempDir(), "ports")
		t, memory := run(b, "..", nil, gen, "-in", "registry.csv", "-out", out)
		total += t
		most = max(most, memory)
	}
	report(b, total, most)
}

// BenchmarkGrowth compares the sizes of programs.
func BenchmarkGrowth(b *testing.B) {
	for _, c := range []struct{ name, use, base string }{
		{
			"constants", "\tsink = number == ports.SyslogTLS || number == ports.HTTPS",
			"\tsink = number == 6514 || number == 443",
		},
		{
			"lookups", `	port, ok := ports.Lookup(ports.Transport(number), name)
	service, known := ports.ServiceName(ports.Transport(number), ports.Port(number))
	sink = [...]any{port, ok, service, known}`,
			`	port, ok := uint16(number), name != ""
	service, known := name, number > 0
	sink = [...]any{port, ok, service, known}`,
		},
		{
			"everything", `	for s := range ports.All() {
		sink = s
	}
	port, ok := ports.Lookup(ports.Transport(number), name)
	service, known := ports.ServiceName(ports.Transport(number), ports.Port(number))
	sink = [...]any{sink, port, ok, service, known, ports.StatusOf(0, ports.Port(number))}`,
			`	port, ok := uint16(number), name != ""
	service, known := name, number > 0
	sink = [...]any{port, ok, service, known}`,
		},
	} {
		b.Run(c.name, func(b *testing.B) {
			var growth int64
			for range b.N {
				growth = size(b, "import \"example.com/ianaports/ports\"\n\n", c.use) - size(b, "", c.base)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(growth)/1e3, "kB")
		})
	}
}

// size returns the size of a program with an import and the statements of its
// main function.
func size(b *testing.B, imports, statements string) int64 {
	b.Helper()
	dir := b.TempDir()
	source, program := filepath.Join(dir, "main.go"), filepath.Join(dir, "program")
	text := "package main\n\n" + imports + "var name, number, sink = \"https\", 443, any(nil)\n\nfunc main() {\n" + statements + "\n\tprintln(sink != nil)\n}\n"
	if err := os.WriteFile(source, []byte(text), 0o666); err != nil {
		b.Fatal(err)
	}
	run(b, "..", nil, "go", "build", "-ldflags=-w", "-o", program, source)
	info, err := os.Stat(program)
	if err != nil {
		b.Fatal(err)
	}
	return info.Size()
}
