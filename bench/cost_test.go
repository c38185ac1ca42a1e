package bench

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A program is one that uses a peer.
type program struct {
	name string
	pkg  string // what it imports
	use  string // the statements of its main function
}

var (
	base      = program{name: "base", use: "sink = [...]any{name, number}"}
	constants = program{"constants", "example.com/ianaports/ports", "sink = number == ports.SyslogTLS || number == ports.HTTPS"}
	literals  = program{name: "literals", use: "sink = number == 6514 || number == 443"}

	programs = []program{
		{"ports", "example.com/ianaports/ports", useBoth("ports")},
		{"switch", "example.com/ianaports/bench/flat", useBoth("flat")},
		{"map", "example.com/ianaports/bench/flat/maps", `p := uint16(number)
	sink = [...]any{maps.NamesTCP[p], maps.NamesUDP[p], maps.NamesSCTP[p], maps.NamesDCCP[p],
		maps.PortsTCP[name], maps.PortsUDP[name], maps.PortsSCTP[name], maps.PortsDCCP[name]}`},
		{"gopacket", "github.com/gopacket/gopacket/layers", useLayers},
		{"gopacket-file", "example.com/ianaports/bench/flat/layers", useLayers},
		{"net", "net", `port, err := net.LookupPort("tcp", name)
	sink = [...]any{port, err}`},
	}
)

// useBoth looks up in both directions in a package that the generator wrote.
func useBoth(pkg string) string {
	return strings.ReplaceAll(`port, ok := ports.Lookup(ports.Transport(number), name)
	service, known := ports.ServiceName(ports.Transport(number), ports.Port(number))
	sink = [...]any{port, ok, service, known}`, "ports", pkg)
}

const useLayers = `tcp, ok1 := layers.TCPPortNames(layers.TCPPort(number))
	udp, ok2 := layers.UDPPortNames(layers.UDPPort(number))
	sctp, ok3 := layers.SCTPPortNames(layers.SCTPPort(number))
	sink = [...]any{tcp, ok1, udp, ok2, sctp, ok3}`

// build compiles a program and returns its path.
func build(b *testing.B, p program) string {
	b.Helper()
	dir := b.TempDir()
	source, binary := filepath.Join(dir, "main.go"), filepath.Join(dir, "program")
	var text strings.Builder
	fmt.Fprintln(&text, "package main")
	if p.pkg != "" {
		fmt.Fprintf(&text, "\nimport %q\n", p.pkg)
	}
	// The compiler must not know the values, nor drop the results.
	fmt.Fprintf(&text, "\nvar name, number, sink = \"https\", 443, any(nil)\n\nfunc main() {\n\t%s\n\tprintln(sink != nil)\n}\n", p.use)
	if err := os.WriteFile(source, []byte(text.String()), 0o666); err != nil {
		b.Fatal(err)
	}
	run(b, nil, "go", "build", "-tags", "netgo", "-ldflags=-w", "-o", binary, source)
	return binary
}

func size(b *testing.B, p program) int64 {
	b.Helper()
	info, err := os.Stat(build(b, p))
	if err != nil {
		b.Fatal(err)
	}
	return info.Size()
}

// run runs a command and returns its time and the most memory, in bytes, that it
// or a process of its had.
func run(b *testing.B, env []string, name string, args ...string) (time.Duration, int64) {
	b.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), env...)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return time.Since(start), peakMemory(cmd.ProcessState)
}

// peakMemory returns the most memory, in bytes, that a process or one of its
// descendants had.
func peakMemory(state *os.ProcessState) int64 {
	return state.SysUsage().(*syscall.Rusage).Maxrss << 10
}

// BenchmarkGrowth gives the size that the use of a peer adds to a program.
func BenchmarkGrowth(b *testing.B) {
	b.Run("constants", func(b *testing.B) {
		var growth int64
		for range b.N {
			growth = size(b, constants) - size(b, literals)
		}
		reportOnly(b, float64(growth), "B")
	})
	for _, p := range programs {
		b.Run(p.name, func(b *testing.B) { growth(b, p) })
	}
}

func growth(b *testing.B, p program) {
	var growth int64
	for range b.N {
		growth = size(b, p) - size(b, base)
	}
	reportOnly(b, float64(growth), "B")
}

func reportOnly(b *testing.B, value float64, unit string) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(value, unit)
}

// BenchmarkStartUp gives what the runtime's trace of initialisation has more for
// a program that uses a peer: time, bytes and allocations.
func BenchmarkStartUp(b *testing.B) {
	without := initTrace(b, build(b, base))
	for _, p := range programs {
		binary := build(b, p)
		b.Run(p.name, func(b *testing.B) {
			var total work
			for range b.N {
				for pkg, w := range initTrace(b, binary) {
					if _, ok := without[pkg]; !ok {
						total.ms += w.ms
						total.bytes += w.bytes
						total.allocs += w.allocs
					}
				}
			}
			n := float64(b.N)
			reportOnly(b, total.ms/n*1e6, "ns/start")
			b.ReportMetric(total.bytes/n, "B/start")
			b.ReportMetric(total.allocs/n, "allocs/start")
		})
	}
}

// work is what the initialisation of a package takes.
type work struct{ ms, bytes, allocs float64 }

// initTrace returns what the packages of a program do at start-up. Those that do
// nothing are not there.
func initTrace(b *testing.B, binary string) map[string]work {
	b.Helper()
	cmd := exec.Command(binary)
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	packages := map[string]work{}
	for line := range bytes.Lines(out) {
		var pkg string
		var at float64
		var w work
		n, _ := fmt.Sscanf(string(line), "init %s @%f ms, %f ms clock, %f bytes, %f allocs", &pkg, &at, &w.ms, &w.bytes, &w.allocs)
		if n == 5 {
			packages[pkg] = w
		}
	}
	if len(packages) == 0 {
		b.Fatalf("no trace: %s", out)
	}
	return packages
}

// BenchmarkCompile builds the package of a peer with everything but itself in
// the cache.
func BenchmarkCompile(b *testing.B) {
	for _, p := range programs {
		if p.name == "gopacket" || p.name == "net" {
			continue // the names are a small part of these
		}
		b.Run(p.name, func(b *testing.B) {
			warm := b.TempDir()
			run(b, []string{"GOCACHE=" + warm}, "go", "build", "math/bits")
			var total time.Duration
			var most int64
			for range b.N {
				cache := filepath.Join(b.TempDir(), "cache")
				if err := os.CopyFS(cache, os.DirFS(warm)); err != nil {
					b.Fatal(err)
				}
				t, memory := run(b, []string{"GOCACHE=" + cache}, "go", "build", p.pkg)
				total += t
				most = max(most, memory)
			}
			reportProcess(b, total, most)
		})
	}
}

// reportProcess gives what a benchmark of whole processes measures: the mean
// time and the most memory.
func reportProcess(b *testing.B, total time.Duration, memory int64) {
	b.ReportMetric(float64(total.Nanoseconds())/float64(b.N), "ns/op")
	b.ReportMetric(float64(memory), "max-B")
}
