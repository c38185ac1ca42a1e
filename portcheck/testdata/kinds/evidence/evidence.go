// Package evidence has words that are no evidence.
package evidence

import "net"

func evidence(addr string) {
	// The most distinct of the managers.
	net.Dial("tcp", "a.example:9999")
	// The cache managers are called back.
	net.Dial("tcp", "a.example:7001")
	// Number 5066.
	net.Dial("tcp", "a.example:5066")
	net.Dial("tcp", "a.example:9953")
	// Any port.
	net.Dial("tcp", "a.example:1000")
}

// base has a word of English that is the name of a service as well.
func base(connect func(port int)) {
	const basePort = 5429
	connect(basePort)
}
