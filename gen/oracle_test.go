package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// TestOracle runs the oracle of ports on packages generated from other registries: in
// other forms of lookup, from IANA's own form of the file, and from two files in both
// orders of preference. The tests of ports themselves run it on the whole registry in the
// form of tables. All packages are in one module, so that one go command tests them.
func TestOracle(t *testing.T) {
	needsLong(t)
	t.Parallel()
	hard, team := readText(t, "testdata/hard.csv"), readText(t, "testdata/team.csv")
	part := everyTwentiethPort(t)
	module := t.TempDir()
	for _, name := range []string{"go.mod", "go.sum"} {
		copyFile(t, filepath.Join("..", name), filepath.Join(module, name))
	}
	// The oracle of every package reads these files, the preferred ones first. Those that
	// a package is not generated from have a header alone.
	const before, iana, after = "team-before.csv", "registry.csv", "team-after.csv"
	packages := []struct {
		name    string
		files   map[string]string
		options []string
	}{
		{"raw", map[string]string{iana: rawRegistry(csvRows(t, part))}, []string{"-lookup", "table"}},
		{"merged", map[string]string{iana: hard + withoutIdentifiers(t, part), after: team}, []string{"-lookup", "switch"}},
		{"preferred", map[string]string{iana: large(hard), before: team}, []string{"-prefer", "later"}}, // many, so tables
	}
	for _, p := range packages {
		dir := filepath.Join(module, p.name)
		require.NoError(t, os.Mkdir(dir, 0o777))
		args := append(p.options, "-iana", filepath.Join(dir, iana))
		for _, name := range []string{before, iana, after} {
			text, ok := p.files[name]
			switch {
			case !ok:
				text = header
			case name != iana:
				args = append(args, "-in", filepath.Join(dir, name))
			}
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666))
		}
		mustGen(t, append(args, "-out", dir, "-package", "ports")...)
		for _, name := range []string{"oracle_test.go", "fuzz_test.go"} {
			copyFile(t, filepath.Join(shippedPackage, name), filepath.Join(dir, name))
		}
	}
	cmd := exec.Command("go", "test", "-vet=off", "-ldflags=-w -s", "-run", "Oracle|FuzzLookup", "-v", "./...")
	cmd.Dir = module
	cmd.Env = append(os.Environ(), "PORTS_REGISTRY="+strings.Join([]string{before, iana, after}, string(filepath.ListSeparator)))
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	for _, name := range []string{"TestOracleEveryPort", "TestOracleConstants", "FuzzLookup"} {
		require.Equal(t, len(packages), strings.Count(string(out), "\n--- PASS: "+name+" "), "%s ran on each package", name)
	}
}

// TestGeneratedCompiles has the compiler and vet check packages in every form and with
// every option, and with the texts of a registry that tries to become code.
func TestGeneratedCompiles(t *testing.T) {
	needsLong(t)
	t.Parallel()
	comments, err := txtar.ParseFile("testdata/comments.txtar")
	require.NoError(t, err)
	dir := t.TempDir()
	evil := filepath.Join(dir, "evil.csv")
	require.NoError(t, os.WriteFile(evil, comments.Files[0].Data, 0o666))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/shop\n\ngo 1.25.0\n"), 0o666))
	one := writeTemp(t, "one.csv", header+"one,8480,sctp,\n")
	doc := writeTemp(t, "doc.txt", "\ufeff\nPackage see is */ odd.\r\n\r\n//go:build ignore\n\n\t`code`\n")
	for name, args := range map[string][]string{
		"evil/code":   {"-in", evil, "-lookup", "switch"},
		"evil/tables": {"-in", evil, "-lookup", "table"},
		"one/code":    {"-in", one, "-lookup", "switch"},
		"one/tables":  {"-in", one, "-lookup", "table"},
		"own/code":    {"-iana", "testdata/hard.csv", "-in", "testdata/team.csv", "-lookup", "switch", "-types", "example.com/shop/evil/code"},
		"own/tables":  {"-iana", "testdata/hard.csv", "-in", "testdata/team.csv", "-lookup", "table", "-types", "example.com/shop/evil/tables"},
		"iana/part":   {"-in", "iana", "-only", "ssh,airplay"}, // which has no port
		"evil/see":    {"-in", evil, "-see", "example.com/shop/evil/code=" + evil, "-doc", doc},
		"defacto":     {"-in", "defacto", "-types", "example.com/shop/iana/part", "-see", "example.com/ianaports/ports=iana"},
	} {
		mustGen(t, append(args, "-out", filepath.Join(dir, name))...)
	}
	out, err := shell(t, dir, "go vet ./...")
	assert.NoError(t, err, out)
}

// TestAutomaticLookup shows that the form auto gives what the forms that TestOracle and
// the tests of ports do not run it on would give.
func TestAutomaticLookup(t *testing.T) {
	t.Parallel()
	generate := func(csv, lookup string) map[string]string {
		dir := filepath.Join(t.TempDir(), "ports")
		mustGen(t, "-iana", csv, "-out", dir, "-lookup", lookup)
		return contents(t, dir)
	}
	assert.Equal(t, generate("testdata/hard.csv", "switch"), generate("testdata/hard.csv", "auto"))
	first, _, _ := strings.Cut(readText(t, "testdata/hard.csv"), "\n")
	many := writeTemp(t, "many.csv", large(first+"\n"))
	assert.Equal(t, generate(many, "table"), generate(many, "auto"))
}

func readText(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(text)
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	require.NoError(t, os.WriteFile(to, []byte(readText(t, from)), 0o666))
}

// rowsOfPorts returns the header of a canonical registry, and its rows in groups with
// the same first port, so that aliases stay with what they are aliases of, and with the
// same name for those without a port.
func rowsOfPorts(t *testing.T, text string) (header string, groups []string) {
	t.Helper()
	lines := strings.SplitAfter(text, "\n")
	previous := ""
	for _, line := range lines[1 : len(lines)-1] {
		fields := strings.Split(line, ",")
		key, _, _ := strings.Cut(fields[1], "-")
		if key == "" {
			key = fields[0]
		}
		if key != previous {
			groups = append(groups, "")
			previous = key
		}
		groups[len(groups)-1] += line
	}
	return lines[0], groups
}

// everyTwentiethPort returns the rows of port 0, and of every twentieth port and name
// without a port after it, of the shipped registry.
func everyTwentiethPort(t *testing.T) string {
	t.Helper()
	text, groups := rowsOfPorts(t, readText(t, shippedRegistry))
	for i, group := range groups {
		if i == 0 || i%20 == 1 {
			text += group
		}
	}
	return text
}

// withoutIdentifiers returns the rows of a canonical registry in the columns of hard.csv,
// without the header and the row of port 0.
func withoutIdentifiers(t *testing.T, text string) string {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	for _, row := range csvRows(t, text)[2:] {
		require.NoError(t, w.Write(append(row[:ianaColumns:ianaColumns], row[withdrawnColumn])))
	}
	w.Flush()
	return b.String()
}

// large returns the rows, which have the columns of hard.csv, with enough others for
// everything to be in tables, half of them on one port.
func large(rows string) string {
	rows += "long-and-longer-than-any,29999,tcp,,,,,,,,,,\n"
	for i := range 200 {
		rows += fmt.Sprintf("name-%d,29999,tcp,,,,,,,,,,\nextra-%d,%d,tcp,Extra ` %d,,,,,,,,,\n", i, i, 30000+i, i)
	}
	return rows
}
