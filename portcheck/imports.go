package portcheck

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// importEdits add an import where goimports would: in the group of imports that is
// most like it, in order. It names the package where its path does not say the name
// for certain.
func (c *checker) importEdits(file *ast.File, name string, source *source) []analysis.TextEdit {
	spec := strconv.Quote(source.path)
	if !source.pkgKnown || name != source.pkg || name != assumedName(source.path) {
		spec = name + " " + spec
	}
	var last *ast.GenDecl
	for _, decl := range file.Decls {
		decl, ok := decl.(*ast.GenDecl)
		if !ok || decl.Tok != token.IMPORT {
			break
		}
		if decl.Rparen.IsValid() {
			return []analysis.TextEdit{c.addToGroup(decl, source.path, spec)}
		}
		last = decl
	}
	switch {
	case last == nil:
		return []analysis.TextEdit{insert(file.Name.End(), "\n\nimport "+spec)}
	case importPathOf(last.Specs[0].(*ast.ImportSpec)) == "C" || last.Specs[0].(*ast.ImportSpec).Comment != nil:
		return []analysis.TextEdit{insert(c.lineEnd(last.Specs[0]), "\nimport "+spec)}
	}
	if given, ok := c.grouped[file]; ok && given != spec {
		return []analysis.TextEdit{insert(last.Pos(), "import "+spec+"\n")}
	}
	c.grouped[file] = spec
	// A single import becomes a group.
	only := last.Specs[0].(*ast.ImportSpec)
	between := "\n\n\t"
	if p := importPathOf(only); p > source.path && !standard(p) {
		return []analysis.TextEdit{insert(only.Pos(), "(\n\t"+spec+"\n\t"), insert(only.End(), "\n)")}
	} else if !standard(p) {
		between = "\n\t"
	}
	return []analysis.TextEdit{insert(only.Pos(), "(\n\t"), insert(only.End(), between+spec+"\n)")}
}

func insert(pos token.Pos, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: pos, End: pos, NewText: []byte(text)}
}

// addToGroup adds an import to a declaration with parentheses.
func (c *checker) addToGroup(decl *ast.GenDecl, importPath, spec string) analysis.TextEdit {
	group := c.bestGroup(c.importGroups(decl), importPath)
	if group == nil {
		if len(decl.Specs) == 0 {
			return insert(decl.Rparen, "\n\t"+spec+"\n")
		}
		return insert(c.lineEnd(decl.Specs[len(decl.Specs)-1]), "\n\n\t"+spec)
	}
	after := group[0]
	for _, s := range group {
		if importPathOf(s) < importPath {
			after = s
		}
	}
	if importPathOf(after) > importPath { // before the first
		start := after.Pos()
		if after.Doc != nil {
			start = after.Doc.Pos()
		}
		return insert(start, spec+"\n\t")
	}
	return insert(c.lineEnd(after), "\n\t"+spec)
}

// lineEnd returns the end of an import, with its comment.
func (c *checker) lineEnd(spec ast.Spec) token.Pos {
	if s := spec.(*ast.ImportSpec); s.Comment != nil {
		return s.Comment.End()
	}
	return spec.End()
}

// importGroups returns the groups of imports between which there are empty lines.
func (c *checker) importGroups(decl *ast.GenDecl) (groups [][]*ast.ImportSpec) {
	last := -1
	for _, spec := range decl.Specs {
		spec := spec.(*ast.ImportSpec)
		start := spec.Pos()
		if spec.Doc != nil {
			start = spec.Doc.Pos()
		}
		if len(groups) == 0 || c.line(start) > last+1 {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], spec)
		last = c.line(spec.End())
	}
	return groups
}

// bestGroup returns the group with the import that has most of a path's elements in
// common with it, or else the first group that has more than the standard library,
// or nil. The module's own imports are no better than other modules'.
func (c *checker) bestGroup(groups [][]*ast.ImportSpec, importPath string) []*ast.ImportSpec {
	var best []*ast.ImportSpec
	most := -1
	for _, group := range groups {
		common := -1
		for _, spec := range group {
			if p := importPathOf(spec); !standard(p) {
				common = max(common, commonElements(p, importPath))
			}
		}
		if common > most {
			best, most = group, common
		}
	}
	if own := c.ownModule(best); own && most == 0 { // a group of the module's own
		for _, group := range groups {
			if !standard(importPathOf(group[0])) && !c.ownModule(group) {
				return group
			}
		}
		return nil
	}
	return best
}

// ownModule reports whether a group imports packages of the module itself alone.
func (c *checker) ownModule(group []*ast.ImportSpec) bool {
	if c.pass.Module == nil || c.pass.Module.Path == "" {
		return false
	}
	for _, spec := range group {
		if p := importPathOf(spec); p != c.pass.Module.Path && !strings.HasPrefix(p, c.pass.Module.Path+"/") {
			return false
		}
	}
	return true
}

func importPathOf(spec *ast.ImportSpec) string {
	p, _ := strconv.Unquote(spec.Path.Value)
	return p
}

// standard reports whether a path is one of the standard library: its first element
// has no dot.
func standard(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".")
}

func commonElements(a, b string) int {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}
