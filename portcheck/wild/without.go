package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
)

// overlay writes a file for go build -overlay with which portcheck is built without one
// of its lists of words, or with 0 for one of its numbers: what changes is what the list
// is for.
func overlay(name, dir string) (file string, err error) {
	err = filepath.WalkDir("portcheck", func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() && entry.Name() == "testdata" || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			if entry != nil && entry.IsDir() && entry.Name() == "testdata" {
				return filepath.SkipDir
			}
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		fset := token.NewFileSet()
		parsed, err := parser.ParseFile(fset, path, source, 0)
		if err != nil {
			return err
		}
		for n := range ast.Preorder(parsed) {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || spec.Names[0].Name != name || len(spec.Values) != 1 {
				continue
			}
			start, end, empty := spec.Values[0].Pos(), spec.Values[0].End(), "0"
			if call, ok := spec.Values[0].(*ast.CallExpr); ok { // of SetOf or MustCompile
				start, end, empty = call.Args[0].Pos(), call.Args[0].End(), `"^$"`
			}
			changed := string(source[:fset.Position(start).Offset]) + empty + string(source[fset.Position(end).Offset:])
			replaced := filepath.Join(dir, "without.go")
			if err := os.WriteFile(replaced, []byte(changed), 0o666); err != nil {
				return err
			}
			absolute, err := filepath.Abs(path)
			if err != nil {
				return err
			}
			content, err := json.Marshal(map[string]map[string]string{"Replace": {absolute: replaced}})
			if err != nil {
				return err
			}
			file = filepath.Join(dir, "overlay.json")
			return os.WriteFile(file, content, 0o666)
		}
		return nil
	})
	if err == nil && file == "" {
		err = fmt.Errorf("-without %s: want the name of a list of words or of a number in portcheck", name)
	}
	return file, err
}
