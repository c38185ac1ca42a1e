// Package lookups has names that are looked up.
package lookups

import (
	"net"

	"example.com/ianaports/ports"
)

func lookups(domain string) {
	ports.Lookup(ports.TCP, "syslog-tsl") // want `^service "syslog-tsl" is not registered: did you mean syslog-tls`
	ports.LookupPort("tcp", "htpps")      // want `service "htpps" is not registered: did you mean https`
	ports.Lookup(ports.TCP, "syslog")     // want `service syslog is not registered over tcp`
	ports.Lookup(ports.TCP, "syslog-tls")
	net.LookupSRV("xmpp-cleint", "tcp", domain) // want `service "xmpp-cleint" is not registered: did you mean xmpp-client`
	net.LookupSRV("xmpp-client", "tcp", domain)
	browse("_ipp._tcp")
	browse("_ladp._tcp.example.com") // want `service "ladp" is not registered: did you mean .*ldap`
	browse("_airplay._tcp")
}

func browse(service string) {}

// The name goes through another function.
func poll(host, port string) {
	net.Dial("tcp", net.JoinHostPort(host, port))
}

func polls(scheme string) {
	poll("a.example", "ssh") // want `service ssh is looked up at run time: use ports.PortSSH`
	poll("a.example", "guest")
	if scheme == "ldap" {
		poll("a.example", scheme)
	}
}
