package bench

import (
	"encoding/json"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// vetModules are published modules that talk to networks, each with something
// that portcheck says of it, or nothing.
var vetModules = []struct{ module, finding string }{
	{"github.com/rabbitmq/amqp091-go@v1.16.0", ""},
	{"github.com/hashicorp/mdns@v1.0.7", "port 5353 is mdns"},
	{"github.com/lib/pq@v1.12.3", ""},
	{"github.com/go-sql-driver/mysql@v1.10.1", "port 3306 is mysql"},
	{"github.com/segmentio/kafka-go@v0.4.51", ""},
}

// BenchmarkVet runs go vet on published modules, with its own analyzers and with
// portcheck instead of them, on three states of Go's build cache:
//
//   - cold: it is empty. go vet compiles the dependencies and vets all packages.
//   - compiled: it has the compiled packages but no result of the tool, as when
//     go test runs before go vet.
//   - warm: it has the results as well. go vet runs the tool only on packages
//     with findings, because it does not cache a failure.
func BenchmarkVet(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "portcheck")
	run(b, nil, "go", "build", "-C", "..", "-o", binary, "./portcheck/cmd/portcheck")
	vet := vetTool{name: "vet"}
	portcheck := vetTool{"portcheck", []string{"-vettool=" + binary}}
	for _, m := range vetModules {
		modulePath, _, _ := strings.Cut(m.module, "@")
		v := &vetted{
			name: path.Base(modulePath), dir: download(b, m.module), finding: m.finding,
			temp: b.TempDir(), caches: map[string]string{},
		}
		v.benchmark(b, "cold", vet, 1, func(b *testing.B) usage { return v.cold(b, vet) })
		v.benchmark(b, "cold", portcheck, 1, func(b *testing.B) usage { return v.cold(b, portcheck) })
		// The other tool's cache has the compiled packages.
		v.benchmark(b, "compiled", vet, vetRuns, func(b *testing.B) usage { return v.compiled(b, vet, portcheck) })
		v.benchmark(b, "compiled", portcheck, vetRuns, func(b *testing.B) usage { return v.compiled(b, portcheck, vet) })
		v.benchmark(b, "warm", vet, vetRuns, func(b *testing.B) usage { return v.vet(b, vet, v.cache(b, vet)) })
		v.benchmark(b, "warm", portcheck, vetRuns, func(b *testing.B) usage { return v.vet(b, portcheck, v.cache(b, portcheck)) })
		for _, cache := range v.caches {
			if err := os.RemoveAll(cache); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// vetRuns is the number of runs whose mean time and largest peak memory are
// reported. A cold run takes too long for more than one.
const vetRuns = 3

// A vetTool is what go vet runs.
type vetTool struct {
	name string
	args []string // of go vet
}

// A vetted is a module that go vet runs on.
type vetted struct {
	name, dir string
	finding   string            // of portcheck
	temp      string            // the folder of the caches
	caches    map[string]string // that cold runs have left, by the name of the tool
}

// usage is what a run took: time, and memory in bytes.
type usage struct {
	time   time.Duration
	memory int64
}

// benchmark measures so many runs.
func (v *vetted) benchmark(b *testing.B, state string, tool vetTool, runs int, measured func(*testing.B) usage) {
	b.Run(state+"/"+v.name+"/"+tool.name, func(b *testing.B) {
		var total time.Duration
		var most int64
		for range b.N * runs {
			u := measured(b)
			total += u.time
			most = max(most, u.memory)
		}
		reportProcess(b, total/time.Duration(runs), most)
	})
}

// cold runs a tool with an empty cache, which it keeps.
func (v *vetted) cold(b *testing.B, tool vetTool) usage {
	cache, err := os.MkdirTemp(v.temp, tool.name)
	if err != nil {
		b.Fatal(err)
	}
	v.caches[tool.name] = cache
	return v.vet(b, tool, cache)
}

// cache returns a cache that has the results of a tool.
func (v *vetted) cache(b *testing.B, tool vetTool) string {
	if v.caches[tool.name] == "" {
		v.cold(b, tool)
	}
	return v.caches[tool.name]
}

// compiled runs a tool with a copy of the cache that another one has left.
func (v *vetted) compiled(b *testing.B, tool, other vetTool) usage {
	cache, err := os.MkdirTemp(v.temp, "compiled")
	if err != nil {
		b.Fatal(err)
	}
	defer os.RemoveAll(cache)
	if err := os.CopyFS(cache, os.DirFS(v.cache(b, other))); err != nil {
		b.Fatal(err)
	}
	return v.vet(b, tool, cache)
}

// diagnostics are what go vet prints where it has run.
var diagnostics = regexp.MustCompile(`^(# .*\n|\S+\.go:\d+:\d+: .*\n)*$`)

// vet runs go vet. Its memory is the peak of the largest of its processes: go,
// the compiler or the tool.
func (v *vetted) vet(b *testing.B, tool vetTool, cache string) usage {
	cmd := exec.Command("go", append(append([]string{"vet"}, tool.args...), "./...")...)
	cmd.Dir = v.dir
	cmd.Env = append(os.Environ(), "GOCACHE="+cache)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	u := usage{time: time.Since(start)}
	if cmd.ProcessState == nil || !diagnostics.Match(out) {
		b.Fatalf("%v: %s", err, out)
	}
	if found := strings.Contains(string(out), v.finding); v.finding != "" && found != (tool.name == "portcheck") {
		b.Fatalf("%s: %q found: %v", tool.name, v.finding, found)
	}
	u.memory = peakMemory(cmd.ProcessState)
	return u
}

// download returns a folder with a copy of a module, whose dependencies are in
// the module cache.
func download(b *testing.B, module string) string {
	b.Helper()
	out, err := exec.Command("go", "mod", "download", "-json", module).Output()
	if err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	var info struct{ Dir string }
	if err := json.Unmarshal(out, &info); err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	if err := os.CopyFS(dir, os.DirFS(info.Dir)); err != nil {
		b.Fatal(err)
	}
	run(b, nil, "go", "-C", dir, "mod", "download")
	return dir
}
