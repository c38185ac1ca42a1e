package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/registries"
	"example.com/ianaports/internal/registry"
)

// iana stands, in place of a file, for the registry that this version carries.
const iana = registries.IANA

// naming names the services that have no identifier.
var naming = registries.Naming()

// sources are the registries of a package and what it takes of them.
type sources struct {
	files       fileList
	fallback    string // where there are none
	preferLater bool
	names       []string // empty for all
	ports       []catalog.PortRange
	// warnings are about the files, once they have been read.
	warnings registry.ErrorList
}

// A fileList is a flag that may stand several times.
type fileList []string

func (l *fileList) String() string { return strings.Join(*l, " ") }

func (l *fileList) Set(s string) error {
	*l = append(*l, s)
	return nil
}

// defineFiles adds the flag that says which files to read.
func (s *sources) defineFiles(flags *flag.FlagSet, fallback string) {
	s.fallback = fallback
	flags.Var(&s.files, "in", "read `FILE`, CSV or services(5), or the registry that gen has where\nit is \"iana\"; repeat it to add rows of more files (default "+fallback+")")
}

// define adds the flags that set the sources.
func (s *sources) define(flags *flag.FlagSet) {
	s.defineFiles(flags, "registry.csv")
	flags.Func("prefer", "`WHICH` file's name comes first on a port: earlier or later\n(default earlier)", func(which string) error {
		if which != "earlier" && which != "later" {
			return errors.New("want earlier or later")
		}
		s.preferLater = which == "later"
		return nil
	})
	flags.Func("only", "keep only services named in `FILE|LIST`: one a line, or a,b,c", func(list string) error {
		names, err := readNames(list)
		s.names = append(s.names, names...)
		return err
	})
	flags.Func("ports", "keep only rows with ports in a `LIST`, such as 1-1023,8080", func(list string) error {
		for text := range strings.SplitSeq(list, ",") {
			first, last, err := registry.ParsePorts(text)
			if err != nil {
				return fmt.Errorf("%q: %w", text, err)
			}
			s.ports = append(s.ports, catalog.PortRange{First: first, Last: last})
		}
		return nil
	})
}

// readNames returns the names of a file, a line each, or of a list with commas.
func readNames(list string) ([]string, error) {
	text, separator := list, ","
	if info, err := os.Stat(list); err == nil && info.Mode().IsRegular() {
		content, err := readFile(list)
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

// catalog reads the registries and makes one catalog of them. It checks the rules of
// one's own files: every row has a port, and no two services claim the same.
func (s *sources) catalog() (*catalog.Catalog, error) {
	byDefault := len(s.files) == 0
	if byDefault {
		s.files = fileList{s.fallback}
	}
	var registries []*registry.Registry
	var errs []error
	for _, file := range s.files {
		reg, err := readRegistry(file)
		if err == nil {
			err = reg.CheckOwn()
		} else if byDefault && errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("%w: name your file with -in, or write -in iana", err)
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		s.warnings = append(s.warnings, reg.Warnings...)
		registries = append(registries, reg)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	merged, err := registry.Merge(s.preferLater, registries...)
	if err != nil {
		return nil, err
	}
	cat, err := catalog.New(merged, naming)
	switch {
	case errors.Is(err, catalog.ErrNoService):
		return nil, fmt.Errorf("%s: %w", s.files.String(), err)
	case err != nil:
		return nil, err
	}
	if err := cat.Clashes(ianaCatalog); err != nil {
		return nil, err
	}
	if len(s.names)+len(s.ports) == 0 {
		return cat, nil
	}
	if cat, err = cat.Select(s.names, s.ports); err != nil {
		return nil, fmt.Errorf("%s: %w in %s", s.selection(), err, s.files.String())
	}
	return cat, nil
}

// selection names the flags that select rows.
func (s *sources) selection() string {
	switch {
	case len(s.ports) == 0:
		return "-only"
	case len(s.names) == 0:
		return "-ports"
	}
	return "-only and -ports"
}

func readRegistry(file string) (*registry.Registry, error) { return registries.Read(file) }

// ianaCatalog returns the catalog of the registry that this version carries.
func ianaCatalog() (*catalog.Catalog, error) {
	reg, err := readRegistry(iana)
	if err != nil {
		return nil, err
	}
	return catalog.New(reg, naming)
}

// readFile returns the content of a file that is no larger than a registry may be.
func readFile(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, registry.MaxSize+1))
	if err == nil && len(content) > registry.MaxSize {
		err = registry.ErrTooLarge
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return content, nil
}
