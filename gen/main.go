// Gen turns IANA's Service Name and Transport Protocol Port Number Registry, or a team's
// own, into a Go package of constants and lookups. Its usage:
//
//	gen [-in FILE]... [-iana FILE]... [-services FILE]... [-out DIR] [-package NAME]
//	    [-types PATH] [-prefer WHICH] [-only LIST|@FILE] [-ports LIST] [-lookup FORM]
//	    [-see PATH=FILE]... [-doc FILE] [-check [-strict]]
//	gen -version
//	gen update [-from URL|FILE] [-out FILE] [-dry-run] [-fail-on LEVEL] [-prune] [-force]
//	gen diff [-iana] [-json] [-fail-on LEVEL] OLD NEW
//	gen name FILE
//	gen find [-in FILE]... [-iana FILE]... [-services FILE]... [-json] WORD|PORT...
//	gen free [-in FILE]... [-iana FILE]... [-services FILE]... [RANGE]
//	gen table [-in FILE]... [-iana FILE]... [-services FILE]...
//	gen help [COMMAND]
//
// The first form generates the package, update brings in a new registry of IANA's, diff
// tells what a registry changes for callers, name writes the names of constants into a
// registry, find looks up ports and services, free lists ports that nobody has, and table
// writes the services as Markdown.
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
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// commands are those that have a name.
var commands = map[string]func(args []string, stdout, stderr io.Writer) error{
	"update": update,
	"diff":   diff,
	"name":   name,
	"find":   find,
	"free":   free,
	"table":  table,
}

// run runs the command line and returns the exit code.
func run(args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == "help" { // of a command, or of all
		args = append(args[1:len(args):len(args)], "-h")
	}
	command := generate
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		named, ok := commands[args[0]]
		if !ok {
			hint := "gen -h lists the commands"
			if args[0] == "check" {
				hint = "-check is a flag: gen -in FILE -out DIR -check"
			}
			fmt.Fprintf(stderr, "gen: unknown command %q: %s\n", args[0], hint)
			return exitUsage
		}
		command, args = named, args[1:]
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

// parse parses the flags of a command, which may stand before and after its other
// arguments. These are named in operands, as in its usage: one for each word, one or more
// for a last word that ends in "...", and one or none for a last word in brackets. Help
// goes to stdout. What is wrong is one line on stderr, which is the last thing that the
// user sees.
func parse(flags *flag.FlagSet, usage, operands string, args []string, stdout, stderr io.Writer) error {
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	err := parseAnywhere(flags, args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, usage)
		printFlags(stdout, flags)
		return err
	}
	if err != nil {
		err = fmt.Errorf("%w: %s -h lists the flags", err, flags.Name())
	} else {
		err = checkOperands(flags, strings.Fields(operands))
	}
	if err == nil {
		return nil
	}
	fmt.Fprintf(stderr, "%s: %v\n", flags.Name(), err)
	return errUsage
}

// parseAnywhere parses flags wherever they stand, up to an argument "--".
func parseAnywhere(flags *flag.FlagSet, args []string) error {
	operands := []string{"--"}
	for {
		if err := flags.Parse(args); err != nil {
			return err
		}
		parsed, rest := args[:len(args)-flags.NArg()], flags.Args()
		if len(rest) == 0 || len(parsed) > 0 && parsed[len(parsed)-1] == "--" {
			return flags.Parse(append(operands, rest...))
		}
		operands, args = append(operands, rest[0]), rest[1:]
	}
}

// checkOperands checks the number of arguments that are no flags.
func checkOperands(flags *flag.FlagSet, operands []string) error {
	got := flags.NArg()
	many := len(operands) > 0 && strings.HasSuffix(operands[len(operands)-1], "...")
	optional := len(operands) > 0 && strings.HasPrefix(operands[len(operands)-1], "[")
	switch {
	case optional && got == len(operands)-1:
	case got > len(operands) && !many:
		return fmt.Errorf("unexpected argument %q", flags.Arg(len(operands)))
	case got < len(operands):
		count := fmt.Sprintf("%d arguments", got)
		if got == 1 {
			count = "1 argument"
		}
		return fmt.Errorf("want %s, got %s", strings.Join(operands, " and "), count)
	}
	return nil
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
