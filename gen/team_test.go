package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	textdiff "github.com/rogpeppe/go-internal/diff"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// teamRows returns the rows of so many services on every seventh port from 20000 on,
// each with one or all of the transports.
func teamRows(n int) []string {
	rows := []string{",8600-8699,,Reserved for billing"}
	for i := range n {
		rows = append(rows, fmt.Sprintf("svc-%03d,%d,%s,Service number %d of the team", i, 20000+7*i, []string{"tcp", "udp", ""}[i%3], i))
	}
	return rows
}

func csvOf(rows []string) string { return header + strings.Join(rows, "\n") + "\n" }

// TestAddedRow adds a row to registries of a team, and counts what a reviewer of the
// change has to read.
func TestAddedRow(t *testing.T) {
	t.Parallel()
	const maxFiles, maxLines = 3, 40
	generated := func(t *testing.T, rows []string) map[string]string {
		t.Helper()
		dir := filepath.Join(t.TempDir(), "ports")
		mustGen(t, "-in", writeTemp(t, "services.csv", csvOf(rows)), "-out", dir)
		return contents(t, dir)
	}
	for _, services := range []int{40, 299} { // 299 is nearly the most that is code
		before := generated(t, teamRows(services))
		for _, row := range []string{
			"zebra,20003,,Stripes for all",           // on every transport, in the middle
			"zebra,19000,,Stripes for all",           // before all others
			"zebra,20003-20005,tcp,Stripes in a row", // a range
			"zebra,8700,udp,Stripes after a block",
			"a-name-of-more-than-fifteen,20003,tcp,",
		} {
			t.Run(fmt.Sprintf("%d/%s", services, row), func(t *testing.T) {
				t.Parallel()
				after := generated(t, append(teamRows(services), row))
				files, lines := 0, 0
				for name := range after {
					changed := changedLines(before[name], after[name])
					if changed > 0 {
						files++
					}
					lines += changed
				}
				assert.Len(t, after, len(before))
				assert.LessOrEqual(t, files, maxFiles)
				assert.LessOrEqual(t, lines, maxLines)
				assert.Positive(t, lines)
				t.Logf("%d files, %d lines", files, lines)
				assert.NotContains(t, after["lookup.go"], `\x`, "all of it is for people")
			})
		}
	}
}

// changedLines counts the lines that a diff has of either file.
func changedLines(old, new string) int {
	const headers = 2 // --- old and +++ new
	unified := textdiff.Diff("old", []byte(old), "new", []byte(new))
	return max(0, len(regexp.MustCompile(`(?m)^[+-]`).FindAll(unified, -1))-headers)
}

// repository makes a repository of a team's module, with a package generated from so
// many services on its branch main, and returns functions that run a command line in it.
func repository(t *testing.T, attributes string, rows []string) (dir string, run func(commands string) string) {
	t.Helper()
	_, err := exec.LookPath("git")
	require.NoError(t, err)
	dir = t.TempDir()
	run = func(commands string) string {
		t.Helper()
		out, err := shell(t, dir, "export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1\n"+commands)
		require.NoError(t, err, "%s: %s", commands, out)
		return out
	}
	run("git init -q -b main && git config user.name Team && git config user.email team@example.com")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/shop\n\ngo 1.24.0\n"), 0o666))
	if attributes != "" {
		require.NoError(t, os.WriteFile(filepath.Join(dir, ".gitattributes"), []byte(attributes), 0o666))
	}
	commitRows(t, dir, run, rows)
	return dir, run
}

// commitRows writes the registry, generates, and commits.
func commitRows(t *testing.T, dir string, run func(string) string, rows []string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "services.csv"), []byte(csvOf(rows)), 0o666))
	generateIn(t, dir)
	run("git add -A && git commit -qm 'Change the services'")
}

func generateIn(t *testing.T, dir string) {
	t.Helper()
	t.Chdir(dir)
	mustGen(t, "-in", "services.csv", "-out", "internal/ports")
}

// insert returns rows with another one at a place.
func insert(rows []string, at int, row string) []string {
	return append(rows[:at:at], append([]string{row}, rows[at:]...)...)
}

// TestBranches has two branches add a service each, merges them, and generates.
func TestBranches(t *testing.T) {
	needsLong(t)
	attributes := readmeAttributes(t)
	for _, c := range []struct {
		name, attributes, one, other string
		at                           [2]int // the places of the rows
		conflicts                    string
	}{
		{
			name: "apart, without attributes", at: [2]int{10, 30},
			one: "one,20060,,The one", other: "other,20200,tcp,The other", conflicts: "internal/ports/doc.go\n",
		},
		{
			name: "apart", attributes: attributes, at: [2]int{10, 30},
			one: "one,20060,,The one", other: "other,20200,tcp,The other",
		},
		{
			name: "both at the end, on ports side by side", attributes: attributes, at: [2]int{41, 41},
			one: "one,30000,,The one", other: "other,30001,,The other",
		},
		{
			name: "the first ones on a transport", attributes: attributes, at: [2]int{10, 30},
			one: "one,20060,sctp,The one", other: "other,20200,sctp,The other",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows := teamRows(40)
			if strings.Contains(c.one, "sctp") {
				for i := range rows {
					rows[i] = strings.ReplaceAll(rows[i], ",,Service", ",tcp,Service")
				}
			}
			dir, run := repository(t, c.attributes, rows)
			run("git checkout -q -b one")
			commitRows(t, dir, run, insert(rows, c.at[0], c.one))
			run("git checkout -q -b other main")
			commitRows(t, dir, run, insert(rows, c.at[1], c.other))
			run("git merge -q one || true")
			assert.Equal(t, c.conflicts, run("git diff --name-only --diff-filter=U"))

			generateIn(t, dir)
			run("git add -A && git commit -qm Merge && git diff --exit-code HEAD")
			want := filepath.Join(t.TempDir(), "ports")
			merged := insert(insert(rows, c.at[1], c.other), c.at[0], c.one)
			mustGen(t, "-in", writeTemp(t, "services.csv", csvOf(merged)), "-out", want)
			assert.Equal(t, contents(t, want), contents(t, filepath.Join(dir, "internal/ports")), "both services are in it")
			code, stdout, stderr := gen("-in", "services.csv", "-out", "internal/ports", "-check")
			assert.Zero(t, code, "%s%s", stdout, stderr)
		})
	}
}

// TestBranchesThatDisagree has two branches give a name and a port to different
// things: with the union of both, that is for the generator to find.
func TestBranchesThatDisagree(t *testing.T) {
	rows := teamRows(40)
	dir, run := repository(t, readmeAttributes(t), rows)
	run("git checkout -q -b one")
	commitRows(t, dir, run, append(rows[:41:41], "orders,30000,tcp,The one"))
	run("git checkout -q -b other main")
	commitRows(t, dir, run, append(rows[:41:41], "orders,30000,tcp,The other"))
	run("git merge -q one || true")
	code, _, stderr := gen("-in", "services.csv", "-out", "internal/ports")
	assert.Equal(t, 1, code)
	assert.Equal(t, "services.csv:44: service name \"orders\": has port 30000 on tcp already on line 43: remove one of the rows\n", stderr)
}

// TestCheckoutWithCRLF checks a repository out as git does on Windows.
func TestCheckoutWithCRLF(t *testing.T) {
	for _, attributes := range []string{"", readmeAttributes(t)} {
		dir, run := repository(t, attributes, teamRows(3))
		run("git config core.autocrlf true && git rm -q -r --cached . && git reset -q --hard")
		code, stdout, stderr := gen("-in", "services.csv", "-out", "internal/ports", "-check")
		assert.Zero(t, code, "%s%s", stdout, stderr)
		csv, err := os.ReadFile(filepath.Join(dir, "services.csv"))
		require.NoError(t, err)
		assert.Contains(t, string(csv), "\r\n")
		constants := contents(t, filepath.Join(dir, "internal/ports"))["constants.go"]
		assert.Equal(t, attributes == "", strings.Contains(constants, "\r\n"), "the attributes keep LF")
	}
}

// readmeAttributes returns the .gitattributes that gen/README.md has for a team.
func readmeAttributes(t *testing.T) string {
	t.Helper()
	readme, err := os.ReadFile(filepath.Join(packageDir, "README.md"))
	require.NoError(t, err)
	m := regexp.MustCompile("(?s)```gitattributes\n(.*?)```").FindSubmatch(readme)
	require.NotNil(t, m)
	return string(m[1])
}
