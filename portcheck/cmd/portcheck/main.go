// Portcheck finds ports that the compiler cannot check, and turns them into
// references that it can. It is a tool of go vet, and runs go vet when it is used
// alone:
//
//	portcheck ./...
//	portcheck -fix ./...
//	portcheck -fix -diff ./...
//	go vet -vettool=$(go tool -n portcheck) ./...
//
// It exits with 0 if there is nothing to report, with 1 for findings and errors, as go
// vet does, and with 2 for a wrong flag. With -fix it applies the fixes, and prints the
// findings that remain. With -fix -diff it changes nothing, prints what the fixes
// change, and exits with 1 if that is anything.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/singlechecker"
	"golang.org/x/tools/go/analysis/unitchecker"

	"example.com/ianaports/portcheck"
	"example.com/ianaports/portcheck/judge"
)

func main() {
	args := os.Args[1:]
	if ofVet(args) {
		if os.Getenv("GOMEMLIMIT") == "" {
			debug.SetMemoryLimit(memory)
		}
		singlechecker.Main(loud(analyzerFor(args[len(args)-1])))
	}
	os.Exit(command(args, os.Stdout, os.Stderr))
}

// memory is how much of it a process takes before it collects garbage more often, if the
// variable GOMEMLIMIT does not say so: go vet starts several of them.
const memory = 500 << 20

// analyzerFor returns the analyzer that the file of a package asks for.
func analyzerFor(file string) *analysis.Analyzer {
	var config unitchecker.Config
	if content, err := os.ReadFile(file); err == nil && json.Unmarshal(content, &config) == nil && config.VetxOnly {
		return portcheck.Facts
	}
	return portcheck.Analyzer
}

// loud returns an analyzer whose errors end the command: with -fix the driver does not
// show them, and go vet shows an error once and keeps the rest of the result.
func loud(a *analysis.Analyzer) *analysis.Analyzer {
	b := *a
	b.Run = func(pass *analysis.Pass) (any, error) {
		result, err := a.Run(pass)
		if err != nil {
			fmt.Fprintln(os.Stderr, "portcheck:", err)
			os.Exit(1)
		}
		return result, err
	}
	return &b
}

// ofVet reports whether go vet has started the command: with the file of a package,
// or to learn about its version and its flags.
func ofVet(args []string) bool {
	return slices.ContainsFunc(args, func(arg string) bool {
		return strings.HasSuffix(arg, ".cfg") || arg == "-flags" || strings.HasPrefix(arg, "-V")
	})
}

// command runs go vet with this command as its tool, and returns the exit code.
func command(args []string, stdout, stderr io.Writer) int {
	flags := newFlags()
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			help(stdout, flags)
			return 0
		}
		fmt.Fprintf(stderr, "portcheck: %v (portcheck -h lists the flags)\n", strings.ReplaceAll(err.Error(), "\n", " "))
		return 2
	}
	switch {
	case isSet(flags, "version"):
		fmt.Fprintln(stdout, "portcheck", version())
		return 0
	case isSet(flags, "diff") && !isSet(flags, "fix"):
		fmt.Fprintln(stderr, "portcheck: -diff: want -fix as well")
		return 2
	case slices.ContainsFunc(flags.Args(), func(arg string) bool { return strings.HasPrefix(arg, "-") }):
		fmt.Fprintln(stderr, "portcheck: want flags before the packages:", strings.Join(flags.Args(), " "))
		return 2
	case flags.NArg() == 0:
		fmt.Fprintln(stderr, "portcheck: no packages: want some, such as ./... (portcheck -h lists the flags)")
		return 2
	}
	if own, ok := flags.Lookup("package").Value.(*judge.Packages); ok {
		if dir, err := os.Getwd(); err == nil && own.Digest(dir) != "" {
			args = append([]string{"-package=" + own.Digest(dir)}, args...)
		}
	}
	if code := vet(args, stdout, stderr); code != 0 || !isSet(flags, "fix") || isSet(flags, "diff") {
		return code
	}
	return vet(without(args, "fix"), stdout, stderr) // what remains
}

// buildFlags are those of the go command that choose what is analysed.
var buildFlags = []string{"C", "tags", "mod", "modfile", "overlay"}

// newFlags returns the flags of the analyzer, of go vet and of the command.
func newFlags() *flag.FlagSet {
	flags := flag.NewFlagSet("portcheck", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Bool("fix", false, "apply the fixes, and print the findings that remain; from Go 1.26 on")
	flags.Bool("diff", false, "with -fix, change nothing, and print what the fixes change")
	flags.Bool("json", false, "print the findings as JSON")
	flags.Int("c", -1, "print this many lines of `context`")
	flags.Bool("version", false, "print the version")
	for _, name := range buildFlags {
		flags.String(name, "", "as in go build")
	}
	portcheck.Analyzer.Flags.VisitAll(func(f *flag.Flag) { flags.Var(f.Value, f.Name, f.Usage) })
	return flags
}

func isSet(flags *flag.FlagSet, name string) bool { return flags.Lookup(name).Value.String() == "true" }

func help(w io.Writer, flags *flag.FlagSet) {
	fmt.Fprintf(w, "portcheck: %s\nUsage: portcheck [flags] packages\n\n", portcheck.Analyzer.Doc)
	flags.SetOutput(w)
	flags.PrintDefaults()
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(unknown)"
	}
	return info.Main.Version + " " + info.GoVersion
}

// vet runs go vet.
func vet(args []string, stdout, stderr io.Writer) int {
	self, err := os.Executable()
	if err != nil {
		fmt.Fprintln(stderr, "portcheck:", err)
		return 1
	}
	cmd := exec.Command("go", append([]string{"vet", "-vettool=" + self}, args...)...)
	if i := slices.IndexFunc(args, func(arg string) bool {
		return strings.TrimLeft(arg, "-") == "C" || strings.HasPrefix(strings.TrimLeft(arg, "-"), "C=")
	}); i >= 0 {
		// The go command wants -C to be the first flag.
		first := args[i : i+1]
		if !strings.Contains(args[i], "=") && i+1 < len(args) {
			first = args[i : i+2]
		}
		rest := slices.Concat(args[:i], args[i+len(first):])
		cmd = exec.Command("go", slices.Concat([]string{"vet"}, first, []string{"-vettool=" + self}, rest)...)
	}
	cmd.Stdout, cmd.Stderr = stdout, stderr
	err = cmd.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return max(exit.ExitCode(), 1)
	}
	if err != nil {
		fmt.Fprintln(stderr, "portcheck:", err)
		return 1
	}
	return 0
}

// without returns the arguments without a flag that has no value.
func without(args []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(args), func(arg string) bool {
		flag, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-"), "=")
		return strings.HasPrefix(arg, "-") && flag == name
	})
}
