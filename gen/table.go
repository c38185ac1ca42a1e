package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"strings"
)

const tableUsage = `usage: gen table [FLAG]...

Table writes the registries as a table in Markdown: ports, transports, service names,
constants, owners, descriptions, references; of these, what any row has.

Exit status: 0 done, 1 failed, 2 wrong usage.

`

func table(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("gen table", flag.ContinueOnError)
	var in input
	in.defineFiles(flags)
	in.defineSelection(flags)
	if err := parse(flags, tableUsage, "", args, stdout, stderr); err != nil {
		return err
	}
	if len(in.sources) == 0 {
		fmt.Fprintf(stderr, "gen table: %v\n", errNoInput)
		return errUsage
	}
	named, err := in.read()
	if err != nil {
		return err
	}
	matches := named.Matches()
	columns := columnsOf(matches, false)
	w := bufio.NewWriter(stdout)
	row := func(cell func(column) string) {
		w.WriteString("|")
		for _, c := range columns {
			w.WriteString(" " + cell(c) + " |")
		}
		w.WriteString("\n")
	}
	row(func(c column) string { return c.title })
	row(func(column) string { return "---" })
	for _, m := range matches {
		row(func(c column) string { return markdown(c.of(m)) })
	}
	return w.Flush()
}

// markdown escapes a text so that it stands for itself in a cell of a table.
var markdown = func() func(string) string {
	var pairs []string
	for _, c := range "\\`*_[]<>|~#$" {
		pairs = append(pairs, string(c), `\`+string(c))
	}
	return strings.NewReplacer(append(pairs, "&", "&amp;")...).Replace
}()
