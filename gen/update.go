package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/shipped"
)

const updateUsage = `usage: gen update [FLAG]...

Update brings in a new edition of IANA's registry. It writes it in canonical form: the
facts that gen reads, with a column Identifier for the names of constants. Services that
were in FILE keep their names; those that are not in the registry any more stay, with a
date in the column Withdrawn. It ends with what changes for callers, as gen diff reports
it.

Nothing is written before everything is checked: that of the assignments in FILE (a name,
a transport and a port), of the ports that are reserved, and of the names without a port
no more than 0.5 % are gone; that the registry is no older than FILE, and no date in it is
to come; that it lacks no column of IANA's that FILE has, and has none of gen's own.

Exit status: 0 done, 1 failed or at least LEVEL, and nothing written, 2 wrong usage.

`

// now is the time, which tests set.
var now = time.Now

// latest is the day until which dates are believed: IANA may be a day ahead.
func latest() string { return now().AddDate(0, 0, 1).Format(time.DateOnly) }

func update(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("gen update", flag.ContinueOnError)
	from := flags.String("from", ianaURL, "read IANA's registry, as CSV, from `URL|FILE`\n")
	out := flags.String("out", "registry.csv", "write the canonical form to `FILE`")
	dryRun := flags.Bool("dry-run", false, "write nothing")
	prune := flags.Bool("prune", false, "drop the services that FILE has as withdrawn")
	force := flags.Bool("force", false, "accept a registry that lost too much, is older, or lacks columns")
	var failOn catalog.Level
	defineFailOn(flags, &failOn, "write nothing")
	if err := parse(flags, updateUsage, "", args, stdout, stderr); err != nil {
		return err
	}
	file, err := fetch(*from, stderr)
	if err != nil {
		return err
	}
	printWarnings(stderr, file.Warnings)
	if len(file.Own) > 0 {
		return fmt.Errorf("%s: has the column %s, which IANA's registry has not: it would rename constants: take IANA's own file", file.Name, strings.Join(file.Own, ", "))
	}
	new, err := catalog.New(false, file)
	if err != nil {
		return fmt.Errorf("%s: %w", file.Name, err)
	}
	old, err := readOldRegistry(*out, stderr)
	if err != nil {
		return err
	}
	if old != nil && !*force {
		if err := errors.Join(lost(old.Catalog, new), lostColumns(old, file), oddDates(old.file.Rows, file.Rows)); err != nil {
			return fmt.Errorf("%s: is no successor of %s: check the download, or use -force:\n%w", file.Name, *out, err)
		}
	}
	named, canonical, err := succeed(old, new, file, *prune)
	if err != nil {
		return fmt.Errorf("%s: %w", file.Name, err)
	}
	var report bytes.Buffer
	if old == nil {
		fmt.Fprintf(stderr, "%s: is new: there is nothing to compare with\n", *out)
	} else {
		changes := catalog.Compare(old.Named, named)
		printChanges(&report, changes)
		if err := tooLarge(changes, failOn); err != nil {
			_, errWrite := stdout.Write(report.Bytes())
			return errors.Join(fmt.Errorf("%s: %w: %s stays as it was", file.Name, err, *out), errWrite)
		}
	}
	if !*dryRun {
		if err := writeFile(*out, canonical); err != nil {
			return err
		}
	}
	fmt.Fprintln(stderr, summary(*out, named.Counts()))
	_, err = stdout.Write(report.Bytes())
	return err
}

// An oldRegistry is the registry that an update replaces.
type oldRegistry struct {
	*catalog.Named
	file *registry.File
}

// readOldRegistry reads the registry that is to be replaced, nil if there is none.
func readOldRegistry(path string, stderr io.Writer) (*oldRegistry, error) {
	file, err := shipped.Read(path, registry.IANA)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil {
		printWarnings(stderr, file.Warnings)
		var cat *catalog.Catalog
		if cat, err = catalog.New(false, file); err == nil {
			var named *catalog.Named
			named, err = shipped.Name(cat)
			return &oldRegistry{named, file}, err
		}
	}
	return nil, fmt.Errorf("%w\n%s: has to be readable, or moved away, for an update", err, path)
}

// succeed returns the new registry as it follows the old one: named, and in canonical form.
func succeed(old *oldRegistry, new *catalog.Catalog, file *registry.File, prune bool) (*catalog.Named, []byte, error) {
	rows := file.Rows
	if old != nil {
		date := registry.Date(file.Rows, latest())
		switch len(date) {
		case 0:
			date = now().Format(time.DateOnly)
		case len("2006-01"):
			date += "-01"
		}
		rows = old.Succeed(new, date, prune)
	}
	next := &registry.File{Name: file.Name, Kind: registry.IANA, Rows: rows}
	cat, err := catalog.New(false, next)
	if err != nil {
		return nil, nil, err
	}
	named, err := shipped.Name(cat)
	if err != nil {
		return nil, nil, err
	}
	var canonical bytes.Buffer
	err = registry.Write(&canonical, rows, named.Identifier)
	return named, canonical.Bytes(), err
}

// maxLoss is the part of the facts of one kind that a registry may lose in one update: one
// of so many. In two years IANA withdrew 11 of 11,700 assignments.
const maxLoss = 200

// lost reports a registry that lacks more of an old one's facts than IANA withdraws.
func lost(old, new *catalog.Catalog) error {
	var errs []error
	for _, l := range catalog.Losses(old, new) {
		if l.Lost*maxLoss <= l.All {
			continue
		}
		text := fmt.Sprintf("%d of %d %s are gone, or are others, more than 0.5 %%:\n  %s", l.Lost, l.All, l.What, strings.Join(l.Examples, "\n  "))
		if more := l.Lost - len(l.Examples); more > 0 {
			text += fmt.Sprintf("\n  and %d more", more)
		}
		errs = append(errs, errors.New(text))
	}
	return errors.Join(errs...)
}

// oddDates reports a registry whose newest date is before the old one's, or that has
// dates to come.
func oddDates(old, new []*registry.Row) error {
	var errs []error
	if newest := registry.Date(new, ""); newest > latest() {
		errs = append(errs, fmt.Errorf("it has the date %q, which is to come", newest))
	}
	if was, is := registry.Date(old, latest()), registry.Date(new, latest()); is < was {
		errs = append(errs, fmt.Errorf("its newest date %q is before the old one, %q", is, was))
	}
	return errors.Join(errs...)
}

// lostColumns reports a registry that lacks columns of IANA's which the old one has
// something in.
func lostColumns(old *oldRegistry, new *registry.File) error {
	var lost []string
	for _, column := range new.Lacks {
		if old.file.Uses(column) {
			lost = append(lost, column)
		}
	}
	if len(lost) == 0 {
		return nil
	}
	return fmt.Errorf("the header has no %s: see what the columns are called now", strings.Join(lost, ", "))
}
