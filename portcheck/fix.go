package portcheck

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/ports"
)

// A qualifier is what stands before the names of a package in a file, with a dot.
type qualifier string

func (q qualifier) name(constant string) string { return string(q) + constant }

func (q qualifier) addr(s ports.Service, host string) string {
	return q.name(s.Constant) + ".Addr(" + strconv.Quote(host) + ")"
}

// fix replaces an expression by a reference to a service, if it can: if the
// expression is literals alone, so that no name loses its meaning, and its place
// takes what a reference is.
func (c *checker) fix(u use, source *source, s ports.Service, replace replacement) []analysis.SuggestedFix {
	expr := u.expr
	if call, ok := ast.Unparen(expr).(*ast.CallExpr); ok && len(call.Args) == 1 && u.form == number {
		expr = call.Args[0] // of a conversion, which stays
	} else if !takes(u.want, u.form) {
		return nil
	}
	file := c.file(expr.Pos())
	if replace == nil || file == nil || c.pass.Pkg.Path() == source.path || !literal(file, expr) {
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

// takes reports whether a parameter or field of a type takes a reference: an
// untyped constant as a number, or else a string.
func takes(want types.Type, f form) bool {
	if _, ok := want.(*types.TypeParam); ok {
		return false
	}
	if f != number {
		return types.Identical(want, types.Typ[types.String])
	}
	basic, ok := want.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0
}

// literal reports whether an expression is of literals alone, without a comment.
func literal(file *ast.File, expr ast.Expr) bool {
	for _, group := range file.Comments {
		if expr.Pos() <= group.Pos() && group.End() <= expr.End() {
			return false
		}
	}
	switch e := expr.(type) {
	case *ast.BasicLit:
		return true
	case *ast.ParenExpr:
		return literal(file, e.X)
	case *ast.BinaryExpr:
		return e.Op == token.ADD && literal(file, e.X) && literal(file, e.Y)
	}
	return false
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
		if path, ok := c.given[given]; here == nil && inFile == nil && !c.declaredElsewhere(file, name) && (!ok || path == source.path) {
			c.given[given] = source.path
			return qualifier(name + "."), []analysis.TextEdit{importEdit(file, name, source)}, true
		}
	}
	return "", nil, false
}

// declaredElsewhere reports whether a file of the package that may not be looked at
// now, a test or one for another system, declares a name.
func (c *checker) declaredElsewhere(file *ast.File, name string) bool {
	if c.elsewhere == nil {
		c.elsewhere = map[string]bool{}
		dir := filepath.Dir(c.pass.Fset.Position(file.Package).Filename)
		others, _ := filepath.Glob(filepath.Join(dir, "*.go")) // the pattern is a right one
		for _, other := range others {
			parsed, err := parser.ParseFile(token.NewFileSet(), other, nil, 0)
			if err != nil || parsed.Name.Name != c.pass.Pkg.Name() {
				continue
			}
			for declared := range parsed.Scope.Objects {
				c.elsewhere[declared] = true
			}
		}
	}
	return c.elsewhere[name]
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

// importEdit adds an import to the last import declaration, or after the package
// clause.
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
		if group.Rparen.IsValid() {
			pos, text = group.Rparen, "\n\t"+spec+"\n"
		} else {
			pos, text = group.End(), "\nimport "+spec
		}
	}
	return analysis.TextEdit{Pos: pos, End: pos, NewText: []byte(text)}
}
