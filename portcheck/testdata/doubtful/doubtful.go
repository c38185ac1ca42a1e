// Package doubtful is looked at with -doubtful.
package doubtful

import "net"

func doubtful() {
	net.Listen("tcp", "0.0.0.0:9090") // want `^port 9090 is registered for .*: nothing here says that this is meant$`
	net.Listen("tcp", ":2121")        // want `: nothing here says that this is meant$`
	addr := "a.example:514"           // want `^port 514 is s.ell over tcp and s.slog over udp: nothing here says which is meant$` `a listener on port 514`
	net.Listen("tcp", addr)
	net.ListenPacket("udp", addr)
	net.Dial("tcp", ":22") // want `port 22 is ssh: use`
}
