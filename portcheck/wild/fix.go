package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"log"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/imports"
)

// A fix is what a suggested fix puts in place of a literal.
type fix struct{ place, old, new string }

// checkFixes applies the fixes to a copy of a module. After that, the module has to
// compile, go vet says no more than before, imports are where goimports leaves them, and
// what stands in place of each literal has its value.
func checkFixes(module, binary, cache string) error {
	original, err := fetch(module, cache)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "fixes")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return err
	}
	if err := os.CopyFS(dir, os.DirFS(original)); err != nil {
		return err
	}
	root, err := filepath.Abs(".")
	if err != nil {
		return err
	}
	for _, args := range [][]string{{"mod", "edit", "-replace", "example.com/ianaports=" + root}, {"get", "example.com/ianaports@v0.0.0"}} {
		if _, err := executeIn(dir, "go", args...); err != nil {
			return err
		}
	}
	packages, err := compile(dir)
	if err != nil {
		return err
	}
	fixes, err := suggested(dir, binary, packages)
	if err != nil {
		return err
	}
	before := complaints(dir, packages)
	unsorted, err := badImports(dir, nil)
	if err != nil {
		return err
	}
	// It exits with 1 for the findings that remain.
	_, _ = executeIn(dir, binary, slices.Concat([]string{"-fix"}, packages)...)
	if left, err := suggested(dir, binary, packages); err != nil || len(left) > 0 {
		return fmt.Errorf("not applied: %v %w", left, err)
	}
	if after, err := compile(dir); err != nil || len(after) < len(packages) {
		return fmt.Errorf("after the fixes, %d of %d packages compile: %w", len(after), len(packages), err)
	}
	if after := complaints(dir, packages); after > before {
		return fmt.Errorf("go vet has %d complaints after the fixes, and %d before", after, before)
	}
	if left, err := badImports(dir, unsorted); err != nil || len(left) > 0 {
		return fmt.Errorf("goimports would change after the fixes: %v %w", slices.Sorted(maps.Keys(left)), err)
	}
	if err := checkValues(dir, fixes); err != nil {
		return err
	}
	log.Printf("%d fixes: it compiles, go vet and goimports have no more to say, and the values are the same", len(fixes))
	return nil
}

// suggested returns the fixes that portcheck suggests.
func suggested(dir, binary string, packages []string) ([]fix, error) {
	out, err := executeIn(dir, "go", slices.Concat([]string{"vet", "-vettool=" + binary, "-json"}, packages)...)
	if err != nil {
		return nil, err
	}
	return parseFixes(out, dir)
}

// parseFixes reads the literals and what takes their places from what go vet -json prints.
func parseFixes(output []byte, dir string) (fixes []fix, err error) {
	seen := map[string]bool{}
	for decoder := json.NewDecoder(bytes.NewReader(output)); decoder.More(); {
		var diagnosed map[string]map[string][]struct {
			Fixes []struct {
				Edits []struct {
					Filename   string
					Start, End int
					New        string
				}
			} `json:"suggested_fixes"`
		}
		if err := decoder.Decode(&diagnosed); err != nil {
			return nil, fmt.Errorf("output of go vet: %w", err)
		}
		for _, analyzers := range diagnosed {
			for _, diagnostic := range slices.Concat(slices.Collect(maps.Values(analyzers))...) {
				for _, f := range diagnostic.Fixes {
					for _, e := range f.Edits {
						key := fmt.Sprint(e.Filename, e.Start)
						if seen[key] {
							continue // a variant of the package for its tests
						}
						seen[key] = true
						source, err := os.ReadFile(e.Filename)
						if err != nil {
							return nil, err
						}
						if strings.TrimSpace(string(source[e.Start:e.End])) == "" {
							continue // an import
						}
						place := fmt.Sprintf("%s:%d", strings.TrimPrefix(e.Filename, dir+"/"), 1+bytes.Count(source[:e.Start], []byte("\n")))
						fixes = append(fixes, fix{place, string(source[e.Start:e.End]), e.New})
					}
				}
			}
		}
	}
	return fixes, nil
}

// complaints counts what go vet says of packages.
func complaints(dir string, packages []string) int {
	cmd := exec.Command("go", slices.Concat([]string{"vet"}, packages)...)
	cmd.Dir = dir
	out, _ := cmd.CombinedOutput()
	return bytes.Count(out, []byte(".go:"))
}

// badImports returns the files of a module that goimports would change, without known
// ones.
func badImports(dir string, known map[string]bool) (map[string]bool, error) {
	bad := map[string]bool{}
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || known[path] {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		formatted, err := imports.Process(path, source, &imports.Options{FormatOnly: true, Comments: true, TabIndent: true, TabWidth: 8})
		bad[path] = err != nil || !bytes.Equal(formatted, source) // or a file that is no Go, for tests of tools
		return nil
	})
	maps.DeleteFunc(bad, func(_ string, changed bool) bool { return !changed })
	return bad, err
}

// packagesOf are the packages of constants, by the names under which fixes import them.
var packagesOf = map[string]string{
	"ports": "example.com/ianaports/ports", "ianaports": "example.com/ianaports/ports", "defacto": "example.com/ianaports/ports/defacto",
}

// checkValues runs a program, in the module, that compares the literals with what stands
// in their places.
func checkValues(dir string, fixes []fix) error {
	var body strings.Builder
	used := map[string]bool{}
	for _, f := range fixes {
		expr, err := parser.ParseExpr(f.new)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", f.place, f.new, err)
		}
		for n := range ast.Preorder(expr) {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if id, ok := s.X.(*ast.Ident); ok {
					used[id.Name] = true
				}
			}
		}
		fmt.Fprintf(&body, "\tsame(%q, %s, %s)\n", f.place, f.old, f.new)
	}
	program := "package main\n\nimport (\n\t\"fmt\"\n\t\"os\"\n\n"
	for _, name := range slices.Sorted(maps.Keys(used)) {
		path, ok := packagesOf[name]
		if !ok {
			return fmt.Errorf("a fix uses package %s: want one of %v", name, slices.Sorted(maps.Keys(packagesOf)))
		}
		program += fmt.Sprintf("\t%s %q\n", name, path)
	}
	program += ")\n\nfunc same(place string, old, new any) {\n\tif fmt.Sprint(old) != fmt.Sprint(new) {\n\t\tfmt.Fprintln(os.Stderr, place, old, new)\n\t\tdefer os.Exit(1)\n\t}\n}\n\nfunc main() {\n" + body.String() + "}\n"
	folder := filepath.Join(dir, "ianaports-values")
	if err := os.Mkdir(folder, 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "main.go"), []byte(program), 0o666); err != nil {
		return err
	}
	if _, err := executeIn(dir, "go", "run", "./ianaports-values"); err != nil {
		return fmt.Errorf("values differ: %w", err)
	}
	return nil
}
