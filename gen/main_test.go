package main

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
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
	header          = "Service Name,Port Number,Transport Protocol,Description\n"
	ianaHeader      = "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\n"
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

// program returns the generator as a command that runs in its own process.
func program(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Args[0] = "gen"
	return cmd
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

// TestPackageIsCurrent fails when ports is not what registry.csv gives.
func TestPackageIsCurrent(t *testing.T) {
	code, stdout, stderr := gen("-in", shippedRegistry, "-out", shippedPackage, "-check")
	assert.Zero(t, code, "%s%s", stdout, stderr)
}

// TestGolden runs the generator on each archive in testdata. The first line of
// an archive has the arguments; a file "stderr" has what goes there and the exit
// status, "stdout" what goes there, and each file
// below "want/" what is written.
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
				if strings.HasSuffix(f.Name, ".csv") {
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

func TestUsage(t *testing.T) {
	for _, c := range []struct {
		args   []string
		code   int
		stdout string // what the output has in it
		stderr string
	}{
		{args: []string{"-h"}, code: 0, stdout: "usage: gen [FLAG]..."},
		{args: []string{"-help"}, code: 0, stdout: "write nothing; fail and show what differs"},
		{args: []string{"update", "-h"}, code: 0, stdout: "usage: gen update [FLAG]..."},
		{args: []string{"-version"}, code: 0, stdout: "registry of 20"},
		{args: []string{"updat"}, code: 2, stderr: "gen: unknown command \"updat\": did you mean update?\n"},
		{args: []string{"dif", "a.csv", "b.csv"}, code: 2, stderr: "gen: unknown command \"dif\": did you mean diff?\n"},
		{args: []string{"-wrong"}, code: 2, stderr: "gen: flag provided but not defined: -wrong: gen -h lists the flags\n"},
		{args: []string{"registry.csv"}, code: 2, stderr: "gen: unexpected argument \"registry.csv\": name a file with -in\n"},
		{args: []string{"-lookup", "hash"}, code: 2, stderr: "gen: invalid value \"hash\" for flag -lookup: want one of auto, switch, table: gen -h lists the flags\n"},
		{args: []string{"-package", "my-ports"}, code: 2, stderr: "gen: \"my-ports\" cannot be the name of a package: give one with -package\n"},
		{args: []string{"-out", "my-ports"}, code: 2, stderr: "gen: \"my-ports\" cannot be the name of a package: give one with -package\n"},
		{args: []string{"-package", "func"}, code: 2, stderr: "gen: \"func\" cannot be the name of a package: give one with -package\n"},
		{args: []string{"-strict"}, code: 2, stderr: "gen: -strict needs -check\n"},
		{args: []string{"-prefer", "iana"}, code: 2, stderr: "gen: invalid value \"iana\" for flag -prefer: want earlier or later: gen -h lists the flags\n"},
		{args: []string{"-ports", "80,9-8"}, code: 2, stderr: "gen: invalid value \"80,9-8\" for flag -ports: \"9-8\": range ends before it starts: write 8-9: gen -h lists the flags\n"},
		{args: []string{"-only", ","}, code: 2, stderr: "gen: invalid value \",\" for flag -only: no names: gen -h lists the flags\n"},
		{args: []string{"-only", "@missing.txt"}, code: 2, stderr: "flag -only: open missing.txt: no such file or directory: gen -h lists the flags\n"},
		{args: []string{"diff", "-h"}, code: 0, stdout: "usage: gen diff"},
		{args: []string{"diff", "a.csv"}, code: 2, stderr: "gen diff: want OLD and NEW, got 1 argument\n"},
		{args: []string{"diff", "a.csv", "b.csv", "c.csv"}, code: 2, stderr: "gen diff: unexpected argument \"c.csv\"\n"},
		{args: []string{"diff", "-fail-on", "patch", "a.csv", "b.csv"}, code: 2, stderr: "invalid value \"patch\" for flag -fail-on: want minor or major"},
		{args: []string{"update", "x.csv"}, code: 2, stderr: "gen update: unexpected argument \"x.csv\"\n"},
		{args: []string{"-in", "no-such-file.csv"}, code: 1, stderr: "open no-such-file.csv: no such file or directory\n"},
	} {
		code, stdout, stderr := gen(c.args...)
		assert.Equal(t, c.code, code, c.args)
		assert.Contains(t, stdout, c.stdout, c.args)
		assert.Contains(t, stderr, c.stderr, c.args)
		if c.stdout == "" {
			assert.Empty(t, stdout, c.args)
		} else {
			assert.Empty(t, stderr, c.args)
		}
	}
}

func TestSummaryAccountsForEveryRow(t *testing.T) {
	in := writeTemp(t, "in.csv", ianaHeader+
		"a,1,tcp,,,,,,,,,\nb,1,tcp,,,,,,,,,\"This entry is an alias to \"\"a\"\"\"\nc,2-3,,,,,,,,,,\n,0,,Reserved,,,,,,,,\n,5,,Unassigned,,,,,,,,\n,6,,any,,,,,,,,\nd,,,,,,,,,,,\ne,,,,,,,,,,,\n")
	out := filepath.Join(t.TempDir(), "own")
	stderr := mustGen(t, "-in", in, "-out", out)
	assert.Equal(t, out+": 8 rows: 1 service, 1 alias, 1 range; without a name: 1 assigned, 1 reserved, 1 unassigned; skipped: 2 without a port\n", stderr)
}

func TestSeveralInputs(t *testing.T) {
	own := writeTemp(t, "own.csv", header+"my-service,9000,tcp,Mine\nmy-web,80,tcp,Mine as well\n")
	dir := filepath.Join(t.TempDir(), "own")
	part := writeTemp(t, "part.csv", ianaHeader+",0,tcp,Reserved,,,,,,,,\nhttp,80,tcp,,,,,,,,,\nhttps,443,tcp,,,,,,,,,\n")
	mustGen(t, "-in", part, "-in", own, "-out", dir)
	constants := contents(t, dir)["constants.go"]
	assert.Contains(t, constants, "package own\n")
	assert.Contains(t, constants, "\tMyService = 9000\n")
	assert.Contains(t, constants, "\tMyWeb = 80\n")
	assert.Contains(t, constants, "\tHTTPS = 443\n")

	again := writeTemp(t, "again.csv", header+"https,443,tcp,\n")
	code, _, stderr := gen("-in", part, "-in", again, "-in", "missing.csv", "-out", dir)
	assert.Equal(t, 1, code)
	assert.Equal(t, "open missing.csv: no such file or directory\n", stderr)
	code, _, stderr = gen("-in", part, "-in", again, "-out", dir)
	assert.Equal(t, 1, code)
	assert.Equal(t, again+`:2: service name "https": has port 443 on tcp already at `+part+":4: remove one of the rows\n", stderr)
}

// TestShuffledRows generates from a part of the registry with its ports in another order.
func TestShuffledRows(t *testing.T) {
	ordered := everyTwentiethPort(t)
	dir := filepath.Join(t.TempDir(), "ports")
	mustGen(t, "-in", writeTemp(t, "ordered.csv", ordered), "-out", dir)
	first, groups := rowsOfPorts(t, ordered)
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(groups), func(i, j int) { groups[i], groups[j] = groups[j], groups[i] })
	in := writeTemp(t, "shuffled.csv", first+strings.Join(groups, ""))
	code, stdout, stderr := gen("-in", in, "-out", dir, "-check")
	assert.Zero(t, code, "%s%s", stdout, stderr)
}

// small returns a folder with a generated package and the CSV file it is from.
func small(t *testing.T) (csv, dir string) {
	t.Helper()
	csv = writeTemp(t, "in.csv", header+"ssh,22,tcp,Secure Shell\nhttp,80,tcp,\n")
	dir = filepath.Join(t.TempDir(), "ports")
	mustGen(t, "-in", csv, "-out", dir)
	return csv, dir
}

func TestCheck(t *testing.T) {
	csv, dir := small(t)
	mustGen(t, "-in", csv, "-out", dir, "-check")

	require.NoError(t, os.WriteFile(csv, []byte(header+"ssh,22,tcp,Secure Shell\nhttp,8080,tcp,\n"), 0o666))
	require.NoError(t, os.Remove(filepath.Join(dir, "types.go")))
	before := contents(t, dir)
	code, stdout, stderr := gen("-in", csv, "-out", dir, "-check")
	assert.Equal(t, 1, code)
	constants := filepath.Join(dir, "constants.go")
	assert.Contains(t, stdout, "--- "+constants+"\n+++ "+constants+" (generated)\n@@ ")
	assert.Contains(t, stdout, "\n-\tHTTP = 80\n")
	assert.Contains(t, stdout, "\n+\tHTTP = 8080\n")
	assert.Contains(t, stdout, filepath.Join(dir, "types.go")+": missing\n")
	assert.Equal(t, csv+":3: warning: service name \"http\": IANA assigns port 8080 to http-alt: 8085 is free\n"+
		dir+": not what "+csv+" generates: run gen without -check (go generate ./...) and commit the result\n", stderr)
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

	require.NoError(t, os.WriteFile(csv, []byte(header+"ssh,22,tcp,Secure Shell\nhttp,8080,tcp,\n"), 0o666))
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
		"only,,tcp,\n",                     // nothing to generate
		"\"ssh,22,tcp,\n",                  // no CSV
		strings.Repeat("a,x,tcp,\n", 1000), // too many errors
	} {
		require.NoError(t, os.WriteFile(csv, []byte(header+rows), 0o666))
		code, stdout, stderr := gen("-in", csv, "-out", dir)
		assert.Equal(t, 1, code)
		assert.Empty(t, stdout)
		assert.NotEmpty(t, stderr)
		assert.Equal(t, before, contents(t, dir))

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

// TestOracle runs the oracle of ports on packages generated from other registries, and
// in other forms of lookup. The tests of ports themselves run it on the whole registry
// in the form of tables. All packages are in one module, so that one go command tests
// them.
func TestOracle(t *testing.T) {
	t.Parallel()
	hard, err := os.ReadFile("testdata/hard.csv")
	require.NoError(t, err)
	module := t.TempDir()
	for _, name := range []string{"go.mod", "go.sum"} {
		copyFile(t, filepath.Join("..", name), filepath.Join(module, name))
	}
	for _, v := range []struct{ name, csv, lookup string }{
		{"few", string(hard) + withoutIdentifiers(t, everyTwentiethPort(t)), "switch"},
		{"many", large(string(hard)), "auto"},
	} {
		dir := filepath.Join(module, v.name)
		require.NoError(t, os.Mkdir(dir, 0o777))
		csv := filepath.Join(dir, "registry.csv")
		require.NoError(t, os.WriteFile(csv, []byte(v.csv), 0o666))
		mustGen(t, "-in", csv, "-out", dir, "-package", "ports", "-lookup", v.lookup)
		for _, name := range []string{"oracle_test.go", "fuzz_test.go"} {
			copyFile(t, filepath.Join(shippedPackage, name), filepath.Join(dir, name))
		}
	}
	cmd := exec.Command("go", "test", "-vet=off", "-ldflags=-w -s", "-run", "Oracle|FuzzLookup", "-v", "./...")
	cmd.Dir = module
	cmd.Env = append(os.Environ(), "PORTS_REGISTRY=registry.csv")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	for _, name := range []string{"TestOracleEveryPort", "TestOracleConstants", "FuzzLookup"} {
		require.Equal(t, 2, strings.Count(string(out), "\n--- PASS: "+name+" "), "%s ran on each package", name)
	}
}

// TestAutomaticLookup shows that the form auto gives what the forms that TestOracle and
// the tests of ports do not run it on would give.
func TestAutomaticLookup(t *testing.T) {
	t.Parallel()
	generate := func(csv, lookup string) map[string]string {
		dir := filepath.Join(t.TempDir(), "ports")
		mustGen(t, "-in", csv, "-out", dir, "-lookup", lookup)
		return contents(t, dir)
	}
	assert.Equal(t, generate("testdata/hard.csv", "switch"), generate("testdata/hard.csv", "auto"))
	many := writeTemp(t, "many.csv", large(ianaHeader+",0,tcp,Reserved,,,,,,,,\n"))
	assert.Equal(t, generate(many, "table"), generate(many, "auto"))
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(to, content, 0o666))
}

func shippedText(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(shippedRegistry)
	require.NoError(t, err)
	return string(text)
}

// rowsOfPorts returns the header of a canonical registry, and its rows in groups with
// the same first port, so that aliases stay with what they are aliases of.
func rowsOfPorts(t *testing.T, text string) (header string, groups []string) {
	t.Helper()
	lines := strings.SplitAfter(text, "\n")
	previous := ""
	for _, line := range lines[1 : len(lines)-1] {
		port, _, _ := strings.Cut(strings.Split(line, ",")[1], "-")
		if port != previous {
			groups = append(groups, "")
			previous = port
		}
		groups[len(groups)-1] += line
	}
	return lines[0], groups
}

// everyTwentiethPort returns the rows of port 0 and of every twentieth port after it of
// the shipped registry.
func everyTwentiethPort(t *testing.T) string {
	t.Helper()
	text, groups := rowsOfPorts(t, shippedText(t))
	for i, group := range groups {
		if i == 0 || i%20 == 1 {
			text += group
		}
	}
	return text
}

// withoutIdentifiers returns the rows of a canonical registry in IANA's columns, without
// the header and the row of port 0.
func withoutIdentifiers(t *testing.T, text string) string {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	for _, row := range csvRows(t, text)[2:] {
		require.NoError(t, w.Write(row[:ianaColumns]))
	}
	w.Flush()
	return b.String()
}

// large returns the rows with enough others for everything to be in tables, half of
// them on one port.
func large(rows string) string {
	rows += "long-and-longer-than-any,29999,tcp,,,,,,,,,\n"
	for i := range 200 {
		rows += fmt.Sprintf("name-%d,29999,tcp,,,,,,,,,\nextra-%d,%d,tcp,Extra ` %d,,,,,,,,\n", i, i, 30000+i, i)
	}
	return rows
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
	code, _, stderr := gen("-in", one, "-in", two, "-out", filepath.Join(t.TempDir(), "p"), "-lookup", "table")
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
		code, _, stderr := gen("-in", shippedRegistry, "-out", dir)
		if code != 0 {
			b.Fatal(fmt.Sprint(stderr))
		}
	}
}
