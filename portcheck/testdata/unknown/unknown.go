package unknown

import "net"

func unknown(name string) {
	net.LookupPort("tcp", "syslogtls")         // want `^service "syslogtls" is not registered: did you mean syslog-tls\?$`
	net.Dial("tcp", "host:htpps")              // want `service "htpps" is not registered: did you mean https`
	net.LookupPort("tcp", "nothing-like-this") // want `^service "nothing-like-this" is not registered$`
	net.LookupPort("udp", "syslogtls")         // want `^service "syslogtls" is not registered: did you mean syslog-tls, syslog\?$`
	net.LookupPort("tcp", name)
}
