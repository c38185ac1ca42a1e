package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/registries"
	"example.com/ianaports/internal/registry"
)

// iana stands, in place of a file, for the registry that this version carries.
const iana = registries.IANA

// naming names the services that have no identifier.
var naming = registries.Naming()

// An input is the files that a package is generated from, and the selection of their
// services.
type input struct {
	files       fileList
	fallback    string // where there are none
	preferLater bool
	names       []string // empty for all
	ports       []registry.PortRange
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
func (in *input) defineFiles(flags *flag.FlagSet, fallback string) {
	in.fallback = fallback
	flags.Var(&in.files, "in", "read `FILE`, CSV or services(5), or the registry that gen has where\nit is \"iana\"; repeat it to add rows of more files (default "+fallback+")")
}

// define adds the flags that set the input.
func (in *input) define(flags *flag.FlagSet) {
	in.defineFiles(flags, "registry.csv")
	flags.Func("prefer", "`WHICH` file's name comes first on a port: earlier or later\n(default earlier)", func(which string) error {
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

// catalog reads the registries and makes one catalog of them. It checks the rules of
// one's own files: every row has a port, and no two services claim the same.
func (in *input) catalog() (*catalog.Catalog, error) {
	byDefault := len(in.files) == 0
	if byDefault {
		in.files = fileList{in.fallback}
	}
	var registries []*registry.Registry
	var errs []error
	for _, file := range in.files {
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
		in.warnings = append(in.warnings, reg.Warnings...)
		registries = append(registries, reg)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	cat, err := checkedCatalog(in.preferLater, registries...)
	switch {
	case errors.Is(err, catalog.ErrNoService):
		return nil, fmt.Errorf("%s: %w", in.files.String(), err)
	case err != nil:
		return nil, err
	}
	if len(in.names)+len(in.ports) == 0 {
		return cat, nil
	}
	if cat, err = cat.Select(in.names, in.ports); err != nil {
		return nil, fmt.Errorf("%s: %w in %s", in.selection(), err, in.files.String())
	}
	return cat, nil
}

// checkedCatalog makes one catalog of registries. It checks the rules of one's own rows:
// no two claim the same port, and every alias names a service that exists.
func checkedCatalog(preferLater bool, registries ...*registry.Registry) (*catalog.Catalog, error) {
	merged, err := registry.Merge(preferLater, registries...)
	if err != nil {
		return nil, err
	}
	cat, err := newCatalog(merged)
	if err != nil {
		return nil, err
	}
	if err := cat.CheckAliases(ianaCatalog); err != nil {
		return nil, err
	}
	return cat, cat.Clashes(ianaCatalog)
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

func readRegistry(file string) (*registry.Registry, error) { return registries.Read(file) }

// newCatalog returns the catalog of a registry, with identifiers as gen derives them.
func newCatalog(reg *registry.Registry) (*catalog.Catalog, error) { return catalog.New(reg, naming) }

// ianaCatalog returns the catalog of the registry that this version carries. It is made
// once.
var ianaCatalog = sync.OnceValues(func() (*catalog.Catalog, error) {
	reg, err := readRegistry(iana)
	if err != nil {
		return nil, err
	}
	return newCatalog(reg)
})

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
