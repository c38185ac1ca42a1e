package portcheck

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/ports"
)

// A qualifier is what stands before the names of a package in a file, with a dot,
// or nothing.
type qualifier string

func (q qualifier) name(constant string) string { return string(q) + constant }

func (q qualifier) addr(s ports.Service, host string) string {
	return q.name(s.Constant) + ".Addr(" + strconv.Quote(host) + ")"
}

// fix replaces an expression by a reference to a service, if it can.
func (c *checker) fix(expr ast.Expr, source *source, s ports.Service, replace replacement) []analysis.SuggestedFix {
	file := c.file(expr.Pos())
	if replace == nil || file == nil || c.pass.Pkg.Path() == source.path {
		return nil
	}
	q, imports, ok := c.qualify(file, expr.Pos(), source)
	if !ok {
		return nil
	}
	code := replace(q, s)
	if code == "" {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message:   "Use " + q.name(s.Constant),
		TextEdits: append(imports, analysis.TextEdit{Pos: expr.Pos(), End: expr.End(), NewText: []byte(code)}),
	}}
}

func (c *checker) file(pos token.Pos) *ast.File {
	for _, file := range c.pass.Files {
		if file.FileStart <= pos && pos < file.FileEnd {
			return file
		}
	}
	return nil
}

// qualify returns the qualifier of a package's names at a position, and the edit
// that imports the package where the file does not. It is not ok where something
// else has the package's name there.
func (c *checker) qualify(file *ast.File, pos token.Pos, source *source) (q qualifier, edits []analysis.TextEdit, ok bool) {
	scope := c.pass.Pkg.Scope().Innermost(pos)
	if scope == nil {
		return "", nil, false
	}
	for _, spec := range file.Imports {
		if imported, err := strconv.Unquote(spec.Path.Value); err != nil || imported != source.path {
			continue
		}
		name := source.pkg
		if spec.Name != nil {
			name = spec.Name.Name
		}
		if name == "." {
			return "", nil, true
		}
		_, object := scope.LookupParent(name, pos)
		if imported, ok := object.(*types.PkgName); ok && imported.Imported().Path() == source.path {
			return qualifier(name + "."), nil, true
		}
	}
	for _, name := range []string{source.pkg, source.otherName()} {
		// The name must be free in the file as well, for the import, and no
		// other fix may have given it to another package.
		_, here := scope.LookupParent(name, pos)
		_, inFile := c.pass.TypesInfo.Scopes[file].LookupParent(name, token.NoPos)
		given := importName{file, name}
		if path, ok := c.given[given]; here == nil && inFile == nil && (!ok || path == source.path) {
			c.given[given] = source.path
			return qualifier(name + "."), []analysis.TextEdit{importEdit(file, name, source)}, true
		}
	}
	return "", nil, false
}

// An importName is a name for a package in a file.
type importName struct {
	file *ast.File
	name string
}

// otherName returns a name for the package where its own is taken: that of the
// folder that it is in.
func (s *source) otherName() string {
	folder := strings.TrimSuffix(path.Dir(s.path), "/internal")
	name := strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return r
	}, path.Base(folder))
	if !token.IsIdentifier(name) {
		name = "other" + s.pkg
	}
	return name
}

// importEdit adds an import to the last import declaration, but for one of cgo,
// or after the package clause.
func importEdit(file *ast.File, name string, source *source) analysis.TextEdit {
	spec := strconv.Quote(source.path)
	if name != source.pkg {
		spec = name + " " + spec
	}
	pos, text := file.Name.End(), "\n\nimport "+spec
	for _, decl := range file.Decls {
		group, ok := decl.(*ast.GenDecl)
		if !ok || group.Tok != token.IMPORT {
			break
		}
		if len(group.Specs) == 1 && group.Specs[0].(*ast.ImportSpec).Path.Value == `"C"` {
			continue
		}
		if group.Rparen.IsValid() {
			pos, text = group.Rparen, "\n\t"+spec+"\n"
		} else {
			pos, text = group.End(), "\nimport "+spec
		}
	}
	return analysis.TextEdit{Pos: pos, End: pos, NewText: []byte(text)}
}
