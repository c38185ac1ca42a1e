package portcheck

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
)

// A silence has the lines of a file on which nothing is reported.
type silence struct {
	whole bool
	lines []lineRange
}

type lineRange struct{ first, last int }

func (s *silence) covers(line int) bool {
	return s.whole || slices.ContainsFunc(s.lines, func(r lineRange) bool { return r.first <= line && line <= r.last })
}

// silent reports whether nothing is reported at a position.
func (c *checker) silent(pos token.Pos) bool {
	file := c.file(pos)
	if file == nil {
		return true
	}
	s, ok := c.quiet[file]
	if !ok {
		s = c.newSilence(file)
		c.quiet[file] = s
	}
	return s.covers(c.line(pos))
}

var (
	nolint = regexp.MustCompile(`(?i)^//\s*nolint(?:\s|$|:([^/]*))`)
	ignore = regexp.MustCompile(`^//lint:(file-)?ignore (\S+) \S`)
)

// directive reads a comment. file says that it is for all of the file.
func directive(comment string) (ok, file bool) {
	var names string
	if m := nolint.FindStringSubmatch(comment); m != nil {
		names = m[1]
		if names == "" {
			return true, false
		}
	} else if m := ignore.FindStringSubmatch(comment); m != nil {
		file, names = m[1] != "", m[2]
	}
	for name := range strings.SplitSeq(names, ",") {
		if name = strings.ToLower(strings.TrimSpace(name)); name == "portcheck" || name == "all" {
			return true, file
		}
	}
	return false, false
}

func (c *checker) newSilence(file *ast.File) *silence {
	s := &silence{whole: ast.IsGenerated(file)}
	if s.whole {
		return s
	}
	code := c.codeLines(file)
	starts := map[int]bool{} // lines that are silent, with what starts there
	for _, group := range file.Comments {
		for _, comment := range group.List {
			ok, whole := directive(comment.Text)
			switch {
			case !ok:
			case whole || comment.Pos() < file.Package:
				s.whole = true
			case code[c.line(comment.Pos())]:
				starts[c.line(comment.Pos())] = true
			default: // it stands alone, for what follows the group
				starts[c.line(group.End())+1] = true
			}
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if n != nil && n != file && starts[c.line(n.Pos())] {
			s.lines = append(s.lines, lineRange{c.line(n.Pos()), c.line(n.End())})
		}
		return true
	})
	for first := range starts {
		s.lines = append(s.lines, lineRange{first, first})
	}
	return s
}
