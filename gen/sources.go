package main

import (
	"errors"
	"flag"
	"fmt"
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
	preferLater bool
	names       []string // empty for all
	ports       []catalog.PortRange
}

// A fileList is a flag that may stand several times.
type fileList []string

func (l *fileList) String() string { return strings.Join(*l, " ") }

func (l *fileList) Set(s string) error {
	*l = append(*l, s)
	return nil
}

// define adds the flags that set the sources.
func (s *sources) define(flags *flag.FlagSet) {
	flags.Var(&s.files, "in", "read a registry from `FILE`, or the one that this version carries where FILE is\n\"iana\"; repeat it to add the rows of further files (default registry.csv)")
	flags.Func("prefer", "`WHICH` of two files has the first name of a port: earlier or later (default earlier)", func(which string) error {
		if which != "earlier" && which != "later" {
			return errors.New("want earlier or later")
		}
		s.preferLater = which == "later"
		return nil
	})
	flags.Func("only", "keep only the services whose names are in `FILE|LIST`: a file with one on each line, or a,b,c", func(list string) error {
		names, err := readNames(list)
		s.names = append(s.names, names...)
		return err
	})
	flags.Func("ports", "keep only the rows with ports in a `LIST` of numbers and ranges, such as 1-1023,8080", func(list string) error {
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
		content, err := os.ReadFile(list)
		if err != nil {
			return nil, err
		}
		text, separator = string(content), "\n"
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

// catalog reads the registries and makes one catalog of them.
func (s *sources) catalog() (*catalog.Catalog, error) {
	var registries []*registry.Registry
	var errs []error
	for _, file := range s.files {
		reg, err := readRegistry(file)
		if err != nil {
			errs = append(errs, err)
			continue
		}
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
	case err != nil || len(s.names)+len(s.ports) == 0:
		return cat, err
	}
	if cat, err = cat.Select(s.names, s.ports); err != nil {
		return nil, fmt.Errorf("-only and -ports: %w in %s", err, s.files.String())
	}
	return cat, nil
}

func readRegistry(file string) (*registry.Registry, error) { return registries.Read(file) }
