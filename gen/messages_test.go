package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/catalog"
)

const notesHeader = "Service Name,Port Number,Transport Protocol,Description,Assignment Notes\n"

// services writes services.csv in a new working directory.
func services(t *testing.T, text string) {
	t.Helper()
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("services.csv", []byte(text), 0o666))
}

// TestUsageErrorsAreOneLine has what people get wrong on the command line: the message is
// all that is printed, and not above the help.
func TestUsageErrorsAreOneLine(t *testing.T) {
	for _, c := range []struct {
		want string
		args []string
	}{
		{"gen: flag provided but not defined: -chek: did you mean -check? gen -h lists the flags", []string{"-chek"}},
		{"gen: flag provided but not defined: -xyzzy: gen -h lists the flags", []string{"-xyzzy"}},
		{"gen: flag needs an argument: -in: gen -h lists the flags", []string{"-in"}},
		{"gen find: flag provided but not defined: -jsno: did you mean -json? gen find -h lists the flags", []string{"find", "ssh", "--jsno"}},
		{"gen diff: invalid value \"patch\" for flag -fail-on: want minor or major: gen diff -h lists the flags", []string{"diff", "-fail-on", "patch"}},
		{"gen diff: want OLD and NEW, got 1 argument", []string{"diff", "a"}},
		{"gen diff: want OLD and NEW, got 0 arguments", []string{"diff"}},
		{"gen diff: unexpected argument \"c\"", []string{"diff", "a", "b", "c"}},
		{"gen name: want FILE, got 0 arguments", []string{"name"}},
		{"gen find: want WORD|PORT..., got 0 arguments", []string{"find", "-json"}},
		{"gen find: empty argument: want a word, a port or N-M", []string{"find", ""}},
		{"gen find: empty argument: want a word, a port or N-M", []string{"find", "ssh", " "}},
		{"gen find: \"70000\": out of range: ports go from 0 to 65535", []string{"find", "70000"}},
		{"gen find: \"1-0\": range ends before it starts: write 0-1", []string{"find", "1-0"}},
		{"gen: unknown command \"serach\": did you mean find?", []string{"serach"}},
		{"gen: unknown command \"search\": did you mean find?", []string{"search", "ssh"}},
		{"gen: unknown command \"nmae\": did you mean name?", []string{"nmae"}},
		{"gen: unknown command \"hepl\": did you mean help?", []string{"hepl"}},
		{"gen: unknown command \"upgrade-everything\": gen -h lists the commands", []string{"upgrade-everything"}},
		{"gen: unknown command \"frob\": gen -h lists the commands", []string{"help", "frob"}},
		{"gen: unknown command \"\": gen -h lists the commands", []string{""}},
		{"gen: unexpected argument \"services.csv\": name a file with -in", []string{"services.csv"}},
	} {
		code, stdout, stderr := gen(c.args...)
		assert.Equal(t, exitUsage, code, c.args)
		assert.Empty(t, stdout, c.args)
		assert.Equal(t, c.want+"\n", stderr)
	}
}

// TestHelpCommand compares gen help with -h.
func TestHelpCommand(t *testing.T) {
	for _, c := range []struct{ help, flag []string }{
		{[]string{"help"}, []string{"-h"}},
		{[]string{"help", "find"}, []string{"find", "-h"}},
	} {
		code, stdout, stderr := gen(c.help...)
		_, want, _ := gen(c.flag...)
		assert.Zero(t, code)
		assert.Empty(t, stderr)
		assert.NotEmpty(t, want)
		assert.Equal(t, want, stdout)
	}
}

// TestFlagsAfterArguments has a flag behind a word, and a word that looks like a flag.
func TestFlagsAfterArguments(t *testing.T) {
	_, want, _ := gen("find", "-json", "5432", "ssh")
	code, stdout, stderr := gen("find", "5432", "-json", "ssh")
	assert.Zero(t, code, stderr)
	assert.Equal(t, want, stdout)
	code, stdout, stderr = gen("find", "ssh", "--", "-json")
	assert.Equal(t, exitFailed, code)
	assert.NotContains(t, stdout, "{")
	assert.Equal(t, "\"-json\": nothing found\n", stderr)
}

// TestClashSaysHowToShare reads the cure that is offered, and follows it.
func TestClashSaysHowToShare(t *testing.T) {
	for _, c := range []struct{ name, rows, want, cured string }{
		{
			"without the column", header + "a,8480,tcp,\nb,8480,tcp,\n",
			"services.csv:3: port 8480/tcp of \"b\" is taken by \"a\" on line 2: 8481 is free, or add a column \"Assignment Notes\" with shared in this row\n",
			notesHeader + "a,8480,tcp,,\nb,8480,tcp,,shared\n",
		},
		{
			"with the column", notesHeader + "a,8480,tcp,,\nb,8480,tcp,,\n",
			"services.csv:3: port 8480/tcp of \"b\" is taken by \"a\" on line 2: 8481 is free, or add shared to this row's Assignment Notes\n",
			notesHeader + "a,8480,tcp,,\nb,8480,tcp,,shared\n",
		},
		{
			"in a block", notesHeader + "b,8480,tcp,,\n,8400-8499,,Reserved,\n",
			"services.csv:2: port 8480/tcp of \"b\" is in the block 8400-8499 \"Reserved\" on line 3: 8504 is free, or add shared to this row's Assignment Notes\n",
			notesHeader + "b,8480,tcp,,shared\n,8400-8499,,Reserved,\n",
		},
		{
			"in a block that is open to all", notesHeader + "b,8480,tcp,,\nc,8481,tcp,,\nc,8481,udp,,\nd,8481,tcp,,\n,8400-8499,,Reserved,shared\n",
			"services.csv:5: port 8481/tcp of \"d\" is taken by \"c\" on line 3: 8504 is free, or add shared to this row's Assignment Notes\n",
			notesHeader + "b,8480,tcp,,\nc,8481,tcp,,\n,8400-8499,,Reserved,shared\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			services(t, c.rows)
			code, _, stderr := gen("-in", "services.csv", "-out", "p")
			assert.Equal(t, exitFailed, code)
			assert.Equal(t, c.want, stderr)
			services(t, c.cured)
			mustGen(t, "-in", "services.csv", "-out", "p")
		})
	}
}

// TestUnknownNotes has a misspelled note, which says nothing, beside good ones.
func TestUnknownNotes(t *testing.T) {
	services(t, notesHeader+"a,8480,tcp,,withdrwn 2026-01-01\nb,8481,tcp,,shared\nc,8482,tcp,,withdrawn 2026-01-01\n"+
		"d,8481,tcp,,\"This entry is an alias to \"\"b\"\".\"\n,8500-8599,,Reserved,sharde\n")
	stderr := mustGen(t, "-in", "services.csv", "-out", "p")
	const ignored = "neither shared nor withdrawn DATE nor one of IANA's phrases: ignored\n"
	assert.Contains(t, stderr, "services.csv:2: warning: assignment notes \"withdrwn 2026-01-01\": "+ignored+
		"services.csv:6: warning: assignment notes \"sharde\": "+ignored+"p: 5 rows: ")
}

// TestServiceNamesOfOnesOwn has names that RFC 6335 does not allow, once each.
func TestServiceNamesOfOnesOwn(t *testing.T) {
	services(t, notesHeader+"my service,8480,tcp,,\nmy service,8480,udp,,\na/b,8482,tcp,,\n-lead,8483,tcp,,\ntwo--in,8484,tcp,,\n12345,8485,tcp,,\n"+
		"good-one-longer-than-15,8486,tcp,,\n9p-v2,8487,tcp,,\nold_good,8487,tcp,,\"This entry is an alias to \"\"9p-v2\"\".\"\nwhois++,63,tcp,,\ngone_by,8488,tcp,,withdrawn 2026-01-01\n")
	mustGen(t, "-in", "services.csv", "-out", "p")
	code, _, stderr := gen("-in", "services.csv", "-out", "p", "-check")
	assert.Zero(t, code)
	const want = ": RFC 6335 allows letters and digits, with single hyphens between them: rename it\n"
	for _, warning := range []string{
		"services.csv:2: warning: service name \"my service\"" + want,
		"services.csv:4: warning: service name \"a/b\"" + want,
		"services.csv:5: warning: service name \"-lead\"" + want,
		"services.csv:6: warning: service name \"two--in\"" + want,
		"services.csv:7: warning: service name \"12345\": RFC 6335 requires a letter: rename it\n",
	} {
		assert.Contains(t, stderr, warning)
	}
	assert.Equal(t, 5, strings.Count(stderr, "RFC 6335"), stderr)
	code, _, _ = gen("-in", "services.csv", "-out", "p", "-check", "-strict")
	assert.Equal(t, exitFailed, code)
}

// TestSeveralTransportsInARow has a row for two transports.
func TestSeveralTransportsInARow(t *testing.T) {
	for transports, want := range map[string]string{
		`"tcp,udp"`: "one row for each transport, or leave it empty for every transport",
		"TCP/UDP":   "one row for each transport, or leave it empty for every transport",
		"tcp/quic":  "tcp, udp, sctp or dccp, or leave it empty for every transport",
	} {
		services(t, header+"a,8480,"+transports+",\n")
		code, _, stderr := gen("-in", "services.csv", "-out", "p")
		assert.Equal(t, exitFailed, code)
		assert.Equal(t, "services.csv:2: transport protocol \""+strings.Trim(transports, `"`)+"\": unknown: write "+want+"\n", stderr)
	}
}

// TestSummary leaves out zeros, and still accounts for every row.
func TestSummary(t *testing.T) {
	for _, c := range []struct {
		counts catalog.Counts
		want   string
	}{
		{catalog.Counts{Services: 1}, "p: 1 row: 1 service"},
		{catalog.Counts{Services: 2, Ranges: 1, Reserved: 1}, "p: 4 rows: 2 services, 1 range; without a name: 1 reserved"},
		{catalog.Counts{Aliases: 2, NameOnly: 1, OtherProtocols: 2, Repeated: 3, LeftOut: 4}, "p: 12 rows: 2 aliases; skipped: 1 without a port, 2 of other protocols, 3 repeated, 4 by -only and -ports"},
		{catalog.Counts{Withdrawn: 1, Assigned: 2, Unassigned: 3}, "p: 6 rows: 1 withdrawn; without a name: 2 assigned, 3 unassigned"},
	} {
		assert.Equal(t, c.want, summary("p", c.counts))
	}
}

// TestRenameIsNoAddition renames a constant: it is one change, in JSON too.
func TestRenameIsNoAddition(t *testing.T) {
	const columns = "Service Name,Port Number,Transport Protocol,Description,Identifier\n"
	old := writeTemp(t, "old.csv", columns+"apple,8650,tcp,,Apple\n")
	renamed := writeTemp(t, "new.csv", columns+"apple,8650,tcp,,Pear\nplum,8651,tcp,,Plum\n")
	code, stdout, stderr := gen("diff", old, renamed)
	require.Zero(t, code, stderr)
	assert.Equal(t, "constants:\n  renamed     Pear = 8650, was Apple\n  added       Plum = 8651\nnames:\n  added       plum 8651/tcp\nchanged besides: 1 port status\nmajor\n", stdout)

	code, stdout, stderr = gen("diff", "-json", old, renamed)
	require.Zero(t, code, stderr)
	var changes catalog.Changes
	require.NoError(t, json.Unmarshal([]byte(stdout), &changes))
	require.Len(t, changes.Constants, 2)
	assert.Equal(t, "Pear", changes.Constants[0].NewConstant)
	assert.Equal(t, "Plum", changes.Constants[1].Constant)

	// Nothing but the name of a constant, and nothing at all.
	_, stdout, _ = gen("diff", old, writeTemp(t, "new.csv", columns+"apple,8650,tcp,,Pear\n"))
	assert.Equal(t, "constants:\n  renamed     Pear = 8650, was Apple\nnothing else changed\nmajor\n", stdout)
	_, stdout, _ = gen("diff", old, old)
	assert.Equal(t, "nothing changed\npatch\n", stdout)
}

// TestWithoutRegistry generates where there is no registry.csv.
func TestWithoutRegistry(t *testing.T) {
	t.Chdir(t.TempDir())
	const missing = ": no such file or directory"
	for want, args := range map[string][]string{
		"open registry.csv" + missing + ": name your file with -in, or write -in iana\n": nil,
		"open services.csv" + missing + "\n":                                             {"-in", "services.csv"},
	} {
		code, _, stderr := gen(args...)
		assert.Equal(t, exitFailed, code)
		assert.Equal(t, want, stderr)
	}
}

// TestEmptySelection names the flags that were given, and no other.
func TestEmptySelection(t *testing.T) {
	services(t, header+"a,8480,tcp,\n")
	for want, args := range map[string][]string{
		"-only: no service is called \"nosuch\" in services.csv\n":            {"-only", "nosuch"},
		"-ports: no service is left in services.csv\n":                        {"-ports", "1-9"},
		"-only and -ports: no service is left in services.csv\n":              {"-only", "a", "-ports", "1-9"},
		"-only and -ports: no service is called \"nosuch\" in services.csv\n": {"-only", "nosuch", "-ports", "1-9"},
	} {
		code, _, stderr := gen(append(args, "-in", "services.csv")...)
		assert.Equal(t, exitFailed, code)
		assert.Equal(t, want, stderr)
	}
}

// TestNameReportsByLine has a file whose lines are in the order of neither names nor ports.
func TestNameReportsByLine(t *testing.T) {
	services(t, header+"b,8482,tcp,\na,8481,tcp,\nc,8480,tcp,\n")
	code, stdout, stderr := gen("name", "services.csv")
	require.Zero(t, code, stderr)
	assert.Equal(t, "services.csv:2: service name \"b\" is B\nservices.csv:3: service name \"a\" is A\nservices.csv:4: service name \"c\" is C\n", stdout)
}

// TestFindSaysWhatIANAHas looks for ports that are not in a team's file.
func TestFindSaysWhatIANAHas(t *testing.T) {
	services(t, header+"orders,8480,tcp,\n")
	for arg, want := range map[string]string{
		"5432":      "nothing found in services.csv; IANA has postgresql on tcp, udp",
		"5431-5432": "nothing found in services.csv; IANA has park-agent on 5431 tcp, udp; postgresql on 5432 tcp, udp",
		"24":        "nothing found in services.csv; IANA has \"any private mail system\" on tcp, udp",
		"8481":      "nothing found: the port is unassigned",
		"50000":     "nothing found: the Dynamic Ports, from 49152 on, are never assigned",
	} {
		code, stdout, stderr := gen("find", "-in", "services.csv", arg)
		assert.Equal(t, exitFailed, code)
		assert.Empty(t, stdout)
		assert.Equal(t, "\""+arg+"\": "+want+"\n", stderr)
	}
	_, _, stderr := gen("find", "-in", "services.csv", "6000-9000")
	assert.Empty(t, stderr, "8480 is in the range")
	_, _, stderr = gen("find", "-in", "services.csv", "1-1000")
	assert.Regexp(t, `; and \d+ more\n$`, stderr)
	readme, err := os.ReadFile(filepath.Join(packageDir, "README.md"))
	require.NoError(t, err)
	_, _, stderr = gen("find", "-in", "services.csv", "5432")
	assert.Contains(t, string(readme), "\n"+stderr)
}

// TestFindOrder has a word in an owner, a title, a part of a name, and as a name.
func TestFindOrder(t *testing.T) {
	services(t, "Service Name,Port Number,Transport Protocol,Description,Owner\n"+
		"orders,8480,tcp,,Shop Team\nbilling,8481,tcp,Bills of the shop,\nshop-api,8482,tcp,,\nshop,8483,tcp,,\nother,8484,tcp,,\n")
	code, stdout, stderr := gen("find", "-json", "-in", "services.csv", "SHOP")
	require.Zero(t, code, stderr)
	var matches []catalog.Match
	require.NoError(t, json.Unmarshal([]byte(stdout), &matches))
	var names []string
	for _, m := range matches {
		names = append(names, m.Name)
	}
	assert.Equal(t, []string{"shop", "shop-api", "orders", "billing"}, names)
}
