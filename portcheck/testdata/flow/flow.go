// Package flow has ports that are far from where they are used, in names that do
// not say so.
package flow

import (
	"cmp"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// A struct's defaults, and embedded structs.
type base struct{ n int }

type config struct {
	base
	text string
}

func (c *config) defaults() {
	if c.n == 0 {
		c.n = 389 // want `port 389 is ldap`
	}
	c.text = cmp.Or(c.text, "443") // want `port 443 is https`
}

func (c *config) dial(host string) {
	net.Dial("tcp", net.JoinHostPort(host, strconv.Itoa(c.n)))
	net.Dial("tcp", host+":"+c.text)
}

// Through parameters, results and methods.
func first(n int) { second(n) }

func second(n int) { _ = net.TCPAddr{Port: n} }

func chosen(secure bool) int {
	if secure {
		return 636 // want `port 636 is ldaps`
	}
	return 389 // want `port 389 is ldap`
}

type client struct{}

func (client) reach(number string) { net.JoinHostPort("example.com", number) }

func through() {
	first(443) // want `port 443 is https: use ports.HTTPS`
	first(chosen(true))
	client{}.reach("22")         // want `port 22 is ssh: use ports.PortSSH`
	client.reach(client{}, "22") // want `port 22 is ssh`
}

// Constants and variables of the package.
const number = 443 // want `port 443 is https: use ports.HTTPS`

var variable = "443" // want `port 443 is https: use ports.PortHTTPS`

func uses() {
	_ = net.TCPAddr{Port: number}
	_ = net.UDPAddr{Port: number}
	net.JoinHostPort("a", variable)
	net.JoinHostPort("b", variable)
}

// Generics.
func or[T comparable](a, b T) T {
	var zero T
	if a == zero {
		return b
	}
	return a
}

type box[T any] struct{ value T }

func (b box[T]) get() T { return b.value }

func generic(n int) {
	_ = net.TCPAddr{Port: or(n, 443)} // want `port 443 is https`
	or(n, 22)
	_ = net.TCPAddr{Port: box[int]{value: 22}.get()} // want `port 22 is ssh`
}

// Variadics.
func run(where ...string) {
	for _, w := range where {
		net.Listen("tcp", w)
	}
}

func variadic(list []string) {
	run(":50000", ":50001")        // want `a listener on port 50000` `a listener on port 50001`
	run(append(list, ":50002")...) // want `a listener on port 50002`
	run()
}

// Interfaces.
type opener interface{ open(n uint16) }

type wrapper struct{}

func (wrapper) open(n uint16) { netip.AddrPortFrom(netip.Addr{}, n) }

func interfaces(o opener) { o.open(443) } // want `port 443 is https`

// Closures.
func closures() {
	open := func(n int) { _ = net.UDPAddr{Port: n} }
	open(53) // want `port 53 is domain`
	n := 53  // want `port 53 is domain`
	func() { open(n) }()
	s := struct{ call func(int) }{open}
	s.call(123) // want `port 123 is ntp`
}

// Shadowed names.
func shadowed() {
	n := 443 // want `port 443 is https`
	{
		n := 22
		_ = n
	}
	_ = net.TCPAddr{Port: n}
}

// Recursion ends.
func even(n, depth int) int {
	if depth == 0 {
		_ = net.TCPAddr{Port: n}
		return n
	}
	return odd(n, depth-1)
}

func odd(n, depth int) int { return even(n, depth-1) }

func loop(s string) string { return loop(s) }

func recursion() {
	even(443, 22) // want `port 443 is https`
	net.JoinHostPort("", loop("22"))
}

// Formats.
func formats(host string) {
	n := 443 // want `port 443 is https`
	net.Dial("tcp", fmt.Sprintf("%s:%d", host, n))
	net.Dial("tcp", fmt.Sprintf("%s:22", host)) // want `^port 22 is ssh: use ports.PortSSH, as an argument: a format cannot contain it$`
	fmt.Println(fmt.Sprintf("%s:%d", host, 443))
}

// Sources: what takes the place of a port is one, whatever its name.
func sources(address string) string {
	_, where, err := net.SplitHostPort(address)
	if err != nil {
		where = "443" // want `port 443 is https`
	}
	return where
}

func compared(address string, a *net.TCPAddr) bool {
	return sources(address) == "22" || a.Port == 25 // want `port 22 is ssh` `port 25 is smtp`
}

// What is cut off an address, or the place of what is inserted, is no part of the result.
func cut(s, suffix string) string { return strings.TrimSuffix(s, suffix) }

func inserted(list []int, at, n int) []int { return slices.Insert(list, at, n) }

func unchanged(where string, list []int) {
	net.Dial("tcp", cut(where, "db:443"))
	net.Dial("tcp", strings.TrimSuffix(where, "db:443"))
	_ = net.TCPAddr{Port: inserted(list, 22, 25)[0]}      // want `port 25 is smtp`
	_ = net.TCPAddr{Port: slices.Insert(list, 22, 25)[0]} // want `port 25 is smtp`
}
