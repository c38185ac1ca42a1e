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
	"strings"
	"text/tabwriter"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/shipped"
)

const findUsage = `usage: gen find [FLAG]... WORD|PORT...

Find prints what is on a PORT or a range of ports (N-M), and the services that have WORD,
in any case, in their name, alias, constant, title or owner: first those that are called
so, with what they are another name of, then those that have it as a word. If there are
none, it prints those that have WORD as a part of a word. An argument of several words
finds what has all of them. Find looks in the files, in the names and ports in wide use
(package defacto), and in IANA's registry, in this order. If it finds nothing for an
argument, it names the nearest services.

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
	all, err := in.readAll()
	if err != nil {
		return err
	}
	f := finder{found: []*catalog.Match{}}
	for _, named := range all {
		for _, m := range named.Matches() {
			m.Package = named.pkg
			f.all = append(f.all, m)
		}
	}
	var errs []error
	for i, query := range queries {
		if !f.find(query) {
			errs = append(errs, notFound(all, query, flags.Arg(i)))
		}
	}
	if *asJSON {
		encoder := json.NewEncoder(stdout)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(f.found)
	} else {
		err = printMatches(stdout, f.found, len(in.sources) > 1)
	}
	return errors.Join(append([]error{err}, errs...)...)
}

// A packageOf is a catalog and the name of the package of its constants, or empty.
type packageOf struct {
	*catalog.Named
	pkg string
}

// readAll reads the files and, unless they are among them, the names that are in use and
// IANA's registry: in the order in which a word stands for them.
func (in *input) readAll() (all []packageOf, err error) {
	packages := map[string]string{shipped.IANA: "ports", shipped.Defacto: "defacto"}
	hasIANA := slices.ContainsFunc(in.sources, func(s source) bool { return s.file == shipped.IANA || s.kind == registry.IANA })
	if len(in.sources) > 0 {
		named, err := in.read()
		if err != nil {
			return nil, err
		}
		pkg := ""
		if len(in.sources) == 1 {
			pkg = packages[in.sources[0].file]
		}
		all = append(all, packageOf{named, pkg})
	}
	for _, file := range []string{shipped.Defacto, shipped.IANA} {
		if in.has(file) || file == shipped.IANA && hasIANA {
			continue
		}
		named, err := shipped.Named(file, registry.Team)
		if err != nil {
			return nil, err
		}
		all = append(all, packageOf{named, packages[file]})
	}
	return all, nil
}

// A finder collects what queries find.
type finder struct {
	all, found []*catalog.Match
}

// find adds what a query finds, the best first, unless it is there. It reports whether
// there is anything.
func (f *finder) find(query catalog.Query) bool {
	ranks := map[*catalog.Match]catalog.Rank{}
	best := catalog.NoMatch
	for _, m := range f.all {
		ranks[m] = query.Rank(m)
		best = min(best, ranks[m])
	}
	// What a known name stands for is found with it.
	for _, m := range f.all {
		if m.Alias == "" || m.First == nil || ranks[m] != catalog.Exact {
			continue
		}
		for _, target := range f.all {
			if strings.EqualFold(target.Name, m.Alias) && target.First != nil && *target.First <= *m.First && *m.First <= *target.Last {
				ranks[target] = catalog.Exact
			}
		}
	}
	worst := catalog.PartOfText
	if best < catalog.PartOf {
		worst = catalog.WordOfText
	}
	var matches []*catalog.Match
	for _, m := range f.all {
		if ranks[m] <= worst {
			matches = append(matches, m)
		}
	}
	slices.SortStableFunc(matches, func(a, b *catalog.Match) int {
		if query.Ports != nil {
			// What IANA has on a port comes before names in use, and these before other names.
			return cmp.Or(cmp.Compare(*a.First, *b.First), cmp.Compare(inUse(a), inUse(b)), cmp.Compare(min(len(a.Alias), 1), min(len(b.Alias), 1)))
		}
		// Names without a port come last among equals.
		return cmp.Or(cmp.Compare(ranks[a], ranks[b]), cmp.Compare(len(b.Ports()), 0)-cmp.Compare(len(a.Ports()), 0))
	})
	for _, m := range matches {
		if !slices.Contains(f.found, m) {
			f.found = append(f.found, m)
		}
	}
	return best < catalog.NoMatch
}

// inUse is 1 for a match in package defacto, and otherwise 0.
func inUse(m *catalog.Match) int {
	if m.Package == shipped.Defacto {
		return 1
	}
	return 0
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
		q.Words = strings.TrimPrefix(strings.TrimPrefix(arg, "ports."), "defacto.") // as in code
		return nil
	}
	ports, err := registry.ParsePorts(number[1])
	if err != nil {
		return fmt.Errorf("%q: %w", arg, err)
	}
	q.Ports = &ports
	return nil
}

// notFound says that there is nothing for an argument, and what is near.
func notFound(all []packageOf, query catalog.Query, arg string) error {
	var catalogs []*catalog.Catalog
	for _, named := range all {
		catalogs = append(catalogs, named.Catalog)
	}
	switch {
	case query.Ports == nil:
		if near := catalog.Nearest(query.Words, catalogs...); len(near) > 0 {
			return fmt.Errorf("%q: nothing found: did you mean %s?", arg, strings.Join(near, ", "))
		}
	case query.Ports.First == query.Ports.Last && query.Ports.First < registry.FirstDynamic:
		return fmt.Errorf("%q: nothing found: the port is unassigned", arg)
	case query.Ports.First >= registry.FirstDynamic:
		return fmt.Errorf("%q: nothing found: the Dynamic Ports, from %d on, are never assigned", arg, registry.FirstDynamic)
	}
	return fmt.Errorf("%q: nothing found", arg)
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
		{"Constant", func(m *catalog.Match) string {
			if m.Package == "" || m.Constant == "" {
				return m.Constant
			}
			return m.Package + "." + m.Constant
		}},
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
