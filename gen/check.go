package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	textdiff "github.com/rogpeppe/go-internal/diff"
)

// check shows what differs, and returns an error if anything does.
func (o *output) check(in string, w io.Writer) error {
	if len(o.changes) == 0 {
		return nil
	}
	o.diff(w)
	return fmt.Errorf("%s: not what %s generates: run gen without -check (go generate ./...) and commit the result", o.dir, in)
}

const (
	maxDiffLines = 40 // of a file
	maxDiffWidth = 96 // characters of a line
)

// diff writes the beginning of what differs, file by file.
func (o *output) diff(w io.Writer) {
	for _, c := range o.changes {
		path := filepath.Join(o.dir, c.name)
		switch {
		case c.old == nil:
			fmt.Fprintf(w, "%s: missing\n", path)
		case c.new == nil:
			fmt.Fprintf(w, "%s: no longer generated\n", path)
		default:
			printDiff(w, path, textdiff.Diff(path, c.old, path+" (generated)", c.new))
		}
	}
}

// printDiff writes the beginning of a unified diff, and of each line.
func printDiff(w io.Writer, path string, unified []byte) {
	lines := strings.Split(strings.TrimSuffix(string(unified), "\n"), "\n")[1:] // without the command
	for _, line := range lines[:min(len(lines), maxDiffLines)] {
		if runes := []rune(line); len(runes) > maxDiffWidth {
			line = string(runes[:maxDiffWidth]) + "…"
		}
		fmt.Fprintln(w, line)
	}
	if more := len(lines) - maxDiffLines; more > 0 {
		fmt.Fprintf(w, "%s: and %d more lines\n", path, more)
	}
}
