package nearest

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNames(t *testing.T) {
	names := []string{"https", "http", "syslog-tls", "syslog", "ssh", "imap", "imaps", "submissions", "ms-wbt-server"}
	for name, want := range map[string][]string{
		"htpps": {"https"}, "syslogtls": {"syslog-tls", "syslog"}, "SSHH": {"ssh"}, "nothing": nil, "imapss": {"imaps", "imap"},
	} {
		assert.Equal(t, want, Names(name, names), name)
	}
	assert.Equal(t, 1, distance("tsl", "tls"))
	assert.Equal(t, 3, distance("", "tls"))
}
