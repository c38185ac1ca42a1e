// Package lib listens on more than one transport.
package lib

import "net"

func Both(where string) { // want Both:`param 0 listen:tcp\+udp`
	net.Listen("tcp", where)
	net.ListenPacket("udp", where)
}

func Two(a, b string) { // want Two:`param 0 address:tcp, param 1 address:udp`
	net.Dial("tcp", a)
	net.Dial("udp", b)
}
