package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/registry"
)

const diffUsage = `usage: gen diff [FLAG]... OLD NEW

Diff reports what the registry NEW changes for callers of the package that is
generated from OLD: constants, names that can be looked up, and the primary
names of ports. The last line is the verdict in Go's terms:

  patch  nothing that code can depend on
  minor  nothing that code can depend on is gone or means another number
  major  something is

Each is a file, or "iana" for the registry that this version carries. NEW is
compared as it is: what it lacks is removed. With -update, NEW is a download from
IANA, compared as gen update would write it over OLD: services that it lacks are
withdrawn, not removed.

Exit status: 0 done, 1 failed or at least LEVEL, 2 wrong usage.

`

func diff(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("gen diff", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "write JSON")
	asUpdate := flags.Bool("update", false, "compare OLD with what gen update would make of NEW")
	var failOn level
	flags.Var(&failOn, "fail-on", "exit with 1 if the verdict is `LEVEL`, minor or major, or worse")
	if err := parse(flags, diffUsage, "OLD NEW", args, stdout, stderr); err != nil {
		return err
	}
	old, errOld := readRegistry(flags.Arg(0))
	new, errNew := readRegistry(flags.Arg(1))
	if err := errors.Join(errOld, errNew); err != nil {
		return err
	}
	if *asUpdate {
		new.Retain(old, false)
	}
	changes, err := compareRegistries(old, new)
	if err != nil {
		return err
	}
	if *asJSON {
		encoder := json.NewEncoder(stdout)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(changes); err != nil {
			return err
		}
	} else {
		printChanges(stdout, changes)
	}
	if err := failOn.check(changes); err != nil {
		return fmt.Errorf("%s: %w", flags.Arg(1), err)
	}
	return nil
}

// A level is the value of -fail-on.
type level catalog.Level

func (l *level) String() string { return string(*l) }

func (l *level) Set(s string) error {
	if s != string(catalog.Minor) && s != string(catalog.Major) {
		return errors.New("want minor or major")
	}
	*l = level(s)
	return nil
}

// check reports changes that reach the level; an empty level lets all pass.
func (l level) check(changes *catalog.Changes) error {
	if l == "" || !changes.Verdict.AtLeast(catalog.Level(l)) {
		return nil
	}
	return fmt.Errorf("the change is too large: it is %s, -fail-on is %s", changes.Verdict, l)
}

func compareRegistries(old, new *registry.Registry) (*catalog.Changes, error) {
	before, err := newCatalog(old)
	if err != nil {
		return nil, err
	}
	now, err := newCatalog(new)
	if err != nil {
		return nil, err
	}
	return catalog.Compare(before, now), nil
}

// printChanges reports changes to a person, by constant and by name.
func printChanges(w io.Writer, c *catalog.Changes) {
	for _, part := range []struct {
		title   string
		changes []catalog.Change
	}{
		{"constants", c.Constants},
		{"names", c.Names},
		{"primary names", c.Primaries},
	} {
		if len(part.changes) == 0 {
			continue
		}
		fmt.Fprintf(w, "%s:\n", part.title)
		for _, change := range part.changes {
			fmt.Fprintf(w, "  %-10s  %s\n", change.Kind, change)
		}
	}
	besides := joinCounts(
		count(c.Titles, "title", "titles"),
		count(c.References, "reference", "references"),
		count(c.Aliases, "alias", "aliases"),
		count(c.Owners, "owner", "owners"),
		count(c.Statuses, "port status", "port statuses"),
	)
	switch {
	case besides != "":
		fmt.Fprintf(w, "changed besides: %s\n", besides)
	case len(c.Constants)+len(c.Names)+len(c.Primaries) > 0:
		fmt.Fprintln(w, "nothing else changed")
	default:
		fmt.Fprintln(w, "nothing changed")
	}
	fmt.Fprintln(w, c.Verdict)
}
