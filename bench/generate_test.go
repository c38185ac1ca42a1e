package bench

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// BenchmarkGenerate generates packages with a generator that is built: from the
// registry, and from made-up ones of up to every port of every transport.
func BenchmarkGenerate(b *testing.B) {
	gen := filepath.Join(b.TempDir(), "gen")
	run(b, nil, "go", "build", "-C", "..", "-o", gen, "./gen")
	registry, err := os.ReadFile("../registry.csv")
	if err != nil {
		b.Fatal(err)
	}
	rows := bytes.Count(registry, []byte("\n")) - 1
	b.Run("registry", func(b *testing.B) { generate(b, gen, registry, rows) })
	for rows := 2 * rows; rows < allRows; rows *= 2 {
		b.Run("rows="+strconv.Itoa(rows), func(b *testing.B) { generate(b, gen, madeUp(rows), rows) })
	}
	b.Run("rows="+strconv.Itoa(allRows), func(b *testing.B) { generate(b, gen, madeUp(allRows), allRows) })
}

// allRows is the number of rows that name every port of every transport.
const allRows = 4 << 16

// madeUp returns a registry of so many rows, of ports as far apart as they can
// be. As in the real one, a name has two rows, in the mean.
func madeUp(rows int) []byte {
	var csv bytes.Buffer
	csv.WriteString("Service Name,Port Number,Transport Protocol,Description,Registration Date,Reference\n")
	for i := range rows {
		transport := i % 4
		port := i / 4 * (1 << 16) / ((rows + 3) / 4)
		fmt.Fprintf(&csv, "%c-service-%d,%d,%s,The made-up service %d of the bench,2026-01-01,[RFC%d]\n",
			'a'+transport/2, port, port, []string{"tcp", "udp", "sctp", "dccp"}[transport], port, 1000+port%8000)
	}
	return csv.Bytes()
}

func generate(b *testing.B, gen string, csv []byte, rows int) {
	dir := b.TempDir()
	in := filepath.Join(dir, "registry.csv")
	if err := os.WriteFile(in, csv, 0o666); err != nil {
		b.Fatal(err)
	}
	var total time.Duration
	var most int64
	for i := range b.N {
		t, memory := run(b, nil, gen, "-iana", in, "-out", filepath.Join(dir, strconv.Itoa(i)), "-package", "ports")
		total += t
		most = max(most, memory)
	}
	reportProcess(b, total, most)
	b.ReportMetric(float64(total.Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
}
