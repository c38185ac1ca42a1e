// Portcheck finds ports that the compiler cannot check, and turns them into
// references that it can. It runs alone and as a tool of go vet:
//
//	portcheck ./...
//	portcheck -fix ./...
//	go vet -vettool=$(which portcheck) ./...
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis/singlechecker"

	"example.com/ianaports/portcheck"
)

// patience is how long the command works before it says what it waits for.
const patience = 3 * time.Second

func main() {
	args := os.Args[1:]
	if !ofVet(args) && len(args) > 0 {
		if fixes(args) {
			for _, path := range append(ownPackages(args), portcheck.ImportPath) {
				if err := checkImport(path); err != nil {
					fmt.Fprintln(os.Stderr, "portcheck:", err)
					os.Exit(1)
				}
			}
		}
		time.AfterFunc(patience, func() { explain(os.Stderr) })
	}
	singlechecker.Main(portcheck.Analyzer)
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

// fixes reports whether fixes are to be applied.
func fixes(args []string) bool {
	for _, arg := range args {
		if name, value, _ := flagOf(arg); name == "fix" {
			return value != "false" && value != "0"
		}
	}
	return false
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
	message := fmt.Sprintf("-fix: the fixes import %s, which this module does not require; nothing is changed", path)
	if path == portcheck.ImportPath {
		message += fmt.Sprintf("; first run\n\tgo get %[1]s\nor, with a clone,\n\tgo mod edit -require %[1]s@v0.0.0 -replace %[1]s=/path/to/the/clone", portcheck.ModulePath)
	} else {
		message += "; first run\n\tgo get " + path
	}
	return errors.New(message)
}
