package bench

import (
	"testing"

	plainbranch "example.com/ianaports/bench/flat/plainbranch"
	plainbranches "example.com/ianaports/bench/flat/plainbranches"
	plainbytes "example.com/ianaports/bench/flat/plainbytes"
	plainfold "example.com/ianaports/bench/flat/plainfold"
	"example.com/ianaports/ports"
)

// BenchmarkPlain measures each piece of the lookups that is there to be fast beside the
// plain code that would do. What gains less than a twentieth, on something that users
// do, is to go.
func BenchmarkPlain(b *testing.B) {
	registered := sortedKeys(portsOfTCP)
	names := shuffled(cloned(registered))
	mixed := shuffled(mixedCase(registered))
	lookUp(b, "byte-by-byte/ports", names, ports.TCP, ports.Lookup)
	lookUp(b, "byte-by-byte/plain", names, plainbytes.TCP, plainbytes.Lookup)
	lookUp(b, "branches-on-length/ports", names, ports.TCP, ports.Lookup)
	lookUp(b, "branches-on-length/plain", names, plainbranches.TCP, plainbranches.Lookup)
	lookUp(b, "fold-always/ports", names, ports.TCP, ports.Lookup)
	lookUp(b, "fold-always/plain", names, plainfold.TCP, plainfold.Lookup)
	lookUp(b, "fold-always,mixed-case/ports", mixed, ports.TCP, ports.Lookup)
	lookUp(b, "fold-always,mixed-case/plain", mixed, plainfold.TCP, plainfold.Lookup)

	nameAll(b, "branch-on-known,flows/ports", flows(), ports.TCP, ports.ServiceName)
	nameAll(b, "branch-on-known,flows/plain", flows(), plainbranch.TCP, plainbranch.ServiceName)
	nameAll(b, "branch-on-known,registered/ports", shuffled(sortedKeys(namesOfTCP)), ports.TCP, ports.ServiceName)
	nameAll(b, "branch-on-known,registered/plain", shuffled(sortedKeys(namesOfTCP)), plainbranch.TCP, plainbranch.ServiceName)
}

func lookUp[T ~uint8, P ~uint16](b *testing.B, name string, keys []string, t T, lookup func(T, string) (P, bool)) {
	b.Run(name, func(b *testing.B) {
		sum := 0
		for i := range b.N {
			p, _ := lookup(t, keys[i%inputs])
			sum += int(p)
		}
		sink = sum
	})
}

func nameAll[T ~uint8, P ~uint16](b *testing.B, name string, keys []ports.Port, t T, serviceName func(T, P) (string, bool)) {
	converted := make([]P, len(keys))
	for i, p := range keys {
		converted[i] = P(p)
	}
	b.Run(name, func(b *testing.B) {
		sum := 0
		for i := range b.N {
			name, _ := serviceName(t, converted[i%inputs])
			sum += len(name)
		}
		sink = sum
	})
}
