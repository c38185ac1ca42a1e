package emit

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"

	"example.com/ianaports/internal/static"
)

// typeCheck type-checks the files of a package.
func typeCheck(o Options, files []File) error {
	_, err := importer{token.NewFileSet(), o.Types}.typeCheck(o.Package, files)
	return err
}

// An importer has what generated code uses of the packages that it imports.
type importer struct {
	fset  *token.FileSet
	types string // the path of the package that has the types, or empty
}

const mathBits = `package bits

func Mul64(x, y uint64) (hi, lo uint64)
`

func (i importer) Import(path string) (*types.Package, error) {
	switch path {
	case "math/bits":
		return i.typeCheck(path, []File{{"bits.go", []byte(mathBits)}})
	case i.types:
		// Every generated package has the types as they are here. Without the bodies of
		// functions, nothing in the static files depends on the registry.
		var files []File
		for name := range static.Parsed() {
			files = append(files, File{name, readStatic(name)})
		}
		return i.typeCheck(path, files)
	}
	return nil, fmt.Errorf("nothing is known of package %q", path)
}

func (i importer) typeCheck(path string, files []File) (*types.Package, error) {
	var parsed []*ast.File
	for _, f := range files {
		file, err := parser.ParseFile(i.fset, f.Name, f.Content, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		parsed = append(parsed, file)
	}
	config := types.Config{Importer: i, IgnoreFuncBodies: path == i.types}
	return config.Check(path, i.fset, parsed, nil)
}
