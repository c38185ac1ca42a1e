package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"slices"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/shipped"
)

const nameUsage = `usage: gen name FILE

Name fills the column Identifier of a team's registry, and adds it where there is none.
It has the names that the constants get, without the prefix Port, and for a range that of
its last port as well: Metrics-MetricsLast. Once a service has one there, no other
version of gen and no other row gives it another name. What is written there stays,
whoever wrote it; nothing else in FILE changes.

Exit status: 0 done, 1 failed, 2 wrong usage.

`

func name(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("gen name", flag.ContinueOnError)
	if err := parse(flags, nameUsage, "FILE", args, stdout, stderr); err != nil {
		return err
	}
	path := flags.Arg(0)
	content, err := readFile(path)
	if err != nil {
		return err
	}
	file, err := registry.Read(path, registry.Team, bytes.NewReader(content))
	if err != nil {
		return err
	}
	cat, err := catalog.New(false, file)
	if err != nil {
		return err
	}
	named, err := shipped.Name(cat)
	if err != nil {
		return err
	}
	byLine := map[int]*registry.Row{}
	for _, r := range file.Rows {
		byLine[r.Line] = r
	}
	filled, err := registry.FillIdentifiers(content, func(line int) (identifier, last string) {
		if r := byLine[line]; r != nil {
			return named.Identifier(r)
		}
		return "", ""
	})
	if err != nil {
		return err
	}
	if bytes.Equal(filled, content) {
		fmt.Fprintf(stderr, "%s: every service has an identifier\n", path)
		return nil
	}
	if err := writeFile(path, filled); err != nil {
		return err
	}
	slices.SortFunc(named.Derived, func(a, b *registry.Row) int { return a.Line - b.Line })
	for _, r := range named.Derived {
		identifier, last := named.Identifier(r)
		if last != "" {
			identifier += " and " + last
		}
		if _, err := fmt.Fprintf(stdout, "%s: service name %q is %s\n", r.Pos(), r.Name, identifier); err != nil {
			return err
		}
	}
	return nil
}
