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
//	gen help [COMMAND]
//
// The first form generates the package, update brings in a new registry, diff tells
// what one changes for callers, name writes the names of constants into a registry,
// find looks up ports and services, and table writes them as Markdown.
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"example.com/ianaports/internal/nearest"
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

// synonyms are words that people try for a command.
var synonyms = map[string]string{"search": "find", "lookup": "find", "list": "table", "compare": "diff", "fetch": "update"}

// run runs the command line and returns the exit code.
func run(args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == "help" { // of a command, or of all
		args = append(args[1:len(args):len(args)], "-h")
	}
	command := generate
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		named, ok := commands[args[0]]
		if !ok {
			fmt.Fprintf(stderr, "gen: %s\n", unknownCommand(args[0]))
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

// unknownCommand says what may be meant by a word that is no command: a file, or the
// command whose name, or a synonym of it, is spelled most alike.
func unknownCommand(word string) string {
	if strings.ContainsAny(word, "./") {
		return fmt.Sprintf("unexpected argument %q: name a file with -in", word)
	}
	words := slices.Concat(slices.Collect(maps.Keys(commands)), slices.Collect(maps.Keys(synonyms)), []string{"help"})
	cure := "gen -h lists the commands"
	if command, ok := synonyms[word]; ok {
		cure = "did you mean " + command + "?"
	} else if near := nearest.Names(word, words); len(near) > 0 {
		cure = "did you mean " + cmp.Or(synonyms[near[0]], near[0]) + "?"
	}
	return fmt.Sprintf("unknown command %q: %s", word, cure)
}

// errUsage stands for a command line that was wrong and of which the user has
// been told.
var errUsage = errors.New("usage")

// parse parses the flags of a command, which may stand before and after its other
// arguments. These are named in operands, as in its usage: one for each word, or one or
// more for a word that ends in "...". Help goes to stdout. What is wrong is one line on
// stderr, which is the last thing that the user sees.
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
		cure := ": "
		if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -"); ok {
			if near := nearest.Names(name, flagNames(flags)); len(near) > 0 {
				cure = ": did you mean -" + strings.Join(near, " or -") + "? "
			}
		}
		err = fmt.Errorf("%w%s%s -h lists the flags", err, cure, flags.Name())
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
	switch {
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

// flagNames returns the names of all flags.
func flagNames(flags *flag.FlagSet) (names []string) {
	flags.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	return names
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
