package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/catalog"
)

const sharedHeader = "Service Name,Port Number,Transport Protocol,Description,Shared\n"

// services writes services.csv in a new working directory.
func services(t *testing.T, text string) {
	t.Helper()
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("services.csv", []byte(text), 0o666))
}

// TestFlagsAfterArguments has a flag behind a word, and a word that looks like a flag.
func TestFlagsAfterArguments(t *testing.T) {
	services(t, namedHeader+"ssh,22,tcp,,SSH\npostgresql,5432,tcp,,PostgreSQL\n")
	_, want, _ := gen("find", "-json", "-in", "services.csv", "5432", "ssh")
	assert.Contains(t, want, "postgresql")
	code, stdout, stderr := gen("find", "5432", "-json", "ssh", "-in", "services.csv")
	assert.Zero(t, code, stderr)
	assert.Equal(t, want, stdout)
	code, stdout, stderr = gen("find", "ssh", "-in", "services.csv", "--", "-json")
	assert.Zero(t, code, stderr)
	assert.NotContains(t, stdout, "{")
	assert.Contains(t, stdout, "JSON", "which is a word of titles")
}

// TestClashSaysHowToShare reads the cure that is offered, and follows it.
func TestClashSaysHowToShare(t *testing.T) {
	const why = "one listener for both"
	for _, c := range []struct{ name, rows, want, free, cured string }{
		{
			"on one port", sharedHeader + "a,8480,tcp,,\nb,8480,tcp,,\n",
			`services.csv:3: port 8480/tcp of "b" is taken by "a" on line 2`, "8483",
			sharedHeader + "a,8480,tcp,,\nb,8480,tcp,," + why + "\n",
		},
		{
			"in a block", sharedHeader + "b,8480,tcp,,\n,8400-8499,,Reserved,\n",
			`services.csv:2: port 8480/tcp of "b" is in the block 8400-8499 "Reserved" on line 3`, "8504",
			sharedHeader + "b,8480,tcp,," + why + "\n,8400-8499,,Reserved,\n",
		},
		{
			"in a block that is open to all", sharedHeader + "b,8480,tcp,,\nc,8481,tcp,,\nc,8481,udp,,\nd,8481,tcp,,\n,8400-8499,,Reserved," + why + "\n",
			`services.csv:5: port 8481/tcp of "d" is taken by "c" on line 3`, "8504",
			sharedHeader + "b,8480,tcp,,\nc,8481,tcp,,\n,8400-8499,,Reserved," + why + "\n",
		},
		{
			"inside the block of both", sharedHeader + "a,8480,tcp,,ours\nb,8480,tcp,,ours\n,8480-8489,,Reserved,\nc,8481,tcp,,\nc,8490,tcp,,\n",
			`services.csv:5: port 8481/tcp of "c" is in the block 8480-8489 "Reserved" on line 4`, "8491",
			sharedHeader + "a,8480,tcp,,ours\nb,8480,tcp,,ours\n,8480-8489,,Reserved,\nc,8481,tcp,," + why + "\nc,8490,tcp,,\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			services(t, c.rows)
			code, _, stderr := gen("-in", "services.csv", "-out", "p")
			assert.Equal(t, exitFailed, code)
			assert.Equal(t, 1, strings.Count(stderr, "\n"), stderr)
			assert.Contains(t, stderr, c.want)
			assert.Contains(t, stderr, ": "+c.free+" is free")
			assert.Contains(t, stderr, `"Shared"`)
			services(t, c.cured)
			mustGen(t, "-in", "services.csv", "-out", "p")
		})
	}
}

// TestServiceNamesOfOnesOwn has names that RFC 6335 does not allow, once each.
func TestServiceNamesOfOnesOwn(t *testing.T) {
	services(t, "Service Name,Port Number,Transport Protocol,Description,Alias,Withdrawn\n"+
		"my service,8480,tcp,,,\nmy service,8480,udp,,,\na/b,8482,tcp,,,\n-lead,8483,tcp,,,\ntwo--in,8484,tcp,,,\n12345,8485,tcp,,,\n"+
		"one-of-16-chars-,8486,tcp,,,\nfifteen-letters,8489,tcp,,,\nlonger-than-that,8490,tcp,,,\n"+
		"9p-v2,8487,tcp,,,\nold_good,8487,tcp,,9p-v2,\nwhois++,63,tcp,,,\ngone_by,8488,tcp,,,2026-01-01\n")
	mustGen(t, "-in", "services.csv", "-out", "p")
	code, _, stderr := gen("-in", "services.csv", "-out", "p", "-check")
	assert.Zero(t, code)
	const syntax = "with single hyphens between them"
	for start, want := range map[string]string{
		`services.csv:2: warning: service name "my service": `:        syntax,
		`services.csv:4: warning: service name "a/b": `:               syntax,
		`services.csv:5: warning: service name "-lead": `:             syntax,
		`services.csv:6: warning: service name "two--in": `:           syntax,
		`services.csv:7: warning: service name "12345": `:             "requires a letter",
		`services.csv:8: warning: service name "one-of-16-chars-": `:  syntax,
		`services.csv:10: warning: service name "longer-than-that": `: "has 16 characters, RFC 6335 allows 15, and Kubernetes",
	} {
		_, rest, ok := strings.Cut(stderr, start)
		assert.True(t, ok, "%q in %s", start, stderr)
		line, _, _ := strings.Cut(rest, "\n")
		assert.Contains(t, line, want)
	}
	assert.Equal(t, 7, strings.Count(stderr, "RFC 6335"), stderr)
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
		assert.Contains(t, stderr, `services.csv:2: transport protocol "`+strings.Trim(transports, `"`)+`": unknown: write `+want)
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
		{catalog.Counts{Aliases: 2, Portless: 1, OtherProtocols: 2, Repeated: 3, LeftOut: 4, GaveWay: 5}, "p: 17 rows: 2 aliases, 1 without a port; skipped: 2 of other protocols, 3 repeated, 5 for a preferred file, 4 by -only and -ports"},
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

// TestEmptySelection names the flags that were given, and no other.
func TestEmptySelection(t *testing.T) {
	services(t, namedHeader+"a,8480,tcp,,A\n")
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
	assert.Regexp(t, `^services.csv:2: .*"b" is B\nservices.csv:3: .*"a" is A\nservices.csv:4: .*"c" is C\n$`, stdout)
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
