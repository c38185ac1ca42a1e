package emit

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
)

// check type-checks the files as one package. What it finds is a bug of the
// generator.
func check(name string, files []File) error {
	fset := token.NewFileSet()
	var parsed []*ast.File
	for _, f := range files {
		file, err := parser.ParseFile(fset, f.Name, f.Content, parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("generated code does not parse: %w", err)
		}
		parsed = append(parsed, file)
	}
	if _, err := typeCheck(name, fset, parsed); err != nil {
		return fmt.Errorf("generated code does not type-check: %w", err)
	}
	return nil
}

func typeCheck(path string, fset *token.FileSet, files []*ast.File) (*types.Package, error) {
	config := types.Config{Importer: importer{fset}}
	return config.Check(path, fset, files, nil)
}

// imported has what generated code uses of the packages that it imports. So the
// check needs no Go installation to find their sources in.
var imported = map[string]string{
	"math/bits": `package bits

func Mul64(x, y uint64) (hi, lo uint64)
func OnesCount64(x uint64) int
`,
}

type importer struct{ fset *token.FileSet }

func (i importer) Import(path string) (*types.Package, error) {
	source, ok := imported[path]
	if !ok {
		return nil, fmt.Errorf("generated code imports %q", path)
	}
	file, err := parser.ParseFile(i.fset, path, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	return typeCheck(path, i.fset, []*ast.File{file})
}
