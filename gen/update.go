package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"strings"

	"example.com/ianaports/gen/internal/catalog"
	"example.com/ianaports/gen/internal/emit"
)

const updateUsage = `usage: gen update -from FILE [-out FILE]

Update writes the registry in canonical form: the rows that have a port number,
with the facts that gen reads. It checks that a package can be generated from
them before it writes anything.

`

func update(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("gen update", flag.ContinueOnError)
	from := flags.String("from", "", "read IANA's registry, as CSV, from `FILE`")
	out := flags.String("out", "registry.csv", "write the canonical form to `FILE`")
	if err := parse(flags, updateUsage, args, stdout, stderr); err != nil {
		return err
	}
	if *from == "" {
		fmt.Fprintln(stderr, "gen update: which registry? give IANA's CSV file with -from")
		return errUsage
	}
	reg, err := readRegistry(*from)
	if err != nil {
		return err
	}
	if len(reg.Missing) > 0 {
		fmt.Fprintf(stderr, "%s: note: the header has no %s\n", *from, strings.Join(reg.Missing, ", "))
	}
	cat, err := catalog.New(reg, emit.Exported())
	if err != nil {
		return err
	}
	if _, err := emit.Package(cat, emit.Options{Package: "ports"}); err != nil {
		return err
	}
	var canonical bytes.Buffer
	if err := reg.Write(&canonical); err != nil {
		return err
	}
	if err := writeFile(*out, canonical.Bytes()); err != nil {
		return err
	}
	fmt.Fprintln(stderr, summary(*out, cat.Counts))
	return nil
}
