package portcheck

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"
)

// TestKinds has a package for each kind of what programs write.
func TestKinds(t *testing.T) {
	var patterns []string
	for _, kind := range []string{"same", "looks", "helpers", "forms/...", "lookups", "joined/...", "password/...", "evidence", "addresses"} {
		patterns = append(patterns, "./kinds/"+kind)
	}
	analysistest.RunWithSuggestedFixes(t, moduleDir, Analyzer, patterns...)
}

// TestDoubtfulLists reports lists of ports with -doubtful.
func TestDoubtfulLists(t *testing.T) {
	set(t, "doubtful", "true")
	analysistest.Run(t, moduleDir, Analyzer, "./kinds/lists")
}

// TestInternal suggests no import that does not compile.
func TestInternal(t *testing.T) {
	set(t, "package", "example.com/test/kinds/shop/internal/ports=own/services.csv")
	analysistest.RunWithSuggestedFixes(t, moduleDir, Analyzer, "./kinds/other")
}
