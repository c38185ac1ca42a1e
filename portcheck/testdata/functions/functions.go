package functions

type Client struct{}

func (*Client) Connect(network, address string) {} // want Connect:`param 1 address:0`

func Serve(address string, workers int) {} // want Serve:`param 0 listen:tcp`

func Open(port int) {} // want Open:`param 0 number:any`

type Options struct {
	Where  string // want Where:`address:tcp`
	Number int    // want Number:`number`
}

type Dialer interface{ Connect(address string) } // want Connect:`param 0 address:tcp`

type Generic[K, V any] struct{}

func (*Generic[K, V]) Connect(address string, options ...string) {} // want Connect:`param 0 address:any`

type Addr string

func Named(address Addr) {} // want Named:`param 0 address:any`

func Any[T any](port T) T { return port } // want Any:`param 0 number:any, returns 0`

func further(d Dialer, g *Generic[int, string], options []string) {
	d.Connect("example.com:22")                            // want `port 22 is ssh`
	g.Connect("example.com:22", options...)                // want `port 22 is ssh`
	Named("example.com:22")                                // want `port 22 is ssh`
	var _ uint16 = Any(uint16(443))                        // want `port 443 is https`
	_ = Options{Where: "ns.example.com:https", Number: 22} // want `service https is looked up` `port 22 is ssh`
	Any(443)                                               // want `port 443 is https`
}

func functions(c *Client) {
	c.Connect("tcp", "example.com:443") // want `port 443 is https: use ports.PortHTTPS`
	c.Connect("udp", "example.com:22")  // want `port 22 is ssh`
	Serve(":50000", 8080)               // want `a listener on port 50000`
	Open(6514)                          // want `port 6514 is syslog-tls: use ports.SyslogTLS`
}
