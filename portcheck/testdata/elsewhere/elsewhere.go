package elsewhere

import "net"

func elsewhere() {
	net.Dial("tcp", "example.com:443") // want `port 443`
}
