// Package wrap calls wrappers one, two and three packages away.
package wrap

import (
	"crypto/tls"
	"net/http"
	"net/smtp"

	"example.com/test/wrap/three"
	"example.com/test/wrap/two"
)

const (
	one  = 389
	two_ = "389"
)

func wrapped(p *two.Pool) {
	three.Connect("udp", "ns.example.com:53") // want `port 53 is domain`
	three.Connect("unix", "/run/x:53")
	p.Get("ns.example.com:https") // want `^service https is looked up at run time: use ports.PortHTTPS$`
	p.GetUnix("ns.example.com:https")
	third("ns.example.com:htpps")                             // want `service "htpps" is not registered: did you mean https`
	_ = three.Client{Listen: ":50000", Number: 53}            // want `a listener on port 50000` `port 53 is domain`
	three.Default = "ns.example.com:https"                    // want `service https is looked up`
	http.ListenAndServe(":https", nil)                        // want `service https is looked up`
	server := &http.Server{Addr: ":https"}                    // want `service https is looked up`
	server.Addr = ":50000"                                    // want `a listener on port 50000`
	smtp.Dial("mail.example.com:smtp")                        // want `service smtp is looked up`
	tls.Dial("tcp", "mail.example.com:smtp", nil)             // want `service smtp is looked up`
	third(three.Fallback(variable(), "ns.example.com:https")) // want `service https is looked up`
	println(three.Fallback(variable(), "ns.example.com:https"))
}

func variable() string { return "" }

func third(address string) { new(two.Pool).Get(address) }
