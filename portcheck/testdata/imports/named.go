package imports

import (
	"net"

	registered "example.com/ianaports/ports"
)

var _ registered.Port

func named() {
	net.Dial("tcp", "a:443") // want `port 443`
	registered := 1
	_ = registered
	net.Dial("tcp", "a:443") // want `port 443`
}
