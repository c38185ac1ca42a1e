package mended

import (
	"net"

	"example.com/ianaports/ports"
	"example.com/test/mended/decl"
)

const here = ports.HTTPS

func mended() {
	_ = net.UDPAddr{Port: decl.ServerPort}
	_ = net.UDPAddr{Port: decl.ClientPort}
	_ = net.TCPAddr{Port: here}
	net.Listen("tcp", decl.Listen)
	var port = here
	_ = port == here
}
