package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A target is a ratio, or a number, that the package is to reach.
type target struct {
	what string
	// ours and peer are benchmarks; without a peer the value itself counts. Where
	// their names have *, the pair with the largest ratio counts.
	ours, peer string
	unit       string
	most       float64
}

var targets = []target{
	{"port to name, registered ports shuffled, against gopacket", "PortToName/registered/ports", "PortToName/registered/gopacket", "sec/op", 1. / 12},
	{"port to name, flow log, against gopacket", "PortToName/flows/ports", "PortToName/flows/gopacket", "sec/op", 1. / 5},
	{"port to name, registered ports shuffled, against the inlined read of an array", "PortToName/registered/ports", "PortToName/registered/array", "sec/op", 3},
	{"port to name, registered ports shuffled, against the read of an array behind a call", "PortToName/registered/ports", "PortToName/registered/array-call", "sec/op", 3},
	{"name to port, shuffled, as registered, against a map", "NameToPort/registered/ports", "NameToPort/registered/map", "sec/op", 0.8},
	{"name to port, shuffled, mixed case, against a map of one case", "NameToPort/mixed/ports", "NameToPort/registered/map", "sec/op", 0.8},
	{"`LookupPort` against `net.LookupPort`, on names that both know", "LookupPort/known/ports", "LookupPort/known/net", "sec/op", 1. / 4},
	{"`Lookup` against `net.LookupPort`, on the same names", "LookupPort/known/lookup", "LookupPort/known/net", "sec/op", 1. / 4},
	{"one hot port against a flat switch", "PortToName/hot/ports", "PortToName/hot/switch", "sec/op", 1},
	{"one hot name against a flat switch", "NameToPort/hot/ports", "NameToPort/hot/switch", "sec/op", 1},
	{"what both lookups add to a program, against gopacket's port to name alone", "Growth/ports", "Growth/gopacket-file", "B", 1. / 2},
	{"cold compile against the port file of gopacket", "Compile/ports", "Compile/gopacket-file", "sec/op", 1},
	{"time of generation a row, every port assigned, against the registry", "Generate/rows=262144", "Generate/registry", "sec/row", 1.5},
	{"name to port, as registered, against loading a name byte by byte", "Plain/byte-by-byte/ports", "Plain/byte-by-byte/plain", "sec/op", 0.95},
	{"the same, against branches on the length of a name", "Plain/branches-on-length/ports", "Plain/branches-on-length/plain", "sec/op", 0.95},
	{"the same, against a comparison without regard to case alone", "Plain/fold-always/ports", "Plain/fold-always/plain", "sec/op", 0.95},
	{"port to name, flow log, against a branch on whether the port has a name", "Plain/branch-on-known,flows/ports", "Plain/branch-on-known,flows/plain", "sec/op", 0.95},
	{"time of go vet with portcheck against its own analyzers, cold, slowest module", "Vet/cold/*/portcheck", "Vet/cold/*/vet", "sec/op", 1.3},
	{"the same, compiled", "Vet/compiled/*/portcheck", "Vet/compiled/*/vet", "sec/op", 1.3},
	{"the same, warm", "Vet/warm/*/portcheck", "Vet/warm/*/vet", "sec/op", 1.3},
	{"peak memory of go vet with portcheck against its own analyzers, cold, largest module", "Vet/cold/*/portcheck", "Vet/cold/*/vet", "max-B", 1.5},
	{"the same, compiled", "Vet/compiled/*/portcheck", "Vet/compiled/*/vet", "max-B", 1.5},
	{"the same, warm", "Vet/warm/*/portcheck", "Vet/warm/*/vet", "max-B", 1.5},
	{"allocations of `ServiceName`", "PortToName/registered/ports", "", "allocs/op", 0},
	{"allocations of `Lookup`", "NameToPort/mixed/ports", "", "allocs/op", 0},
	{"allocations of `LookupPort`", "LookupPort/known/ports", "", "allocs/op", 0},
	{"allocations at start-up", "StartUp/ports", "", "allocs/start", 0},
	{"time at start-up", "StartUp/ports", "", "sec/start", 0},
	{"what constants add to a program", "Growth/constants", "", "B", 0},
}

// ratio writes a ratio of costs in words.
func ratio(v float64) string {
	switch {
	case v == 1 || v == 0:
		return "the same"
	case v < 1:
		return fmt.Sprintf("%.3g times less", 1/v)
	}
	return fmt.Sprintf("%.3g times as much", v)
}

// writePage writes results.md.
func writePage(r *results) ([]byte, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "# Results\n\nWritten by `make bench`. Medians of %d runs, in which all took turns, on\n%s with %s cores (%s/%s),\nwith %s, of commit %s.\n",
		r.runs, r.config["cpu"], r.config["cores"], r.config["goos"], r.config["goarch"], r.config["go"], r.config["commit"])
	b.WriteString(vetRuns(r))
	b.WriteString(`
- *ports* is the package, *switch* the same registry generated with
  ` + "`-lookup switch`" + `, *map* a Go map literal, which knows one case only, *array* a
  read of an array of 65,536 strings, one megabyte, the least that a lookup can cost, and
  *array-call* the same in a function that is not inlined.
- *gopacket* is its package layers, *gopacket-file* the one file of it that has the
  names of ports. *net* is package net without cgo, which is its faster form.
- *flows* are ports as a flow log has them: half are those of services, by Zipf's
  law, and half are clients'. *misses* are names with two letters swapped or, where
  these are equal, with another last letter.
- *Plain* is the package with plain code in place of one piece that is there to be fast.
  A piece that gains less than a twentieth, on something that users do, is to go.
- Programs are linked with ` + "`-ldflags=-w`" + `, without debugging information, and
  their growth is that beside a program which looks nothing up.
- *Vet* is ` + "`go vet ./...`" + ` on published modules: with its own analyzers (*vet*), and
  with ` + "`-vettool`" + ` and portcheck instead of them (*portcheck*). So the ratio says what
  a CI waits for with portcheck, compared with go vet; it is not the share of portcheck
  in a run of both. With an empty build cache (*cold*) compiling the
  dependencies is most of the work. *compiled* starts from a cache that has the
  compiled packages but no result of the tool, *warm* from one that has the results
  as well; but go vet caches no failure, so portcheck runs again on packages with
  findings. Memory is the peak of the largest process: go, the compiler or the tool.

An inlined read of an array is under a nanosecond, because reads in a loop overlap. A lookup is too large to be inlined: the call alone takes one nanosecond.
The rest are three reads that depend on each other (the block of the port, the entry
of the name, the name's record) and their checks of bounds. A single table of entries
for all 65,536 ports would spare one read, and make a program grow by more than half
of what gopacket adds.
`)
	b.WriteString("\n## Targets\n\n| what | ports | beside | ratio | at most | reached |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, t := range targets {
		if t.peer == "" {
			ours, err := r.value(t.ours, t.unit)
			if err != nil {
				return nil, err
			}
			fmt.Fprintf(&b, "| %s | %s | | | %s | %s |\n", t.what, format(ours, t.unit), format(t.most, t.unit), yes(ours <= t.most))
			continue
		}
		ours, peer, err := r.worst(t.ours, t.peer, t.unit)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", t.what, format(ours, t.unit), format(peer, t.unit), ratio(ours/peer), ratio(t.most), yes(ours/peer <= t.most))
	}
	for _, t := range r.tables() {
		fmt.Fprintf(&b, "\n## %s\n\n| |", t.title)
		for _, column := range t.columns {
			fmt.Fprintf(&b, " %s |", column)
		}
		b.WriteString("\n| --- |" + strings.Repeat(" --- |", len(t.columns)) + "\n")
		for _, row := range t.rows {
			fmt.Fprintf(&b, "| %s |", row)
			for _, column := range t.columns {
				fmt.Fprintf(&b, " %s |", t.cells[row][column])
			}
			b.WriteString("\n")
		}
	}
	return []byte(b.String()), nil
}

// vetRuns says how often the benchmark of go vet has run, where that is another
// number than that of the others.
func vetRuns(r *results) string {
	for _, name := range r.names {
		if strings.HasPrefix(name, "Vet/") && r.samples[name] != r.runs {
			return fmt.Sprintf("*Vet* was run %d time: *cold* once, *compiled* and *warm* as means of three.\n", r.samples[name])
		}
	}
	return ""
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "**no**"
}

// A table has the medians of the benchmarks of one function.
type table struct {
	title         string
	rows, columns []string
	cells         map[string]map[string]string
}

// unitNames are what a unit measures.
var unitNames = map[string]string{
	"sec/op": "time", "max-B": "peak memory", "sec/row": "time a row",
	"B": "growth", "sec/start": "time", "B/start": "memory", "allocs/start": "allocations",
}

// ratios are those that a table shows, by the second of the two columns.
var ratios = map[string]struct{ ours, peer string }{
	"portcheck": {"portcheck", "vet"},
	"plain":     {"ports", "plain"},
}

// tables makes a table of each kind of benchmark. Where a name ends in a
// workload and a peer, these are its rows and columns; otherwise the columns are
// the units.
func (r *results) tables() []*table {
	var all []*table
	set := func(title, row, column, cell string) {
		i := slices.IndexFunc(all, func(t *table) bool { return t.title == title })
		if i < 0 {
			i = len(all)
			all = append(all, &table{title: title, cells: map[string]map[string]string{}})
		}
		t := all[i]
		if !slices.Contains(t.rows, row) {
			t.rows = append(t.rows, row)
			t.cells[row] = map[string]string{}
		}
		if !slices.Contains(t.columns, column) {
			t.columns = append(t.columns, column)
		}
		t.cells[row][column] = cell
	}
	for _, name := range r.names {
		parts := strings.Split(name, "/")
		n := len(parts)
		for i, unit := range r.units[name] {
			value := format(r.values[name][unit], unit)
			switch {
			case n == 2:
				set(parts[0], parts[1], cmp.Or(unitNames[unit], unit), value)
			case i == 0 || unit == "max-B": // the others are allocations
				title := strings.Join(parts[:n-2], " ")
				if i > 0 {
					title += ", " + unitNames[unit]
				}
				set(title, parts[n-2], parts[n-1], value)
				if pair, ok := ratios[parts[n-1]]; ok {
					prefix := strings.Join(parts[:n-1], "/") + "/"
					set(title, parts[n-2], "ratio", ratio(r.values[prefix+pair.ours][unit]/r.values[prefix+pair.peer][unit]))
				}
			}
		}
	}
	return all
}

// writeFigures writes the section of the README.
func writeFigures(r *results) (string, error) {
	var firstErr error
	value := func(name, unit string) float64 {
		v, err := r.value(name, unit)
		if firstErr == nil {
			firstErr = err
		}
		return v
	}
	show := func(name, unit string) string { return format(value(name, unit), unit) }
	times := func(ours, peer, unit, better string) string {
		return fmt.Sprintf("%.2g times %s", value(peer, unit)/value(ours, unit), better)
	}
	text := fmt.Sprintf(`![Time of a lookup, compared with the peers](bench/results.svg)

| | this package | compared with | |
| --- | --- | --- | --- |
| port to name, in a flow log | %s | %s, gopacket | %s |
| port to name, shuffled | %s | %s, the same registry as a `+"`switch`"+` | %s |
| name to port, in any case | %s | %s, a Go map that knows one spelling | %s |
| name to port, with the contract of package net | %s | %s, `+"`net.LookupPort`"+` | %s |
| what the lookups add to a program: name to port and port to name | %s | %s, gopacket's port to name alone | %s |
| compiling the package | %s | %s, the same registry as a `+"`switch`"+` | %s |

Lookups allocate nothing, and nothing happens at start-up. A program that uses
constants grows by %s. Generating the package takes
%s and %s. These are medians of %d runs by `+"`make bench`"+` on %s cores
(%s) with %s;
[results.md](bench/results.md) has all peers and the targets, and says which of these
are missed. Times are noisy, ratios less so.
`,
		show("PortToName/flows/ports", "sec/op"), show("PortToName/flows/gopacket", "sec/op"), times("PortToName/flows/ports", "PortToName/flows/gopacket", "sec/op", "faster"),
		show("PortToName/registered/ports", "sec/op"), show("PortToName/registered/switch", "sec/op"), times("PortToName/registered/ports", "PortToName/registered/switch", "sec/op", "faster"),
		show("NameToPort/mixed/ports", "sec/op"), show("NameToPort/registered/map", "sec/op"), times("NameToPort/mixed/ports", "NameToPort/registered/map", "sec/op", "faster"),
		show("LookupPort/known/ports", "sec/op"), show("LookupPort/known/net", "sec/op"), times("LookupPort/known/ports", "LookupPort/known/net", "sec/op", "faster"),
		show("Growth/ports", "B"), show("Growth/gopacket-file", "B"), times("Growth/ports", "Growth/gopacket-file", "B", "smaller"),
		show("Compile/ports", "sec/op"), show("Compile/switch", "sec/op"), times("Compile/ports", "Compile/switch", "sec/op", "faster"),
		show("Growth/constants", "B"), show("Generate/registry", "sec/op"), show("Generate/registry", "max-B"),
		r.runs, r.config["cores"], r.config["cpu"], r.config["go"])
	return text, firstErr
}
