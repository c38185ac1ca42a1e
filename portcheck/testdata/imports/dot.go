package imports

import (
	"net"

	. "example.com/ianaports/ports"
)

var _ Port

func dot() {
	net.Dial("tcp", "a:443")   // want `port 443`
	_ = net.TCPAddr{Port: 443} // want `port 443`
}
