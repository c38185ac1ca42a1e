package edit

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strconv"

	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/portcheck/judge"
)

// qualify returns what stands before the names of a service's package in a file, with a
// dot, and the edit that imports the package where the file does not. It is not ok
// where something else has the package's name there.
func (e *Editor) qualify(file *ast.File, lit *ast.BasicLit, s judge.Service) (q string, edits []analysis.TextEdit, ok bool) {
	pos, r := lit.Pos(), s.Registry
	scope := e.pass.Pkg.Scope().Innermost(pos)
	if scope == nil {
		return "", nil, false
	}
	imported := false
	for _, spec := range file.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err != nil || path != r.Path {
			continue
		}
		name := r.Package
		if spec.Name != nil {
			name = spec.Name.Name
		}
		if name == "_" {
			continue
		}
		imported = true
		if name == "." {
			constant := Change{Lit: lit, Service: s}.Name()
			if _, object := scope.LookupParent(constant, pos); object != nil && object.Pkg() != nil && object.Pkg().Path() == r.Path {
				return "", nil, true
			}
			continue
		}
		_, object := scope.LookupParent(name, pos)
		if pkg, ok := object.(*types.PkgName); ok && pkg.Imported().Path() == r.Path {
			return name + ".", nil, true
		}
	}
	if imported {
		return "", nil, false
	}
	key := importOf{file, r.Path}
	name, known := e.names[key]
	if !known {
		name = e.choose(key, r)
		e.names[key] = name
	}
	if name == "" || !e.free(scope, name, pos) {
		return "", nil, false
	}
	return name + ".", e.importEdits(file, name, r), true
}

// choose returns the name under which a file imports a package: the one that is free at
// most of the places where it is wanted.
func (e *Editor) choose(key importOf, r *judge.Registry) (best string) {
	most := 0
	for _, name := range []string{r.Package, r.OtherName()} {
		if _, taken := e.pass.TypesInfo.Scopes[key.file].LookupParent(name, token.NoPos); taken != nil || e.declaredElsewhere(key.file, name) || e.given(key.file, name) {
			continue
		}
		free := 0
		for _, pos := range e.wants[key] {
			if scope := e.pass.Pkg.Scope().Innermost(pos); scope != nil && e.free(scope, name, pos) {
				free++
			}
		}
		if free > most {
			best, most = name, free
		}
	}
	return best
}

// given reports whether an import of another package has a name in a file already.
func (e *Editor) given(file *ast.File, name string) bool {
	for key, given := range e.names {
		if key.file == file && given == name {
			return true
		}
	}
	return false
}

func (e *Editor) free(scope *types.Scope, name string, pos token.Pos) bool {
	_, object := scope.LookupParent(name, pos)
	return object == nil
}

// declaredElsewhere reports whether a file of the package that may not be looked at
// now, a test or one for another system, declares a name.
func (e *Editor) declaredElsewhere(file *ast.File, name string) bool {
	if e.other == nil {
		e.other = map[string]bool{}
		dir := filepath.Dir(e.pass.Fset.Position(file.Package).Filename)
		others, _ := filepath.Glob(filepath.Join(dir, "*.go")) // the pattern is a right one
		for _, other := range others {
			parsed, err := parser.ParseFile(token.NewFileSet(), other, nil, 0)
			if err != nil || parsed.Name.Name != e.pass.Pkg.Name() {
				continue
			}
			for declared := range parsed.Scope.Objects {
				e.other[declared] = true
			}
		}
	}
	return e.other[name]
}
