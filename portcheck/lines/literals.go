package lines

import (
	"go/ast"

	"golang.org/x/tools/go/ast/inspector"
)

// Literals are the places of the literals of a package.
type Literals map[*ast.BasicLit]inspector.Cursor

// LiteralsOf finds them, once: to look for one takes as long as the package is.
func LiteralsOf(root inspector.Cursor) Literals {
	m := Literals{}
	for cur := range root.Preorder((*ast.BasicLit)(nil)) {
		m[cur.Node().(*ast.BasicLit)] = cur
	}
	return m
}
