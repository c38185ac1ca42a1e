package bench

import (
	"net"
	"testing"

	"github.com/gopacket/gopacket/layers"

	"example.com/ianaports/bench/flat"
	"example.com/ianaports/bench/flat/maps"
	"example.com/ianaports/ports"
)

// The loops count in a local variable and run to b.N: with b.Loop, or a sum in
// memory, the loop would cost as much as the fastest of the lookups.

var sink int

// readArray is a read of the array behind a call, as a lookup is.
//
//go:noinline
func readArray(p ports.Port) (string, bool) {
	name := arrayOfTCP[p]
	return name, name != ""
}

func BenchmarkPortToName(b *testing.B) {
	for _, w := range []struct {
		name string
		keys []ports.Port
	}{
		{"registered", shuffled(sortedKeys(namesOfTCP))},
		{"all", shuffled(allPorts())},
		{"flows", flows()},
		{"hot", repeated(ports.PortHTTPS)},
	} {
		keys := w.keys
		b.Run(w.name+"/ports", func(b *testing.B) {
			b.ReportAllocs()
			sum := 0
			for i := range b.N {
				name, _ := ports.ServiceName(ports.TCP, keys[i%inputs])
				sum += len(name)
			}
			sink = sum
		})
		b.Run(w.name+"/gopacket", func(b *testing.B) {
			sum := 0
			for i := range b.N {
				name, _ := layers.TCPPortNames(layers.TCPPort(keys[i%inputs]))
				sum += len(name)
			}
			sink = sum
		})
		b.Run(w.name+"/switch", func(b *testing.B) {
			sum := 0
			for i := range b.N {
				name, _ := flat.ServiceName(flat.TCP, flat.Port(keys[i%inputs]))
				sum += len(name)
			}
			sink = sum
		})
		numbers := make([]uint16, inputs) // a conversion in the loop would slow the map down
		for i, p := range keys {
			numbers[i] = uint16(p)
		}
		b.Run(w.name+"/map", func(b *testing.B) {
			sum := 0
			for i := range b.N {
				name, _ := maps.NamesTCP[numbers[i%inputs]]
				sum += len(name)
			}
			sink = sum
		})
		b.Run(w.name+"/array", func(b *testing.B) {
			sum := 0
			for i := range b.N {
				sum += len(arrayOfTCP[keys[i%inputs]])
			}
			sink = sum
		})
		b.Run(w.name+"/array-call", func(b *testing.B) {
			sum := 0
			for i := range b.N {
				name, _ := readArray(keys[i%inputs])
				sum += len(name)
			}
			sink = sum
		})
	}
}

func BenchmarkNameToPort(b *testing.B) {
	registered := sortedKeys(portsOfTCP)
	for _, w := range []struct {
		name string
		keys []string
	}{
		{"registered", shuffled(cloned(registered))},
		{"mixed", shuffled(mixedCase(registered))},
		{"aliases", shuffled(cloned(aliases()))},
		{"misses", shuffled(misses())},
		{"hot", repeated("https")},
	} {
		keys := w.keys
		b.Run(w.name+"/ports", func(b *testing.B) {
			b.ReportAllocs()
			sum := 0
			for i := range b.N {
				p, _ := ports.Lookup(ports.TCP, keys[i%inputs])
				sum += int(p)
			}
			sink = sum
		})
		b.Run(w.name+"/switch", func(b *testing.B) {
			sum := 0
			for i := range b.N {
				p, _ := flat.Lookup(flat.TCP, keys[i%inputs])
				sum += int(p)
			}
			sink = sum
		})
		if w.name == "mixed" {
			continue // a map knows one spelling
		}
		b.Run(w.name+"/map", func(b *testing.B) {
			sum := 0
			for i := range b.N {
				p, _ := maps.PortsTCP[keys[i%inputs]]
				sum += int(p)
			}
			sink = sum
		})
	}
}

// BenchmarkLookupPort compares with package net on the names that it knows on
// this machine. The test binary is built with netgo: by way of the C library,
// package net takes far longer.
func BenchmarkLookupPort(b *testing.B) {
	var known []string
	for _, name := range sortedKeys(portsOfTCP) {
		if p, err := net.LookupPort("tcp", name); err == nil && p == int(portsOfTCP[name]) {
			known = append(known, name)
		}
	}
	if len(known) == 0 {
		b.Fatal("package net knows no service: is there no /etc/services?")
	}
	keys := shuffled(cloned(known))
	b.Run("known/ports", func(b *testing.B) {
		b.ReportAllocs()
		sum := 0
		for i := range b.N {
			p, _ := ports.LookupPort("tcp", keys[i%inputs])
			sum += p
		}
		sink = sum
	})
	b.Run("known/lookup", func(b *testing.B) {
		sum := 0
		for i := range b.N {
			p, _ := ports.Lookup(ports.TCP, keys[i%inputs])
			sum += int(p)
		}
		sink = sum
	})
	b.Run("known/net", func(b *testing.B) {
		sum := 0
		for i := range b.N {
			p, _ := net.LookupPort("tcp", keys[i%inputs])
			sum += p
		}
		sink = sum
	})
}
