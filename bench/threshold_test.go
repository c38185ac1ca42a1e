package bench

import (
	"strings"
	"testing"

	"example.com/ianaports/bench/flat/switch128"
	"example.com/ianaports/bench/flat/switch16"
	"example.com/ianaports/bench/flat/switch256"
	"example.com/ianaports/bench/flat/switch32"
	"example.com/ianaports/bench/flat/switch4"
	"example.com/ianaports/bench/flat/switch64"
	"example.com/ianaports/bench/flat/switch8"
	"example.com/ianaports/bench/flat/table128"
	"example.com/ianaports/bench/flat/table16"
	"example.com/ianaports/bench/flat/table256"
	"example.com/ianaports/bench/flat/table32"
	"example.com/ianaports/bench/flat/table4"
	"example.com/ianaports/bench/flat/table64"
	"example.com/ianaports/bench/flat/table8"
)

// BenchmarkThreshold measures both forms of lookup, and what they add to a
// program, at several numbers of services. It sets maxSwitch in
// internal/emit.
func BenchmarkThreshold(b *testing.B) {
	atSize(b, "4/switch", switch4.TCP, switch4.PortMap, switch4.Lookup, switch4.ServiceName)
	atSize(b, "4/table", table4.TCP, table4.PortMap, table4.Lookup, table4.ServiceName)
	atSize(b, "8/switch", switch8.TCP, switch8.PortMap, switch8.Lookup, switch8.ServiceName)
	atSize(b, "8/table", table8.TCP, table8.PortMap, table8.Lookup, table8.ServiceName)
	atSize(b, "16/switch", switch16.TCP, switch16.PortMap, switch16.Lookup, switch16.ServiceName)
	atSize(b, "16/table", table16.TCP, table16.PortMap, table16.Lookup, table16.ServiceName)
	atSize(b, "32/switch", switch32.TCP, switch32.PortMap, switch32.Lookup, switch32.ServiceName)
	atSize(b, "32/table", table32.TCP, table32.PortMap, table32.Lookup, table32.ServiceName)
	atSize(b, "64/switch", switch64.TCP, switch64.PortMap, switch64.Lookup, switch64.ServiceName)
	atSize(b, "64/table", table64.TCP, table64.PortMap, table64.Lookup, table64.ServiceName)
	atSize(b, "128/switch", switch128.TCP, switch128.PortMap, switch128.Lookup, switch128.ServiceName)
	atSize(b, "128/table", table128.TCP, table128.PortMap, table128.Lookup, table128.ServiceName)
	atSize(b, "256/switch", switch256.TCP, switch256.PortMap, switch256.Lookup, switch256.ServiceName)
	atSize(b, "256/table", table256.TCP, table256.PortMap, table256.Lookup, table256.ServiceName)
}

func atSize[T ~uint8, P ~uint16](b *testing.B, name string, tcp T, portMap func(T) map[string]P, lookup func(T, string) (P, bool), serviceName func(T, P) (string, bool)) {
	registered := portMap(tcp)
	names := shuffled(sortedKeys(registered))
	numbers := make([]P, len(names))
	for i, name := range names {
		numbers[i] = registered[name]
	}
	b.Run("names/"+name, func(b *testing.B) {
		sum := 0
		for i := range b.N {
			p, _ := lookup(tcp, names[i%inputs])
			sum += int(p)
		}
		sink = sum
	})
	b.Run("ports/"+name, func(b *testing.B) {
		sum := 0
		for i := range b.N {
			s, _ := serviceName(tcp, numbers[i%inputs])
			sum += len(s)
		}
		sink = sum
	})
	size, form, _ := strings.Cut(name, "/")
	b.Run("growth/"+name, func(b *testing.B) {
		growth(b, program{name, "example.com/ianaports/bench/flat/" + form + size, useBoth(form + size)})
	})
}
