package number

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"net/rpc"
	"net/smtp"
	"time"
)

const (
	syslog  = ":6514" // want `^port 6514 is syslog-tls: use ports.PortSyslogTLS, in a variable: a string constant cannot be made of it$`
	port    = 636     // want `^port 636 is ldaps: use ports.LDAPS$`
	host    = "logs.example.com"
	address = host + syslog
)

func numbers(ctx context.Context, network, name string, dialer *net.Dialer, client *http.Client) {
	net.Dial("tcp", "example.com:443")                   // want `^port 443 is https: use ports.PortHTTPS$`
	net.Dial(network, "example.com:6514")                // want `port 6514 is syslog-tls: use ports.PortSyslogTLS`
	net.DialTimeout("tcp4", "127.0.0.1:22", time.Second) // want `port 22 is ssh: use ports.PortSSH`
	net.Listen("tcp6", "[::1]:6514")                     // want `port 6514 is syslog-tls`
	net.ListenPacket("udp", `:514`)                      // want `port 514 is syslog: use ports.PortSyslog`
	net.ResolveTCPAddr("tcp", "[fe80::1%eth0]:25")       // want `port 25 is smtp`
	net.ResolveUDPAddr("udp", "example.com:53")          // want `port 53 is domain`
	dialer.Dial("tcp", address)
	dialer.DialContext(ctx, "udp", host+":6514") // want `port 6514 is syslog-tls`
	tls.Dial("tcp", host+syslog, nil)
	tls.Listen("tcp", syslog, nil)
	http.ListenAndServe(":8080", nil)                       // want `port 8080 is http-alt: use ports.PortHTTPAlt8080`
	http.ListenAndServeTLS("localhost:443", "", "", nil)    // want `port 443 is https`
	smtp.Dial("mail.example.com:587")                       // want `port 587 is submission`
	smtp.SendMail("mail.example.com:25", nil, "", nil, nil) // want `port 25 is smtp`
	rpc.Dial("tcp", "localhost:111")                        // want `port 111 is sunrpc`
	net.JoinHostPort(name, "6514")                          // want `port 6514 is syslog-tls: use ports.PortSyslogTLS`
	net.LookupPort("tcp", "6514")                           // want `port 6514 is syslog-tls`
	netip.AddrPortFrom(netip.Addr{}, 443)                   // want `port 443 is https: use ports.HTTPS`
	netip.MustParseAddrPort("192.0.2.1:443")                // want `port 443 is https: use ports.PortHTTPS`
	http.Get("http://localhost:8080/x?y=1")                 // want `port 8080 is http-alt`
	client.Head("https://user:secret@example.com:443")      // want `port 443 is https`
	http.NewRequest("GET", "http://[::1]:80/", nil)         // want `port 80 is http: use ports.PortHTTP`
	net.Dial("tcp", (name + ":6514"))                       // want `port 6514 is syslog-tls`
	net.Dial("tcp", name+(":6514"))                         // want `port 6514 is syslog-tls`
	net.Dial("tcp", "["+name+"]:6514")                      // want `port 6514 is syslog-tls`
	net.Dial("tcp", ("example.com" + ":6514"))              // want `port 6514 is syslog-tls`
	http.Get("http://[fe80::1%25eth0]:443//")               // want `port 443 is https`
	http.Get("http://x:80@x:80/")                           // want `port 80 is http`
	net.JoinHostPort(name, "0443")
	(*net.Dialer).Dial(dialer, "tcp", "example.com:443") // want `port 443 is https`
	netip.AddrPortFrom(netip.Addr{}, uint16(443))        // want `port 443 is https: use ports.HTTPS`
	net.Dial("tcp", "example.com"+                       // the host
		":443") // want `port 443 is https`
	net.Dial("tcp", "example.com:0443")
	http.Get("http://example.com:080/")
}

func fields() {
	_ = net.TCPAddr{IP: net.IPv6loopback, Port: 6514} // want `port 6514 is syslog-tls: use ports.SyslogTLS`
	_ = &net.UDPAddr{Port: port}
	_ = net.UDPAddr{nil, 564, ""}       // want `port 564 is 9pfs: use ports.X9PFS`
	_ = []*net.TCPAddr{{Port: (443)}}   // want `port 443 is https: use ports.HTTPS`
	server := http.Server{Addr: ":443"} // want `port 443 is https: use ports.PortHTTPS`
	server.Addr = ":8080"               // want `port 8080 is http-alt`
	var tcp *net.TCPAddr
	tcp.Port = 443 // want `port 443 is https: use ports.HTTPS`
	var embedding struct{ *http.Server }
	embedding.Addr = ":443"   // want `port 443 is https`
	(server.Addr) = ":443"    // want `port 443 is https`
	_ = []pointer{{Port: 22}} // want `port 22 is ssh`
}

type pointer = *net.TCPAddr
