package bench

import (
	"math/rand/v2"
	"slices"
	"testing"

	"example.com/ianaports/bench/flat"
	"example.com/ianaports/ports"
)

// inputs is the number of keys that a benchmark goes through again and again:
// a power of two, and more than a branch predictor remembers.
const inputs = 1 << 16

// shuffled returns keys drawn so that each occurs as often as any other.
func shuffled[T any](keys []T) []T {
	var list []T
	for len(list) < inputs {
		list = append(list, keys...)
	}
	list = list[:inputs]
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(inputs, func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

var (
	portsOfTCP = ports.PortMap(ports.TCP)
	namesOfTCP = ports.NameMap(ports.TCP)
	arrayOfTCP = array(namesOfTCP)
)

// array is the floor of port to name: one read.
func array(names map[ports.Port]string) *[1 << 16]string {
	var a [1 << 16]string
	for p, name := range names {
		a[p] = name
	}
	return &a
}

func sortedKeys[K interface{ ~uint16 | ~string }, V any](m map[K]V) []K {
	var keys []K
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

var sink int

func BenchmarkServiceName(b *testing.B) {
	for name, keys := range map[string][]ports.Port{
		"registered": shuffled(sortedKeys(namesOfTCP)),
		"hot":        shuffled([]ports.Port{443}),
	} {
		b.Run(name+"/ports", func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				name, _ := ports.ServiceName(ports.TCP, keys[i%inputs])
				sink += len(name)
			}
		})
		b.Run(name+"/switch", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				name, _ := flat.ServiceName(flat.TCP, flat.Port(keys[i%inputs]))
				sink += len(name)
			}
		})
		b.Run(name+"/map", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				sink += len(namesOfTCP[keys[i%inputs]])
			}
		})
		b.Run(name+"/array", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				sink += len(arrayOfTCP[keys[i%inputs]])
			}
		})
	}
}

func BenchmarkLookup(b *testing.B) {
	for name, keys := range map[string][]string{
		"names": shuffled(sortedKeys(portsOfTCP)),
		"hot":   shuffled([]string{"https"}),
	} {
		b.Run(name+"/ports", func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				p, _ := ports.Lookup(ports.TCP, keys[i%inputs])
				sink += int(p)
			}
		})
		b.Run(name+"/switch", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				p, _ := flat.Lookup(flat.TCP, keys[i%inputs])
				sink += int(p)
			}
		})
		b.Run(name+"/map", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				sink += int(portsOfTCP[keys[i%inputs]])
			}
		})
	}
}
