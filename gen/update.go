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

const updateUsage = `usage: gen update [FLAG]...

Update brings in a new registry. It writes it in canonical form: the rows that
have a port number, with the facts that gen reads, and a column Identifier with the
names of their constants. Services that were in FILE keep their names; those that
are not in the registry any more stay, marked as withdrawn. It ends with what
changes for callers, as gen diff reports it.

Nothing is written before everything is checked: that a package can be generated
from the registry; that no more than 0.5 % of the assignments in FILE (a name, a
transport and a port) are gone or have another port; that it is no older than FILE;
and that it lacks no column that FILE has something in.

Exit status: 0 done, 1 failed or at least LEVEL, and nothing written, 2 wrong usage.

`

func update(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("gen update", flag.ContinueOnError)
	from := flags.String("from", ianaURL, "read IANA's registry, as CSV, from `URL|FILE`\n")
	out := flags.String("out", "registry.csv", "write the canonical form to `FILE`")
	prune := flags.Bool("prune", false, "drop the services that FILE has marked as withdrawn")
	force := flags.Bool("force", false, "accept a registry that lost assignments or columns, or is older")
	var failOn level
	flags.Var(&failOn, "fail-on", "write nothing if the verdict is `LEVEL`, minor or major, or worse")
	if err := parse(flags, updateUsage, "", args, stdout, stderr); err != nil {
		return err
	}
	reg, origin, err := fetchRegistry(*from, stderr)
	if err != nil {
		return err
	}
	printWarnings(stderr, reg.Warnings)
	if *prune {
		reg.Prune()
	}
	old, err := readRegistry(*out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		old = nil
	case err != nil:
		return fmt.Errorf("%w\n%s: has to be readable, or moved away, for an update", err, *out)
	case !*force:
		if err := errors.Join(lostAssignments(old, reg), lostColumns(old, reg), lostForm(old, reg), olderDate(old, reg)); err != nil {
			return fmt.Errorf("%s: is no successor of %s: check the download, or use -force:\n%w", origin, *out, err)
		}
	}
	if len(reg.Missing) > 0 {
		fmt.Fprintf(stderr, "%s: note: the header has no %s\n", origin, strings.Join(reg.Missing, ", "))
	}
	var was *catalog.Catalog
	if old != nil {
		if was, err = newCatalog(old); err != nil {
			return err
		}
		reg.Retain(old, *prune)
	}
	if err := naming.Name(reg.Records); err != nil {
		return err
	}
	canonical, cat, err := canonicalForm(reg)
	if err != nil {
		return fmt.Errorf("%s: %w", origin, err)
	}
	if _, err := emit.Package(cat, emit.Options{Package: "ports"}); err != nil {
		return err
	}
	var changes *catalog.Changes
	if was != nil {
		changes = catalog.Compare(was, cat)
		if err := failOn.check(changes); err != nil {
			printChanges(stdout, changes)
			return fmt.Errorf("%s: %w: %s stays as it was", origin, err, *out)
		}
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

// The assignments that a registry may lose in one update are one of maxLoss; in two
// years IANA withdrew 11 of 11,700. Of those lost, the first maxListed are shown.
const (
	maxLoss   = 200
	maxListed = 10
)

// lostAssignments reports a registry that lacks more of an older one's assignments than
// IANA withdraws.
func lostAssignments(old, new *registry.Registry) error {
	losses, all := new.Losses(old)
	if len(losses)*maxLoss <= all {
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d of %d assignments are gone or have another port, more than 0.5 %%:", len(losses), all)
	for _, loss := range losses[:min(len(losses), maxListed)] {
		fmt.Fprintf(&b, "\n  %s", loss)
	}
	if more := len(losses) - maxListed; more > 0 {
		fmt.Fprintf(&b, "\n  and %d more", more)
	}
	return errors.New(b.String())
}

// olderDate reports a registry whose newest date is before an older one's.
func olderDate(old, new *registry.Registry) error {
	if before, now := old.Date(), new.Date(); now < before {
		return fmt.Errorf("its newest date %q is before the old one, %q", now, before)
	}
	return nil
}

// lostColumns reports a registry that lacks columns which an older one has something in.
func lostColumns(old, new *registry.Registry) error {
	lost := slices.DeleteFunc(slices.Clone(new.Missing), func(column string) bool { return !old.Uses(column) })
	if len(lost) == 0 {
		return nil
	}
	return fmt.Errorf("the header has no %s: see what the columns are called now", strings.Join(lost, ", "))
}

// lostForm reports a registry without the row by which gen knows IANA's form, where an
// older one has it.
func lostForm(old, new *registry.Registry) error {
	if old.Own || !new.Own {
		return nil
	}
	return errors.New("it has no row without a name for port 0, as IANA's has")
}

// canonicalForm returns a registry as it is written, and the catalog that gen makes of
// it once it is read back.
func canonicalForm(reg *registry.Registry) ([]byte, *catalog.Catalog, error) {
	var canonical bytes.Buffer
	if err := reg.Write(&canonical); err != nil {
		return nil, nil, err
	}
	written, err := registry.Read("the updated registry", bytes.NewReader(canonical.Bytes()))
	if err != nil {
		return nil, nil, err
	}
	// The summary accounts for the rows that are not written, too.
	written.NameOnly, written.OtherProtocols, written.Repeated = reg.NameOnly, reg.OtherProtocols, reg.Repeated
	cat, err := checkedCatalog(false, written)
	return canonical.Bytes(), cat, err
}
