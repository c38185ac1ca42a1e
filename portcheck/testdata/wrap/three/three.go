// Package three has the wrapper that is next to package net.
package three

import "net"

func Connect(network, address string) (net.Conn, error) { // want Connect:`param 1 address:0`
	return net.Dial(network, address)
}

type Client struct {
	Listen string // want Listen:`listen:tcp`
	Number int    // want Number:"number:udp"
}

func (c *Client) Serve() {
	net.Listen("tcp", c.Listen)
	_ = net.UDPAddr{Port: c.Number}
}

var Default string // want Default:`address:tcp`

func dial() { net.Dial("tcp", Default) }

// Fallback returns the second string where the first is empty.
func Fallback(value, other string) string { // want Fallback:"returns 0, returns 1"
	if value == "" {
		return other
	}
	return value
}
