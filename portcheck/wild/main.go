// Wild runs portcheck on public modules whose raw ports were judged by hand, in
// judged.tsv, and writes its recall and precision, a module a line, to the README
// of portcheck. It exits with 1 when they are less than promised, when nobody has
// judged a finding yet, and when a module cannot be analysed.
//
//	go run ./portcheck/wild [-list FILE] [-module TEXT] [-command FILE] [-without NAME] [-doubtful] [-findings]
//	go run ./portcheck/wild -fix [-list FILE] [-module TEXT] [-command FILE]
//
// With -fix it applies the fixes to copies of the modules instead, and looks whether they
// are the same programs.
//
// The modules come through the module proxy. Copies of them are kept in the
// user's cache folder.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

const (
	judgedList = "portcheck/wild/judged.tsv"
	readme     = "portcheck/README.md"
)

func main() {
	log.SetFlags(0)
	module := flag.String("module", "", "analyse the modules whose path has one of these `texts`, with commas between, and write no table")
	fixes := flag.Bool("fix", false, "apply the fixes to copies of the modules: they compile, go vet and goimports have no more to say, and the values are the same")
	withDoubtful := flag.Bool("doubtful", false, "count the findings that only portcheck -doubtful shows, which takes twice the time")
	command := flag.String("command", "", "run this `file`, such as another version of portcheck, instead of building portcheck; writes no table")
	without := flag.String("without", "", "build portcheck without the list of words, or with 0 for the number, of this `name`, such as quantities; writes no table")
	list := flag.Bool("findings", false, "print every finding")
	file := flag.String("list", judgedList, "analyse the modules of this `file`; another one writes no table")
	flag.Parse()
	if flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*file, *module, *command, *without, *fixes, *withDoubtful, *list); err != nil {
		log.Fatal(err)
	}
}

// run works in the root of the repository.
func run(file, module, command, without string, fixes, withDoubtful, list bool) error {
	places, err := readList(file)
	if err != nil {
		return err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return err
	}
	binary, err := filepath.Abs(command)
	if err != nil {
		return err
	}
	if command == "" {
		var remove func()
		if binary, remove, err = build(without); err != nil {
			return err
		}
		defer remove()
	}
	var scores []score
	found := false
	for _, m := range modules(places) {
		if !slices.ContainsFunc(strings.Split(module, ","), func(text string) bool { return strings.Contains(m, text) }) {
			continue
		}
		found = true
		log.Print(m)
		if fixes {
			if err := checkFixes(m, binary, filepath.Join(cache, "ianaports-wild")); err != nil {
				return fmt.Errorf("%s: %w", m, err)
			}
			continue
		}
		s, err := measure(m, places, binary, filepath.Join(cache, "ianaports-wild"), withDoubtful, list)
		if err != nil {
			log.Printf("%s: %v", m, err)
		}
		fmt.Print(details(s))
		scores = append(scores, s)
	}
	if !found {
		return fmt.Errorf("-module %s: no module of %s has this text", module, file)
	}
	if fixes {
		return nil
	}
	fmt.Print("\n", table(scores, withDoubtful))
	if module == "" && command == "" && without == "" && file == judgedList {
		if err := writeTable(scores, withDoubtful); err != nil {
			return err
		}
	}
	if f := faults(scores); len(f) > 0 {
		return errors.New(strings.Join(f, "\n"))
	}
	return nil
}

func readList(file string) ([]place, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readJudged(f, file)
}

// build compiles portcheck, whole or without one of its lists, and returns the command
// and how to remove it.
func build(without string) (binary string, remove func(), err error) {
	dir, err := os.MkdirTemp("", "wild")
	if err != nil {
		return "", nil, err
	}
	remove = func() { os.RemoveAll(dir) }
	binary = filepath.Join(dir, "portcheck")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	args := []string{"build", "-buildvcs=false", "-o", binary, "./portcheck/cmd/portcheck"}
	if without != "" {
		file, err := overlay(without, dir)
		if err != nil {
			remove()
			return "", nil, err
		}
		args = slices.Insert(args, 1, "-overlay="+file)
	}
	if _, err := execute(exec.Command("go", args...)); err != nil {
		remove()
		return "", nil, err
	}
	return binary, remove, nil
}

// measure analyses a module. The time is that of go vet with portcheck, without
// what it takes to fetch and compile. The score says so where it failed.
func measure(module string, places []place, binary, cache string, withDoubtful, list bool) (score, error) {
	failed := score{module: module, failed: true}
	dir, err := fetch(module, cache)
	if err != nil {
		return failed, err
	}
	packages, err := compile(dir)
	if err != nil {
		return failed, err
	}
	start := time.Now()
	findings, err := analyse(binary, dir, packages)
	if err != nil {
		return failed, err
	}
	elapsed := time.Since(start)
	if list {
		for _, f := range findings {
			fmt.Printf("finding\t%s\t%v\t%s\n", module, f.spot, f.message)
		}
	}
	s := scoreModule(module, places, findings)
	s.time = elapsed
	if withDoubtful {
		all, err := analyse(binary, dir, packages, "-doubtful")
		if err != nil {
			return failed, err
		}
		s.doubtful = len(all) - len(findings)
	}
	return s, nil
}

// compile compiles the packages of a module, without linking them: without its tests, a
// command may have no function main. It says which it leaves out, such as those that
// embed files which the module of the proxy is without.
func compile(dir string) (packages []string, err error) {
	out, err := executeIn(dir, "go", "list", "-e", "-export", "-f", "{{if or .Error .DepsErrors}}-{{end}}{{.ImportPath}}", "./...")
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(out)) {
		if left, ok := strings.CutPrefix(strings.TrimSpace(line), "-"); ok {
			log.Printf("does not compile, and is left out: %s", left)
		} else {
			packages = append(packages, strings.TrimSpace(line))
		}
	}
	return packages, nil
}

// analyse runs portcheck on packages of the module in dir, under go vet: it keeps what
// portcheck found out about packages that many modules import.
func analyse(binary, dir string, packages []string, flags ...string) ([]finding, error) {
	args := append([]string{"vet", "-vettool=" + binary, "-json"}, flags...)
	out, err := executeIn(dir, "go", append(args, packages...)...)
	if err != nil {
		return nil, err
	}
	return parseFindings(out, dir)
}

// fetch copies a module of the proxy to the cache, and returns its folder.
func fetch(module, cache string) (string, error) {
	if err := os.MkdirAll(cache, 0o777); err != nil {
		return "", err
	}
	cache, err := filepath.EvalSymlinks(cache) // as in the positions of findings
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, filepath.FromSlash(module))
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	out, err := executeIn(cache, "go", "mod", "download", "-json", module)
	if err != nil {
		return "", err
	}
	var downloaded struct{ Dir string }
	if err := json.Unmarshal(out, &downloaded); err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o777); err != nil {
		return "", err
	}
	temp, err := os.MkdirTemp(filepath.Dir(dir), ".copy")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(temp)
	target := filepath.Join(temp, "module")
	if err := os.CopyFS(target, os.DirFS(downloaded.Dir)); err != nil {
		return "", err
	}
	if err := errors.Join(removeTests(target), standAlone(target, module)); err != nil {
		return "", err
	}
	return dir, os.Rename(target, dir)
}

// standAlone gives a module a go.mod file, and removes its replacements by folders beside
// it, which its importers do not have either.
func standAlone(dir, module string) error {
	if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
		path, _, _ := strings.Cut(module, "@")
		_, err := executeIn(dir, "go", "mod", "init", path)
		return err
	}
	out, err := executeIn(dir, "go", "mod", "edit", "-json")
	if err != nil {
		return err
	}
	var file struct {
		Replace []struct{ Old, New struct{ Path string } }
	}
	if err := json.Unmarshal(out, &file); err != nil {
		return err
	}
	for _, r := range file.Replace {
		if strings.HasPrefix(r.New.Path, ".") {
			if _, err := executeIn(dir, "go", "mod", "edit", "-dropreplace="+r.Old.Path); err != nil {
				return err
			}
		}
	}
	return nil
}

// removeTests removes the test files of a module: they are not looked at, and
// some embed files that the module of the proxy is without.
func removeTests(dir string) error {
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, "_test.go") {
			err = os.Remove(path)
		}
		return err
	})
}

// executeIn executes a command in the folder of a module. The module is looked
// at alone, since its authors' go.work file may name folders that it is without.
// What its go.mod file lacks is added.
func executeIn(dir, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	return execute(cmd)
}

// execute runs a command and returns its standard output. The error says what it
// wrote, where go and portcheck put their errors.
func execute(cmd *exec.Cmd) ([]byte, error) {
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%.4000s%.4000s", strings.Join(cmd.Args, " "), err, &stderr, out)
	}
	return out, nil
}

// writeTable writes the scores to the README.
func writeTable(scores []score, withDoubtful bool) error {
	page, err := os.ReadFile(readme)
	if err != nil {
		return err
	}
	section := fmt.Sprintf("Written by `make wild`, with %s on %d CPUs. The seconds are those of `go vet`, which runs again only what changed.\n\n%s", runtime.Version(), runtime.NumCPU(), table(scores, withDoubtful))
	page, err = replaceSection(page, section)
	if err != nil {
		return fmt.Errorf("%s: %w", readme, err)
	}
	return os.WriteFile(readme, page, 0o666)
}
