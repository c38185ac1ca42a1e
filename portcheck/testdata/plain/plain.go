// Package plain has ports that somebody else may have registered. It is written in
// a land of which no service has the name.
package plain

import (
	"net"
	"net/http"
)

type options struct{ Addr string }

func plain() {
	net.Listen("tcp", ":9090")
	net.Listen("tcp", ":9092")
	_ = options{Addr: "0.0.0.0:5000"}
	net.Listen("tcp", ":5432") // for PostgreSQL // want `port 5432 is postgresql`
	redis := ":6379"           // want `port 6379 is redis`
	net.Listen("tcp", redis)
	net.Dial("tcp", "mysql.example.com:3306") // want `port 3306 is mysql`
	http.ListenAndServe(":8080", nil)         // want `port 8080 is http-alt: use ports.PortHTTPAlt8080`
	net.Listen("tcp", ":1")                   // a System Port that people write for any
	net.Listen("tcp", ":8443")
}

// turn has the words of one of several services on a port.
func turn() { net.ListenPacket("udp", ":3478") } // want `port 3478 is turn: use ports.PortTURN`

// syslog is another service on each transport.
func syslog() { net.ListenPacket("udp", ":514") } // want `port 514 is syslog`

// after has comments that end a line of code: they are about that line alone.
func after() {
	n := 3 // redis
	net.Dial("tcp", "db.example.com:6379")
	if n > 3 {
		n++
	} // redis
	net.Dial("tcp", "db.example.com:6379")
	// redis
	net.Dial("tcp", "db.example.com:6379") // want `port 6379`
}
