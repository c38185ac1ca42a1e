// Package publish shows that the module can be published: it makes the module's zip as the
// proxy would, serves it from a folder, and uses it in fresh modules as its users do.
package publish

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

var publish = flag.Bool("publish", false, "run the test, which downloads and builds for some minutes")

const (
	modulePath = "example.com/ianaports"
	pluginPath = modulePath + "/portcheck/golangci"
	version    = "v1.0.0"
)

// serve makes a module proxy of the working tree in a folder, beside the proxies that the
// machine has, and returns the environment for its users.
func serve(t *testing.T) []string {
	t.Helper()
	proxy := t.TempDir()
	add(t, proxy, modulePath, filepath.Join("..", ".."))
	// The plugin requires the release, as CONTRIBUTING says.
	plugin := t.TempDir()
	must(t, os.CopyFS(plugin, os.DirFS("../../portcheck/golangci")))
	edit := exec.Command("go", "mod", "edit", "-require="+modulePath+"@"+version)
	edit.Dir = plugin
	must(t, edit.Run())
	add(t, proxy, pluginPath, plugin)
	upstream, err := exec.Command("go", "env", "GOPROXY").Output()
	must(t, err)
	return append(os.Environ(),
		"GOPROXY=file://"+filepath.ToSlash(proxy)+","+strings.TrimSpace(string(upstream)),
		"GONOSUMDB="+modulePath, "GONOSUMCHECK=1", "GOFLAGS=-modcacherw",
		"GOMODCACHE="+t.TempDir(), "GOBIN="+t.TempDir(), "GOWORK=off")
}

// add puts a module into a proxy.
func add(t *testing.T, proxy, path, source string) {
	t.Helper()
	dir := filepath.Join(proxy, filepath.FromSlash(path), "@v")
	must(t, os.MkdirAll(dir, 0o777))
	write(t, filepath.Join(dir, "list"), version+"\n")
	write(t, filepath.Join(dir, version+".info"), `{"Version":"`+version+`","Time":"2026-01-01T00:00:00Z"}`)
	mod, err := os.ReadFile(filepath.Join(source, "go.mod"))
	must(t, err)
	write(t, filepath.Join(dir, version+".mod"), string(mod))
	f, err := os.Create(filepath.Join(dir, version+".zip"))
	must(t, err)
	must(t, zip.CreateFromDir(f, module.Version{Path: path, Version: version}, source))
	must(t, f.Close())
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	must(t, os.WriteFile(path, []byte(text), 0o666))
}

// A user is a module that uses the published one.
type user struct {
	*testing.T
	dir string
	env []string
}

func newUser(t *testing.T, env []string, goLine string) user {
	t.Helper()
	u := user{t, t.TempDir(), env}
	write(t, filepath.Join(u.dir, "go.mod"), "module example.net/user\n\ngo "+goLine+"\n")
	return u
}

// run runs a command line in the module, and returns what it printed.
func (u user) run(line string) string {
	u.Helper()
	out, err := u.try(line)
	if err != nil {
		u.Fatalf("%s: %v\n%s", line, err, out)
	}
	return out
}

func (u user) try(line string) (string, error) {
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir, cmd.Env = u.dir, u.env
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (u user) write(name, text string) {
	u.Helper()
	path := filepath.Join(u.dir, name)
	must(u.T, os.MkdirAll(filepath.Dir(path), 0o777))
	write(u.T, path, text)
}

func (u user) read(name string) string {
	u.Helper()
	text, err := os.ReadFile(filepath.Join(u.dir, name))
	must(u.T, err)
	return string(text)
}

func (u user) contains(text, part string) {
	u.Helper()
	if !strings.Contains(text, part) {
		u.Errorf("no %q in\n%s", part, text)
	}
}

// TestPublish uses the published module in each of the ways that the README names.
func TestPublish(t *testing.T) {
	if !*publish {
		t.Skip("runs with -publish: make publish")
	}
	env := serve(t)

	t.Run("import", func(t *testing.T) {
		u := newUser(t, env, "1.25.0")
		u.run("go get " + modulePath + "@" + version)
		u.write("main.go", "package main\n\nimport (\n\t\""+modulePath+"/ports\"\n\t\""+modulePath+"/ports/defacto\"\n)\n\nfunc main() { println(ports.SyslogTLS, defacto.Kafka) }\n")
		u.run("go mod tidy")
		u.contains(u.run("go run . 2>&1"), "6514 9092")
		if n := strings.Count(u.read("go.mod"), "\n"); n != 5 {
			t.Errorf("go.mod has more than the one requirement:\n%s", u.read("go.mod"))
		}
		if n := strings.Count(u.read("go.sum"), "\n"); n > maxSums {
			t.Errorf("go.sum has %d lines, at most %d are expected:\n%s", n, maxSums, u.read("go.sum"))
		}
		u.run("go mod vendor && go vet ./... && go run .")
	})

	t.Run("generate", func(t *testing.T) {
		u := newUser(t, env, "1.25.0")
		u.write("services.csv", "Service Name,Port Number,Transport Protocol,Description\norders-api,8480,tcp,Orders\n")
		u.write("main.go", "package main\n\nimport \"example.net/user/internal/ports\"\n\n//go:generate go tool gen -in services.csv -out internal/ports\n\nfunc main() { println(ports.OrdersAPI) }\n")
		u.run("go get -tool " + modulePath + "/gen@" + version)
		u.run("go generate ./...")
		u.contains(u.run("go run . 2>&1"), "8480")
		u.run("go tool gen -in services.csv -out internal/ports -check")
		u.contains(u.run("go tool gen -version"), version)
		u.contains(u.run("go tool gen find kafka"), "9092")
	})

	t.Run("check", func(t *testing.T) {
		u := newUser(t, env, "1.25.0")
		u.write("main.go", "package main\n\nimport \"net\"\n\nfunc main() {\n\tc, err := net.Dial(\"tcp\", \"logs.example.net:6514\") // syslog\n\t_, _ = c, err\n}\n")
		u.run("go get -tool " + modulePath + "/portcheck/cmd/portcheck@" + version)
		out, err := u.try("go vet -vettool=$(go tool -n portcheck) ./...")
		if err == nil {
			t.Error("go vet finds nothing")
		}
		u.contains(out, "port 6514 is syslog-tls: use ports.")
		u.run("go get " + modulePath + "@" + version)
		u.try("go tool portcheck -fix ./...")
		u.contains(u.read("main.go"), "ports.PortSyslogTLS.Addr(\"logs.example.net\")")
		u.run("go mod tidy && go vet ./...")
	})

	t.Run("plugin", func(t *testing.T) {
		u := newUser(t, env, "1.25.0")
		u.run("go get " + pluginPath + "@" + version)
		u.write("main.go", "package main\n\nimport (\n\t\"github.com/golangci/plugin-module-register/register\"\n\n\t_ \""+pluginPath+"\"\n)\n\nfunc main() {\n\t_, err := register.GetPlugin(\"portcheck\")\n\tprintln(err == nil)\n}\n")
		u.run("go mod tidy")
		u.contains(u.run("go run . 2>&1"), "true")
		u.contains(u.run("go list -m "+modulePath), version)
	})

	t.Run("install", func(t *testing.T) {
		u := newUser(t, env, "1.25.0")
		u.run("go install " + modulePath + "/gen@" + version + " " + modulePath + "/portcheck/cmd/portcheck@" + version)
		u.contains(u.run("$GOBIN/portcheck -version"), version)
		u.contains(u.run("$GOBIN/gen -version"), version)
	})
}

// maxSums is the number of lines that the module may add to an importer's go.sum: its own
// two, and what go mod tidy adds for the tests of the module, testify and its requirements.
const maxSums = 10
