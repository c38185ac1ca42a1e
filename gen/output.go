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
		if !bytes.Equal(old, f.Content) {
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
	maxHunks     = 3  // of a file
	maxDiffLines = 6  // of each side of a hunk
	maxDiffWidth = 96 // characters of a line
)

// diff writes what differs, file by file, and of that the beginning.
func (o *output) diff(w io.Writer) {
	headers := 0
	for _, c := range o.changes {
		path := filepath.Join(o.dir, c.name)
		switch {
		case c.old == nil:
			fmt.Fprintf(w, "%s: missing\n", path)
			continue
		case c.new == nil:
			fmt.Fprintf(w, "%s: no longer generated\n", path)
			continue
		}
		hunks := compare(body(c.old), body(c.new))
		if len(hunks) == 0 {
			headers++
			continue
		}
		for i, h := range hunks {
			if i == maxHunks {
				fmt.Fprintf(w, "%s: and %d more changes\n", path, len(hunks)-i)
				break
			}
			fmt.Fprintf(w, "%s:%d:\n", path, h.line)
			diffLines(w, "-", h.old)
			diffLines(w, "+", h.new)
		}
	}
	if headers > 0 {
		fmt.Fprintf(w, "%s: the header of %d more files\n", o.dir, headers)
	}
}

// body returns the lines of a file with those of the header, which names the
// registry and so differs in all files, empty.
func body(content []byte) []string {
	lines := strings.Split(string(content), "\n")
	for i := range lines {
		if !strings.HasPrefix(lines[i], "//") {
			break
		}
		lines[i] = ""
	}
	return lines
}

// A hunk is a place where two files differ.
type hunk struct {
	line     int // in the new file, from 1
	old, new []string
}

// maxResync is the number of lines within which compare looks for the end of a
// hunk.
const maxResync = 200

// compare returns the hunks between two files. From a line that differs they
// reach to the nearest two lines that are equal and not empty.
func compare(old, new []string) (hunks []hunk) {
	i, j := 0, 0
	for i < len(old) || j < len(new) {
		if i < len(old) && j < len(new) && old[i] == new[j] {
			i++
			j++
			continue
		}
		a, b := resync(old[i:], new[j:])
		hunks = append(hunks, hunk{j + 1, old[i : i+a], new[j : j+b]})
		i += a
		j += b
	}
	return hunks
}

func resync(old, new []string) (a, b int) {
	for sum := range maxResync {
		for a := max(0, sum-len(new)+1); a <= min(sum, len(old)-1); a++ {
			if b := sum - a; old[a] == new[b] && strings.TrimSpace(old[a]) != "" {
				return a, b
			}
		}
	}
	return len(old), len(new)
}

func diffLines(w io.Writer, sign string, lines []string) {
	shown := 0
	for _, line := range lines {
		// A line of a table tells a reader nothing.
		if shown == maxDiffLines || strings.HasPrefix(line, "\t\"") {
			continue
		}
		shown++
		if runes := []rune(line); len(runes) > maxDiffWidth {
			line = string(runes[:maxDiffWidth]) + "…"
		}
		fmt.Fprintf(w, "%s %s\n", sign, line)
	}
	if more := len(lines) - shown; more > 0 {
		fmt.Fprintf(w, "%s … %d more lines\n", sign, more)
	}
}
