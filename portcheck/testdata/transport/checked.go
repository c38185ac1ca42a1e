package transport

import (
	"net"
	"net/netip"

	"example.com/ianaports/ports"
)

// The compiler checks these.
const (
	web   = ports.HTTPS
	next  = ports.HTTPS + 1
	typed = ports.PortHTTPS
	own   = ports.Port(443) // want `port 443 is https: use ports.HTTPS`
	svdrp = ports.SVDRP     // want `service svdrp is not registered over udp: 6419/udp is svdrp-disc`
)

func checked() {
	_ = net.TCPAddr{Port: web}
	_ = net.TCPAddr{Port: next}
	_ = net.TCPAddr{Port: int(typed)}
	_ = net.TCPAddr{Port: int(own)}
	net.Dial("tcp", typed.Addr("example.com"))
	netip.AddrPortFrom(netip.Addr{}, uint16(typed))
	_ = net.UDPAddr{Port: svdrp}
}
