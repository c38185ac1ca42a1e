// Portcheck finds ports that the compiler cannot check, and turns them into
// references that it can. It runs alone and as a tool of go vet:
//
//	portcheck ./...
//	portcheck -fix ./...
//	go vet -vettool=$(which portcheck) ./...
//
// With -fix it applies the fixes, prints the findings that remain, and exits with
// the status that it has without -fix: 3 for findings, 1 for errors, 0 for none.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis/singlechecker"

	"example.com/ianaports/portcheck"
)

// patience is how long the command works before it says what it waits for.
const patience = 3 * time.Second

func main() {
	args := os.Args[1:]
	if !ofVet(args) && len(args) > 0 && os.Getenv(fixing) == "" {
		flag.CommandLine.SetOutput(help{os.Stderr})
		if isSet(args, "fix") {
			for _, path := range append(ownPackages(args), portcheck.ImportPath) {
				if err := checkImport(path); err != nil {
					fmt.Fprintln(os.Stderr, "portcheck:", err)
					os.Exit(1)
				}
			}
		}
		time.AfterFunc(patience, func() { explain(os.Stderr) })
		if isSet(args, "fix") && !isSet(args, "diff") {
			if status := fix(args); status != 0 {
				os.Exit(status)
			}
			args = withoutFlag(args, "fix")
		}
		os.Args = append(os.Args[:1], driverArgs(args)...)
	}
	singlechecker.Main(portcheck.Analyzer)
}

// driverArgs returns the arguments for the driver, which is to leave test files out
// unless the analyzer looks at them.
func driverArgs(args []string) []string {
	return append([]string{fmt.Sprintf("-test=%t", isSet(args, "tests"))}, args...)
}

// fixing is the environment variable that is set while the command runs itself to
// apply the fixes.
const fixing = "PORTCHECK_FIXING"

// fix runs the command once more, to apply the fixes, and returns its status: the
// driver prints no findings then, and exits. What it says of errors is shown.
func fix(args []string) (status int) {
	self, err := os.Executable()
	if err != nil {
		fmt.Fprintln(os.Stderr, "portcheck: -fix:", err)
		return 1
	}
	cmd := exec.Command(self, driverArgs(args)...)
	cmd.Env = append(os.Environ(), fixing+"=1")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	err = cmd.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return exit.ExitCode()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "portcheck: -fix:", err)
		return 1
	}
	return 0
}

// A help writes the list of flags without the driver's -test, which follows -tests.
// Package flag writes a flag at a time.
type help struct{ io.Writer }

func (h help) Write(p []byte) (int, error) {
	if bytes.HasPrefix(p, []byte("  -test\n")) {
		return len(p), nil
	}
	return h.Writer.Write(p)
}

// explain says what the command waits for.
func explain(w io.Writer) {
	fmt.Fprintln(w, "portcheck: still type-checking the packages and all that they import; go vet -vettool=$(which portcheck) keeps the results from one run to the next")
}

// ofVet reports whether go vet has started the command: with the file of a package,
// or to learn about its flags.
func ofVet(args []string) bool {
	return slices.ContainsFunc(args, func(arg string) bool {
		return strings.HasSuffix(arg, ".cfg") || arg == "-flags" || strings.HasPrefix(arg, "-V")
	})
}

// isSet reports whether a flag without a value, or with the value true, is among the
// arguments.
func isSet(args []string, flag string) bool {
	for _, arg := range args {
		if name, value, ok := flagOf(arg); name == flag {
			set, err := strconv.ParseBool(value)
			return !ok || set && err == nil
		}
	}
	return false
}

// withoutFlag returns the arguments without a flag.
func withoutFlag(args []string, flag string) []string {
	return slices.DeleteFunc(slices.Clone(args), func(arg string) bool {
		name, _, _ := flagOf(arg)
		return name == flag
	})
}

// ownPackages returns the import paths in the flag -package.
func ownPackages(args []string) (paths []string) {
	for i, arg := range args {
		name, value, ok := flagOf(arg)
		if name != "package" {
			continue
		}
		if !ok && i+1 < len(args) {
			value = args[i+1]
		}
		for item := range strings.SplitSeq(value, ",") {
			path, _, _ := strings.Cut(strings.TrimSpace(item), "=")
			paths = append(paths, path)
		}
	}
	return paths
}

// flagOf returns the name and the value of -name=value. It is not ok where the
// argument has no value.
func flagOf(arg string) (name, value string, ok bool) {
	name, found := strings.CutPrefix(arg, "-")
	if !found {
		return "", "", false
	}
	return strings.Cut(strings.TrimPrefix(name, "-"), "=")
}

// checkImport returns an error that says what to run where the module of the
// working directory cannot import a package.
func checkImport(path string) error {
	out, err := exec.Command("go", "list", "-find", "-e", "-f", "{{with .Error}}{{.}}{{end}}", path).Output()
	if err == nil && strings.TrimSpace(string(out)) == "" {
		return nil
	}
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
		return fmt.Errorf("-fix: the fixes import %s; nothing is changed, for the go command fails (a go line below 1.25.0 has to be raised first: go mod edit -go=1.25.0):\n%s", path, bytes.TrimSpace(failed.Stderr))
	}
	message := fmt.Sprintf("-fix: the fixes import %s, which this module does not require; nothing is changed", path)
	if path == portcheck.ImportPath {
		message += fmt.Sprintf("; first run\n\tgo get %[1]s\nor, with a clone,\n\tgo mod edit -require %[1]s@v0.0.0 -replace %[1]s=/path/to/the/clone", portcheck.ModulePath)
	} else {
		message += "; first run\n\tgo get " + path
	}
	return errors.New(message)
}
