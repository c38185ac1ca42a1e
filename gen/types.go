package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// checkTypes asks the go command, in the folder of the output, for the package that
// -types names. It must be one that gen wrote, and not the output itself. Without a go
// command nothing is checked; outside of a module, the go command knows the standard
// library alone.
func checkTypes(types, out string) error {
	if _, err := exec.LookPath("go"); err != nil {
		return nil
	}
	out, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	from := out
	for !isDir(from) && from != filepath.Dir(from) {
		from = filepath.Dir(from)
	}
	modules, err := goList(from, "-m", "-f", "{{.Path}}\t{{.Dir}}")
	inModule := err == nil && !strings.HasPrefix(modules, "command-line-arguments") // which stands for none
	for line := range strings.Lines(modules) {
		module, dir, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if below, err := filepath.Rel(dir, out); inModule && err == nil && path.Join(module, filepath.ToSlash(below)) == types {
			return fmt.Errorf("-types %q: is the package that gen writes here: remove -types", types)
		}
	}
	dir, err := goList(from, "-f", "{{.Dir}}", "--", types)
	switch {
	case err != nil && inModule:
		return fmt.Errorf("-types %q: the go command does not find the package: %w", types, err)
	case err != nil:
		return nil
	}
	head, err := os.ReadFile(filepath.Join(dir, "doc.go"))
	if errors.Is(err, fs.ErrNotExist) || err == nil && !generated(head) {
		return fmt.Errorf("-types %q: gen did not write that package: name one that it wrote, such as example.com/ianaports/ports", types)
	}
	return err
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// goList returns the output of go list in a folder, or what it says against it.
func goList(dir string, args ...string) (string, error) {
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Dir = dir
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		if text := strings.TrimSpace(stderr.String()); text != "" {
			return "", errors.New(text)
		}
		return "", err
	}
	return strings.TrimSpace(stdout.String()), nil
}
