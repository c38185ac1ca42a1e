package catalog

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

// linted returns the warnings about files beside a registry of IANA's.
func linted(t *testing.T, ianas *Catalog, files ...*registry.File) (warnings []string) {
	t.Helper()
	for _, w := range made(t, files...).Lint(ianas) {
		warnings = append(warnings, w.Error())
	}
	return warnings
}

// assertFacts looks for the facts of each text.
func assertFacts(t *testing.T, want [][]string, got []string) {
	t.Helper()
	if !assert.Len(t, got, len(want), got) {
		return
	}
	for i, facts := range want {
		for _, fact := range facts {
			assert.Contains(t, got[i], fact)
		}
	}
}

func TestLint(t *testing.T) {
	ianas := made(t, iana(t, "", "https,443,tcp\nalt,8443,tcp\nalt2,8443,udp\ntaken,8444\nsys,22,tcp\n"+
		"r1,9100,tcp\nr2,9101,tcp\nr3,9102,tcp\nr4,9103,tcp\nr5,9104,tcp\n,8446,tcp,Reserved\n,1024,,Reserved\n"))
	assertFacts(t, [][]string{
		{"own.csv:5: ", `"tcp-only"`, "IANA", "8443", "alt, alt2", ": 8445 is free", `"Shared"`},
		{"own.csv:6: ", `"both"`, "IANA", "8443", "alt, alt2", ": 8447 is free"},
		{"own.csv:7: ", `"system"`, "100", "System Port", ": 1029 is free"},
		{"own.csv:8: ", `"dynamic"`, "48990-49160", "Dynamic Port", "are free"},
		{"own.csv:9: ", `"any"`, "IANA", "22", "sys", "is free"},
		{"own.csv:9: ", `"any"`, "22", "System Port", "is free"},
		{"own.csv:10: ", `"sys"`, "20-22", "System Port", "are free"},
		{"own.csv:11: ", `"range"`, "9099-9104", "r1, r2, r3 and 2 more", ": 9105-9110 are free"},
		{"own.csv:12: ", `"three"`, "9102-9104", "r3, r4, r5:", ": 9111-9113 are free"},
		{"own.csv:13: ", `"last-system"`, "1023", "System Port", "is free"},
		{"own.csv:14: ", `"first-dynamic"`, "49152", "Dynamic Port", "is free"},
	}, linted(t, ianas, team(t, "", "https,443,tcp\nhttps,443,udp\n"+ // IANA's own
		"good,9000,tcp\n"+
		"tcp-only,8443,tcp\n"+
		"both,8443,sctp\n"+
		"system,100,tcp\n"+
		"dynamic,48990-49160,tcp\n"+
		"any,22\n"+
		"sys,20-22,udp\n"+
		"range,9099-9104,tcp\n"+
		"three,9102-9104,udp\n"+
		"last-system,1023,udp\n"+
		"first-dynamic,49152,tcp\n")))
}

// TestLintShared: a reason in the column Shared accepts whatever is said of a port.
func TestLintShared(t *testing.T) {
	ianas := made(t, iana(t, "", "http-alt,8080,tcp\nold,500,tcp\n"))
	const rows = "admin,8080,tcp,,%s\nsystem,100,tcp,,%s\noutgoing,40000,tcp,,%s\ndynamic,50000,tcp,,%s\nnew,9000,tcp\nold,9000,tcp,,%s,new\n"
	assert.Empty(t, linted(t, ianas, team(t, "Shared,Alias", sprintAll(rows, "behind our own proxy"))))
	assert.Len(t, linted(t, ianas, team(t, "Shared,Alias", sprintAll(rows, ""))), 5)
}

// TestOutgoingPorts are those that Linux gives to clients by default.
func TestOutgoingPorts(t *testing.T) {
	ianas := made(t, iana(t, "", "x,1,tcp\n"))
	assertFacts(t, [][]string{
		{"own.csv:3: ", `"first"`, "32768", "Linux", "outgoing", "32768-60999", " is free"},
		{"own.csv:4: ", `"last-user"`, "49151", "Linux", "outgoing"},
		{"own.csv:5: ", `"dynamic"`, "60999", "Dynamic Port"},
		{"own.csv:6: ", `"after"`, "61000", "Dynamic Port"},
		{"own.csv:7: ", `"into"`, "32760-32768", "outgoing"},
	}, linted(t, ianas, team(t, "", "below,32766,tcp\nfirst,32768,tcp\nlast-user,49151,tcp\ndynamic,60999,tcp\nafter,61000,tcp\ninto,32760-32768,udp\n")))
}

// TestLintOfIANA: rows of IANA's own are right where they are, even if the other registry
// has not got them yet.
func TestLintOfIANA(t *testing.T) {
	ianas := made(t, shippedFile(t))
	const rows = "brand-new,1000,tcp\nodd_name,1001,tcp\n"
	assert.NotEmpty(t, linted(t, ianas, team(t, "", rows)))
	assert.Empty(t, linted(t, ianas, iana(t, "", rows)))
	assert.Empty(t, linted(t, ianas, machine(t, "services", "brand-new 1000/tcp\nodd_name 1001/tcp\n")), "a machine has what it has")
}

// TestLintOfSelection suggests no port of a service that was not selected.
func TestLintOfSelection(t *testing.T) {
	ianas := made(t, shippedFile(t))
	n := named(t, made(t, team(t, "", "admin,8443,tcp\nother,8446,tcp\n")))
	part, err := n.Select([]string{"admin"}, nil)
	require.NoError(t, err)
	for _, warnings := range []registry.ErrorList{n.Lint(ianas), part.Lint(ianas)} {
		require.Len(t, warnings, 1)
		for _, fact := range []string{"own.csv:2: ", `"admin"`, "8443", "pcsync-https", ": 8447 is free"} {
			assert.Contains(t, warnings[0].Error(), fact)
		}
	}
}

// TestSuggestedPorts: each warning suggests the next free ports, though an earlier one
// has passed them over, and for a port from 32768 on the last one before.
func TestSuggestedPorts(t *testing.T) {
	ianas := made(t, iana(t, "", "taken,9000,tcp\n"))
	assertFacts(t, [][]string{
		{"own.csv:2: ", `"pair"`, "8999-9000", ": 9003-9004 are free"},
		{"own.csv:3: ", `"single"`, "9000", ": 9001 is free"},
		{"own.csv:5: ", `"dynamic"`, "50000", ": 32767 is free"},
	}, linted(t, ianas, team(t, "", "pair,8999-9000,tcp\nsingle,9000,udp\nother,9002,tcp\ndynamic,50000,tcp\n")))
}

// TestSuggestedInBlock: a service in a block of its owner stays in the block, as long as
// there is room.
func TestSuggestedInBlock(t *testing.T) {
	ianas := made(t, iana(t, "", "a,8601,tcp\nb,8602,udp\nc,8603,tcp\nd,8606,tcp\n"))
	assertFacts(t, [][]string{
		{"own.csv:3: ", `"one"`, ": 8604 is free"},
		{"own.csv:4: ", `"two"`, ": 8605 is free"},
		{"own.csv:5: ", `"three"`, ": 8607 is free"},
		{"own.csv:7: ", `"other"`, ": 8608 is free"},
	}, linted(t, ianas, team(t, "Owner", ",8600-8606,,Ours,us\none,8601,tcp,,us\ntwo,8602,tcp,,us\nthree,8603,tcp,,us\nweb,8600,tcp,,us\nother,8606,tcp,,them\n")))
}

func TestLintNames(t *testing.T) {
	ianas := made(t, iana(t, "", "known_name,1024,tcp\n"))
	const syntax = "letters and digits, with single hyphens"
	assertFacts(t, [][]string{
		{"own.csv:3: ", `"42"`, "RFC 6335", "letter"},
		{"own.csv:4: ", `"bad_name"`, "RFC 6335", syntax},
		{"own.csv:6: ", `"-x"`, syntax},
		{"own.csv:7: ", `"x--y"`, syntax},
		{"own.csv:11: ", `"sixteen-letters-"`, syntax},
		{"own.csv:13: ", `"sixteen-letterss"`, "16", "15", "RFC 6335", "Kubernetes"},
	}, linted(t, ianas, team(t, "Alias,Withdrawn", "good,8480,tcp\n42,8481,tcp\nbad_name,8482,tcp\nbad_name,8482,udp\n-x,8483,tcp\nx--y,8484,tcp\nknown_name,1024,tcp\n"+
		"old_name,8480,tcp,,good\n"+
		"gone_name,8485,tcp,,,2026-01-02\n"+
		"sixteen-letters-,8486,tcp\n"+
		"fifteen-letters,8487,tcp\n"+
		"sixteen-letterss,8488,tcp\n")))
}

// TestLintAliases has aliases that IANA has on another port.
func TestLintAliases(t *testing.T) {
	ianas := made(t, iana(t, "", "server,500,tcp\ntwice,600,tcp\ntwice,601,tcp\nudp-only,700,udp\n"))
	assertFacts(t, [][]string{
		{"services:1: ", `"server"`, `"orders"`, "500/tcp"},
	}, linted(t, ianas, machine(t, "services", "orders 8480/tcp server twice2 unknown\nsame 500/tcp server\ntwo 601/tcp twice\nother 9/tcp udp-only\n")))
	assertFacts(t, [][]string{
		{"own.csv:3: ", `"server"`, `"orders"`, "500/tcp"},
		{"own.csv:5: ", `"udp-only"`, `"wide"`, "700/udp"},
	}, linted(t, ianas, team(t, "Alias", "orders,8480,tcp\nserver,8480,tcp,,orders\nwide,8481\nudp-only,8481,,,wide\n")))
}
