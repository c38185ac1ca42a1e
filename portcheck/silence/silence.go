// Package silence reads the comments that silence findings.
package silence

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"

	"example.com/ianaports/portcheck/lines"
)

// A Silence has the lines of a file on which nothing is reported.
type Silence struct {
	fset   *token.FileSet
	whole  bool
	ranges []lineRange
}

type lineRange struct{ first, last int }

// Covers reports whether nothing is reported at a position.
func (s *Silence) Covers(pos token.Pos) bool {
	line := s.fset.Position(pos).Line
	return s.whole || slices.ContainsFunc(s.ranges, func(r lineRange) bool { return r.first <= line && line <= r.last })
}

var (
	nolint = regexp.MustCompile(`(?i)^//\s*nolint(?:\s|$|:([^/]*))`)
	ignore = regexp.MustCompile(`^//lint:(file-)?ignore (\S+) \S`)
)

// A scope is what a comment silences.
type scope uint8

const (
	nothing scope = iota
	line          // of the comment, or the next one if it stands alone
	start         // the line and what starts there
	whole         // the file
)

// scopeOf reads a comment: //nolint covers what starts on its line, as in golangci-lint,
// and //lint:ignore the line alone, as in staticcheck.
func scopeOf(comment, analyzer string) scope {
	names, found := "", nothing
	if m := nolint.FindStringSubmatch(comment); m != nil {
		if m[1] == "" {
			return start
		}
		names, found = m[1], start
	} else if m := ignore.FindStringSubmatch(comment); m != nil {
		names, found = m[2], line
		if m[1] != "" {
			found = whole
		}
	}
	for name := range strings.SplitSeq(names, ",") {
		if name = strings.ToLower(strings.TrimSpace(name)); name == analyzer || name == "all" {
			return found
		}
	}
	return nothing
}

// Of returns the silence of a file for an analyzer. Generated files are silent.
func Of(fset *token.FileSet, file *ast.File, analyzer string) *Silence {
	s := &Silence{fset: fset, whole: lines.Generated(file)}
	if s.whole {
		return s
	}
	code := lines.Code(fset, file)
	starts := map[int]bool{}
	for _, group := range file.Comments {
		for _, comment := range group.List {
			at := fset.Position(comment.Pos()).Line
			if !code[at] {
				at = fset.Position(group.End()).Line + 1 // what follows the group
			}
			switch found := scopeOf(comment.Text, analyzer); {
			case found == nothing:
			case found == whole, found == start && comment.Pos() < file.Package:
				s.whole = true
			case found == start:
				starts[at] = true
				fallthrough
			default:
				s.ranges = append(s.ranges, lineRange{at, at})
			}
		}
	}
	if len(starts) > 0 {
		ast.Inspect(file, func(n ast.Node) bool {
			if n != nil && n != file {
				if first := fset.Position(n.Pos()).Line; starts[first] {
					s.ranges = append(s.ranges, lineRange{first, fset.Position(n.End()).Line})
				}
			}
			return true
		})
	}
	return s
}
