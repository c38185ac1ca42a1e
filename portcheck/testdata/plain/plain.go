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

type kind int

const (
	MySQL kind = iota
	Redis
	Other
)

const schemeMySQL = "mysql"

// portOf has its services in the cases.
func portOf(scheme string, k kind) (port int) {
	switch scheme {
	case "mysql":
		return 3306 // want `port 3306 is mysql: use ports.MySQL`
	case "redis":
		port = 6379 // want `port 6379 is redis: use ports.Redis`
	case "another":
		port = 6379
	}
	switch {
	case scheme == "mysql":
		port = 3306 // want `port 3306 is mysql`
	case scheme == "another":
		port = 3306
	}
	switch scheme {
	case schemeMySQL:
		return 3306 // want `port 3306 is mysql`
	}
	switch k {
	case MySQL:
		return 3306 // want `port 3306 is mysql`
	case Redis:
		port := "6379" // want `port 6379 is redis: use ports.PortRedis`
		_ = port
	case Other:
		return 5672
	}
	return 3306
}

// A string is near itself, wherever it is declared.
var (
	first  = "amqp://localhost:5672/"                    // want `port 5672 is amqp: use ports.PortAMQP`
	second = []string{"postgres://db.example.com:5432/"} // want `port 5432 is postgresql: use ports.PortPostgreSQL`
	third  = "mysql.example.com:3306"                    // want `port 3306 is mysql: use ports.PortMySQL`
	fourth = "tcp://localhost:5672/"
)

const fifth = "redis://localhost:6379" // want `port 6379 is redis: use ports.PortRedis, in a variable`

func declared() {
	var one = "mqtt://localhost:1883"            // want `port 1883 is mqtt`
	const two = "mongodb://localhost" + ":27017" // want `port 27017 is mongodb`
	var name, port = "mysql", 3306               // want `port 3306 is mysql`
	_, _, _, _ = one, two, name, port
}

type service struct {
	name string
	port int
}

type kindOf struct {
	kind kind
	port int
}

var services = []service{
	{"mysql", 3306},             // want `port 3306 is mysql: use ports.MySQL`
	{"redis", 6379},             // want `port 6379 is redis`
	{name: "mysql", port: 3306}, // want `port 3306 is mysql`
	{"mine", 5672},
}

var pointers = []*service{{"mysql", 3306}, {"mine", 6379}} // want `port 3306 is mysql`

var kinds = []kindOf{{MySQL, 3306}, {kind: Redis, port: 6379}, {Other, 5672}} // want `port 3306 is mysql` `port 6379 is redis`

type proxy struct {
	Protocol string
	Port     int
}

// defaults has the service in another field of the same structure.
func (p *proxy) defaults(other *proxy) {
	p.Protocol = "mysql"
	p.Port = 3306 // want `port 3306 is mysql`
	other.Port = 3306
}
