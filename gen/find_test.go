package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/catalog"
)

// TestFindInIANA finds in the registry that gen has, which is where it looks unless it
// is told otherwise.
func TestFindInIANA(t *testing.T) {
	t.Chdir(t.TempDir())
	for args, want := range map[string][]string{
		"SyslogTLS airplay 6010": {
			"6514       tcp        syslog-tls  SyslogTLS  Syslog over TLS                                          [RFC5425]\n",
			"6514       udp,dccp   syslog-tls  SyslogTLS  syslog over DTLS                                         [RFC6012]\n",
			"           tcp,udp    airplay                ",
			"(no port)",
			"6000-6063  tcp,udp    x11         X11        X Window System\n",
		},
		"-in iana whois++ 24 postgres": {"\n63  ", "any private mail system", " postgresql  "},
	} {
		code, stdout, stderr := gen(append([]string{"find"}, strings.Fields(args)...)...)
		assert.Zero(t, code, stderr)
		for _, text := range want {
			assert.Contains(t, stdout, text, args)
		}
	}
	code, stdout, stderr := gen("find", "htpps", "6514")
	assert.Equal(t, 1, code)
	assert.Contains(t, stdout, "6514  ")
	assert.Equal(t, "\"htpps\": nothing found: did you mean https?\n", stderr)
}

// TestFindAsWritten finds a service as code, messages and people write it and its port.
func TestFindAsWritten(t *testing.T) {
	services(t, namedHeader+"syslog-tls,6514,tcp,Syslog over TLS,SyslogTLS\nssh,22,tcp,,SSH\n")
	_, want, _ := gen("find", "-in", "services.csv", "syslog-tls")
	assert.Contains(t, want, "6514  tcp        syslog-tls  SyslogTLS  Syslog over TLS\n")
	for _, arg := range []string{"SyslogTLS", "PortSyslogTLS", "ports.SyslogTLS", "Syslog-TLS", "6514", ":6514", "6514/tcp", "6514/TCP", "6510 - 6520"} {
		code, stdout, stderr := gen("find", "-in", "services.csv", arg)
		assert.Zero(t, code, stderr)
		assert.Equal(t, want, stdout, arg)
	}
}

// TestFindAsJSON holds the JSON to what the struct says, with nothing found as well.
func TestFindAsJSON(t *testing.T) {
	code, stdout, _ := gen("find", "-json", "no-such-service", "443")
	assert.Equal(t, 1, code)
	var matches []catalog.Match
	require.NoError(t, json.Unmarshal([]byte(stdout), &matches))
	require.NotEmpty(t, matches)
	assert.Equal(t, "https", matches[0].Name)
	code, stdout, _ = gen("find", "-json", "no-such-service")
	assert.Equal(t, 1, code)
	assert.Equal(t, "[]\n", stdout)
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

// TestFindKnownNames looks for services by names under which IANA does not register them.
func TestFindKnownNames(t *testing.T) {
	code, stdout, stderr := gen("find", "rdp", "DNS", "vnc")
	require.Zero(t, code, stderr)
	first := strings.Join(strings.SplitAfter(stdout, "\n")[1:4], "")
	for _, name := range []string{"MSWBTServer", "Domain", "RFB"} {
		assert.Contains(t, first, name)
	}
}
