package imports

import "net"

func single() {
	net.Dial("tcp", "a:443") // want `port 443`
	net.Dial("tcp", "a:22")  // want `port 22`
}
