package transport

import (
	"net"
	"net/netip"

	. "example.com/ianaports/ports"
	iana "example.com/ianaports/ports"
)

func transport(network string) {
	net.LookupPort("udp", "svdrp")                                 // want `^service svdrp is not registered over udp: 6419/udp is svdrp-disc: use ports.PortSVDRPDisc$`
	net.ListenPacket("udp", iana.PortSVDRP.Addr(""))               // want `service svdrp is not registered over udp: 6419/udp is svdrp-disc: use ports.PortSVDRPDisc`
	_ = net.UDPAddr{Port: iana.SVDRP}                              // want `service svdrp is not registered over udp: 6419/udp is svdrp-disc`
	_ = net.UDPAddr{Port: int(PortSVDRP)}                          // want `service svdrp is not registered over udp: 6419/udp is svdrp-disc`
	_ = net.UDPAddr{Port: NETCONFTLS}                              // want `^service netconf-tls is not registered over udp$`
	net.LookupPort("tcp", "syslog")                                // want `^service syslog is not registered over tcp: 514/tcp is shell$`
	net.Dial("tcp", PortSyslog.Addr("example.com"))                // want `^service syslog is not registered over tcp: 514/tcp is shell$`
	net.Dial("udp", "example.com:6513")                            // want `^port 6513 is not registered over udp: it is netconf-tls over tcp$`
	net.Dial("udp", net.JoinHostPort("", PortNETCONFTLS.String())) // want `^service netconf-tls is not registered over udp$`
	net.Dial(network, iana.PortSVDRP.Addr("example.com"))          // any transport
	net.Dial("tcp", iana.PortSVDRP.Addr("example.com"))            // the right one
	netip.AddrPortFrom(netip.Addr{}, uint16(iana.PortSVDRPDisc))   // any transport
	_ = net.UDPAddr{Port: X11Last}                                 // the end of a range
	_ = net.TCPAddr{Port: X9PFS}
}
