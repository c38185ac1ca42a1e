// Package lines tells where things stand: the file of a position, which lines of a file
// have code, so that comments on the others stand alone, and where the literals are.
package lines

import (
	"go/ast"
	"go/token"
	"slices"
)

// Code returns the lines of a file on which a piece of code starts or ends. A comment on
// any other line stands alone.
func Code(fset *token.FileSet, file *ast.File) map[int]bool {
	lines := map[int]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.File:
			return true
		case *ast.Comment, *ast.CommentGroup:
			return false
		}
		lines[fset.Position(n.Pos()).Line] = true
		lines[fset.Position(n.End()).Line] = true
		return true
	})
	return lines
}

// File returns the file of a package that has a position, or nil.
func File(files []*ast.File, pos token.Pos) *ast.File {
	i := slices.IndexFunc(files, func(f *ast.File) bool { return f.FileStart <= pos && pos < f.FileEnd })
	if i < 0 {
		return nil
	}
	return files[i]
}
