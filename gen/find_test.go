package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/catalog"
)

// found runs gen find, and returns what it finds.
func found(t *testing.T, args ...string) []*catalog.Match {
	t.Helper()
	code, stdout, stderr := gen(append([]string{"find", "-json"}, args...)...)
	require.Zero(t, code, stderr)
	require.Empty(t, stderr)
	var matches []*catalog.Match
	require.NoError(t, json.Unmarshal([]byte(stdout), &matches))
	return matches
}

// constantsOf returns the constants of matches with their packages, as find prints them,
// and in parentheses the names of what has none. Neighbours that are equal are one.
func constantsOf(matches []*catalog.Match) (list []string) {
	for _, m := range matches {
		text := m.Constant
		if m.Package != "" && m.Constant != "" {
			text = m.Package + "." + m.Constant
		} else if m.Constant == "" {
			text = "(" + m.Name + ")"
		}
		if len(list) == 0 || list[len(list)-1] != text {
			list = append(list, text)
		}
	}
	return list
}

// TestFindInEmbedded finds in the registries that gen has, where it looks without a file
// as well.
func TestFindInEmbedded(t *testing.T) {
	t.Chdir(t.TempDir())
	for args, want := range map[string][]string{
		"SyslogTLS airplay 6010 kafka": {
			`6514 +tcp +syslog-tls +ports\.SyslogTLS +Syslog over TLS .*\[RFC5425\]\n`,
			`6514 +udp,dccp +syslog-tls +ports\.SyslogTLS +syslog over DTLS .*\[RFC6012\]\n`,
			`\n +tcp,udp +airplay  .*\(no port\)`,
			`6000-6063 +tcp,udp +x11 +ports\.X11 +X Window System\n`,
			`\n9092 +tcp +kafka +defacto\.Kafka +Apache Kafka .*\(shared: IANA: XmlIpcRegSvc.* https://`,
		},
		"-in iana whois++ 24 postgres": {`\n63 .* ports\.WhoisPP .*\(alias of whoispp\)`, "any private mail system", ` postgresql +ports\.`, ` postgres +defacto\.`},
		"-in defacto 22 sftp":          {`\n22 .* defacto\.SFTP `, `\n22 .* ports\.SSH `, `\n115 .* ports\.SFTP `},
	} {
		code, stdout, stderr := gen(append([]string{"find"}, strings.Fields(args)...)...)
		assert.Zero(t, code, stderr)
		for _, text := range want {
			assert.Regexp(t, text, stdout, args)
		}
	}
	code, stdout, stderr := gen("find", "htpps", "6514", "ports.Htpps", "kafak")
	assert.Equal(t, 1, code)
	assert.Contains(t, stdout, "6514  ")
	lines := strings.SplitAfter(stderr, "\n")
	require.Len(t, lines, 4, stderr)
	assert.Equal(t, "\"htpps\": nothing found: did you mean https?\n", lines[0])
	assert.Equal(t, "\"ports.Htpps\": nothing found: did you mean https?\n", lines[1])
	assert.Contains(t, lines[2], "\"kafak\": nothing found: did you mean kafka", "a name in use")
}

// TestFindAsWritten finds a service as code, messages and people write it and its port.
func TestFindAsWritten(t *testing.T) {
	services(t, namedHeader+"pierogi-tls,62514,tcp,Pierogi over TLS,PierogiTLS\nssh,22,tcp,,SSH\n")
	args := []string{
		"pierogi-tls", "PierogiTLS", "PortPierogiTLS", "ports.PierogiTLS", "defacto.PortPierogiTLS", "Pierogi-TLS", "pierogi tls", "TLS pierogi",
		"62514", ":62514", "62514/tcp", "62514/TCP", "62510 - 62520",
	}
	// Each argument finds that service, or there would be an error, and no other one.
	code, stdout, stderr := gen(append([]string{"find", "-in", "services.csv"}, args...)...)
	assert.Zero(t, code)
	assert.Empty(t, stderr)
	assert.Equal(t, "PORT   TRANSPORT  SERVICE      CONSTANT    DESCRIPTION\n62514  tcp        pierogi-tls  PierogiTLS  Pierogi over TLS\n", stdout)
}

// TestFindAsJSON holds the JSON to what the struct says, with nothing found as well.
func TestFindAsJSON(t *testing.T) {
	code, stdout, _ := gen("find", "-json", "no-such-service", "443")
	assert.Equal(t, 1, code)
	var matches []catalog.Match
	require.NoError(t, json.Unmarshal([]byte(stdout), &matches))
	require.NotEmpty(t, matches)
	assert.Equal(t, "https", matches[0].Name)
	assert.Contains(t, stdout, `"package": "ports",`)
	code, stdout, _ = gen("find", "-json", "no-such-service")
	assert.Equal(t, 1, code)
	assert.Equal(t, "[]\n", stdout)
}

// TestFindOverThreeRegistries has a name in a team's file, in use, and in IANA's registry:
// it is found in this order, whatever the ports, and only the team's package is not known.
func TestFindOverThreeRegistries(t *testing.T) {
	services(t, namedHeader+"sftp,62022,tcp,Ours,SFTP\norders,8491,tcp,,Orders\n,8500-8599,,Reserved for orders,\n")
	matches := found(t, "-in", "services.csv", "sftp")
	assert.Equal(t, []string{"SFTP", "defacto.SFTP", "ports.SSH", "ports.SFTP"}, constantsOf(matches)[:4])
	assert.Equal(t, "services.csv", matches[0].File)
	assert.Equal(t, 2, matches[0].Line)

	// Ports come in their order, and of one port what is the team's, in use, and IANA's.
	assert.Equal(t, []string{
		"Orders", "()", "ports.FMTP", "defacto.Consul", "defacto.TFServing", "ports.XMLIPCRegSvc", "defacto.H2", "defacto.Kafka", "defacto.Kapacitor",
	}, constantsOf(found(t, "-in", "services.csv", "8491", "8500", "9092")))

	// Another edition of IANA's takes the place of the one that gen has.
	iana := writeTemp(t, "iana.csv", canonicalHeader+"sftp,115,tcp,,,,,,,,,,SFTP,\n")
	assert.Equal(t, []string{"SFTP", "defacto.SFTP"}, constantsOf(found(t, "-iana", iana, "sftp")))
}

// TestFindBesideATeam: what a team's file does not have is looked up in the others, and a
// port that is free in all is nobody's.
func TestFindBesideATeam(t *testing.T) {
	services(t, namedHeader+"orders,8491,tcp,,Orders\n")
	assert.Equal(t, []string{"ports.PostgreSQL", "defacto.PgSQL", "defacto.Postgres", "defacto.PG", "defacto.Psql", "()", "defacto.LMTP"}, constantsOf(found(t, "-in", "services.csv", "5432", "24")),
		"the name that is registered, other names of it, and a port without a name")
	code, stdout, stderr := gen("free", "-in", "services.csv", "8400-8499")
	require.Zero(t, code, stderr)
	free, _, _ := strings.Cut(stdout, "\n")
	free, _, _ = strings.Cut(free, "-")
	code, stdout, stderr = gen("find", "-in", "services.csv", free, "65000", "65000-65001")
	assert.Equal(t, exitFailed, code)
	assert.Empty(t, stdout)
	assert.Equal(t, `"`+free+"\": nothing found: the port is unassigned\n"+
		"\"65000\": nothing found: the Dynamic Ports, from 49152 on, are never assigned\n"+
		"\"65000-65001\": nothing found: the Dynamic Ports, from 49152 on, are never assigned\n", stderr)
}

// TestFindTraps looks for names that IANA's registry has for another service than the one
// that people mean: that one comes first, with what it is another name of.
func TestFindTraps(t *testing.T) {
	list := constantsOf(found(t, "sftp", "OTLP", "irc", "iscsi"))
	for word, want := range map[string][]string{
		"sftp":  {"defacto.SFTP", "ports.SSH", "ports.SFTP"},
		"OTLP":  {"defacto.OTLP", "ports.OpenTelemetry", "ports.OTLP"},
		"irc":   {"defacto.IRC", "ports.IRC", "ports.IRCU"}, // IRCU is a range
		"iscsi": {"defacto.ISCSI", "ports.ISCSI", "ports.ISCSITarget"},
	} {
		first := slices.Index(list, want[0])
		require.GreaterOrEqual(t, first, 0, word)
		assert.Equal(t, want, list[first:first+len(want)], word)
	}
}

// TestFindKnownNames looks for services by names under which IANA does not register them.
func TestFindKnownNames(t *testing.T) {
	list := constantsOf(found(t, "rdp", "DNS", "vnc"))
	for _, pair := range [][]string{{"defacto.RDP", "ports.MSWBTServer"}, {"defacto.DNS", "ports.Domain"}, {"defacto.VNC", "ports.RFB"}} {
		assert.Subset(t, list, pair)
	}
	assert.Equal(t, []string{"defacto.RDP", "ports.MSWBTServer"}, list[:2])
	assert.Equal(t, []string{"defacto.RemoteDesktop", "defacto.AppleRemoteDesktop"}, constantsOf(found(t, "desktop remote"))[:2], "several words")
}

// TestFindWholeWords: parts of words are found only where no word is whole, in any of the
// registries.
func TestFindWholeWords(t *testing.T) {
	services(t, namedHeader+"pierogi-tor,62050,tcp,,PierogiTor\n")
	for _, m := range found(t, "tor") {
		assert.Regexp(t, `(?i)\btor\b`, m.Name+" "+m.Description+" "+m.Alias)
	}
	list := constantsOf(found(t, "-in", "services.csv", "ierog", "Wireguar"))
	assert.Equal(t, []string{"PierogiTor", "defacto.WireGuard"}, list[:2])
	require.NoError(t, os.WriteFile("services.csv", []byte(namedHeader+"wireguar,62050,tcp,,Wireguar\n"), 0o666))
	assert.Equal(t, []string{"Wireguar"}, constantsOf(found(t, "-in", "services.csv", "wireguar")))
}

// TestFindPortlessLast: a name without a port is the last of those that match as well.
func TestFindPortlessLast(t *testing.T) {
	iana := writeTemp(t, "iana.csv", canonicalHeader+
		"pierogi,,tcp,,,,,,,,,,,\npierogi-a,,tcp,,,,,,,,,,,\npierogi-b,62050,tcp,,,,,,,,,,PierogiB,\npiero,,udp,The pierogi,,,,,,,,,,\nraviol,62051,udp,No pierogi,,,,,,,,,Ravioli,\nkafka,,udp,,,,,,,,,,,\n")
	assert.Equal(t, []string{"(pierogi)", "PierogiB", "(pierogi-a)", "Ravioli", "(piero)"}, constantsOf(found(t, "-iana", iana, "pierogi")))
	assert.Equal(t, []string{"defacto.Kafka", "(kafka)"}, constantsOf(found(t, "-iana", iana, "kafka"))[:2], "in a file that comes first, too")
	assert.Equal(t, []string{"defacto.RDP", "ports.MSWBTServer", "(rdp)"}, constantsOf(found(t, "rdp"))[:3])
}

// TestTableRenders counts the cells of each row of the largest table there is.
func TestTableRenders(t *testing.T) {
	code, stdout, stderr := gen("table", "-in", "iana")
	require.Zero(t, code, stderr)
	rows := 0
	for line := range strings.Lines(stdout) {
		rows++
		// What a backslash escapes is text.
		bare := line
		for i := strings.IndexByte(bare, '\\'); i >= 0; i = strings.IndexByte(bare, '\\') {
			bare = bare[:i] + bare[i+2:]
		}
		require.Equal(t, 7, strings.Count(bare, "|"), line)
		require.NotContains(t, strings.ReplaceAll(bare, "&amp;", ""), "&", line)
		require.NotContains(t, bare, "<", line)
		require.NotContains(t, bare, "_", line)
	}
	assert.Greater(t, rows, 5000)
}
