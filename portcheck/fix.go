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

	"golang.org/x/tools/go/analysis"
)

// A qualifier is what stands before the names of a package in a file, with a dot.
type qualifier string

func (q qualifier) name(constant string) string { return string(q) + constant }

func (q qualifier) addr(s service, host string) string {
	return q.name(s.Constant) + ".Addr(" + strconv.Quote(host) + ")"
}

// A replacement writes the code that stands for a literal, or returns the empty
// string.
type replacement func(q qualifier, s service) string

// fix replaces a literal by a reference to a service, if its place takes what that
// reference is.
func (c *checker) fix(u *use, source *source, s service, replace replacement) []analysis.SuggestedFix {
	file := c.file(u.lit.Pos())
	if u.tagged != nil || replace == nil || file == nil || c.pass.Pkg.Path() == source.path || !c.takes(u.lit) {
		return nil
	}
	q, imports, ok := c.qualify(file, u.lit.Pos(), source)
	if !ok {
		return nil
	}
	code := replace(q, s)
	if code == "" {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message:   "Use " + q.name(s.Constant),
		TextEdits: append(imports, analysis.TextEdit{Pos: u.lit.Pos(), End: u.lit.End(), NewText: []byte(code)}),
	}}
}

// takes reports whether a reference can stand in place of a literal: an untyped
// constant of a number, or else a string that is no constant.
func (c *checker) takes(lit *ast.BasicLit) bool {
	if lit.Kind == token.INT {
		return true
	}
	return !c.inConstant(lit) && types.Identical(c.finalType(lit), types.Typ[types.String])
}

// finalType returns the type that a literal gets where it is used: in a sum of
// constants, that of the sum.
func (c *checker) finalType(lit ast.Expr) types.Type {
	t := c.typeOf(lit)
	cur, ok := c.root.FindByPos(lit.Pos(), lit.End())
	for ok && types.Identical(t, types.Typ[types.UntypedString]) {
		cur = cur.Parent()
		var expr ast.Expr
		if expr, ok = cur.Node().(ast.Expr); ok {
			t = c.typeOf(expr)
		}
	}
	return t
}

// inConstant reports whether a literal is in the declaration of a constant.
func (c *checker) inConstant(lit ast.Node) bool {
	cur, ok := c.root.FindByPos(lit.Pos(), lit.End())
	if !ok {
		return false
	}
	for decl := range cur.Enclosing((*ast.GenDecl)(nil), (*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		decl, ok := decl.Node().(*ast.GenDecl)
		return ok && decl.Tok == token.CONST
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
			return qualifier(name + "."), c.importEdits(file, name, source), true
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
	name := lettersAndDigits(path.Base(folder))
	if !token.IsIdentifier(name) {
		name = "other" + s.pkg
	}
	return name
}
