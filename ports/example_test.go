package ports_test

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"slices"

	"example.com/ianaports/ports"
	"example.com/ianaports/ports/defacto"
)

// An untyped constant goes wherever a number does; a typed one has methods.
func Example() {
	listener, err := net.Listen("tcp", ports.PortSyslogTLS.Addr("")) // ":6514"
	broker := defacto.PortKafka.Addr("broker.example.com")           // "broker.example.com:9092"

	port, ok := ports.Lookup(ports.TCP, "syslog-tls") // 6514, true: name to port
	name, known := ports.ServiceName(ports.UDP, 6514) // "syslog-tls", true: port to name

	fmt.Println(listener, err, broker, port, ok, name, known)
}

// An untyped constant fits the fields of package net.
func Example_untyped() {
	addr := net.TCPAddr{IP: net.IPv6loopback, Port: ports.SyslogTLS}
	fmt.Println(addr.String())
	// Output: [::1]:6514
}

// A flag takes a port by its number or by its name.
func ExampleLookupPort_flag() {
	flags := flag.NewFlagSet("server", flag.ContinueOnError)
	port := ports.HTTPS
	flags.Func("port", "listen on `PORT`, a number or a name (default https)", func(s string) (err error) {
		port, err = ports.LookupPort("tcp", s)
		return err
	})
	fmt.Println(flags.Parse([]string{"-port", "http-alt"}), port)
	flags.SetOutput(io.Discard)
	fmt.Println(flags.Parse([]string{"-port", "htpps"}))
	// Output:
	// <nil> 8080
	// invalid value "htpps" for flag -port: ports: unknown service "htpps" on network "tcp"
}

// Names of one's own come before the registry's in a copy of its map. Names that are known
// when the program is built are better generated: see "gen -prefer later".
func ExampleNameMap_own() {
	names := ports.NameMap(ports.TCP)
	names[8080] = "our-proxy"
	fmt.Println(names[8080], names[443])
	// Output: our-proxy https
}

func ExampleLookup() {
	port, ok := ports.Lookup(ports.TCP, "HTTPS")
	fmt.Println(port, ok)
	port, ok = ports.Lookup(ports.TCP, "whois++") // an alias to whoispp
	fmt.Println(port, ok)
	port, ok = ports.Lookup(0, "syslog") // on any transport
	fmt.Println(port, ok)
	_, ok = ports.Lookup(ports.TCP, "syslogtls")
	fmt.Println(ok)
	// Output:
	// 443 true
	// 63 true
	// 514 true
	// false
}

func ExampleLookupPort() {
	port, err := ports.LookupPort("tcp6", "imaps")
	fmt.Println(port, err)
	_, err = ports.LookupPort("tcp", "imapss")
	fmt.Println(err, errors.Is(err, ports.ErrUnknownService))
	// Output:
	// 993 <nil>
	// ports: unknown service "imapss" on network "tcp" true
}

func ExampleServiceName() {
	name, ok := ports.ServiceName(ports.TCP, 514)
	fmt.Println(name, ok)
	name, ok = ports.ServiceName(ports.UDP, 514)
	fmt.Println(name, ok)
	name, ok = ports.ServiceName(ports.TCP, 6010) // in the range of X11
	fmt.Println(name, ok)
	// Output:
	// shell true
	// syslog true
	// x11 true
}

func ExampleServices() {
	for s := range ports.Services(ports.TCP, ports.HTTP) {
		fmt.Println(s.Name)
	}
	// Output:
	// http
	// www
	// www-http
}

func ExampleServicesNamed() {
	for s := range ports.ServicesNamed("http-alt") {
		fmt.Println(s.First, s.Transport)
	}
	// Output:
	// 591 tcp
	// 591 udp
	// 8008 tcp
	// 8008 udp
	// 8080 tcp
	// 8080 udp
}

func ExampleAll() {
	counts := map[ports.Transport]int{}
	for s := range ports.All() {
		if s.HasPort() && s.First <= 1023 {
			counts[s.Transport]++
		}
	}
	fmt.Println(counts[ports.SCTP], counts[ports.DCCP])
	// Output: 9 3
}

func ExampleService_HasPort() {
	for s := range ports.ServicesNamed("airplay") {
		fmt.Println(s.Name, s.Transport, s.HasPort())
	}
	// Output:
	// airplay tcp false
	// airplay udp false
}

func ExampleTransportOf() {
	// The protocol field of an IP packet is no ports.Transport.
	transport, ok := ports.TransportOf(17)
	fmt.Println(transport, ok)
	_, ok = ports.TransportOf(1) // ICMP has no ports
	fmt.Println(ok)
	// Output:
	// udp true
	// false
}

func ExampleStatusOf() {
	fmt.Println(ports.StatusOf(ports.TCP, 6514))
	fmt.Println(ports.StatusOf(ports.TCP, 6511))
	fmt.Println(ports.StatusOf(ports.TCP, 6512))
	fmt.Println(ports.StatusOf(ports.TCP, 60000))
	// Output:
	// Assigned
	// Reserved
	// Unassigned
	// Dynamic
}

func ExampleNameMap() {
	names := ports.NameMap(ports.TCP)
	names[9000] = "my-service"
	fmt.Println(names[443], names[9000])
	// Output: https my-service
}

func ExamplePortMap() {
	numbers := ports.PortMap(ports.UDP)
	fmt.Println(numbers["syslog"], numbers["ntp"])
	// Output: 514 123
}

func ExampleParseTransport() {
	transport, err := ports.ParseTransport("udp6")
	fmt.Println(transport, err)
	_, err = ports.ParseTransport("icmp")
	fmt.Println(err)
	// Output:
	// udp <nil>
	// ports: unknown transport "icmp"
}

func ExamplePort_Addr() {
	fmt.Println(ports.PortHTTPS.Addr(""))
	fmt.Println(ports.PortHTTPS.Addr("example.com"))
	fmt.Println(ports.PortHTTPS.Addr("2001:db8::1"))
	// Output:
	// :443
	// example.com:443
	// [2001:db8::1]:443
}

func ExamplePort_Class() {
	for _, p := range []ports.Port{ports.PortHTTPS, ports.PortSyslogTLS, 50000} {
		fmt.Println(p, p.Class())
	}
	// Output:
	// 443 System Ports
	// 6514 User Ports
	// 50000 Dynamic Ports
}

func ExampleService() {
	services := slices.Collect(ports.Services(ports.UDP, ports.SyslogTLS))
	s := services[0]
	fmt.Println(s.Name, s.Transport, s.First, s.Description, s.Reference)
	// Output: syslog-tls udp 6514 syslog over DTLS [RFC6012]
}
