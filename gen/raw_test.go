package main

import (
	"encoding/csv"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/rawform"
	"example.com/ianaports/internal/registry"
)

// The columns of the canonical form that these tests change.
const (
	nameColumn       = 0
	portColumn       = 1
	registeredColumn = 6
	modifiedColumn   = 7
	ianaColumns      = 12 // the identifier comes after these
	withdrawnColumn  = 13
)

// rawRegistry returns canonical rows as IANA's file has them.
func rawRegistry(rows [][]string) string { return rawform.Of(rows, registry.MaxTitle) }

// TestWholeRawRegistry updates the shipped registry from itself in IANA's form, which
// changes no byte of it. IANA's own file has line breaks in 444 of 14,512 rows.
func TestWholeRawRegistry(t *testing.T) {
	t.Parallel()
	text := readText(t, shippedRegistry)
	rows := csvRows(t, text)
	raw := rawRegistry(rows)
	const rowEnd, byteOrderMark = "\r\n", "\ufeff"
	require.Equal(t, len(rows), strings.Count(raw, rowEnd))
	require.Greater(t, strings.Count(raw, "\n")-len(rows), 444, "line breaks inside quotes")
	require.True(t, strings.HasPrefix(raw, byteOrderMark))

	canonical := writeTemp(t, "canonical.csv", text)
	code, stdout, stderr := gen("update", "-from", writeTemp(t, "raw.csv", raw), "-out", canonical)
	require.Zero(t, code, stderr)
	assert.Equal(t, "nothing changed\npatch\n", stdout)
	assert.Contains(t, stderr, fmt.Sprintf(": %d rows: ", len(rows)-1))
	assert.True(t, text == readText(t, canonical), "a byte has changed")
}

// TestRawAndCanonical generates from a file in IANA's form and from its canonical form.
func TestRawAndCanonical(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"by hand": "\ufeff" + strings.TrimSuffix(ianaHeader, "\n") + "\r\n,0,tcp,Reserved,,,,,,,,\r\n" +
			"only,,tcp,,,,,,,,,\r\na-b,1,tcp,\"A \n B IANA assigned this well-formed service name as a replacement for \"\"a_b\"\".\",[Someone],,,,,,,\r\n" +
			"a_b,1,tcp,A B,[Someone],,,,,,,\"Ask them. This entry is an alias to \"\"a-b\"\".\n Historic.\"\r\nc,2-3,,,,,,,,,,\r\n",
		"a part of the whole": rawRegistry(csvRows(t, everyTwentiethPort(t))),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw, dir := writeTemp(t, "raw.csv", text), t.TempDir()
			canonical := filepath.Join(dir, "canonical.csv")
			mustGen(t, "update", "-from", raw, "-out", canonical)
			mustGen(t, "-iana", raw, "-out", filepath.Join(dir, "a"), "-package", "ports")
			mustGen(t, "-iana", canonical, "-out", filepath.Join(dir, "b"), "-package", "ports")
			require.Equal(t, contents(t, filepath.Join(dir, "a")), contents(t, filepath.Join(dir, "b")))

			before := readText(t, canonical)
			code, stdout, stderr := gen("update", "-from", raw, "-out", canonical)
			require.Zero(t, code, stderr)
			require.Equal(t, "nothing changed\npatch\n", stdout)
			require.Equal(t, before, readText(t, canonical), "the same once more changes nothing")
		})
	}
}

func csvRows(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	return rows
}

// TestBackInTime updates from a newer edition of the registry to an older one: what the
// newer has added must be withdrawn, and no constant may vanish.
func TestBackInTime(t *testing.T) {
	t.Parallel()
	const cutoff = "2026-03" // editions of a month, the older one without its rows
	text, groups := rowsOfPorts(t, readText(t, shippedRegistry))
	for i, group := range groups {
		if i == 0 || i%20 == 1 || strings.Contains(group, ","+cutoff) {
			text += group
		}
	}
	newerRows := csvRows(t, text)
	var olderRows [][]string
	for _, row := range newerRows {
		switch {
		case strings.HasPrefix(row[registeredColumn], cutoff):
			continue
		case row[modifiedColumn] >= cutoff && row[modifiedColumn] < "3":
			row = append([]string(nil), row...)
			row[modifiedColumn] = ""
		}
		olderRows = append(olderRows, row)
	}
	older, newer := writeTemp(t, "older.csv", rawRegistry(olderRows)), writeTemp(t, "newer.csv", rawRegistry(newerRows))
	dir := t.TempDir()
	registry := filepath.Join(dir, "registry.csv")

	mustGen(t, "update", "-from", older, "-out", registry)
	code, forward, stderr := gen("update", "-from", newer, "-out", registry)
	require.Zero(t, code, stderr)
	for _, name := range []string{"Roughtime = 5319", "VeRoCE = 4794", "SiriusAgent = 9183", "PROFINETCMSec = 34965"} {
		assert.Contains(t, forward, "  added       "+name+"\n")
	}
	assert.True(t, strings.HasSuffix(forward, "\nminor\n"), "assignees are no change for callers")
	mustGen(t, "-iana", registry, "-out", filepath.Join(dir, "new"), "-package", "p")

	code, _, _ = gen("update", "-from", older, "-out", registry)
	require.Equal(t, 1, code, "only by force")
	code, back, stderr := gen("update", "-from", older, "-out", registry, "-force")
	require.Zero(t, code, stderr)
	assert.Equal(t, strings.Count(forward, "  added  "), strings.Count(back, "  withdrawn  "))
	assert.NotContains(t, back, "removed")
	mustGen(t, "-iana", registry, "-out", filepath.Join(dir, "back"), "-package", "p")

	before, after := values(t, filepath.Join(dir, "new")), values(t, filepath.Join(dir, "back"))
	for name, value := range before {
		require.Equal(t, value, after[name], name)
	}
	assert.Contains(t, contents(t, filepath.Join(dir, "back"))["constants.go"],
		"\t// Roughtime is the port of roughtime: Roughtime time synchronization (tcp, udp).\n\t// See https://datatracker.ietf.org/doc/draft-ietf-ntp-roughtime.\n\t//\n\t// Deprecated: withdrawn from the registry as of 2026-01-23.\n\tRoughtime = 5319\n")
}

// values returns the constants of a package.
func values(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	files, err := filepath.Glob(filepath.Join(dir, "constants*.go"))
	require.NoError(t, err)
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		for _, decl := range file.Decls {
			for _, spec := range decl.(*ast.GenDecl).Specs {
				spec := spec.(*ast.ValueSpec)
				found[spec.Names[0].Name] = spec.Values[0].(*ast.BasicLit).Value
			}
		}
	}
	require.NotEmpty(t, found)
	return found
}
