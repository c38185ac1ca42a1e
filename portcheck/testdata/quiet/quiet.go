// Package quiet has numbers that only look like ports, and ports of which nothing
// is known.
package quiet

import (
	"fmt"
	"image"
	"net"
	"net/http"
	"net/netip"
	"time"
)

type config struct {
	Port int
	Addr string
}

const timeout = 8080 * time.Millisecond

func dial(network, address string) {}

func quiet(host, network string, port int) {
	_ = config{Port: 0, Addr: ""}
	dial("443", "example.com")
	fmt.Println(":443", 6514, timeout)
	net.Dial("unix", "/run/x.sock:443")
	net.Dial("ip4:1", "192.0.2.1")
	net.Dial("tcp", host)
	net.Dial("tcp", "example.com")
	net.Dial("tcp", host+":"+fmt.Sprint(port))
	net.Dial("tcp", host+"443")
	net.Dial("tcp", "example.com:0")
	net.Dial("tcp", "example.com:99999")
	net.Dial("tcp", "example.com:-443")
	net.Dial("tcp", "example.com:4")
	net.Listen("tcp", "")
	net.Listen("tcp", ":0")
	http.Get("https://example.com/443")
	http.Get("https://example.com/?x=:443")
	http.Get("mailto:443")
	http.Get("http://[::1%:443")
	http.ListenAndServe("", nil)
	netip.AddrPortFrom(netip.Addr{}, uint16(port))
	_ = net.TCPAddr{Port: port}
	_ = net.TCPAddr{Port: 0}
	_ = net.UDPAddr{}
	_ = []int{6514}
	_ = map[string]int{"Size": 443}
	var f func(string, string) (net.Conn, error) = net.Dial
	f("unix", "/run/x.sock")
	net.Listen(arguments())
	net.JoinHostPort("example.com", "%d")
	net.JoinHostPort("example.com", "{{.Port}}")
	netip.ParseAddrPort("192.0.2.1:https")
	(*net.Resolver).LookupPort(nil, nil, "tcp", "0")
}

func arguments() (network, address string) { return "tcp", "" }

// number has a field of another module, which takes more than ports.
func number(addr *net.TCPAddr) {
	_ = image.Point{X: addr.Port}
	_ = image.Point{X: 50}
}

const (
	fieldProtocol   = 179
	fieldSourcePort = 180
	fieldTargetPort = 181
)
