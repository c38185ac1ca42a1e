package bench

import (
	"net"
	"testing"

	"github.com/gopacket/gopacket/layers"

	"example.com/ianaports/bench/flat"
	"example.com/ianaports/ports"
)

var sink int

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
			for i := 0; b.Loop(); i++ {
				name, _ := ports.ServiceName(ports.TCP, keys[i%inputs])
				sink += len(name)
			}
		})
		b.Run(w.name+"/gopacket", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				name, _ := layers.TCPPortNames(layers.TCPPort(keys[i%inputs]))
				sink += len(name)
			}
		})
		b.Run(w.name+"/switch", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				name, _ := flat.ServiceName(flat.TCP, flat.Port(keys[i%inputs]))
				sink += len(name)
			}
		})
		b.Run(w.name+"/map", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				name, _ := namesOfTCP[keys[i%inputs]]
				sink += len(name)
			}
		})
		b.Run(w.name+"/array", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				sink += len(arrayOfTCP[keys[i%inputs]])
			}
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
			for i := 0; b.Loop(); i++ {
				p, _ := ports.Lookup(ports.TCP, keys[i%inputs])
				sink += int(p)
			}
		})
		b.Run(w.name+"/switch", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				p, _ := flat.Lookup(flat.TCP, keys[i%inputs])
				sink += int(p)
			}
		})
		if w.name == "mixed" {
			continue // a map knows one spelling
		}
		b.Run(w.name+"/map", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				p, _ := portsOfTCP[keys[i%inputs]]
				sink += int(p)
			}
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
		for i := 0; b.Loop(); i++ {
			p, _ := ports.LookupPort("tcp", keys[i%inputs])
			sink += p
		}
	})
	b.Run("known/lookup", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			p, _ := ports.Lookup(ports.TCP, keys[i%inputs])
			sink += int(p)
		}
	})
	b.Run("known/net", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			p, _ := net.LookupPort("tcp", keys[i%inputs])
			sink += p
		}
	})
}
