// Vet is go vet with its own analyzers and, if it is built so, with portcheck.
package main

import (
	"golang.org/x/tools/go/analysis/suite/vet"
	"golang.org/x/tools/go/analysis/unitchecker"

	"example.com/ianaports/portcheck"
)

// The linker sets these. Run differs from one build to the next, so that go vet
// has no results of an earlier one.
var run, with string

func main() {
	_ = run
	analyzers := vet.Suite
	if with == "portcheck" {
		analyzers = append(analyzers, portcheck.Analyzer)
	}
	unitchecker.Main(analyzers...)
}
