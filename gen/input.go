package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/shipped"
)

// An input is the files that a package is generated from, and the selection of their
// services.
type input struct {
	sources     []source
	preferLater bool
	names       []string // empty for all
	ports       []registry.Ports
	// warnings are about the files, once they have been read.
	warnings registry.ErrorList
}

// A source is a file and what the command line says it is.
type source struct {
	file string
	kind registry.Kind
}

// defineFiles adds the flags that say which files to read.
func (in *input) defineFiles(flags *flag.FlagSet) {
	for _, f := range []struct {
		name, usage string
		kind        registry.Kind
	}{
		{"in", "read a team's registry from the CSV `FILE`, or one of gen's own if it\nis iana or defacto; repeat it, -iana and -services to add files", registry.Team},
		{"iana", "read another edition of IANA's registry from the CSV `FILE`", registry.IANA},
		{"services", "read services from `FILE`, in the form of services(5)", registry.Services},
	} {
		flags.Func(f.name, f.usage, func(file string) error {
			in.sources = append(in.sources, source{file, f.kind})
			return nil
		})
	}
}

// defineSelection adds the flags that choose among files and services.
func (in *input) defineSelection(flags *flag.FlagSet) {
	flags.Func("prefer", "`WHICH` file's name comes first on a port, and has the name's\nport: earlier or later (default earlier)", func(which string) error {
		if which != "earlier" && which != "later" {
			return errors.New("want earlier or later")
		}
		in.preferLater = which == "later"
		return nil
	})
	flags.Func("only", "keep only services named in a `LIST`, such as ssh,https, or in\n@FILE, one a line", func(list string) error {
		names, err := readNames(list)
		in.names = append(in.names, names...)
		return err
	})
	flags.Func("ports", "keep only rows with ports in a `LIST`, such as 1-1023,8080", func(list string) error {
		for text := range strings.SplitSeq(list, ",") {
			ports, err := registry.ParsePorts(text)
			if err != nil {
				return fmt.Errorf("%q: %w", text, err)
			}
			in.ports = append(in.ports, ports)
		}
		return nil
	})
}

// readNames returns the names of a list with commas, or of the file after "@", a line
// each.
func readNames(list string) ([]string, error) {
	text, separator := list, ","
	if file, ok := strings.CutPrefix(list, "@"); ok {
		content, err := readFile(file)
		if err != nil {
			return nil, err
		}
		text, separator = strings.TrimPrefix(string(content), "\ufeff"), "\n"
	}
	var names []string
	for name := range strings.SplitSeq(text, separator) {
		if name = strings.TrimSpace(name); name != "" && name[0] != '#' {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil, errors.New("no names")
	}
	return names, nil
}

// String names the files.
func (in *input) String() string {
	var files []string
	for _, s := range in.sources {
		files = append(files, s.file)
	}
	return strings.Join(files, " ")
}

// has reports whether a file is among the sources.
func (in *input) has(file string) bool {
	return slices.ContainsFunc(in.sources, func(s source) bool { return s.file == file })
}

// errNoInput is answered where no registry is named. A file is never guessed.
var errNoInput = errors.New("no registry named: -in FILE takes your own, -in iana takes IANA's")

// read makes one catalog of the files, with constants.
func (in *input) read() (*catalog.Named, error) {
	var files []*registry.File
	var errs []error
	for _, s := range in.sources {
		file, err := shipped.Read(s.file, s.kind)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		in.warnings = append(in.warnings, file.Warnings...)
		files = append(files, file)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	cat, err := catalog.New(in.preferLater, files...)
	switch {
	case errors.Is(err, catalog.ErrNoService):
		return nil, fmt.Errorf("%s: %w", in, err)
	case err != nil:
		return nil, err
	}
	if err := cat.Check(shipped.Taken); err != nil {
		return nil, err
	}
	named, err := shipped.Name(cat)
	if err != nil || len(in.names)+len(in.ports) == 0 {
		return named, err
	}
	if named, err = named.Select(in.names, in.ports); err != nil {
		return nil, fmt.Errorf("%s: %w in %s", in.selection(), err, in)
	}
	return named, nil
}

// selection names the flags that select rows.
func (in *input) selection() string {
	switch {
	case len(in.ports) == 0:
		return "-only"
	case len(in.names) == 0:
		return "-ports"
	}
	return "-only and -ports"
}

// readFile returns the content of a file that is no larger than a registry may be.
func readFile(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := registry.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return content, nil
}
