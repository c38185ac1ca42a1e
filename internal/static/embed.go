package static

import (
	"embed"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"sync"
)

// Files are the files of a package that do not depend on the registry. The generator
// may write another one in place of lookup.go and types.go.
//
//go:embed api.go lookup.go types.go
var Files embed.FS

// Parsed returns the syntax of [Files], by their names.
var Parsed = sync.OnceValue(func() map[string]*ast.File {
	parsed := map[string]*ast.File{}
	entries, err := Files.ReadDir(".")
	if err != nil {
		panic(err)
	}
	for _, entry := range entries {
		content, err := Files.ReadFile(entry.Name())
		if err != nil {
			panic(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), entry.Name(), content, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			panic(err)
		}
		parsed[entry.Name()] = file
	}
	return parsed
})

// Exported returns the exported names that every generated package has, apart
// from the constants of its services.
func Exported() []string {
	names := []string{"RegistryDate"}
	for _, file := range Parsed() {
		for _, decl := range file.Decls {
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
