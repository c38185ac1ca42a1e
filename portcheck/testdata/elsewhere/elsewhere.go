package elsewhere

import "net"

func elsewhere() {
	net.Dial("tcp", "example.com:22") // want `port 22`
}
