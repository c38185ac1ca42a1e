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
	// Over tcp, gauge has 8570, and metrics the rest of its range: no constant is 8571.
	net.DialTCP("tcp", nil, &net.TCPAddr{Port: 8571})
	net.DialTCP("tcp", nil, &net.TCPAddr{Port: 8570}) // want `port 8570 is gauge: use ports.Gauge`
	net.DialUDP("udp", nil, &net.UDPAddr{Port: 8570}) // want `port 8570 is metrics: use ports.Metrics`
	_ = net.UDPAddr{Port: shop.PortGate}              // want `service port-gate is not registered over udp: 8490/udp is port-gate-quic: use ports.PortPortGateQUIC`
	net.Dial("udp", shop.PortPortGate.Addr("host"))   // want `service port-gate is not registered over udp: 8490/udp is port-gate-quic: use ports.PortPortGateQUIC`
}
