package edit

import (
	"go/ast"
	"go/token"
	"strconv"

	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/portcheck/judge"
	"example.com/ianaports/portcheck/module"
)

// importEdits add an import where gci and goimports would: in the group of imports that
// is most like it, in order. It names the package where its path does not say the name
// for certain.
func (e *Editor) importEdits(file *ast.File, name string, r *judge.Registry) []analysis.TextEdit {
	spec := strconv.Quote(r.Path)
	if !r.Usual() || name != r.Package {
		spec = name + " " + spec
	}
	rank, all := e.rank(file, r)
	var last *ast.GenDecl
	for _, decl := range file.Decls {
		decl, ok := decl.(*ast.GenDecl)
		if !ok || decl.Tok != token.IMPORT {
			break
		}
		if decl.Rparen.IsValid() {
			return []analysis.TextEdit{e.addToGroup(decl, r.Path, spec, rank)}
		}
		last = decl
	}
	if last == nil {
		line := "\nimport " + spec
		if rank == 0 {
			line = "\n" + line
		}
		return []analysis.TextEdit{e.after(file.Name.End(), line, rank)}
	}
	only := last.Specs[0].(*ast.ImportSpec)
	if importPath(only) == "C" || !e.is(only.End(), '\n') {
		return []analysis.TextEdit{insert(lineEnd(only), "\nimport "+spec)}
	}
	// A single import becomes a group.
	closing := insert(only.End()+1, ")\n")
	if p := importPath(only); p > r.Path && !standard(p) && all == 1 {
		return []analysis.TextEdit{insert(only.Pos(), "(\n\t"+spec+"\n\t"), closing}
	} else if !standard(p) {
		return []analysis.TextEdit{insert(only.Pos(), "(\n\t"), e.after(only.End(), "\n\t"+spec, rank), closing}
	}
	return []analysis.TextEdit{insert(only.Pos(), "(\n\t"), e.after(only.End(), between(rank)+spec, rank), closing}
}

// Where fixes import several packages in a file, each package has its own place for that.
// At one place, drivers would not see that edits are the same if another one stands
// between them, and import a package twice.

// rank returns the number of packages that fixes import in a file before another one, and
// of all of them.
func (e *Editor) rank(file *ast.File, r *judge.Registry) (before, all int) {
	for key := range e.wants {
		if key.file != file {
			continue
		}
		all++
		if key.path < r.Path {
			before++
		}
	}
	return before, all
}

// after adds a text at the end of a line: that of the first package before the end, and
// that of the second in its place.
func (e *Editor) after(end token.Pos, text string, rank int) analysis.TextEdit {
	if rank == 0 || !e.is(end, '\n') {
		return insert(end, text)
	}
	return analysis.TextEdit{Pos: end, End: end + 1, NewText: []byte(text + "\n")}
}

// before adds an import before another one: that of the first package in the place of
// the tab.
func (e *Editor) before(start token.Pos, spec string, rank int) analysis.TextEdit {
	if rank > 0 || !e.is(start-1, '\t') {
		return insert(start, spec+"\n\t")
	}
	return analysis.TextEdit{Pos: start - 1, End: start, NewText: []byte("\t" + spec + "\n\t")}
}

// between returns what stands between the standard library and the first import, and
// before further ones.
func between(rank int) string {
	if rank == 0 {
		return "\n\n\t"
	}
	return "\n\t"
}

// is reports whether a character stands at a position.
func (e *Editor) is(pos token.Pos, char byte) bool {
	if e.pass.ReadFile == nil {
		return false
	}
	at := e.pass.Fset.Position(pos)
	content, err := e.pass.ReadFile(at.Filename)
	return err == nil && at.Offset >= 0 && at.Offset < len(content) && content[at.Offset] == char
}

func insert(pos token.Pos, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: pos, End: pos, NewText: []byte(text)}
}

// addToGroup adds an import to a declaration with parentheses.
func (e *Editor) addToGroup(decl *ast.GenDecl, path, spec string, rank int) analysis.TextEdit {
	group := e.bestGroup(e.groups(decl), path)
	if group == nil {
		if len(decl.Specs) == 0 {
			return insert(decl.Rparen, "\n\t"+spec+"\n")
		}
		return e.after(lineEnd(decl.Specs[len(decl.Specs)-1]), between(rank)+spec, rank)
	}
	after := group[0]
	for _, s := range group {
		if importPath(s) < path {
			after = s
		}
	}
	if importPath(after) > path { // before the first
		start := after.Pos()
		if after.Doc != nil {
			start = after.Doc.Pos()
		}
		return e.before(start, spec, rank)
	}
	return e.after(lineEnd(after), "\n\t"+spec, rank)
}

// lineEnd returns the end of an import, with its comment.
func lineEnd(spec ast.Spec) token.Pos {
	if s := spec.(*ast.ImportSpec); s.Comment != nil {
		return s.Comment.End()
	}
	return spec.End()
}

// groups returns the groups of imports between which there are empty lines.
func (e *Editor) groups(decl *ast.GenDecl) (groups [][]*ast.ImportSpec) {
	last := -1
	for _, spec := range decl.Specs {
		spec := spec.(*ast.ImportSpec)
		start := spec.Pos()
		if spec.Doc != nil {
			start = spec.Doc.Pos()
		}
		if len(groups) == 0 || e.line(start) > last+1 {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], spec)
		last = e.line(spec.End())
	}
	return groups
}

func (e *Editor) line(pos token.Pos) int { return e.pass.Fset.Position(pos).Line }

// bestGroup returns the group with the import that has most of a path's elements in
// common with it, or else the first group that has more than the standard library, or
// nil. Where the package keeps its module's own imports apart, they are no such group.
func (e *Editor) bestGroup(groups [][]*ast.ImportSpec, path string) []*ast.ImportSpec {
	var best []*ast.ImportSpec
	most := -1
	for _, group := range groups {
		common := -1
		for _, spec := range group {
			if p := importPath(spec); !standard(p) {
				common = max(common, commonElements(p, path))
			}
		}
		if common > most && !(common == 0 && e.ownModule(group) && e.ownApart()) {
			best, most = group, common
		}
	}
	return best
}

// ownApart reports whether a file of the package has a group of the module's own imports
// beside one of other modules.
func (e *Editor) ownApart() bool {
	if e.apart == nil {
		apart := false
		for _, file := range e.pass.Files {
			for _, decl := range file.Decls {
				decl, ok := decl.(*ast.GenDecl)
				if !ok || decl.Tok != token.IMPORT {
					break
				}
				own, others := false, false
				for _, group := range e.groups(decl) {
					own = own || e.ownModule(group)
					others = others || !standard(importPath(group[0])) && !e.ownModule(group)
				}
				apart = apart || own && others
			}
		}
		e.apart = &apart
	}
	return *e.apart
}

// ownModule reports whether a group imports packages of the module itself alone.
func (e *Editor) ownModule(group []*ast.ImportSpec) bool {
	if e.pass.Module == nil || e.pass.Module.Path == "" {
		return false
	}
	for _, spec := range group {
		if !module.Within(importPath(spec), e.pass.Module.Path) {
			return false
		}
	}
	return true
}

func importPath(spec *ast.ImportSpec) string {
	p, _ := strconv.Unquote(spec.Path.Value)
	return p
}
