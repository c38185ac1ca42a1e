package helpers

import (
	"fmt"
	"net"
	"slices"
	"strconv"
)

// The elements of a set are its keys.
var (
	webPorts  = map[string]bool{"80": true, "443": true} // want `port 80 is http` `port 443 is https`
	tcpPorts  = map[uint16]struct{}{22: {}}              // want `port 22 is ssh`
	listening = map[int]bool{}
	seen      = map[string]bool{"22": true}
)

func sets(l net.Listener) bool {
	_, port, _ := net.SplitHostPort(l.Addr().String())
	n, _ := strconv.Atoi(port)
	listening[22] = true // want `port 22 is ssh`
	for p := range listening {
		net.Dial("tcp", fmt.Sprintf("a.example:%d", p))
	}
	return map[string]bool{"389": true}[port] || // want `port 389 is ldap`
		slices.Contains([]int{25, 587}, n) || // want `port 25 is smtp` `port 587 is submission`
		slices.Contains([]int{25, 587}, len(port)) || seen[port[:1]]
}

func display(n int) {
	port := 5900 + n // want `port 5900 is rfb`
	net.Dial("tcp", "a.example:"+strconv.Itoa(port))
}

func withDefaultPort(host string, n int) string { return fmt.Sprint(host, n) }
func pagesOfPort(host string, pages int)        {}

func calls() {
	withDefaultPort("a.example", 389) // want `port 389 is ldap`
	pagesOfPort("a.example", 389)
}
