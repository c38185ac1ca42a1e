package twice

import "net"

func twice() {
	net.Dial("tcp", "example.com:8480") // want `port 8480 is orders-api`
	net.Dial("tcp", "example.com:22")   // want `port 22 is ssh`
}
