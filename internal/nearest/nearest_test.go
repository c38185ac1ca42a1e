package nearest

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"example.com/ianaports/ports"
)

func TestNames(t *testing.T) {
	names := []string{"https", "http", "syslog-tls", "syslog", "ssh", "imap", "imaps", "submissions", "ms-wbt-server"}
	for name, want := range map[string][]string{
		"htpps": {"https"}, "syslogtls": {"syslog-tls", "syslog"}, "SSHH": {"ssh"}, "nothing": nil, "imapss": {"imaps", "imap"}, "SMTPS": {"submissions"}, "rdp": {"ms-wbt-server"},
	} {
		assert.Equal(t, want, Names(name, names), name)
	}
	assert.Equal(t, 1, distance("tsl", "tls"))
	assert.Equal(t, 3, distance("", "tls"))
}

// TestRegisteredAs compares the table with IANA's registry.
func TestRegisteredAs(t *testing.T) {
	var both []string
	for known, registered := range registeredAs {
		for _, name := range registered {
			assert.NotEmpty(t, slices.Collect(ports.ServicesNamed(name)), "%s: %s is not registered", known, name)
			assert.Contains(t, KnownAs(name), known)
		}
		if len(slices.Collect(ports.ServicesNamed(known))) > 0 {
			both = append(both, known)
		}
	}
	assert.ElementsMatch(t, []string{"cifs", "interbase", "iscsi", "winrm"}, both, "registered as well, on other ports")
	assert.Equal(t, []string{"bootps", "bootpc"}, RegisteredAs("DHCP"))
	assert.Equal(t, []string{"mssql", "sqlserver"}, KnownAs("ms-sql-s"))
	assert.Empty(t, RegisteredAs("https"))
	assert.Empty(t, KnownAs("https"))
}
