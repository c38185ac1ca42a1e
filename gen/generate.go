package main

import (
	"errors"
	"flag"
	"fmt"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"strings"

	"example.com/ianaports/gen/internal/catalog"
	"example.com/ianaports/gen/internal/emit"
	"example.com/ianaports/gen/internal/registry"
)

const generateUsage = `usage: gen [-in FILE]... [-out DIR] [-package NAME] [-lookup FORM] [-check]
       gen update [-from URL|FILE] [-out FILE] [-prune] [-force]
       gen diff [-json] [-fail-on LEVEL] OLD NEW

Gen writes a Go package of port numbers from a port registry in IANA's CSV form.
Update brings in a new registry, and diff tells what one changes for callers;
-h after either tells more.

Exit status: 0 done, 1 failed or stale, 2 wrong usage.

`

// A fileList is a flag that may stand several times.
type fileList []string

func (l *fileList) String() string { return strings.Join(*l, " ") }

func (l *fileList) Set(s string) error {
	*l = append(*l, s)
	return nil
}

func generate(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("gen", flag.ContinueOnError)
	var in fileList
	var options emit.Options
	flags.Var(&in, "in", "read the registry from `FILE`; repeat it to add the rows of further files (default registry.csv)")
	out := flags.String("out", "ports", "write the package to `DIR`")
	flags.StringVar(&options.Package, "package", "", "`NAME` of the package (default: the last element of DIR)")
	flags.TextVar(&options.Lookup, "lookup", emit.Auto, "`FORM` of the lookups: switch, table, or auto to choose by size")
	check := flags.Bool("check", false, "write nothing; fail and show what differs if the package is stale")
	if err := parse(flags, generateUsage, 0, args, stdout, stderr); err != nil {
		return err
	}
	if len(in) == 0 {
		in = fileList{"registry.csv"}
	}
	if options.Package == "" {
		abs, err := filepath.Abs(*out)
		if err != nil {
			return err
		}
		options.Package = filepath.Base(abs)
	}
	if !token.IsIdentifier(options.Package) || options.Package == "_" || options.Package == "main" {
		fmt.Fprintf(stderr, "gen: %q cannot be the name of a package: give one with -package\n", options.Package)
		return errUsage
	}

	cat, err := readCatalog(in...)
	if err != nil {
		return err
	}
	files, err := emit.Package(cat, options)
	if err != nil {
		return err
	}
	dir, err := openOutput(*out, files)
	if err != nil {
		return err
	}
	if *check {
		if dir.stale() {
			dir.diff(stdout)
			return fmt.Errorf("%s: not what %s generates: run gen without -check (go generate ./...) and commit the result", *out, in.String())
		}
	} else if err := dir.write(); err != nil {
		return err
	}
	fmt.Fprintln(stderr, summary(*out, cat.Counts))
	return nil
}

// readCatalog reads registries and makes one catalog of them.
func readCatalog(files ...string) (*catalog.Catalog, error) {
	var registries []*registry.Registry
	var errs []error
	for _, file := range files {
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
	merged, err := registry.Merge(registries...)
	if err != nil {
		return nil, err
	}
	cat, err := catalog.New(merged, emit.Exported())
	if errors.Is(err, catalog.ErrNoService) {
		err = fmt.Errorf("%s: %w", strings.Join(files, " "), err)
	}
	return cat, err
}

func readRegistry(file string) (*registry.Registry, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return registry.Read(file, f)
}

// summary accounts for every row of the input.
func summary(what string, n catalog.Counts) string {
	return fmt.Sprintf("%s: %d rows: %d services, %d aliases, %d ranges, %d withdrawn; without a name: %d assigned, %d reserved, %d unassigned; skipped: %d without a port",
		what, n.Rows(), n.Services, n.Aliases, n.Ranges, n.Withdrawn, n.Assigned, n.Reserved, n.Unassigned, n.NameOnly)
}
