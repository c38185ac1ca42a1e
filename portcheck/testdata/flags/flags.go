package flags

import (
	"flag"
	"net"
	"net/http"
	"os"

	"example.com/test/pflag"
)

var port = flag.Int("port", 3478, "where STUN listens") // want `^port 3478 is stun: use ports.STUN$`

var where = flag.String("listen", ":443", "where to listen") // want `port 443 is https: use ports.PortHTTPS`

var (
	inferred = flag.Int("x", 22, "") // want `port 22 is ssh`
	counted  = flag.Int("y", 22, "")
	used     = flag.Int("ssh", 22, "the port of SSH") // want `port 22 is ssh: use ports.SSH`
	unused   = flag.Int("retries", 22, "how often a port is tried")
	each     = flag.Int("c", 25, "connections per port")
	several  = flag.Int("w", 25, "number of workers; each opens a port")
	scanners = flag.Int("s", 25, "port scanners")
	listener = flag.Int("l", 22, "SSH port to listen on") // want `port 22 is ssh: use ports.SSH`
	speed    = flag.Int("baud", 22, "speed of the serial port")
)

type tags struct {
	Port    int    `default:"389"`                           // want `^port 389 is ldap, ports.LDAP: a tag cannot refer to it$`
	Listen  string `kong:"help='x'" default:"localhost:443"` // want `port 443 is https`
	Workers int    `default:"443"`
}

func flags(set *pflag.FlagSet) {
	var n, m int
	flag.IntVar(&n, "x", 389, "") // want `port 389 is ldap: use ports.LDAP`
	flag.IntVar(&m, "z", 389, "")
	set.IntVarP(&m, "ssh-port", "p", 22, "") // want `port 22 is ssh`
	set.StringP("port", "p", "443", "")      // want `port 443 is https`
	_ = net.TCPAddr{Port: n}
	_ = net.TCPAddr{Port: *inferred}
	_ = pflag.IntFlag{Name: "port", Value: 25} // want `port 25 is smtp`
	_ = pflag.IntFlag{Name: "size", Value: 25}
	pflag.Flag("port", "where").Default("389") // want `port 389 is ldap`
	pflag.Flag("size", "how much").Default("389")
	pflag.Flag("ldap", "the port").Default("389")                               // want `port 389 is ldap`
	http.ListenAndServe(":"+*pflag.Flag("n", "").Default("8080").String(), nil) // want `port 8080 is http-alt`
	_ = env("HTTPS_PORT", "443")                                                // want `port 443 is https`
	_ = env("SIZE", "443")
	put(string(serverPort), 443) // want `port 443 is https`
}

func env(key, other string) string {
	if v := os.Getenv(key); v != "" {
		return v
	}
	return other
}

type attribute string

const serverPort attribute = "server.port"

func put(k string, v int64) {}

var sshPortFlag = pflag.IntFlag{Name: "ssh", Value: 22} // want `port 22 is ssh`

var sizeFlag = pflag.IntFlag{Name: "ssh", Value: 22}
