package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
)

// overlay writes a file for go build -overlay with which portcheck is built without one
// of its lists of words, or with 0 for one of its numbers: what changes is what the list
// is for.
func overlay(name, dir string) (file string, err error) {
	sources, err := filepath.Glob("portcheck/*/*.go")
	if err != nil {
		return "", err
	}
	for _, path := range sources {
		changed, ok, err := without(name, path)
		if err != nil {
			return "", err
		}
		if !ok {
			continue
		}
		replaced, file := filepath.Join(dir, "without.go"), filepath.Join(dir, "overlay.json")
		if err := os.WriteFile(replaced, []byte(changed), 0o666); err != nil {
			return "", err
		}
		absolute, err := filepath.Abs(path)
		if err != nil {
			return "", err
		}
		content, err := json.Marshal(map[string]map[string]string{"Replace": {absolute: replaced}})
		if err != nil {
			return "", err
		}
		return file, os.WriteFile(file, content, 0o666)
	}
	return "", fmt.Errorf("-without %s: want the name of a list of words or of a number in portcheck", name)
}

// without returns a file with an empty list or 0, if it declares the name.
func without(name, path string) (changed string, ok bool, err error) {
	source, err := os.ReadFile(path)
	if err != nil {
		return "", false, err
	}
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, path, source, 0)
	if err != nil {
		return "", false, err
	}
	for n := range ast.Preorder(parsed) {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != name || len(spec.Values) != 1 {
			continue
		}
		from, empty := spec.Values[0], "0"
		if call, ok := from.(*ast.CallExpr); ok { // of SetOf or MustCompile
			from, empty = call.Args[0], `"^$"`
		}
		return string(source[:fset.Position(from.Pos()).Offset]) + empty + string(source[fset.Position(from.End()).Offset:]), true, nil
	}
	return "", false, nil
}
