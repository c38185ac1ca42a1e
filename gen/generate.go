package main

import (
	"errors"
	"flag"
	"fmt"
	"go/token"
	"io"
	"maps"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/emit"
	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/shipped"
)

const generateUsage = `usage: gen [FLAG]...             write a Go package of port numbers
       gen update [FLAG]...        bring in IANA's newest registry
       gen diff [FLAG]... OLD NEW  report what a registry changes for callers
       gen name FILE               write the names of constants into a registry
       gen find WORD|PORT...       look up ports and services
       gen free [RANGE]            list ports that nobody has
       gen table [FLAG]...         write a table in Markdown

Exit status: 0 done, 1 failed or stale, 2 wrong usage. Flags (gen COMMAND -h for a command's):
`

// importPathSyntax matches what can be the path of a package of a module.
var importPathSyntax = regexp.MustCompile(`^\w[\w.~-]*(/[\w.~-]+)*$`)

// constraint matches text that would be a build constraint in a comment.
var constraint = regexp.MustCompile(`(?m)^\s*\+build\b`)

func generate(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("gen", flag.ContinueOnError)
	var in input
	in.defineFiles(flags)
	in.defineSelection(flags)
	var options emit.Options
	out := flags.String("out", "ports", "write the package to `DIR`")
	flags.StringVar(&options.Package, "package", "", "`NAME` of the package (default: the last element of DIR)")
	flags.StringVar(&options.Types, "types", "", "take the exported types from another generated package, at\nimport `PATH`")
	flags.TextVar(&options.Lookup, "lookup", emit.Auto, "`FORM` of lookups: switch, table, auto by size")
	doc := flags.String("doc", "", "take the package comment from `FILE`")
	var see relatedFlag
	flags.Var(&see, "see", "let comments refer to another generated package: `PATH=FILE`, its\nimport path and its registry; repeat it for more")
	check := flags.Bool("check", false, "write nothing; fail and show what differs if it is stale;\nwarn of unsuitable ports and names")
	strict := flags.Bool("strict", false, "with -check: make all warnings errors")
	showVersion := flags.Bool("version", false, "print the versions of gen and of the registry that it has")
	if err := parse(flags, generateUsage, "", args, stdout, stderr); err != nil {
		return err
	}
	if *showVersion {
		return printVersion(stdout)
	}
	if options.Package == "" {
		abs, err := filepath.Abs(*out)
		if err != nil {
			return err
		}
		options.Package = filepath.Base(abs)
	}
	var usage error
	switch {
	case len(in.sources) == 0:
		usage = errNoInput
	case *out == "":
		usage = errors.New("-out \"\": names no folder: leave the flag out for ports")
	case !token.IsIdentifier(options.Package) || slices.Contains([]string{"_", "main", documentation}, options.Package):
		usage = fmt.Errorf("%q cannot be the name of a package: give another one with -package", options.Package)
	case options.Types != "" && !importPathSyntax.MatchString(options.Types):
		usage = fmt.Errorf("-types %q is no import path: give that of a package which gen wrote, such as example.com/ianaports/ports", options.Types)
	case *strict && !*check:
		usage = errors.New("-strict needs -check")
	}
	if usage != nil {
		fmt.Fprintf(stderr, "gen: %v\n", usage)
		return errUsage
	}

	named, err := in.read()
	if err != nil {
		printWarnings(stderr, in.warnings)
		return err
	}
	if options.Related, err = see.read(); err != nil {
		return err
	}
	if *doc != "" {
		text, err := readFile(*doc)
		if err != nil {
			return err
		}
		options.Doc = strings.TrimPrefix(string(text), "\ufeff")
		if strings.TrimSpace(options.Doc) == "" {
			return fmt.Errorf("%s: is empty: leave out -doc for the comment that gen writes", *doc)
		}
		if constraint.MatchString(options.Doc) {
			return fmt.Errorf("%s: has a line that begins with +build, which Go takes for a build constraint: reword it", *doc)
		}
	}
	files, err := emit.Package(named, options)
	if err != nil {
		return err
	}
	dir, err := openOutput(*out, options.Package, files)
	if err != nil {
		return err
	}
	warnings := in.warnings
	if *check {
		taken, err := shipped.Taken()
		if err != nil {
			return err
		}
		warnings = append(warnings, named.Lint(taken[0], taken[1:]...)...)
	}
	if *strict {
		err = warnings.Err()
	} else {
		printWarnings(stderr, warnings)
	}
	if *check {
		err = errors.Join(err, dir.check(in.String(), stdout))
	} else {
		err = dir.write(stderr)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(stderr, summary(*out, named.Counts()))
	in.printNotes(stderr, named)
	return nil
}

// A relatedFlag is the packages of -see.
type relatedFlag []string

func (f *relatedFlag) String() string { return strings.Join(*f, " ") }

func (f *relatedFlag) Set(s string) error {
	if importPath, file, ok := strings.Cut(s, "="); !ok || file == "" || !importPathSyntax.MatchString(importPath) {
		return errors.New("want PATH=FILE: the import path of a package, and the registry that it is generated from")
	}
	*f = append(*f, s)
	return nil
}

// read reads the registries of the packages.
func (f *relatedFlag) read() (list []emit.Related, err error) {
	for _, s := range *f {
		importPath, file, _ := strings.Cut(s, "=")
		named, err := shipped.Named(file, registry.Team)
		if err != nil {
			return nil, err
		}
		list = append(list, emit.Related{Path: importPath, Package: packageName(importPath), Named: named})
	}
	return list, nil
}

// majorVersion matches the last element of the path of a module of version 2 or later.
var majorVersion = regexp.MustCompile(`/v[0-9]+$`)

// packageName returns what the name of the package at an import path is by convention.
func packageName(importPath string) string {
	return path.Base(majorVersion.ReplaceAllString(importPath, ""))
}

func printWarnings(stderr io.Writer, warnings registry.ErrorList) {
	warnings.Sort()
	for _, w := range warnings {
		fmt.Fprintf(stderr, "%s:%d: warning: %s\n", w.File, w.Line, w.Msg)
	}
}

// printNotes says which names lost their ports to a preferred file, and which names of
// constants in a team's files may change, because nobody has written them down.
func (in *input) printNotes(stderr io.Writer, named *catalog.Named) {
	for _, r := range named.GaveWay {
		fmt.Fprintf(stderr, "%s: note: service name %q: left out, since a preferred file has it on another port: -prefer chooses the file\n", r.Pos(), r.Name)
	}
	unwritten := map[string]int{}
	for _, r := range named.Derived {
		if r.File.Kind == registry.Team {
			unwritten[r.File.Name]++
		}
	}
	for _, file := range slices.Sorted(maps.Keys(unwritten)) {
		fmt.Fprintf(stderr, "%s: note: the constants of %s are not written down, and may be renamed when rows are added: gen name %s writes them\n",
			file, count(unwritten[file], "row", "rows"), file)
	}
}

// printVersion prints what this program is built from.
func printVersion(stdout io.Writer) error {
	iana, err := shipped.Catalog()
	if err != nil {
		return err
	}
	module, version := "gen", "(unknown)"
	if info, ok := debug.ReadBuildInfo(); ok {
		module, version = info.Main.Path, info.Main.Version
	}
	_, err = fmt.Fprintf(stdout, "%s %s, registry of %s, %s\n", module, version, iana.Date(), runtime.Version())
	return err
}

// summary accounts for every row of the input.
func summary(what string, n catalog.Counts) string {
	text := fmt.Sprintf("%s: %s: ", what, count(n.Rows(), "row", "rows"))
	var parts []string
	for _, part := range []struct{ title, counts string }{
		{"", joinCounts(
			count(n.Services, "service", "services"),
			count(n.Aliases, "alias", "aliases"),
			count(n.Ranges, "range", "ranges"),
			count(n.Portless, "without a port", "without a port"),
			count(n.Withdrawn, "withdrawn", "withdrawn"),
		)},
		{"without a name: ", joinCounts(
			count(n.Assigned, "assigned", "assigned"),
			count(n.Reserved, "reserved", "reserved"),
			count(n.Unassigned, "unassigned", "unassigned"),
		)},
		{"skipped: ", joinCounts(
			count(n.OtherProtocols, "of other protocols", "of other protocols"),
			count(n.Repeated, "repeated", "repeated"),
			count(n.GaveWay, "for a preferred file", "for a preferred file"),
			count(n.LeftOut, "by -only and -ports", "by -only and -ports"),
		)},
	} {
		if part.counts != "" {
			parts = append(parts, part.title+part.counts)
		}
	}
	return text + strings.Join(parts, "; ")
}

// count returns a number of things, or nothing for zero.
func count(n int, one, many string) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// joinCounts joins those that are not zero.
func joinCounts(counts ...string) string {
	return strings.Join(slices.DeleteFunc(counts, func(c string) bool { return c == "" }), ", ")
}
