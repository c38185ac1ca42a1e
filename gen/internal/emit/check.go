package emit

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
)

// check type-checks the files as one package. What it finds is a bug of the
// generator, or a name in the registry that it did not foresee.
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
	config := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	if _, err := config.Check(name, fset, parsed, nil); err != nil {
		return fmt.Errorf("generated code does not type-check: %w", err)
	}
	return nil
}
