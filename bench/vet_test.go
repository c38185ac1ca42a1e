package bench

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// BenchmarkVet runs go vet on packages that talk to networks, with its own
// analyzers and with portcheck besides.
func BenchmarkVet(b *testing.B) {
	packages := []string{"net/http", "net", "net/rpc", "crypto/tls", "log/syslog", "net/smtp"}
	for _, with := range []string{"vet", "portcheck"} {
		b.Run(with, func(b *testing.B) {
			tool := filepath.Join(b.TempDir(), "vet")
			var total time.Duration
			for range b.N {
				run(b, nil, "go", "build", "-ldflags", fmt.Sprintf("-X main.run=%d -X main.with=%s", time.Now().UnixNano(), with), "-o", tool, "./vet")
				start := time.Now()
				out, err := exec.Command("go", append([]string{"vet", "-vettool=" + tool}, packages...)...).CombinedOutput()
				total += time.Since(start)
				// The tests of these packages have ports that portcheck finds.
				found := strings.Contains(string(out), "port 53 is domain")
				var exit *exec.ExitError
				if err != nil && !errors.As(err, &exit) || found != (with == "portcheck") {
					b.Fatalf("%v: %s", err, out)
				}
			}
			b.ReportMetric(float64(total.Nanoseconds())/float64(b.N), "ns/op")
		})
	}
}
