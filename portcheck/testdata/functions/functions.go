package functions

type Client struct{}

func (*Client) Connect(network, address string) {}

func Serve(address string, workers int) {}

func Open(port int) {}

func functions(c *Client) {
	c.Connect("tcp", "example.com:443") // want `port 443 is https: use ports.PortHTTPS`
	c.Connect("udp", "example.com:22")  // want `port 22 is ssh`
	Serve(":50000", 8080)               // want `a listener on port 50000`
	Open(6514)                          // want `port 6514 is syslog-tls: use ports.SyslogTLS`
}
