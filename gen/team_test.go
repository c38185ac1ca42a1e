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
	const maxLines = 40
	generated := func(t *testing.T, rows []string) map[string]string {
		t.Helper()
		dir := filepath.Join(t.TempDir(), "ports")
		mustGen(t, "-in", writeTemp(t, "services.csv", csvOf(rows)), "-out", dir)
		return contents(t, dir)
	}
	for _, services := range []int{40, 299} { // 299 is nearly the most that is code
		before := generated(t, teamRows(services))
		for row, maxFiles := range map[string]int{ // constants.go and lookup.go
			"zebra,20003,,Stripes for all":           2, // on every transport, in the middle
			"zebra,19000,,Stripes for all":           3, // before all others, so the example in doc.go
			"zebra,20003-20005,tcp,Stripes in a row": 2, // a range
			"zebra,8700,udp,Stripes after a block":   3,
			"a-name-of-more-than-fifteen,20003,tcp,": 2,
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
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/shop\n\ngo 1.25.0\n"), 0o666))
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
		clean                        bool   // whether the merge is what is generated
	}{
		{
			name: "apart, without attributes", at: [2]int{10, 30}, clean: true,
			one: "one,20060,,The one", other: "other,20200,tcp,The other",
		},
		{
			name: "apart", attributes: attributes, at: [2]int{10, 30}, clean: true,
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
			assert.Empty(t, run("git diff --name-only --diff-filter=U"), "conflicts")

			generateIn(t, dir)
			assert.Equal(t, c.clean, run("git status --porcelain") == "")
			run("git add -A && git commit -q --allow-empty -m Merge && git diff --exit-code HEAD")
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
	assert.Equal(t, 1, strings.Count(stderr, "\n"), stderr)
	assert.Contains(t, stderr, `services.csv:44: service name "orders": has port 30000 on tcp already on line 43: `)
	assert.Contains(t, stderr, "remove one")
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

// TestTeamsDay has what a team does besides adding services: -check says what bites later,
// and names the cure, which -check -strict accepts.
func TestTeamsDay(t *testing.T) {
	const columns = "Service Name,Port Number,Transport Protocol,Description,Shared,Identifier\n"
	for _, c := range []struct {
		name, rows string
		want       []string // of the warning
		cured      string
	}{
		{
			"a port of IANA's", "web,8080,tcp,,,Web\n",
			[]string{`services.csv:2: warning: service name "web"`, "IANA assigns port 8080 to http-alt", " is free", `"Shared"`},
			"web,8080,tcp,,the gateway speaks HTTP,Web\n",
		},
		{
			"a System Port", "web,275,tcp,,,Web\n",
			[]string{`services.csv:2: warning: service name "web"`, "275 is a System Port", " is free", `"Shared"`},
			"web,275,tcp,,in the kernel,Web\n",
		},
		{
			"a port of outgoing connections", "web,45999,tcp,,,Web\n",
			[]string{`services.csv:2: warning: service name "web"`, "45999", "Linux gives to outgoing connections (32768-60999)", " is free", `"Shared"`},
			"web,45999,tcp,,all machines have another range,Web\n",
		},
		{
			"a Dynamic Port", "web,60999,tcp,,,Web\nchat,61000,tcp,,dynamic on purpose,Chat\n",
			[]string{`services.csv:2: warning: service name "web"`, "60999 is a Dynamic Port", " is free", `"Shared"`},
			"web,60999,tcp,,all machines have another range,Web\nchat,61000,tcp,,dynamic on purpose,Chat\n",
		},
		{
			"a long name", "web-of-the-shops,8481,tcp,,,Web\n",
			[]string{`services.csv:2: warning: service name "web-of-the-shops": has 16 characters`, "Kubernetes", "shorten"},
			"web-of-the-shop,8481,tcp,,,Web\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			services(t, columns+c.rows)
			mustGen(t, "-in", "services.csv", "-out", "p")
			stderr := mustGen(t, "-in", "services.csv", "-out", "p", "-check")
			require.Equal(t, 1, strings.Count(stderr, "warning: "), stderr)
			for _, want := range c.want {
				assert.Contains(t, stderr, want)
			}
			code, _, stderr := gen("-in", "services.csv", "-out", "p", "-check", "-strict")
			assert.Equal(t, exitFailed, code)
			assert.Contains(t, stderr, strings.Replace(c.want[0], "warning: ", "", 1))

			require.NoError(t, os.WriteFile("services.csv", []byte(columns+c.cured), 0o666))
			mustGen(t, "-in", "services.csv", "-out", "p")
			stderr = mustGen(t, "-in", "services.csv", "-out", "p", "-check", "-strict")
			assert.NotContains(t, stderr, "warning")
		})
	}
}

// TestBlockOfATeam: a team's services may be in a block that it owns, where they clash with
// each other, and the port that is suggested for them is in the block. Those of others may
// not be there, and the port that is suggested for these is not.
func TestBlockOfATeam(t *testing.T) {
	const columns = "Service Name,Port Number,Transport Protocol,Description,Owner,Identifier\n"
	const block = columns + ",8600-8699,,Reserved for billing,Team Billing,\nbill,8650,tcp,,Team Billing,Bill\n"
	for row, want := range map[string][]string{
		"pay,8650,tcp,,team billing,Pay\n": {`services.csv:4: port 8650/tcp of "pay" is taken by "bill" on line 3`, ": 8601 is free"},
		"pay,8651,tcp,,Team Shop,Pay\n":    {`services.csv:4: port 8651/tcp of "pay" is in the block 8600-8699 "Reserved for billing" on line 2`, ": 8700 is free"},
		"pay,8651,tcp,,,Pay\n":             {`services.csv:4: port 8651/tcp of "pay" is in the block 8600-8699`, ": 8700 is free"},
	} {
		services(t, block+row)
		code, _, stderr := gen("-in", "services.csv", "-out", "p")
		assert.Equal(t, exitFailed, code, row)
		for _, want := range want {
			assert.Contains(t, stderr, want)
		}
	}
	services(t, block+"pay,8665,tcp,,Team Billing,Pay\n")
	mustGen(t, "-in", "services.csv", "-out", "p")
	stderr := mustGen(t, "-in", "services.csv", "-out", "p", "-check")
	assert.Contains(t, stderr, `services.csv:4: warning: service name "pay": IANA assigns port 8665 to monetra: 8601 is free`)
}

// TestNamesThatIANAHas has a team's everyday names, which IANA has on other ports: they
// lose or win as -prefer says, and the summary says so.
func TestNamesThatIANAHas(t *testing.T) {
	services(t, namedHeader+"search,9001,tcp,Ours,Search\nauth,9002,,Ours,Auth\norders,9003,tcp,Ours,Orders\n")
	iana := writeTemp(t, "iana.csv", canonicalHeader+"auth,113,tcp,,,,,,,,,,Auth,\nauth,113,udp,,,,,,,,,,Auth,\nsearch,2010,tcp,,,,,,,,,,Search,\n")
	for prefer, want := range map[string]struct {
		constants []string
		notes     []string
	}{
		"earlier": {[]string{"Auth = 113", "Search = 2010", "Orders = 9003"}, []string{"services.csv:2: note: service name \"search\"", "services.csv:3: note: service name \"auth\""}},
		"later":   {[]string{"Auth = 9002", "Search = 9001", "Orders = 9003"}, []string{iana + ":2: note: service name \"auth\"", iana + ":3: note: service name \"auth\"", iana + ":4: note: service name \"search\""}},
	} {
		stderr := mustGen(t, "-iana", iana, "-in", "services.csv", "-prefer", prefer, "-out", "p")
		assert.Contains(t, stderr, fmt.Sprintf("%d for a preferred file", len(want.notes)))
		for _, note := range want.notes {
			assert.Contains(t, stderr, note)
		}
		assert.Equal(t, len(want.notes), strings.Count(stderr, ": note: "), stderr)
		assert.Contains(t, stderr, "-prefer")
		for _, constant := range want.constants {
			assert.Contains(t, contents(t, "p")["constants.go"], "\t"+constant+"\n")
		}
	}
}

// TestFilesAsPeopleMakeThem has what spreadsheets and merges leave in a file, and what
// people call a column.
func TestFilesAsPeopleMakeThem(t *testing.T) {
	services(t, namedHeader+",,,,\norders,8480,tcp,,Orders\n , ,, ,\n,,,,\n")
	assert.Contains(t, mustGen(t, "-in", "services.csv", "-out", "p"), "p: 1 row: 1 service\n", "blank rows of a spreadsheet are none")

	for text, want := range map[string][]string{
		namedHeader + "<<<<<<< HEAD\norders,8480,tcp,,Orders\n||||||| base\n=======\norders,8481,tcp,,Orders\n>>>>>>> other\n": {
			"services.csv:2: ", "services.csv:4: ", "services.csv:5: ", "services.csv:7: ", "conflict marker", "resolve",
		},
		"Service Name,Port Number,Transport Protocol,Description,Onwer\norders,8480,tcp,,shop\n":            {`services.csv:1: column "Onwer"`, `did you mean "Owner"?`},
		"Service Name,Port Number,Transport Protcol,Description\norders,8480,tcp,\n":                        {`services.csv:1: column "Transport Protcol"`, `did you mean "Transport Protocol"?`},
		"Service Name,Port Number,Transport Protocol,Description,deprecated\norders,8480,tcp,,2026-11-24\n": {`services.csv:1: column "deprecated"`, `did you mean "Withdrawn"?`},
		"Service Name,Port Number,Transport Protocol,Description,Deprecated\norders,8480,tcp,,2026-11-24\n": {`services.csv:1: column "Deprecated"`, `did you mean "Withdrawn"?`},
		"Service Name,Port Number,Transport Protocol,Description,Assignment Notes\norders,8480,tcp,,deprecated 2026-11-24\n": {
			`services.csv:2: assignment notes "deprecated 2026-11-24"`, `"Withdrawn"`,
		},
		"Service Name;Port Number;Transport Protocol;Description\norders;8480;tcp;\n": {"services.csv:1: ", "commas"},
	} {
		services(t, text)
		code, _, stderr := gen("-in", "services.csv", "-out", "p")
		assert.Equal(t, exitFailed, code)
		for _, want := range want {
			assert.Contains(t, stderr, want)
		}
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
