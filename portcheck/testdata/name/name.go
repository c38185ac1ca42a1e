package name

import (
	"net"

	"example.com/ianaports/ports"
)

func names() {
	net.Dial("tcp", "example.com:https")      // want `^service https is looked up at run time: use ports.PortHTTPS$`
	net.Listen("tcp", ":Syslog-TLS")          // want `service syslog-tls is looked up at run time: use ports.PortSyslogTLS`
	net.Dial("tcp", "example.com:www-http")   // want `service www-http is looked up at run time: use ports.PortWWWHTTP`
	net.LookupPort("tcp", "https")            // want `service https is looked up at run time: use ports.PortHTTPS`
	net.LookupPort("tcp", "http-alt")         // has several ports
	net.LookupPort("tcp", "x11")              // is a range
	net.JoinHostPort("example.com", "syslog") // want `service syslog is looked up at run time: use ports.PortSyslog`
	net.Dial("tcp", ports.PortHTTPS.Addr("example.com"))
}
