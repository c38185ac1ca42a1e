package listen

import (
	"net"

	"example.com/ianaports/ports"
)

func listen() {
	net.Listen("tcp", ":50123")           // want `^a listener on port 50123, which the system may have given to a client: choose one below 49152$`
	net.Listen("tcp4", "localhost:65535") // want `a listener on port 65535`
	net.Dial("tcp", "example.com:50123")
	net.Listen("tcp", ":4")                     // want `^a listener on port 4, one of the System Ports, which need a privilege on many systems$`
	net.Listen("tcp", ports.PortHTTPS.Addr("")) // want `a listener on port 443, one of the System Ports`
	net.Listen("tcp", ports.PortSyslogTLS.Addr(""))
	net.ListenTCP("tcp", &net.TCPAddr{Port: 50123}) // want `a listener on port 50123`
	net.ListenUDP("udp", &net.UDPAddr{Port: 22})    // want `a listener on port 22` `port 22 is ssh`
	net.Listen("tcp", ":0")
	net.Listen("tcp", ":")
}
