package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/shipped"
)

const diffUsage = `usage: gen diff [FLAG]... OLD NEW

Diff reports what the registry NEW changes for callers of the package that is
generated from OLD: constants, names that can be looked up, and the primary
names of ports. The last line is the verdict in Go's terms:

  patch  nothing that code can depend on
  minor  nothing that code has by its name is gone or means another number
  major  something is

Each is a team's file, or with -iana a file of IANA's, or "iana" for IANA's registry
as gen carries it. NEW is compared as it is: what it lacks is removed. What an update
of IANA's registry would change, gen update -dry-run tells.

Exit status: 0 done, 1 failed or at least LEVEL, 2 wrong usage.

`

func diff(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("gen diff", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "write JSON")
	kind := registry.Team
	flags.BoolFunc("iana", "OLD and NEW are files of IANA's, not a team's", func(string) error {
		kind = registry.IANA
		return nil
	})
	var failOn catalog.Level
	defineFailOn(flags, &failOn, "exit with 1")
	if err := parse(flags, diffUsage, "OLD NEW", args, stdout, stderr); err != nil {
		return err
	}
	old, errOld := readNamed(flags.Arg(0), kind, stderr)
	new, errNew := readNamed(flags.Arg(1), kind, stderr)
	if err := errors.Join(errOld, errNew); err != nil {
		return err
	}
	changes := catalog.Compare(old, new)
	if err := writeChanges(stdout, changes, *asJSON); err != nil {
		return err
	}
	if err := tooLarge(changes, failOn); err != nil {
		return fmt.Errorf("%s: %w", flags.Arg(1), err)
	}
	return nil
}

// defineFailOn adds the flag -fail-on.
func defineFailOn(flags *flag.FlagSet, level *catalog.Level, consequence string) {
	flags.TextVar(level, "fail-on", catalog.Level(0), consequence+" if the verdict is `LEVEL`, minor or major, or worse")
}

// tooLarge reports changes that reach a level; zero lets all pass.
func tooLarge(changes *catalog.Changes, failOn catalog.Level) error {
	if failOn == 0 || changes.Verdict < failOn {
		return nil
	}
	return fmt.Errorf("the change is too large: it is %s, -fail-on is %s", changes.Verdict, failOn)
}

// readNamed reads one file, and prints its warnings.
func readNamed(file string, kind registry.Kind, stderr io.Writer) (*catalog.Named, error) {
	read, err := shipped.Read(file, kind)
	if err != nil {
		return nil, err
	}
	printWarnings(stderr, read.Warnings)
	cat, err := catalog.New(false, read)
	if err != nil {
		return nil, err
	}
	return shipped.Name(cat)
}

// writeChanges reports changes to a person, or as JSON.
func writeChanges(w io.Writer, c *catalog.Changes, asJSON bool) error {
	if asJSON {
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		return encoder.Encode(c)
	}
	var report bytes.Buffer
	printChanges(&report, c)
	_, err := w.Write(report.Bytes())
	return err
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
		count(c.Portless, "name without a port", "names without a port"),
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
