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
	var elsewhere, portless []string
	for known, registered := range registeredAs {
		for _, name := range registered {
			services := slices.Collect(ports.ServicesNamed(name))
			assert.True(t, slices.ContainsFunc(services, ports.Service.HasPort), "%s: %s is on no port", known, name)
			assert.Contains(t, KnownAs(name), known)
		}
		switch services := slices.Collect(ports.ServicesNamed(known)); {
		case slices.ContainsFunc(services, ports.Service.HasPort):
			elsewhere = append(elsewhere, known)
		case len(services) > 0:
			portless = append(portless, known)
		}
	}
	assert.ElementsMatch(t, []string{"cifs", "interbase", "iscsi", "winrm"}, elsewhere, "registered as well, on other ports")
	assert.ElementsMatch(t, []string{"bootp", "rdp", "smb"}, portless, "registered as well, without a port")
	assert.Equal(t, []string{"bootps", "bootpc"}, RegisteredAs("DHCP"))
	assert.Equal(t, []string{"mssql", "sqlserver"}, KnownAs("ms-sql-s"))
	assert.Empty(t, RegisteredAs("https"))
	assert.Empty(t, KnownAs("https"))
}
