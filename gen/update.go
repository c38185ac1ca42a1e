package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/emit"
	"example.com/ianaports/internal/registry"
)

const updateUsage = `usage: gen update [-from URL|FILE] [-out FILE] [-prune] [-force]

Update brings in a new registry. It writes it in canonical form: the rows that
have a port number, with the facts that gen reads, and a column Identifier with the
names of their constants. Services that were in FILE keep their names; those that
are not in the registry any more stay, marked as withdrawn. It ends with what
changes for callers, as gen diff reports it.

Nothing is written before everything is checked: that a package can be generated
from the registry, and that it has lost neither more than 2 % of its named rows
nor a column that has something in it.

Exit status: 0 done, 1 failed, 2 wrong usage.

`

// maxLoss is the part of the named rows, in percent, that a registry may lose in
// one update.
const maxLoss = 2

func update(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("gen update", flag.ContinueOnError)
	from := flags.String("from", ianaURL, "read IANA's registry, as CSV, from `URL|FILE`")
	out := flags.String("out", "registry.csv", "write the canonical form to `FILE`")
	prune := flags.Bool("prune", false, "drop the services that FILE has marked as withdrawn")
	force := flags.Bool("force", false, "accept a registry that has lost more than 2 % of its named rows, or columns")
	if err := parse(flags, updateUsage, 0, args, stdout, stderr); err != nil {
		return err
	}
	reg, err := fetchRegistry(*from, stderr)
	if err != nil {
		return err
	}
	if *prune {
		reg.Prune()
	}
	old, err := readRegistry(*out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		old = nil
	case err != nil:
		return fmt.Errorf("%w\n%s: has to be readable, or moved away, for an update", err, *out)
	case !*force && reg.Named()*100 < old.Named()*(100-maxLoss):
		return fmt.Errorf("%s: has %d named rows, %s has %d: more than %d %% would be lost: look what happened, or use -force", *from, reg.Named(), *out, old.Named(), maxLoss)
	}
	if !*force && old != nil {
		if lost := lostColumns(old, reg); len(lost) > 0 {
			return fmt.Errorf("%s: the header has no %s, %s has: look what the columns are called now, or use -force", *from, strings.Join(lost, ", "), *out)
		}
	}
	if len(reg.Missing) > 0 {
		fmt.Fprintf(stderr, "%s: note: the header has no %s\n", *from, strings.Join(reg.Missing, ", "))
	}
	var was *catalog.Catalog
	if old != nil {
		if was, err = catalog.New(old, naming); err != nil {
			return err
		}
		before := old
		if *prune {
			before = &registry.Registry{Records: slices.Clone(old.Records)}
			before.Prune()
		}
		reg.Retain(before)
	}
	if err := naming.Name(reg.Records); err != nil {
		return err
	}
	canonical, err := canonicalForm(reg)
	if err != nil {
		return err
	}
	cat, err := catalog.New(reg, naming)
	if err != nil {
		return err
	}
	if _, err := emit.Package(cat, emit.Options{Package: "ports"}); err != nil {
		return err
	}
	var changes *catalog.Changes
	if was != nil {
		changes = catalog.Compare(was, cat)
	}
	if err := writeFile(*out, canonical); err != nil {
		return err
	}
	fmt.Fprintln(stderr, summary(*out, cat.Counts))
	if changes != nil {
		printChanges(stdout, changes)
	}
	return nil
}

// lostColumns returns the columns that a registry has something in and its
// successor lacks.
func lostColumns(old, new *registry.Registry) []string {
	return slices.DeleteFunc(slices.Clone(new.Missing), func(column string) bool { return !old.Uses(column) })
}

// canonicalForm returns a registry as it is written, having read it back.
func canonicalForm(reg *registry.Registry) ([]byte, error) {
	var canonical bytes.Buffer
	if err := reg.Write(&canonical); err != nil {
		return nil, err
	}
	if _, err := registry.Read("the updated registry", bytes.NewReader(canonical.Bytes())); err != nil {
		return nil, err
	}
	return canonical.Bytes(), nil
}
