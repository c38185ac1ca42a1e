package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/build"
	"go/parser"
	"go/token"
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
// it may have files of other origin, which stay as they are. Only Go files of the
// same package can be among them.
func openOutput(dir, packageName string, files []emit.File) (*output, error) {
	o := &output{dir: dir}
	var errs []error
	for _, f := range files {
		path := filepath.Join(dir, f.Name)
		old, err := readOld(path)
		switch {
		case err != nil:
			errs = append(errs, err)
			continue
		case old != nil && !generated(old):
			errs = append(errs, fmt.Errorf("%s: was not written by gen: move it away or choose another -out", path))
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
		if !entry.Type().IsRegular() || filepath.Ext(name) != ".go" || slices.ContainsFunc(files, func(f emit.File) bool { return f.Name == name }) {
			continue
		}
		// Go passes by what starts with one of these, such as the locks of editors.
		if name[0] == '.' || name[0] == '_' {
			continue
		}
		old, err := os.ReadFile(filepath.Join(dir, name))
		switch {
		case err != nil:
			errs = append(errs, err)
		case generated(old):
			o.changes = append(o.changes, change{name, old, nil})
		default:
			errs = append(errs, checkPackage(dir, name, old, packageName))
		}
	}
	return o, errors.Join(errs...)
}

// readOld returns the content of a file that is to be replaced, nil if there is none.
// What is not a regular file, or a link to one, is an error: reading a named pipe
// would wait for ever.
func readOld(path string) ([]byte, error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && info.Mode().Type() == fs.ModeSymlink {
		info, err = os.Stat(path)
	}
	if err != nil || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: is not a regular file: move it away or choose another -out", path)
	}
	return os.ReadFile(path)
}

// checkPackage reports a Go file that the compiler would take for one of another package.
func checkPackage(dir, name string, content []byte, packageName string) error {
	if match, err := build.Default.MatchFile(dir, name); err != nil || !match {
		return nil // no business of the compiler's on this system, or of ours
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, content, parser.PackageClauseOnly)
	if err != nil {
		return nil // the compiler will say it better
	}
	found := file.Name.Name
	if strings.HasSuffix(name, "_test.go") {
		found = strings.TrimSuffix(found, "_test")
	}
	if found == packageName || found == documentation {
		return nil
	}
	return fmt.Errorf("%s: is of package %s, and gen writes package %s: choose another -out or -package", filepath.Join(dir, name), found, packageName)
}

// documentation is the name of the package whose files Go does not compile.
const documentation = "documentation"

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

// write makes the folder what it should be, and says what it removes.
func (o *output) write(stderr io.Writer) error {
	if err := os.MkdirAll(o.dir, 0o777); err != nil {
		return err
	}
	for _, c := range o.changes {
		if c.new == nil {
			continue
		}
		if err := writeFile(filepath.Join(o.dir, c.name), c.new); err != nil {
			return err
		}
	}
	return o.remove(stderr)
}

// writeFile writes a file whole or not at all: a new one with the permissions that the
// user's umask leaves, and one that is there, also behind a link, with those that it has.
func writeFile(path string, content []byte) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	temp := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%d.tmp", filepath.Base(path), os.Getpid()))
	err := os.WriteFile(temp, content, 0o666)
	if info, errStat := os.Stat(path); err == nil && errStat == nil {
		err = os.Chmod(temp, info.Mode().Perm())
	}
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("%s: %w", path, err), remove(temp))
	}
	return nil
}

// remove removes a file that may not be there.
func remove(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// remove removes the files that are no longer generated.
func (o *output) remove(stderr io.Writer) error {
	for _, c := range o.changes {
		if c.new != nil {
			continue
		}
		path := filepath.Join(o.dir, c.name)
		if err := remove(path); err != nil {
			return err
		}
		fmt.Fprintf(stderr, "%s: removed: it has the header of gen, which does not write it any more\n", path)
	}
	return nil
}
