package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	textdiff "github.com/rogpeppe/go-internal/diff"

	"example.com/ianaports/internal/emit"
)

// An output is a folder and the files that it should have.
type output struct {
	dir     string
	changes []change
}

// A change is a file that is not as it should be.
type change struct {
	name     string
	old, new []byte // nil where there is no file
}

// openOutput compares a folder with the files that it should have. Besides them
// it may have files of other origin, which stay as they are.
func openOutput(dir string, files []emit.File) (*output, error) {
	o := &output{dir: dir}
	var errs []error
	for _, f := range files {
		old, err := os.ReadFile(filepath.Join(dir, f.Name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			old = nil
		case err != nil:
			errs = append(errs, err)
			continue
		case !generated(old):
			errs = append(errs, fmt.Errorf("%s: was not written by gen: move it away or choose another -out", filepath.Join(dir, f.Name)))
			continue
		}
		// A checkout may have made CRLF of the line ends.
		if old = withoutCR(old); !bytes.Equal(old, f.Content) {
			o.changes = append(o.changes, change{f.Name, old, f.Content})
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		errs = append(errs, err)
	}
	for _, entry := range entries {
		name := entry.Name()
		if filepath.Ext(name) != ".go" || slices.ContainsFunc(files, func(f emit.File) bool { return f.Name == name }) {
			continue
		}
		old, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			errs = append(errs, err)
		} else if generated(old) {
			o.changes = append(o.changes, change{name, old, nil})
		}
	}
	return o, errors.Join(errs...)
}

// generated reports whether a file has this generator's own header.
func generated(content []byte) bool {
	first, _, _ := bytes.Cut(content, []byte("\n"))
	return string(bytes.TrimSuffix(first, []byte("\r"))) == emit.Marker
}

// withoutCR returns a text with LF for each CRLF. Nil stays nil.
func withoutCR(content []byte) []byte {
	if content == nil {
		return nil
	}
	return bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n"))
}

func (o *output) stale() bool { return len(o.changes) > 0 }

// write makes the folder what it should be. All new files are complete before
// the first takes its place.
func (o *output) write() error {
	if err := os.MkdirAll(o.dir, 0o777); err != nil {
		return err
	}
	var ready []*replacement
	defer func() {
		for _, r := range ready {
			r.discard()
		}
	}()
	for _, c := range o.changes {
		if c.new == nil {
			continue
		}
		r, err := replace(filepath.Join(o.dir, c.name), c.new)
		if err != nil {
			return err
		}
		ready = append(ready, r)
	}
	for _, r := range ready {
		if err := r.commit(); err != nil {
			return err
		}
	}
	for _, c := range o.changes {
		if c.new == nil {
			if err := os.Remove(filepath.Join(o.dir, c.name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeFile writes a file so that it is either the old one or the new one,
// whatever happens meanwhile.
func writeFile(path string, content []byte) error {
	r, err := replace(path, content)
	if err != nil {
		return err
	}
	defer r.discard()
	return r.commit()
}

// A replacement is a complete file that waits beside the one it replaces.
type replacement struct{ temp, path string }

// replace writes a replacement, with the permissions of the file that is there.
func replace(path string, content []byte) (*replacement, error) {
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".gen-*.tmp")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	r := &replacement{f.Name(), path}
	_, err = f.Write(content)
	if err := errors.Join(err, f.Chmod(mode), f.Sync(), f.Close()); err != nil {
		r.discard()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

func (r *replacement) commit() error {
	err := os.Rename(r.temp, r.path)
	if err == nil {
		r.temp = ""
	}
	return err
}

// discard removes what has not taken its place.
func (r *replacement) discard() {
	if r.temp != "" {
		_ = os.Remove(r.temp) // nothing refers to it; a leftover does no harm
	}
}

// check shows what differs, and returns an error if anything does.
func (o *output) check(in string, w io.Writer) error {
	if !o.stale() {
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
