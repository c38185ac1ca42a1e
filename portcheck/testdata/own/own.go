package own

import (
	"net"

	shop "example.com/test/own/ports"
)

func own() {
	net.Dial("tcp", "example.com:8480")            // want `^port 8480 is orders-api: use ports.PortOrdersAPI$`
	net.Dial("tcp", "example.com:orders")          // want `service orders is looked up at run time: use ports.PortOrdersAPI`
	net.Dial("udp", shop.PortBilling.Addr("host")) // want `service billing is not registered over udp`
	net.Dial("tcp", "example.com:6514")            // want `port 6514 is syslog-tls: use ports.PortSyslogTLS`
	net.LookupPort("tcp", "order-api")             // want `service "order-api" is not registered: did you mean orders-api`
	_ = net.TCPAddr{Port: 443}                     // want `port 443 is web: use ports.Web`
}
