package main

import (
	"errors"
	"flag"
	"fmt"
	"go/token"
	"io"
	"path/filepath"
	"regexp"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/emit"
)

const generateUsage = `usage: gen [-in FILE]... [-out DIR] [-package NAME] [-types PATH] [-prefer WHICH]
           [-only FILE|LIST] [-ports LIST] [-lookup FORM] [-check [-strict]]
       gen update [-from URL|FILE] [-out FILE] [-prune] [-force]
       gen diff [-json] [-fail-on LEVEL] OLD NEW
       gen name FILE
       gen find [-in FILE]... [-json] WORD|PORT...
       gen table [-in FILE]...

Gen writes a Go package of port numbers from a port registry in IANA's CSV form.
Update brings in a new registry, diff tells what one changes for callers, name
writes the names of constants into a registry, find looks up ports and services, and
table writes Markdown; -h after each tells more.

Exit status: 0 done, 1 failed or stale, 2 wrong usage.

`

// importPath matches what can be the path of a package of a module.
var importPath = regexp.MustCompile(`^\w[\w.~-]*(/[\w.~-]+)*$`)

func generate(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("gen", flag.ContinueOnError)
	var in sources
	in.define(flags)
	var options emit.Options
	out := flags.String("out", "ports", "write the package to `DIR`")
	flags.StringVar(&options.Package, "package", "", "`NAME` of the package (default: the last element of DIR)")
	flags.StringVar(&options.Types, "types", "", "use the types Port and Transport of the generated package with this import `PATH`")
	flags.TextVar(&options.Lookup, "lookup", emit.Auto, "`FORM` of the lookups: switch, table, or auto to choose by size")
	check := flags.Bool("check", false, "write nothing; fail and show what differs if the package is stale, and warn of\nservices on ports that IANA assigns to others, System Ports and Dynamic Ports")
	strict := flags.Bool("strict", false, "with -check: fail where that warns")
	if err := parse(flags, generateUsage, 0, args, stdout, stderr); err != nil {
		return err
	}
	if options.Package == "" {
		abs, err := filepath.Abs(*out)
		if err != nil {
			return err
		}
		options.Package = filepath.Base(abs)
	}
	if !token.IsIdentifier(options.Package) || options.Package == "_" || options.Package == "main" {
		fmt.Fprintf(stderr, "gen: %q cannot be the name of a package: give one with -package\n", options.Package)
		return errUsage
	}
	if options.Types != "" && !importPath.MatchString(options.Types) {
		fmt.Fprintf(stderr, "gen: -types %q is no import path: give that of a package which gen wrote, such as example.com/ianaports/ports\n", options.Types)
		return errUsage
	}
	if *strict && !*check {
		fmt.Fprintln(stderr, "gen: -strict says what -check does with its warnings: give both")
		return errUsage
	}

	cat, err := in.catalog()
	if err != nil {
		return err
	}
	files, err := emit.Package(cat, options)
	if err != nil {
		return err
	}
	dir, err := openOutput(*out, files)
	if err != nil {
		return err
	}
	if *check {
		err = errors.Join(lint(cat, *strict, stderr), dir.check(in.files.String(), stdout))
	} else {
		err = dir.write()
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(stderr, summary(*out, cat.Counts))
	return nil
}

// lint warns of services on unsuitable ports, or returns the warnings as errors.
func lint(cat *catalog.Catalog, strict bool, stderr io.Writer) error {
	reg, err := readRegistry(iana)
	if err != nil {
		return err
	}
	assigned, err := catalog.New(reg, naming)
	if err != nil {
		return err
	}
	warnings := cat.Lint(assigned)
	if strict {
		return warnings.Err()
	}
	for _, w := range warnings {
		fmt.Fprintf(stderr, "%s:%d: warning: %s\n", w.File, w.Line, w.Msg)
	}
	return nil
}

// summary accounts for every row of the input.
func summary(what string, n catalog.Counts) string {
	text := fmt.Sprintf("%s: %d rows: %d services, %d aliases, %d ranges, %d withdrawn; without a name: %d assigned, %d reserved, %d unassigned; skipped: %d without a port",
		what, n.Rows(), n.Services, n.Aliases, n.Ranges, n.Withdrawn, n.Assigned, n.Reserved, n.Unassigned, n.NameOnly)
	if n.OtherProtocols > 0 {
		text += fmt.Sprintf(", %d of other protocols", n.OtherProtocols)
	}
	if n.Repeated > 0 {
		text += fmt.Sprintf(", %d repeated", n.Repeated)
	}
	if n.LeftOut > 0 {
		text += fmt.Sprintf(", %d by -only and -ports", n.LeftOut)
	}
	return text
}
