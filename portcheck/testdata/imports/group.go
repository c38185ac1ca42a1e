package imports

import (
	"fmt"
	"net"
)

var _ = fmt.Sprint

func group() {
	ports := 1
	net.Dial("tcp", "a:443") // want `port 443`
	_ = ports
	{
		ianaports := 1
		_ = ianaports
		net.Dial("tcp", "a:443") // want `port 443`
	}
}
