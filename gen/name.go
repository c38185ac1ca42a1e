package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"io"
	"slices"

	"example.com/ianaports/internal/registry"
)

const nameUsage = `usage: gen name FILE

Name fills the column Identifier of a registry, and adds it where there is none. It
has the names that the constants get, without the prefix Port. Once a service has
one there, no other version of gen and no other row gives it another name. What is
written there stays, whoever wrote it; nothing else in FILE changes.

Exit status: 0 done, 1 failed, 2 wrong usage.

`

func name(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("gen name", flag.ContinueOnError)
	if err := parse(flags, nameUsage, "FILE", args, stdout, stderr); err != nil {
		return err
	}
	file := flags.Arg(0)
	content, err := readFile(file)
	if err != nil {
		return err
	}
	reg, err := registry.Read(file, bytes.NewReader(content))
	if err != nil {
		return err
	}
	if slices.ContainsFunc(reg.Records, func(r registry.Record) bool { return r.FromServices }) {
		return fmt.Errorf("%s: has the form of services(5), which has no column Identifier: write the services as CSV", file)
	}
	named := slices.Clone(reg.Records)
	if err := naming.Name(named); err != nil {
		return err
	}
	filled, err := registry.FillIdentifiers(content, named)
	if err != nil {
		return err
	}
	if bytes.Equal(filled, content) {
		fmt.Fprintf(stderr, "%s: every service has an identifier\n", file)
		return nil
	}
	if err := writeFile(file, filled); err != nil {
		return err
	}
	var given []registry.Record
	for i, r := range named {
		if reg.Records[i].Identifier == "" && r.Identifier != "" {
			given = append(given, r)
		}
	}
	slices.SortFunc(given, func(a, b registry.Record) int { return cmp.Compare(a.Line, b.Line) })
	for _, r := range given {
		fmt.Fprintf(stdout, "%s: service name %q is %s\n", r.Pos(), r.Name, r.Identifier)
	}
	return nil
}
