package portcheck

import (
	"go/ast"
	"go/token"
)

func (c *checker) line(pos token.Pos) int { return c.pass.Fset.Position(pos).Line }

// codeLines returns the lines of a file on which a piece of code starts or ends. A
// comment on any other line stands alone.
func (c *checker) codeLines(file *ast.File) map[int]bool {
	if lines, ok := c.code[file]; ok {
		return lines
	}
	lines := map[int]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.File:
			return true
		case *ast.Comment, *ast.CommentGroup:
			return false
		}
		lines[c.line(n.Pos())] = true
		lines[c.line(n.End())] = true
		return true
	})
	c.code[file] = lines
	return lines
}
