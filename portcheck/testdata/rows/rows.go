// Package rows has a port in each way in which programs write them, found and quiet.
package rows

import (
	"net"
	"net/url"
	"os"
	"strings"
)

type options struct {
	Port    int
	Brokers []string
	Addr    string
	Host    string
	Name    string
	Retries int
}

type server struct{ sshPort string }

// Assigned.
func assigned(x *options, u *url.URL, s *server) {
	port := u.Port()
	if port == "" {
		port = "443" // want `^port 443 is https: use ports.PortHTTPS$`
	}
	x.Port = 80             // want `^port 80 is http: use ports.HTTP$`
	s.sshPort = "22"        // want `port 22 is ssh: use ports.PortSSH`
	x.Retries = 80          // no port
	host, port := "", "389" // want `port 389 is ldap`
	_, _ = host, port
	settings := map[string]any{}
	settings["port"] = 443 // want `port 443 is https`
	settings["size"] = 443
}

// Fields of other types than net's.
var (
	postgres = options{Port: 5432, Retries: 80} // want `port 5432 is postgresql: use ports.PostgreSQL`
	nothing  = options{Port: 0, Name: "443"}
)

// Declared.
const (
	defaultPort     = 123   // want `^port 123 is ntp: use ports.NTP$`
	defaultLDAPPort = "389" // want `^port 389 is ldap: use ports.PortLDAP, in a variable: a string constant cannot be made of it$`
	defaultPortTLS  = 636   // want `port 636 is ldaps`
	PortSSL         = 993   // want `port 993 is imaps`
	numPorts        = 443
	maxPort         = 443
	viewport        = 443
	exportTransport = 443
	serialPort      = 22
	portTimeout     = 443
	support         = "443"
	airport         = 443
	portSpeed       = 443
	portID          = 443
	ioPort          = 80
	ViewPort        = 80
)

var sshPort = 22 // want `port 22 is ssh: use ports.SSH`

var LDAP_PORT, sshport uint16 = 389, 22 // want `port 389 is ldap` `port 22 is ssh`

type optionCode uint8

const optionRelayPort optionCode = 135

type Port uint16

const domainPort Port = 53 // want `port 53 is domain: use ports.Domain`

const DNS Port = 53 // want `port 53 is domain: use ports.Domain`

// Compared.
func compared(port int, u *url.URL, scheme string) bool {
	if port == 443 || 22 == port { // want `port 443 is https: use ports.HTTPS` `port 22 is ssh`
		return true
	}
	if u.Port() == "443" || u.Port() != "80" { // want `port 443 is https: use ports.PortHTTPS` `port 80 is http`
		return true
	}
	if os.Getenv("LDAPPORT") == "389" { // want `port 389 is ldap`
		return true
	}
	switch port {
	case 22, 25: // want `port 22 is ssh` `port 25 is smtp`
	case 0:
	}
	return port > 443 || port < 1024 || port+80 == 443 || len(scheme) == 443
}

// Addresses and URLs.
func addresses(x *options) {
	addr := "amqp.example.com:5672"        // want `port 5672 is amqp`
	addr = "http://proxy.example.com:80/x" // want `port 80 is http: use ports.PortHTTP`
	addr = "12:30"
	addr = "::1"
	addr = "fe80::1:443"
	addr = "1.22.3"
	addr = "file.go:443"
	when := ":30"
	x.Addr = "redis:6379"    // want `port 6379 is redis`
	x.Host = "localhost:443" // want `port 443 is https: use ports.PortHTTPS`
	x.Name = "note:443"
	_, _ = addr, when
}

const redisAddress = "redis.example.com:6379" // want `port 6379 is redis: use ports.PortRedis, in a variable`

var _ = options{Addr: "amqp://guest:guest@localhost:5672/%2f"} // want `port 5672 is amqp`

var _ = "root:secret@tcp(127.0.0.1:3306)/mysql" // want `port 3306 is mysql`

var _ = "host=localhost port=5432 dbname=postgresql" // want `port 5432 is postgresql`

// Slices.
var etcd = []string{"etcd1.example.com:2379", "etcd2.example.com:2379"} // want `port 2379 is etcd-client` `port 2379 is etcd-client`

var list = options{Brokers: []string{"mqtt.example.com:1883"}} // want `port 1883 is mqtt`

var sizes = []int{443, 80}

// Lists in a string: each port is reported once, and none is fixed alone.
func lists() {
	hosts := "mongodb://a:27017,mongob:27017/x"             // want `^port 27017 is mongodb: use ports.PortMongoDB, address by address: a list in a string cannot contain it$`
	listen := ":80,:443"                                    // want `port 80 is http: .*, address by address` `port 443 is https: .*, address by address`
	urls := "redis://localhost:6379,redis://b:6379"         // want `port 6379 is redis: .*, address by address`
	many := "host1:443,host2:443"                           // want `port 443 is https: .*, address by address`
	users := "amqp://u:p@a.example:5672,u:p@b.example:5671" // want `port 5672 is amqp: .*, address by address` `port 5671 is amqps: .*, address by address`
	sizes := "width:80,height:443"
	const constant = "ldap://a.example:389,ldaps://b.example:636" // want `port 389 is ldap: .*, in a variable` `port 636 is ldaps: .*, in a variable`
	_, _, _, _, _ = hosts, listen, urls, many, users
	_, _ = sizes, constant
}

type camera struct{ ViewPort, Port int }

var _ = camera{ViewPort: 80, Port: 443} // want `port 443 is https`

// Arguments.
func connect(address string) {}

func open(host string, port int) {}

func arguments(host string) {
	connect("ldap.example.com:389") // want `port 389 is ldap`
	connect("nothing")
	open(host, 22) // want `port 22 is ssh`
	open(host, 0)
	strings.TrimSuffix(host, ":443") // want `port 443 is https`
	println("use localhost:443")
}

// Sums.
func sums(host, text string) {
	_ = host + ":443"        // want `port 443 is https: use ports.PortHTTPS`
	_ = "[" + host + "]:443" // want `port 443 is https`
	host += ":80"            // want `port 80 is http`
	_ = text + ":30"
	_ = text + "443"
}

// Maps of schemes.
var schemes = map[string]int{"https": 443, "ldap": 389, "zebra": 5} // want `port 443 is https: use ports.HTTPS` `port 389 is ldap`

var schemeTexts = map[string]string{"https": "443"} // want `port 443 is https: use ports.PortHTTPS`

var names = map[int]string{443: "https", 22: "ssh"} // want `port 443 is https: use ports.HTTPS` `port 22 is ssh`

var codes = map[int]string{443: "failed", 22: "busy"}

var ages = map[string]int{"anna": 22}

// Returned.
func defaultPortOf(scheme string) string { // the name has port, though not last
	switch scheme {
	case "https":
		return "443" // want `port 443 is https`
	}
	return "80" // want `port 80 is http`
}

func HTTPSPort() int { return 443 } // want `port 443 is https: use ports.HTTPS`

func percent() int { return 80 }

// In calls of package net.
func calls() {
	net.Dial("tcp", "example.com:443") // want `port 443 is https`
}
