// Package helpers has values that go through helpers, in names that say nothing.
package helpers

import (
	"fmt"
	"net"
	"strconv"
	"strings"
)

func where(n int) string { return fmt.Sprintf("0.0.0.0:%d", n) }

func pair() (string, int) { return "a.example", 636 } // want `port 636 is ldaps`

type first struct{ n int }

type second struct{ n int }

type config struct{ n int }

func fill(p *int) { *p = 389 } // want `port 389 is ldap`

func open[T ~uint16](n T) { _ = net.TCPAddr{Port: int(n)} }

func helpers(h, a string, list []int) {
	net.Listen("tcp", where(22))            // want `port 22 is ssh: use ports.SSH`
	net.Dial("tcp", h+":"+strconv.Itoa(25)) // want `port 25 is smtp`
	host, n := pair()
	_ = net.TCPAddr{Port: n}
	_ = host
	var c config
	fill(&c.n)
	_ = net.TCPAddr{Port: c.n}
	_, p, _ := net.SplitHostPort(a)
	number, _ := strconv.Atoi(p)
	if number == 443 { // want `port 443 is https`
		return
	}
	l := net.Listen
	l("tcp", ":443") // want `port 443 is https`
	open[uint16](22) // want `port 22 is ssh`
	table := map[string]func(int){"x": func(n int) { _ = net.TCPAddr{Port: n} }}
	table["x"](110) // want `port 110 is pop3`
	functions := []func(int){func(n int) { _ = net.TCPAddr{Port: n} }}
	functions[0](143) // want `port 143 is imap`
	queue := make(chan int, 1)
	queue <- 993 // want `port 993 is imaps`
	_ = net.TCPAddr{Port: <-queue}
	for _, n := range []int{995} { // want `port 995 is pop3s`
		_ = net.TCPAddr{Port: n}
	}
	for n := range queue {
		_ = net.TCPAddr{Port: n}
	}
	_ = net.TCPAddr{Port: max(list[0], 587)}               // want `port 587 is submission`
	net.Dial("tcp", strings.Join([]string{h, "443"}, ":")) // want `port 443 is https: use ports.PortHTTPS`
	net.Dial("tcp", fmt.Sprintf("%[2]s:%[1]d", 179, h))    // want `port 179 is bgp`
	_ = net.TCPAddr{Port: second(first{n: 80}).n}          // want `port 80 is http`
	var x any = 123                                        // want `port 123 is ntp`
	_ = net.TCPAddr{Port: x.(int)}
	kept := fmt.Sprintf("https://%s:%d", h, 443) // want `port 443 is https`
	_ = kept
}
