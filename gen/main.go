// Gen turns IANA's Service Name and Transport Protocol Port Number Registry
// into a Go package of constants and lookups. Its usage:
//
//	gen [-in FILE]... [-out DIR] [-package NAME] [-types PATH] [-prefer WHICH]
//	    [-only LIST|@FILE] [-ports LIST] [-lookup FORM] [-check [-strict]]
//	gen -version
//	gen update [-from URL|FILE] [-out FILE] [-fail-on LEVEL] [-prune] [-force]
//	gen diff [-update] [-json] [-fail-on LEVEL] OLD NEW
//	gen name FILE
//	gen find [-in FILE]... [-json] WORD|PORT...
//	gen table [-in FILE]...
//
// The first form generates the package, update brings in a new registry, diff tells
// what one changes for callers, name writes the names of constants into a registry,
// find looks up ports and services, and table writes them as Markdown.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
)

const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	stopOnSignal()
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// commands are those that have a name.
var commands = map[string]func(args []string, stdout, stderr io.Writer) error{
	"update": update,
	"diff":   diff,
	"name":   name,
	"find":   find,
	"table":  table,
}

// run runs the command line and returns the exit code.
func run(args []string, stdout, stderr io.Writer) int {
	command := generate
	if len(args) > 0 {
		if named, ok := commands[args[0]]; ok {
			command, args = named, args[1:]
		} else if near := nearCommand(args[0]); near != "" {
			fmt.Fprintf(stderr, "gen: unknown command %q: did you mean %s?\n", args[0], near)
			return exitUsage
		}
	}
	err := command(args, stdout, stderr)
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitDone
	case errors.Is(err, errUsage):
		return exitUsage
	}
	fmt.Fprintln(stderr, err)
	return exitFailed
}

// nearCommand returns the command that a word may be a misspelling of: it has the same
// first letter and nearly the same length. No two commands begin alike.
func nearCommand(word string) string {
	for name := range commands {
		if d := len(word) - len(name); word != "" && word[0] == name[0] && -2 <= d && d <= 2 {
			return name
		}
	}
	return ""
}

// errUsage stands for a command line that was wrong and of which the user has
// been told.
var errUsage = errors.New("usage")

// atLeastOne is the number of arguments of a command that takes any number.
const atLeastOne = -1

// parse parses the flags of a command, which takes n other arguments. Help that
// was asked for goes to stdout, help that was not to stderr.
func parse(flags *flag.FlagSet, usage string, n int, args []string, stdout, stderr io.Writer) error {
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	err := flags.Parse(args)
	switch {
	case err != nil:
	case n == atLeastOne && flags.NArg() == 0:
		err = errors.New("want an argument")
	case n == atLeastOne:
	case flags.NArg() > n:
		err = fmt.Errorf("unexpected argument %q", flags.Arg(n))
	case flags.NArg() < n:
		err = fmt.Errorf("%d arguments are wanted, %d given", n, flags.NArg())
	}
	if err == nil {
		return nil
	}
	out := stderr
	if errors.Is(err, flag.ErrHelp) {
		out = stdout
	} else {
		fmt.Fprintf(stderr, "%s: %v\n\n", flags.Name(), err)
		err = errUsage
	}
	fmt.Fprint(out, usage)
	printFlags(out, flags)
	return err
}

// printFlags lists the flags, more briefly than [flag.PrintDefaults] does.
func printFlags(out io.Writer, flags *flag.FlagSet) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	flags.VisitAll(func(f *flag.Flag) {
		value, usage := flag.UnquoteUsage(f)
		if f.DefValue != "" && f.DefValue != "false" {
			usage += " (default " + f.DefValue + ")"
		}
		fmt.Fprintf(w, "  -%s %s\t%s\n", f.Name, value, strings.ReplaceAll(usage, "\n", "\n\t"))
	})
	_ = w.Flush() // as with the other messages, there is nobody to tell
}
