package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/shipped"
)

const findUsage = `usage: gen find [FLAG]... WORD|PORT...

Find prints what the registries have on a PORT or a range of ports (N-M), and the
services that have WORD, in any case, in their name, alias, identifier, title or
owner: first those that are called so, then those that have it as a word, then those
that have it as a part of one. Without a file, it looks in IANA's registry. If it finds
nothing for an argument, it names the nearest services, and for a port what IANA has
there.

Exit status: 0 all found, 1 failed or something not found, 2 wrong usage.

`

func find(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("gen find", flag.ContinueOnError)
	var in input
	in.defineFiles(flags)
	asJSON := flags.Bool("json", false, "write JSON")
	if err := parse(flags, findUsage, "WORD|PORT...", args, stdout, stderr); err != nil {
		return err
	}
	queries := make([]catalog.Query, flags.NArg())
	for i, arg := range flags.Args() {
		if err := parseQuery(&queries[i], arg); err != nil {
			fmt.Fprintf(stderr, "gen find: %v\n", err)
			return errUsage
		}
	}
	if len(in.sources) == 0 {
		in.sources = []source{{shipped.IANA, registry.IANA}}
	}
	named, err := in.read()
	if err != nil {
		return err
	}
	all := named.Matches()
	ranks := map[*catalog.Match]catalog.Rank{} // the best one, of those that match
	var errs []error
	for i, query := range queries {
		found := false
		for _, m := range all {
			rank := query.Rank(m)
			if rank == catalog.NoMatch {
				continue
			}
			found = true
			if best, ok := ranks[m]; !ok || rank < best {
				ranks[m] = rank
			}
		}
		if !found {
			errs = append(errs, in.notFound(named.Catalog, query, flags.Arg(i)))
		}
	}
	matches := slices.DeleteFunc(all, func(m *catalog.Match) bool { _, ok := ranks[m]; return !ok })
	slices.SortStableFunc(matches, func(a, b *catalog.Match) int { return cmp.Compare(ranks[a], ranks[b]) })
	if *asJSON {
		encoder := json.NewEncoder(stdout)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(matches)
	} else {
		err = printMatches(stdout, matches, len(in.sources) > 1)
	}
	return errors.Join(append([]error{err}, errs...)...)
}

// numbers matches what can be meant as a port or as a range of ports alone, as in
// 443, :443, 443/tcp and 8570-8579: the name of a service has a letter.
var numbers = regexp.MustCompile(`^\s*:?(\d+\s*(?:-\s*\d+\s*)?)(?i:/(?:tcp|udp|sctp|dccp))?\s*$`)

// parseQuery sets what an argument asks for.
func parseQuery(q *catalog.Query, arg string) error {
	if strings.TrimSpace(arg) == "" {
		return errors.New("empty argument: want a word, a port or N-M")
	}
	number := numbers.FindStringSubmatch(arg)
	if number == nil {
		q.Word = strings.TrimPrefix(arg, "ports.") // as in code
		return nil
	}
	ports, err := registry.ParsePorts(number[1])
	if err != nil {
		return fmt.Errorf("%q: %w", arg, err)
	}
	q.Ports = &ports
	return nil
}

// notFound says that there is nothing for an argument, and what is near, or what IANA has
// on a port.
func (in *input) notFound(cat *catalog.Catalog, query catalog.Query, arg string) error {
	inIANA := ""
	if query.Ports != nil && !in.has(shipped.IANA) {
		has, err := ianaHas(query)
		if err != nil {
			return err
		}
		inIANA = has
	}
	switch {
	case inIANA != "":
		return fmt.Errorf("%q: nothing found in %s; IANA has %s", arg, in, inIANA)
	case query.Ports == nil:
		if near := cat.Nearest(arg); len(near) > 0 {
			return fmt.Errorf("%q: nothing found: did you mean %s?", arg, strings.Join(near, ", "))
		}
	case query.Ports.First == query.Ports.Last && query.Ports.First < registry.FirstDynamic:
		return fmt.Errorf("%q: nothing found: the port is unassigned", arg)
	case query.Ports.First >= registry.FirstDynamic:
		return fmt.Errorf("%q: nothing found: the Dynamic Ports, from %d on, are never assigned", arg, registry.FirstDynamic)
	}
	return fmt.Errorf("%q: nothing found", arg)
}

// ianaHas lists what the registry of this version has on some ports.
func ianaHas(query catalog.Query) (string, error) {
	const most = 3
	iana, err := shipped.Named()
	if err != nil {
		return "", err
	}
	type service struct{ name, ports string }
	var order []service
	transports := map[service][]string{}
	for _, m := range iana.Matches() {
		if query.Rank(m) == catalog.NoMatch || m.Alias != "" || m.Withdrawn != "" {
			continue
		}
		s := service{m.Name, m.Ports()}
		if m.Name == "" {
			s.name = strconv.Quote(m.Description)
		}
		if transports[s] == nil {
			order = append(order, s)
		}
		for _, t := range m.Transports {
			if !slices.Contains(transports[s], t) {
				transports[s] = append(transports[s], t)
			}
		}
	}
	var list []string
	for _, s := range order[:min(len(order), most)] {
		where := strings.Join(transports[s], ", ")
		if query.Ports.First != query.Ports.Last {
			where = s.ports + " " + where
		}
		list = append(list, s.name+" on "+where)
	}
	text := strings.Join(list, "; ")
	if more := len(order) - most; more > 0 {
		text += fmt.Sprintf("; and %d more", more)
	}
	return text, nil
}

// printMatches writes matches as a table with aligned columns, with the files where
// these are several.
func printMatches(w io.Writer, matches []*catalog.Match, files bool) error {
	if len(matches) == 0 {
		return nil
	}
	columns := columnsOf(matches, files)
	var aligned bytes.Buffer
	table := tabwriter.NewWriter(&aligned, 0, 0, 2, ' ', 0)
	row := func(cell func(column) string) {
		var cells []string
		for _, c := range columns {
			cells = append(cells, cell(c))
		}
		fmt.Fprintln(table, strings.Join(cells, "\t"))
	}
	row(func(c column) string { return strings.ToUpper(c.title) })
	for _, m := range matches {
		row(func(c column) string { return c.of(m) })
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for line := range strings.Lines(aligned.String()) {
		if _, err := fmt.Fprintln(w, strings.TrimRight(line, " \n")); err != nil {
			return err
		}
	}
	return nil
}

// A column is one of a table of matches.
type column struct {
	title string
	of    func(*catalog.Match) string
}

// columnsOf returns the columns that any match has something in.
func columnsOf(matches []*catalog.Match, files bool) []column {
	columns := []column{
		{"Port", (*catalog.Match).Ports},
		{"Transport", func(m *catalog.Match) string { return strings.Join(m.Transports, ",") }},
		{"Service", func(m *catalog.Match) string { return m.Name }},
		{"Constant", func(m *catalog.Match) string { return m.Constant }},
		{"Owner", func(m *catalog.Match) string { return m.Owner }},
		{"Description", describe},
		{"Reference", func(m *catalog.Match) string { return m.Reference }},
	}
	if files {
		columns = append(columns, column{"File", func(m *catalog.Match) string { return fmt.Sprintf("%s:%d", m.File, m.Line) }})
	}
	return slices.DeleteFunc(columns, func(c column) bool {
		return !slices.ContainsFunc(matches, func(m *catalog.Match) bool { return c.of(m) != "" })
	})
}

// describe returns the description of a match, with what else a reader has to know.
func describe(m *catalog.Match) string {
	var notes []string
	if m.Description != "" {
		notes = append(notes, m.Description)
	}
	if m.Name == "" && !strings.HasPrefix(m.Description, m.Status) {
		notes = append(notes, "("+m.Status+", without a name)")
	}
	if m.First == nil {
		notes = append(notes, "(no port)")
	}
	if m.Alias != "" {
		notes = append(notes, "(alias of "+m.Alias+")")
	}
	if m.Withdrawn != "" {
		notes = append(notes, "(withdrawn "+m.Withdrawn+")")
	}
	if m.Shared != "" {
		notes = append(notes, "(shared: "+m.Shared+")")
	}
	return strings.Join(notes, " ")
}
