// Gen turns IANA's Service Name and Transport Protocol Port Number Registry
// into a Go package of constants and lookups. Its usage:
//
//	gen [-in FILE]... [-out DIR] [-package NAME] [-types PATH] [-prefer WHICH]
//	    [-only FILE|LIST] [-ports LIST] [-lookup FORM] [-check [-strict]]
//	gen update [-from URL|FILE] [-out FILE] [-prune] [-force]
//	gen diff [-json] [-fail-on LEVEL] OLD NEW
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
)

const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
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
	flags.SetOutput(out)
	flags.PrintDefaults()
	return err
}
