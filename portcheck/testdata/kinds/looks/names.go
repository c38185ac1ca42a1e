package looks

import (
	"fmt"
	"net/url"
)

// What is called like the service of its port, with the word default or without.
type tuners struct{ RTMP, Time, Width int }

const defaultMQTT = 1883 // want `port 1883 is mqtt`

var tuner = tuners{RTMP: 1935, Time: 37, Width: 80} // want `port 1935 is macromedia-fcs`

// What a case or a condition leads to.
func numberOf(name string) int {
	switch name {
	case "ssh", "sftp":
		return 22 // want `port 22 is ssh`
	case "time":
		return 37
	case "width":
		return 80
	}
	return 0
}

func nameOf(n int) string {
	if n == 389 { // want `port 389 is ldap`
		return "ldap"
	}
	if n == 443 {
		return "failed"
	}
	return ""
}

type UDPPort uint16

func syslog(number UDPPort) bool { return number == 514 } // want `port 514 is syslog`

// Where strings go.
func sent(to chan string, host string) {
	to <- "ldap://" + host + ":389"                  // want `port 389 is ldap`
	for range []string{"ldaps://" + host + ":636"} { // want `port 636 is ldaps`
	}
	for _, n := range []int{500, 4500} { // want `port 500 is isakmp` `port 4500 is ipsec-nat-t`
		to <- fmt.Sprintf("%d/udp", n) // IPsec
	}
}

// The name of a structure, of a flag or of a constant says it.
type ListenPorts struct{ DNS, Timeout int }

var listen = ListenPorts{DNS: 8600, Timeout: 8500} // consul // want `port 8600 is consul-dns`

const ethereumP2P = ":30303" // want `port 30303 is ethereum`

const sectionOf = ":30303"

func flagged(text func(name, value, usage string) *string) {
	text("submission", ":587", "where mail comes in") // want `port 587 is submission`
	text("section", ":587", "of the manual")
}

// The scheme of a URL is another service's than HTTP's.
var urls = []string{"http://localhost:80", "grpc://localhost:8080"} // want `port 80 is http`

var turns = "turns:turn.example.org:443?transport=tcp"

type pod struct {
	Name          string
	ContainerPort int
}

var pods = []pod{
	{Name: "http", ContainerPort: 8080}, // want `port 8080 is http-alt`
	{Name: "grpc", ContainerPort: 8080},
}

// The port is bitcoin's.
var nodePort = 8333 // want `port 8333 is bitcoin`

var lineWidths = map[string]int{"finger": 79}

// The other arguments are none.
func dialed(u *url.URL, host string) []string {
	args := []string{"-p", u.Port()}
	return append(args, host, "--most", "22")
}
