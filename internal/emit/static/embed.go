package static

import (
	"embed"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
)

// Files are the files of this package that the generator copies. Neither this one
// nor the stand-ins of stub.go are among them.
//
//go:embed errors.go find_name.go find_port.go fold.go lookup_port.go packed.go port.go service.go status.go tables.go text.go transport.go
var Files embed.FS

// Exported returns the exported names that every generated package has, apart
// from the constants of its services.
func Exported() []string {
	names := []string{"Lookup", "ServiceName", "RegistryDate"}
	files, err := Files.ReadDir(".")
	if err != nil {
		panic(err)
	}
	for _, file := range files {
		content, err := Files.ReadFile(file.Name())
		if err != nil {
			panic(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file.Name(), content, parser.SkipObjectResolution)
		if err != nil {
			panic(err)
		}
		for _, decl := range parsed.Decls {
			names = append(names, Declared(decl)...)
		}
	}
	names = slices.DeleteFunc(names, func(name string) bool { return !ast.IsExported(name) })
	slices.Sort(names)
	return names
}

// Declared returns the names that a declaration adds to the package.
func Declared(decl ast.Decl) []string {
	var names []string
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if decl.Recv == nil {
			names = append(names, decl.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, spec.Name.Name)
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					names = append(names, name.Name)
				}
			}
		}
	}
	return names
}
