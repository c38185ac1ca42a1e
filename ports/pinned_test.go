package ports

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// pinned are constants that callers rely on. No registry and no change of the
// generator may rename or renumber one.
var pinned = []struct {
	name      string
	got, want int
}{
	{"FTPData", FTPData, 20},
	{"FTP", FTP, 21},
	{"SSH", SSH, 22},
	{"Telnet", Telnet, 23},
	{"SMTP", SMTP, 25},
	{"Domain", Domain, 53},
	{"TFTP", TFTP, 69},
	{"HTTP", HTTP, 80},
	{"Kerberos", Kerberos, 88},
	{"POP3", POP3, 110},
	{"NTP", NTP, 123},
	{"NetBIOSSsn", NetBIOSSsn, 139},
	{"IMAP", IMAP, 143},
	{"SNMP", SNMP, 161},
	{"SNMPTrap", SNMPTrap, 162},
	{"BGP", BGP, 179},
	{"IRC", IRC, 194},
	{"LDAP", LDAP, 389},
	{"HTTPS", HTTPS, 443},
	{"MicrosoftDS", MicrosoftDS, 445},
	{"Submissions", Submissions, 465},
	{"Syslog", Syslog, 514},
	{"X9PFS", X9PFS, 564},
	{"Submission", Submission, 587},
	{"HTTPAlt591", HTTPAlt591, 591},
	{"LDAPS", LDAPS, 636},
	{"DomainS", DomainS, 853},
	{"IMAPS", IMAPS, 993},
	{"POP3S", POP3S, 995},
	{"OpenVPN", OpenVPN, 1194},
	{"MQTT", MQTT, 1883},
	{"NFS", NFS, 2049},
	{"MySQL", MySQL, 3306},
	{"MSWBTServer", MSWBTServer, 3389},
	{"STUN", STUN, 3478},
	{"IPsecNATT", IPsecNATT, 4500},
	{"SIP", SIP, 5060},
	{"XMPPClient", XMPPClient, 5222},
	{"PostgreSQL", PostgreSQL, 5432},
	{"AMQP", AMQP, 5672},
	{"X11", X11, 6000},
	{"X11Last", X11Last, 6063},
	{"Redis", Redis, 6379},
	{"SyslogTLS", SyslogTLS, 6514},
	{"HTTPAlt8080", HTTPAlt8080, 8080},
	{"FlexLM27000", FlexLM27000, 27000},
}

func TestPinned(t *testing.T) {
	for _, p := range pinned {
		assert.Equal(t, p.want, p.got, p.name)
	}
}

// The typed ones have the same names after Port.
var _ = [...]Port{
	PortSSH, PortSMTP, PortDomain, PortHTTP, PortNTP, PortHTTPS, PortX11, PortX11Last, Port9PFS,
	PortSyslogTLS, PortHTTPAlt8080, PortPostgreSQL, PortFlexLM27000,
}

// An untyped constant fits any type that has room for it.
var (
	_ int8    = SSH
	_ uint16  = SyslogTLS
	_ int64   = SyslogTLS
	_ float64 = SyslogTLS
	_ Port    = SyslogTLS
)
