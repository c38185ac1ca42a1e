package bench

import (
	"strconv"
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

// BenchmarkThreshold measures both forms of lookup at several sizes. It sets
// maxSwitch in gen/internal/emit.
func BenchmarkThreshold(b *testing.B) {
	sweep(b, 4, "switch", switch4.PortMap(switch4.TCP),
		func(s string) int { p, _ := switch4.Lookup(switch4.TCP, s); return int(p) },
		func(p int) int { s, _ := switch4.ServiceName(switch4.TCP, switch4.Port(p)); return len(s) })
	sweep(b, 4, "table", table4.PortMap(table4.TCP),
		func(s string) int { p, _ := table4.Lookup(table4.TCP, s); return int(p) },
		func(p int) int { s, _ := table4.ServiceName(table4.TCP, table4.Port(p)); return len(s) })
	sweep(b, 8, "switch", switch8.PortMap(switch8.TCP),
		func(s string) int { p, _ := switch8.Lookup(switch8.TCP, s); return int(p) },
		func(p int) int { s, _ := switch8.ServiceName(switch8.TCP, switch8.Port(p)); return len(s) })
	sweep(b, 8, "table", table8.PortMap(table8.TCP),
		func(s string) int { p, _ := table8.Lookup(table8.TCP, s); return int(p) },
		func(p int) int { s, _ := table8.ServiceName(table8.TCP, table8.Port(p)); return len(s) })
	sweep(b, 16, "switch", switch16.PortMap(switch16.TCP),
		func(s string) int { p, _ := switch16.Lookup(switch16.TCP, s); return int(p) },
		func(p int) int { s, _ := switch16.ServiceName(switch16.TCP, switch16.Port(p)); return len(s) })
	sweep(b, 16, "table", table16.PortMap(table16.TCP),
		func(s string) int { p, _ := table16.Lookup(table16.TCP, s); return int(p) },
		func(p int) int { s, _ := table16.ServiceName(table16.TCP, table16.Port(p)); return len(s) })
	sweep(b, 32, "switch", switch32.PortMap(switch32.TCP),
		func(s string) int { p, _ := switch32.Lookup(switch32.TCP, s); return int(p) },
		func(p int) int { s, _ := switch32.ServiceName(switch32.TCP, switch32.Port(p)); return len(s) })
	sweep(b, 32, "table", table32.PortMap(table32.TCP),
		func(s string) int { p, _ := table32.Lookup(table32.TCP, s); return int(p) },
		func(p int) int { s, _ := table32.ServiceName(table32.TCP, table32.Port(p)); return len(s) })
	sweep(b, 64, "switch", switch64.PortMap(switch64.TCP),
		func(s string) int { p, _ := switch64.Lookup(switch64.TCP, s); return int(p) },
		func(p int) int { s, _ := switch64.ServiceName(switch64.TCP, switch64.Port(p)); return len(s) })
	sweep(b, 64, "table", table64.PortMap(table64.TCP),
		func(s string) int { p, _ := table64.Lookup(table64.TCP, s); return int(p) },
		func(p int) int { s, _ := table64.ServiceName(table64.TCP, table64.Port(p)); return len(s) })
	sweep(b, 128, "switch", switch128.PortMap(switch128.TCP),
		func(s string) int { p, _ := switch128.Lookup(switch128.TCP, s); return int(p) },
		func(p int) int { s, _ := switch128.ServiceName(switch128.TCP, switch128.Port(p)); return len(s) })
	sweep(b, 128, "table", table128.PortMap(table128.TCP),
		func(s string) int { p, _ := table128.Lookup(table128.TCP, s); return int(p) },
		func(p int) int { s, _ := table128.ServiceName(table128.TCP, table128.Port(p)); return len(s) })
	sweep(b, 256, "switch", switch256.PortMap(switch256.TCP),
		func(s string) int { p, _ := switch256.Lookup(switch256.TCP, s); return int(p) },
		func(p int) int { s, _ := switch256.ServiceName(switch256.TCP, switch256.Port(p)); return len(s) })
	sweep(b, 256, "table", table256.PortMap(table256.TCP),
		func(s string) int { p, _ := table256.Lookup(table256.TCP, s); return int(p) },
		func(p int) int { s, _ := table256.ServiceName(table256.TCP, table256.Port(p)); return len(s) })
}

func sweep[P interface{ ~uint16 }](b *testing.B, n int, form string, registered map[string]P, lookup func(string) int, serviceName func(int) int) {
	names := shuffled(sortedKeys(registered))
	var numbers []int
	for _, p := range registered {
		numbers = append(numbers, int(p))
	}
	numbers = shuffled(numbers)
	b.Run("names/"+strconv.Itoa(n)+"/"+form, func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			sink += lookup(names[i%inputs])
		}
	})
	b.Run("ports/"+strconv.Itoa(n)+"/"+form, func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			sink += serviceName(numbers[i%inputs])
		}
	})
}
