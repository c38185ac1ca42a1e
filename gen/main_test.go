package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

var (
	updateGolden = flag.Bool("update", false, "rewrite the golden files")
	long         = flag.Bool("long", false, "run the tests that take long")
)

const (
	shippedRegistry = "../registry.csv"
	shippedPackage  = "../ports"
	namedHeader     = "Service Name,Port Number,Transport Protocol,Description,Identifier\n"
	header          = "Service Name,Port Number,Transport Protocol,Description\n"
	ianaHeader      = "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\n"
	canonicalHeader = "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes,Identifier,Withdrawn\n"
)

// TestMain makes the test binary the generator as well, where it is called gen: in the
// scripts, and for the tests that need a process of its own.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // the tests make much garbage, and little of it lasts
	testscript.Main(m, map[string]func(){"gen": main})
}

// TestScripts runs the scripts in testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			cache, err := exec.Command("go", "env", "GOCACHE").Output()
			env.Setenv("GOCACHE", strings.TrimSpace(string(cache)))
			return err
		},
	})
}

// needsLong skips a test that takes long, unless -long is given.
func needsLong(t *testing.T) {
	t.Helper()
	if !*long {
		t.Skip("takes long: runs with -long")
	}
}

// gen runs the generator in this process.
func gen(args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(args, &out, &err)
	return code, out.String(), err.String()
}

// mustGen runs the generator and returns what it wrote to standard error.
func mustGen(t *testing.T, args ...string) string {
	t.Helper()
	code, stdout, stderr := gen(args...)
	require.Zero(t, code, stderr)
	require.Empty(t, stdout)
	return stderr
}

func writeTemp(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(content), 0o666))
	return path
}

// contents returns the files of a folder, without those whose names end in one of except.
func contents(t testing.TB, dir string, except ...string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	files := map[string]string{}
	for _, entry := range entries {
		if slices.ContainsFunc(except, func(end string) bool { return strings.HasSuffix(entry.Name(), end) }) {
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		require.NoError(t, err)
		files[entry.Name()] = string(content)
	}
	return files
}

// TestPackagesAreCurrent fails when a package is not what its line in generate.go gives.
func TestPackagesAreCurrent(t *testing.T) {
	const directive = "//go:generate "
	t.Chdir("..")
	var lines []string
	for line := range strings.Lines(readText(t, "generate.go")) {
		if args, ok := strings.CutPrefix(line, directive); ok {
			lines = append(lines, strings.TrimSpace(args))
		}
	}
	require.GreaterOrEqual(t, len(lines), 3, "ports, defacto, and a package of portcheck's tests")
	for _, line := range lines {
		args, ok := strings.CutPrefix(line, "go run ./gen ")
		require.True(t, ok, line)
		require.NotContains(t, args, `"`, "this test does not know go generate's quotation marks")
		code, stdout, stderr := gen(append(strings.Fields(args), "-check")...)
		assert.Zero(t, code, "%s\n%s%s", line, stdout, stderr)
	}
}

// TestGolden runs the generator on each archive in testdata, beside the archive's files in
// CSV and text. The first line of an archive has the arguments; a file "stderr" has what goes there and the exit
// status, "stdout" what goes there, and each file below "want/" what is written.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, archives)
	for _, path := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			golden, err := txtar.ParseFile(path)
			require.NoError(t, err)
			dir := t.TempDir()
			t.Chdir(dir)
			for _, f := range golden.Files {
				if strings.HasSuffix(f.Name, ".csv") || strings.HasSuffix(f.Name, ".txt") {
					require.NoError(t, os.WriteFile(f.Name, f.Data, 0o666))
				}
			}
			flags, _, _ := strings.Cut(string(golden.Comment), "\n")
			code, stdout, stderr := gen(strings.Fields(flags)...)
			stderr += fmt.Sprintf("exit status %d\n", code)
			for i, f := range golden.Files {
				got := []byte(stderr)
				if name, ok := strings.CutPrefix(f.Name, "want/"); ok {
					got, err = os.ReadFile(filepath.Join("out", name))
					require.NoError(t, err)
				} else if f.Name == "stdout" {
					got = []byte(stdout)
				} else if f.Name != "stderr" {
					continue
				}
				if *updateGolden {
					golden.Files[i].Data = got
				} else {
					assert.Equal(t, string(f.Data), string(got), f.Name)
				}
			}
			if *updateGolden {
				t.Chdir(packageDir)
				require.NoError(t, os.WriteFile(path, txtar.Format(golden), 0o666))
			}
		})
	}
}

var packageDir, _ = os.Getwd()

// TestUsage has what people get wrong on the command line: the exit status is 2, and one
// line is all that is printed, not the help.
func TestUsage(t *testing.T) {
	for _, c := range []struct {
		args []string
		want []string // what the line has in it, besides the command
	}{
		{[]string{"-chek"}, []string{"-chek", "gen -h"}},
		{[]string{"find", "ssh", "--jsno"}, []string{"-jsno", "gen find -h"}},
		{[]string{"-in"}, []string{"flag needs an argument", "-in", "gen -h"}},
		{[]string{"registry.csv"}, []string{`unknown command "registry.csv"`, "gen -h"}},
		{[]string{"-check", "registry.csv"}, []string{`unexpected argument "registry.csv"`}},
		{[]string{"check"}, []string{`unknown command "check"`, "-check is a flag"}},
		{[]string{"updat"}, []string{`unknown command "updat"`, "gen -h"}},
		{[]string{"help", "frob"}, []string{`unknown command "frob"`, "gen -h"}},
		{[]string{""}, []string{`unknown command ""`, "gen -h"}},
		{nil, []string{"-in FILE", "-in iana"}},
		{[]string{"-out", "p"}, []string{"-in FILE", "-in iana"}},
		{[]string{"table"}, []string{"gen table: ", "-in FILE", "-in iana"}},
		{[]string{"-in", "iana", "-out", ""}, []string{`-out ""`}},
		{[]string{"-in", "iana", "-lookup", "hash"}, []string{`"hash"`, "-lookup", "auto, switch, table"}},
		{[]string{"-in", "iana", "-package", "my-ports"}, []string{`"my-ports"`, "-package"}},
		{[]string{"-in", "iana", "-out", "my-ports"}, []string{`"my-ports"`, "-package"}},
		{[]string{"-in", "iana", "-package", "func"}, []string{`"func"`, "-package"}},
		{[]string{"-in", "iana", "-package", "main"}, []string{`"main"`, "-package"}},
		{[]string{"-in", "iana", "-package", "documentation"}, []string{`"documentation"`, "-package"}},
		{[]string{"-in", "iana", "-strict"}, []string{"-strict needs -check"}},
		{[]string{"-in", "iana", "-prefer", "iana"}, []string{`"iana"`, "-prefer", "earlier or later"}},
		{[]string{"-in", "iana", "-ports", "80,9-8"}, []string{`"9-8"`, "-ports", "write 8-9"}},
		{[]string{"-in", "iana", "-only", ","}, []string{`","`, "-only", "no names"}},
		{[]string{"-in", "iana", "-only", "@missing.txt"}, []string{"-only", "missing.txt", "no such file"}},
		{[]string{"diff"}, []string{"gen diff: ", "OLD and NEW", "0 arguments"}},
		{[]string{"diff", "a.csv"}, []string{"gen diff: ", "OLD and NEW", "1 argument"}},
		{[]string{"diff", "a.csv", "b.csv", "c.csv"}, []string{"gen diff: ", `"c.csv"`}},
		{[]string{"diff", "-fail-on", "huge", "a.csv", "b.csv"}, []string{`"huge"`, "-fail-on", "minor, major"}},
		{[]string{"update", "x.csv"}, []string{"gen update: ", `"x.csv"`}},
		{[]string{"name"}, []string{"gen name: ", "FILE", "0 arguments"}},
		{[]string{"find", "-json"}, []string{"gen find: ", "WORD|PORT...", "0 arguments"}},
		{[]string{"find", ""}, []string{"gen find: ", "empty"}},
		{[]string{"find", "ssh", " "}, []string{"gen find: ", "empty"}},
		{[]string{"find", "70000"}, []string{"gen find: ", `"70000"`, "0 to 65535"}},
		{[]string{"find", "70000/tcp"}, []string{"gen find: ", `"70000/tcp"`, "0 to 65535"}},
		{[]string{"find", "1-0"}, []string{"gen find: ", `"1-0"`, "write 0-1"}},
		{[]string{"free", "9-8"}, []string{"gen free: ", `"9-8"`, "write 8-9"}},
		{[]string{"free", "8000-"}, []string{"gen free: ", `"8000-"`, "N-M"}},
		{[]string{"free", "http"}, []string{"gen free: ", `"http"`, "N-M"}},
		{[]string{"free", ""}, []string{"gen free: ", `""`, "N-M"}},
		{[]string{"free", "8000-65536"}, []string{"gen free: ", `"8000-65536"`, "0 to 65535"}},
		{[]string{"free", "8000-8100", "9000"}, []string{"gen free: ", `"9000"`}},
		{[]string{"free", "-json"}, []string{"gen free: ", "-json", "gen free -h"}},
		{[]string{"-in", "iana", "-see", "example.com/x/ports"}, []string{`"example.com/x/ports"`, "-see", "PATH=FILE"}},
		{[]string{"-in", "iana", "-see", "=ports.csv"}, []string{`"=ports.csv"`, "-see", "PATH=FILE"}},
		{[]string{"-in", "iana", "-see", "example.com/x/ports="}, []string{`"example.com/x/ports="`, "-see", "PATH=FILE"}},
		{[]string{"-in", "iana", "-see", "./ports=ports.csv"}, []string{`"./ports=ports.csv"`, "-see", "PATH=FILE"}},
	} {
		code, stdout, stderr := gen(c.args...)
		assert.Equal(t, exitUsage, code, c.args)
		assert.Empty(t, stdout, c.args)
		assert.Equal(t, 1, strings.Count(stderr, "\n"), "%q: %s", c.args, stderr)
		assert.Regexp(t, "^gen[ :]", stderr)
		for _, text := range c.want {
			assert.Contains(t, stderr, text, c.args)
		}
	}
	code, stdout, stderr := gen("-in", "no-such-file.csv")
	assert.Equal(t, exitFailed, code, "what is wrong with a file is not wrong usage")
	assert.Empty(t, stdout)
	assert.Equal(t, "open no-such-file.csv: no such file or directory\n", stderr)
}

// TestFilesOfFlags has files of -see and -doc that are missing or not what they should be.
func TestFilesOfFlags(t *testing.T) {
	services(t, namedHeader+"orders,8491,tcp,,Orders\n")
	require.NoError(t, os.WriteFile("empty.txt", []byte(" \n"), 0o666))
	for flags, want := range map[string]string{
		"-see example.com/x/ports=missing.csv": "open missing.csv: no such file or directory\n",
		"-see example.com/x/ports=empty.txt":   "empty.txt:1: ",
		"-doc missing.txt":                     "open missing.txt: no such file or directory\n",
		"-doc empty.txt":                       "empty.txt: is empty: ",
	} {
		code, stdout, stderr := gen(append(strings.Fields(flags), "-in", "services.csv", "-out", "p")...)
		assert.Equal(t, exitFailed, code, flags)
		assert.Empty(t, stdout)
		assert.Equal(t, 1, strings.Count(stderr, "\n"), stderr)
		assert.Contains(t, stderr, want)
		assert.NoDirExists(t, "p")
	}
}

// TestHelp has the help of each command in both forms, of which none fills more than a
// screen.
func TestHelp(t *testing.T) {
	const screen = 30
	for _, command := range append(slices.Sorted(maps.Keys(commands)), "") {
		var args []string
		if command != "" {
			args = []string{command}
		}
		code, help, stderr := gen(append([]string{"help"}, args...)...)
		assert.Zero(t, code)
		assert.Empty(t, stderr)
		assert.Contains(t, help, strings.TrimSpace("usage: gen "+command))
		assert.LessOrEqual(t, strings.Count(help, "\n"), screen, command)
		code, flag, _ := gen(append(args, "-h")...)
		assert.Zero(t, code)
		assert.Equal(t, help, flag)
	}
	code, version, _ := gen("-version")
	assert.Zero(t, code)
	assert.Regexp(t, `^example\.com/ianaports \S+, registry of 20\d\d-\d\d-\d\d, go1\.`, version)
}

// TestSummaryAccountsForEveryRow counts the rows of files of all three kinds.
func TestSummaryAccountsForEveryRow(t *testing.T) {
	iana := writeTemp(t, "iana.csv", ianaHeader+
		"a,1,tcp,,,,,,,,,\nb,1,tcp,,,,,,,,,\"This entry is an alias to \"\"a\"\"\"\nc,2-3,,,,,,,,,,\n"+
		",0,,Reserved,,,,,,,,\n,5,,Unassigned,,,,,,,,\n,6,,any,,,,,,,,\nd,,,,,,,,,,,\ne,,tcp,,,,,,,,,\n")
	team := writeTemp(t, "team.csv", "Service Name,Port Number,Transport Protocol,Description,Withdrawn\n"+
		"old,8480,tcp,,2026-11-24\na,1,tcp,,\nc,8481,tcp,,\n,8500-8599,,Ours,\nmine,8482,tcp,,\n")
	machine := writeTemp(t, "services", "a 1/tcp\nmine 8482/tcp\nx 1/ddp\n")
	out := filepath.Join(t.TempDir(), "own")
	stderr := mustGen(t, "-iana", iana, "-in", team, "-services", machine, "-out", out)
	summary, notes, _ := strings.Cut(stderr, "\n")
	assert.Equal(t, out+": 16 rows: 2 services, 1 alias, 1 range, 2 without a port, 1 withdrawn; "+
		"without a name: 1 assigned, 2 reserved, 1 unassigned; skipped: 1 of other protocols, 3 repeated, 1 for a preferred file", summary)
	assert.Contains(t, notes, team+`:4: note: service name "c"`)

	stderr = mustGen(t, "-iana", iana, "-in", team, "-out", out, "-only", "a,e,c")
	assert.Contains(t, stderr, ": 13 rows: ")
	assert.Contains(t, stderr, " by -only and -ports")
}

// TestSeveralInputs generates from two files, of which each adds to the other.
func TestSeveralInputs(t *testing.T) {
	own := writeTemp(t, "own.csv", header+"my-service,9000,tcp,Mine\nmy-web,80,tcp,Mine as well\nhttps,443,tcp,\n")
	dir := filepath.Join(t.TempDir(), "own")
	part := writeTemp(t, "part.csv", ianaHeader+",0,tcp,Reserved,,,,,,,,\nhttp,80,tcp,,,,,,,,,\nhttps,443,tcp,,,,,,,,,\n")
	stderr := mustGen(t, "-iana", part, "-in", own, "-out", dir)
	assert.Contains(t, stderr, "1 repeated", "a name on the port that it has anyway")
	constants := contents(t, dir)["constants.go"]
	assert.Contains(t, constants, "package own\n")
	assert.Contains(t, constants, "\tMyService = 9000\n")
	assert.Contains(t, constants, "\tMyWeb = 80\n")
	assert.Contains(t, constants, "\tHTTPS = 443\n")

	code, _, stderr := gen("-iana", part, "-in", own, "-in", "missing.csv", "-services", "absent", "-out", dir)
	assert.Equal(t, exitFailed, code)
	assert.Equal(t, "open missing.csv: no such file or directory\nopen absent: no such file or directory\n", stderr)
}

// TestInDefacto generates from the names in use, with the types of another package, and
// beside a team's own.
func TestInDefacto(t *testing.T) {
	services(t, namedHeader+"orders,8491,tcp,,Orders\n")
	stderr := mustGen(t, "-in", "defacto", "-only", "kafka,rdp,sftp", "-out", "own", "-types", "example.com/ianaports/ports", "-see", "example.com/ianaports/ports=iana")
	assert.Regexp(t, `^own: \d+ rows: 1 service, 2 aliases; skipped: \d+ by -only and -ports\n$`, stderr)
	files := contents(t, "own")
	for _, text := range []string{
		"\tKafka = 9092\n", "\tPortKafka Port = 9092\n",
		"\t// Another name of ms-wbt-server: see ports.MSWBTServer.\n", "\tRDP = 3389\n",
		"\t// Not Simple File Transfer Protocol, which is on 115: see ports.SFTP.\n", "\tSFTP = 22\n",
	} {
		assert.Contains(t, files["constants.go"], text)
	}
	for _, name := range []string{"Port", "Transport", "Service", "Status", "Class"} {
		assert.Regexp(t, `\t`+name+` += ports\.`+name+`\n`, files["types.go"])
	}
	mustGen(t, "-in", "services.csv", "-in", "defacto", "-only", "orders,kafka", "-out", "own")
	assert.Contains(t, contents(t, "own")["constants.go"], "\tOrders = 8491\n")

	// A file of that name is another thing.
	require.NoError(t, os.WriteFile("defacto", []byte(namedHeader+"orders,8491,tcp,,Orders\n"), 0o666))
	mustGen(t, "-in", "./defacto", "-out", "own")
	assert.NotContains(t, contents(t, "own")["constants.go"], "Kafka")
}

// TestKindIsTold reads one text as each kind of file: nothing in it says which it is.
func TestKindIsTold(t *testing.T) {
	text := ianaHeader + ",0-1023,,Reserved for the system,,,,,,,,\na,8480,tcp,,,,,,,,,\nb,8480,tcp,,,,,,,,,\n"
	file := writeTemp(t, "services.csv", text)
	out := filepath.Join(t.TempDir(), "own")
	mustGen(t, "-iana", file, "-out", out)
	code, _, stderr := gen("-in", file, "-out", out)
	assert.Equal(t, exitFailed, code)
	assert.Contains(t, stderr, file+`:4: port 8480/tcp of "b" is taken by "a" on line 3`)
	code, _, stderr = gen("-services", file, "-out", out)
	assert.Equal(t, exitFailed, code)
	assert.Contains(t, stderr, file+":1: ")

	// The one that is not CSV, with the flag of another.
	machine := writeTemp(t, "services", "ssh 22/tcp\n")
	code, _, stderr = gen("-in", machine, "-out", out)
	assert.Equal(t, exitFailed, code)
	assert.Contains(t, stderr, machine+":1: ")
	assert.Contains(t, stderr, "-services")
}

// TestShuffledRows generates from a part of the registry with its ports in another order.
func TestShuffledRows(t *testing.T) {
	ordered := everyTwentiethPort(t)
	dir := filepath.Join(t.TempDir(), "ports")
	mustGen(t, "-iana", writeTemp(t, "ordered.csv", ordered), "-out", dir)
	first, groups := rowsOfPorts(t, ordered)
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(groups), func(i, j int) { groups[i], groups[j] = groups[j], groups[i] })
	in := writeTemp(t, "shuffled.csv", first+strings.Join(groups, ""))
	code, stdout, stderr := gen("-iana", in, "-out", dir, "-check")
	assert.Zero(t, code, "%s%s", stdout, stderr)
}

// small returns a folder with a generated package and the CSV file it is from.
func small(t *testing.T) (csv, dir string) {
	t.Helper()
	csv = writeTemp(t, "in.csv", namedHeader+"ssh,22,tcp,Secure Shell,SSH\nhttp,80,tcp,,HTTP\n")
	dir = filepath.Join(t.TempDir(), "ports")
	mustGen(t, "-in", csv, "-out", dir)
	return csv, dir
}

func TestCheck(t *testing.T) {
	csv, dir := small(t)
	mustGen(t, "-in", csv, "-out", dir, "-check")

	require.NoError(t, os.WriteFile(csv, []byte(namedHeader+"ssh,22,tcp,Secure Shell,SSH\nhttp,8080,tcp,,HTTP\n"), 0o666))
	require.NoError(t, os.Remove(filepath.Join(dir, "types.go")))
	before := contents(t, dir)
	code, stdout, stderr := gen("-in", csv, "-out", dir, "-check")
	assert.Equal(t, 1, code)
	constants := filepath.Join(dir, "constants.go")
	assert.Contains(t, stdout, "--- "+constants+"\n+++ "+constants+" (generated)\n@@ ")
	assert.Contains(t, stdout, "\n-\tHTTP = 80\n")
	assert.Contains(t, stdout, "\n+\tHTTP = 8080\n")
	assert.Contains(t, stdout, filepath.Join(dir, "types.go")+": missing\n")
	assert.Regexp(t, regexp.QuoteMeta(csv)+`:3: warning: service name "http": IANA assigns port 8080 to http-alt: \d+ is free`, stderr)
	assert.True(t, strings.HasSuffix(stderr, dir+": not what "+csv+" generates: run gen without -check (go generate ./...) and commit the result\n"), stderr)
	assert.Equal(t, before, contents(t, dir), "a check writes nothing")
}

// TestCheckWithCRLF checks a package that git has checked out with CRLF.
func TestCheckWithCRLF(t *testing.T) {
	csv, dir := small(t)
	for name, content := range contents(t, dir) {
		content = strings.ReplaceAll(content, "\n", "\r\n")
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666))
	}
	before := contents(t, dir)
	code, stdout, stderr := gen("-in", csv, "-out", dir, "-check")
	assert.Zero(t, code, "%s%s", stdout, stderr)
	mustGen(t, "-in", csv, "-out", dir)
	assert.Equal(t, before, contents(t, dir), "and generating changes no line ends alone")

	require.NoError(t, os.WriteFile(csv, []byte(namedHeader+"ssh,22,tcp,Secure Shell,SSH\nhttp,8080,tcp,,HTTP\n"), 0o666))
	_, stdout, _ = gen("-in", csv, "-out", dir, "-check")
	assert.Contains(t, stdout, "\n+\tHTTP = 8080\n")
	assert.NotContains(t, stdout, "Lookup", "only what differs is shown")
}

func TestFilesOfOthers(t *testing.T) {
	csv, dir := small(t)
	write := func(name, content string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666))
	}
	write("own_test.go", "package ports\n")
	write("stringer.go", "// Code generated by stringer; DO NOT EDIT.\n\npackage ports\n")
	write("notes.txt", "// Code generated by ianaports gen; DO NOT EDIT.\n")
	write("former.go", "// Code generated by ianaports gen; DO NOT EDIT.\n\npackage ports\n")

	code, stdout, _ := gen("-in", csv, "-out", dir, "-check")
	assert.Equal(t, 1, code)
	assert.Equal(t, filepath.Join(dir, "former.go")+": no longer generated\n", stdout)
	stderr := mustGen(t, "-in", csv, "-out", dir)
	assert.Contains(t, stderr, filepath.Join(dir, "former.go")+": removed: it has the header of gen, which does not write it any more\n")
	files := contents(t, dir)
	assert.NotContains(t, files, "former.go")
	assert.Contains(t, files, "own_test.go")
	assert.Contains(t, files, "stringer.go")
	assert.Contains(t, files, "notes.txt")

	write("constants.go", "package ports\n\nconst Mine = 1\n")
	require.NoError(t, os.Remove(filepath.Join(dir, "types.go")))
	before := contents(t, dir)
	code, _, stderr = gen("-in", csv, "-out", dir)
	assert.Equal(t, 1, code)
	assert.Equal(t, filepath.Join(dir, "constants.go")+": was not written by gen: move it away or choose another -out\n", stderr)
	assert.Equal(t, before, contents(t, dir))
}

func TestFailedRunLeavesThePackage(t *testing.T) {
	csv, dir := small(t)
	before := contents(t, dir)
	for _, rows := range []string{
		"ssh,65536,tcp,\n",                 // refused by the reader
		"++,1,tcp,\n",                      // by the catalog
		",80,tcp,\n",                       // nothing to generate
		"\"ssh,22,tcp,\n",                  // no CSV
		strings.Repeat("a,x,tcp,\n", 1000), // too many errors
	} {
		require.NoError(t, os.WriteFile(csv, []byte(header+rows), 0o666))
		code, stdout, stderr := gen("-in", csv, "-out", dir)
		assert.Equal(t, 1, code)
		assert.Empty(t, stdout)
		assert.NotEmpty(t, stderr)
		assert.Equal(t, before, contents(t, dir))

		code, _, _ = gen("name", csv)
		assert.Equal(t, 1, code)
		assert.Equal(t, map[string]string{"in.csv": header + rows}, contents(t, filepath.Dir(csv)))

		registry := writeTemp(t, "registry.csv", "precious")
		code, _, _ = gen("update", "-from", csv, "-out", registry)
		assert.Equal(t, 1, code)
		assert.Equal(t, map[string]string{"registry.csv": "precious"}, contents(t, filepath.Dir(registry)))
	}
}

// TestFailedWrite has a folder where a file is to go.
func TestFailedWrite(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "b.go"), 0o777))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "c.go"), []byte("old"), 0o666))
	o := output{dir: dir, changes: []change{{name: "a.go", new: []byte("new")}, {name: "b.go", new: []byte("new")}, {name: "c.go", new: []byte("new")}}}
	require.Error(t, o.write(io.Discard))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	assert.Equal(t, []string{"a.go", "b.go", "c.go"}, names, "no file that waited is left")
	content, err := os.ReadFile(filepath.Join(dir, "c.go"))
	require.NoError(t, err)
	assert.Equal(t, "old", string(content))

	err = writeFile(filepath.Join(dir, "missing", "x.csv"), nil)
	assert.ErrorContains(t, err, filepath.Join(dir, "missing", "x.csv")+": ")
}

// TestHashesThatDoNotMix has names whose hashes multiplication does not spread.
func TestHashesThatDoNotMix(t *testing.T) {
	in := writeTemp(t, "in.csv", header+"svc-677752,1,tcp,\nsvc-700904,2,tcp,\n")
	mustGen(t, "-in", in, "-out", filepath.Join(t.TempDir(), "p"), "-lookup", "table")
}

// TestTooMuchText has more text than the tables can index.
func TestTooMuchText(t *testing.T) {
	needsLong(t)
	var b strings.Builder
	b.WriteString("Service Name,Port Number,Transport Protocol,Description,Reference\n")
	for i := range 150 {
		fmt.Fprintf(&b, "s-@-%d,%d@,tcp,,[%d@%s]\n", i, i, i, strings.Repeat("x", 1<<16))
	}
	one := writeTemp(t, "one.csv", strings.ReplaceAll(b.String(), "@", "1"))
	two := writeTemp(t, "two.csv", strings.ReplaceAll(b.String(), "@", "2"))
	code, _, stderr := gen("-iana", one, "-iana", two, "-out", filepath.Join(t.TempDir(), "p"), "-lookup", "table")
	assert.Equal(t, 1, code)
	assert.Regexp(t, `^the registry has 196\d+ bytes of descriptions, references and notes, the package has room for 16777215: shorten them\n$`, stderr)
}

func abs(t *testing.T, path string) string {
	t.Helper()
	path, err := filepath.Abs(path)
	require.NoError(t, err)
	return path
}

func BenchmarkGenerate(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "ports")
	for b.Loop() {
		code, _, stderr := gen("-iana", shippedRegistry, "-out", dir)
		if code != 0 {
			b.Fatal(fmt.Sprint(stderr))
		}
	}
}
