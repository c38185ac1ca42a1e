package forms

import (
	"database/sql"
	"fmt"
	"strings"
)

// commands has the arguments of commands, one by one and in a text.
func commands(run func(name string, args ...string)) {
	run("iptables", "-A", "INPUT", "--dport", "22", "-j", "DROP") // want `port 22 is ssh: use ports.PortSSH`
	run("ssh", "-p", "22", "a.example")                           // want `port 22 is ssh: use ports.PortSSH`
	run("redis-cli", "-p", "6379")                                // want `port 6379 is redis: use ports.PortRedis`
	run("docker", "run", "-p", "127.0.0.1:3306:3306", "mysql:9")  // want `port 3306 is mysql: use ports.PortMySQL, in a sum: the string has the port of the host as well`
	run(in("mysql-8"), "-p", "3306:3306")                         // want `port 3306 is mysql: use ports.PortMySQL`
	run("docker", "run", "-p", "3306:3306", "other")
	run("nc", "a.example", "22") // want `port 22 is ssh: use ports.PortSSH`
	run("nc", "-l")
	run("mkdir", "-p", "22")
	run("sh", "-c", "iptables -A INPUT -p tcp --dport 22 -j DROP") // want `port 22 is ssh: use ports.PortSSH`
	run("sh", "-c", "stty --serial-port 22")
}

// settings has pairs that are about one thing, and a key with a domain.
var (
	settings = map[string]string{"port": "5432", "dialect": "postgres"} // want `port 5432 is postgresql: use ports.PortPostgreSQL`
	services = map[string]string{"other": "5432", "dialect": "postgres"}
	labels   = map[string]string{"prometheus.example/port": "9090"} // want `port 9090 is prometheus: use defacto.PortPrometheus`
	small    = map[string]string{strings.ToLower("SSHPort"): "22"}  // want `port 22 is ssh: use ports.PortSSH`
)

// queries has a query behind a port, and hosts that are named after a service.
func queries(host string) {
	sql.Open("sqlserver", "sqlserver://sa@"+host+":1433?database=x") // want `port 1433 is ms-sql-s: use ports.PortMSSQLS`
	sql.Open("other", "root@tcp(127.0.0.1:3306)/db")                 // want `port 3306 is mysql: use ports.PortMySQL`
	where := []string{"redis-1:6379", "any-1:6379"}                  // want `port 6379 is redis: use ports.PortRedis`
	_ = where
}

// ipfs has multiaddrs.
func ipfs(n int) (list []string) {
	list = append(list, "/ip4/0.0.0.0/tcp/4001", "/ip6/::/udp/4001/quic-v1")        // want `port 4001 is ipfs: use defacto.PortIPFS` `port 4001 is ipfs: use defacto.PortIPFS`
	list = append(list, fmt.Sprintf("/ip4/10.0.0.%d/tcp/%d", n, 4001), "/tcp/4001") // want `port 4001 is ipfs: use defacto.IPFS`
	return list
}

type container struct {
	Image string
	Ports []string
}

var containers = []container{
	{Image: "mysql:9", Ports: []string{"3307:3306"}}, // want `port 3306 is mysql: use ports.PortMySQL`
	{Image: "any:9", Ports: []string{"3307:3306"}},
}

type scan struct {
	proto string
	ports []int
}

var scans = []scan{{"tcp", []int{22, 80}}} // want `port 22 is ssh` `port 80 is http`

// isTLSPort has a parameter that its own name says to be a port.
func isTLSPort(n int) bool { return n == 443 } // want `port 443 is https: use ports.HTTPS`

func hasPort(s string) bool { return s == "443" }

func in(image string) string { return image }
