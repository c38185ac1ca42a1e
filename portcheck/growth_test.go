package portcheck

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shapes are programs that grow with n, each in another way.
var shapes = map[string]func(n int) string{
	"constants": func(n int) string {
		return repeat(n, "// port%[1]d is a port.\nconst port%[1]d = %[1]d\n")
	},
	"interfaces": func(n int) string {
		return repeat(n, "type i%[1]d interface{ open(port int) }\ntype t%[1]d struct{}\nfunc (t%[1]d) open(port int) {}\nfunc f%[1]d(i i%[1]d) { i.open(%[1]d) }\n")
	},
	"calls": func(n int) string {
		return "func port(p int) int { return p }\n" + repeat(n, "func f%[1]d() int { return port(port(%[1]d)) }\n")
	},
	"wrappers": func(n int) string {
		return "func f0(port int) {}\n" + repeat(n, "func f%[1]d(a int) { f0(a); f0(%[1]d) }\n")
	},
	"table": func(n int) string {
		return "var ports = []int{" + strings.Repeat("443, ", n) + "}\nvar addrs = []string{" + strings.Repeat("\"a.example:443\", ", n) + "}\n"
	},
	"functions": func(n int) string {
		return "var fs = map[string]func(port int){}\n" + repeat(n, "func f%[1]d() { fs[\"%[1]d\"] = func(p int) {}; fs[\"%[1]d\"](%[1]d) }\n")
	},
	"sums": func(n int) string {
		return "func f(host string) string {\n\treturn host" + strings.Repeat(" + \":443/\" + host", n/4) + "\n}\n"
	},
}

func repeat(n int, text string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, text, 1+i)
	}
	return b.String()
}

// BenchmarkGrowth has the time of one part of a program, which does not grow with their
// number.
func BenchmarkGrowth(b *testing.B) {
	for name, shape := range shapes {
		for _, n := range []int{250, 2000} {
			source := "package p\n" + shape(n)
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				for b.Loop() {
					_, err := check("p.go", source)
					require.NoError(b, err)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/part")
			})
		}
	}
}

// TestGrowth lets programs grow eightfold. A cost that is quadratic takes 64 times as
// long then, and a linear one 8 times; machines that do other work need some room, and
// more than one try.
func TestGrowth(t *testing.T) {
	for name, shape := range shapes {
		measure := func(n int) time.Duration {
			start := time.Now()
			_, err := check("p.go", "package p\n"+shape(n))
			require.NoError(t, err)
			return time.Since(start)
		}
		var small, large time.Duration
		for try := 0; try == 0 || try < 3 && large > 24*small+50*time.Millisecond; try++ {
			small, large = measure(250), measure(2000)
		}
		assert.Less(t, large, 24*small+50*time.Millisecond, "%s: %v, and eight times as much %v", name, small, large)
	}
}
