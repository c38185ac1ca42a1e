package judge

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/lines"
	"example.com/ianaports/portcheck/words"
)

// A wordSet collects words in small letters. The value tells those that are written as
// names from other words of texts.
type wordSet map[string]bool

// add adds the words of a name or a path: those of identifiers in it are split, and
// added as a whole and in pairs, since MySQL has two words and is one.
func (w wordSet) add(name string) {
	list := words.Split(name)
	for i, word := range list {
		w[word] = true
		if i > 0 {
			w[list[i-1]+word] = true
		}
	}
	if len(list) > 2 {
		w[strings.Join(list, "")] = true
	}
}

// prose adds the words of a text. Names are those that are written so: with a capital
// inside a sentence, or joined by signs as in go-redis. A text of one word is a name.
func (w wordSet) prose(text string) {
	list := strings.Fields(text)
	if len(list) == 1 {
		w.add(text)
		return
	}
	start := true
	for _, word := range list {
		bare := strings.Trim(word, ".,:;!?()[]{}\"'`*")
		if small := strings.ToLower(bare); isName(bare, start) {
			w.add(bare)
		} else if !w[small] {
			w[small] = false
		}
		start = strings.HasSuffix(word, ".") || strings.HasSuffix(word, "!") || strings.HasSuffix(word, "?")
	}
}

// isName reports whether a word of a text is written as a name. At the start of a
// sentence one capital says nothing.
func isName(word string, start bool) bool {
	for i, r := range word {
		if unicode.IsUpper(r) && (i > 0 || !start) || i > 0 && strings.ContainsRune("-_./:@=", r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// enough is the number of nodes of a piece of code whose words are near: those of a
// large one are not, and reading it for each of its ports would take too long.
const enough = 200

// code adds the identifiers and strings of a piece of code.
func (w wordSet) code(node ast.Node) {
	if node == nil {
		return
	}
	count := 0
	ast.Inspect(node, func(n ast.Node) bool {
		if count++; count > enough {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncLit, *ast.BlockStmt:
			return false
		case *ast.Ident:
			w.add(n.Name)
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				if s, err := strconv.Unquote(n.Value); err == nil {
					w.prose(s)
				}
			}
		}
		return true
	})
}

func (w wordSet) comments(groups ...*ast.CommentGroup) {
	for _, group := range groups {
		if group != nil {
			w.prose(group.Text())
		}
	}
}

// near returns the words around a literal: those of the statement, of the conditions
// and cases around it, of the function, and of their comments.
func (j *Judge) near(cur inspector.Cursor, lit *ast.BasicLit) wordSet {
	w := wordSet{}
	w.code(lit)
	inside, pair := true, false // of the statement; of a pair in a map
	for parent := range cur.Enclosing() {
		if parent == cur {
			continue
		}
		switch n := parent.Node().(type) {
		case *ast.BlockStmt:
			if inside {
				w.fields(n, lit)
			}
			inside = false
		case *ast.FuncLit:
			inside = false
		case *ast.KeyValueExpr:
			if inside && !pair {
				w.code(n)
			}
			pair = true
		case *ast.CompositeLit:
			if inside {
				settings := isSettings(n)
				w.literal(n, pair && j.isA(n, isMap) && !settings, j.isA(n, isStruct) || settings)
			}
		case *ast.CallExpr:
			if inside && !pair {
				w.code(n)
			} else {
				w.code(n.Fun)
			}
		case *ast.Field:
			w.code(n)
			w.comments(n.Doc, n.Comment)
		case *ast.ValueSpec:
			for _, name := range n.Names {
				w.add(name.Name)
			}
			w.code(n.Type)
			for _, value := range n.Values {
				if lit, ok := ast.Unparen(value).(*ast.BasicLit); ok {
					w.code(lit)
				}
			}
			w.comments(n.Doc, n.Comment)
		case *ast.TypeSpec:
			w.add(n.Name.Name)
		case *ast.GenDecl:
			if len(n.Specs) == 1 {
				w.comments(n.Doc)
			}
			w.beside(n, lit)
		case *ast.AssignStmt:
			for _, left := range n.Lhs {
				w.code(left)
			}
			if inside && !pair {
				w.code(n)
			}
		case *ast.ReturnStmt, *ast.ExprStmt, *ast.BinaryExpr:
			if inside && !pair {
				w.code(n)
			}
		case *ast.CaseClause:
			w.clause(n, lit, inside)
			if block, ok := parent.Parent().Node().(*ast.BlockStmt); ok && n.List == nil {
				w.sameCases(block, lit)
			}
			inside = false
		case *ast.CommClause:
			inside = false
		case *ast.SwitchStmt:
			w.code(n.Tag)
		case *ast.IfStmt:
			w.code(n.Cond)
		case *ast.FuncDecl:
			w.add(n.Name.Name)
			if n.Recv != nil {
				w.code(n.Recv)
			}
			w.comments(n.Doc)
		}
	}
	if file := lines.File(j.pass.Files, lit.Pos()); file != nil {
		w.comments(j.commentsOf(file)[j.line(lit.Pos())]...)
	}
	return w
}

// fields adds what else is assigned to the fields of the structure that a literal goes
// to: c.Scheme = "http"; c.Port = 8080. It is as near as in a composite literal. So are
// strings beside a variable that is only called port: user := "postgres"; port := 5432.
func (w wordSet) fields(block *ast.BlockStmt, lit *ast.BasicLit) {
	const variables = "the variables of a block"
	structure := func(stmt ast.Stmt) string {
		if assign, ok := stmt.(*ast.AssignStmt); ok && len(assign.Lhs) == 1 {
			switch left := assign.Lhs[0].(type) {
			case *ast.SelectorExpr:
				return types.ExprString(left.X)
			case *ast.Ident:
				if isPort(left) || !contains(stmt, lit) && isString(assign.Rhs[0]) {
					return variables
				}
			}
		}
		return ""
	}
	at := slices.IndexFunc(block.List, func(stmt ast.Stmt) bool { return contains(stmt, lit) })
	if at < 0 || len(block.List) > enough {
		return
	}
	of := structure(block.List[at])
	for _, stmt := range block.List {
		if of != "" && structure(stmt) == of {
			assign := stmt.(*ast.AssignStmt)
			w.code(assign.Lhs[0])
			if value, ok := ast.Unparen(assign.Rhs[0]).(*ast.BasicLit); ok {
				w.code(value)
			}
		}
	}
}

// beside adds the strings beside a constant or a variable that is only called port:
// const ( user = "postgres"; port = 5432 ).
func (w wordSet) beside(decl *ast.GenDecl, lit *ast.BasicLit) {
	values := func(spec ast.Spec) (*ast.Ident, ast.Expr) {
		if v, ok := spec.(*ast.ValueSpec); ok && len(v.Names) == 1 && len(v.Values) == 1 {
			return v.Names[0], v.Values[0]
		}
		return nil, nil
	}
	at := slices.IndexFunc(decl.Specs, func(spec ast.Spec) bool { return contains(spec, lit) })
	if name, _ := values(decl.Specs[max(at, 0)]); name == nil || !isPort(name) || len(decl.Specs) > enough {
		return
	}
	for _, spec := range decl.Specs {
		if name, value := values(spec); name != nil && isString(value) {
			w.code(name)
			w.code(value)
		}
	}
}

func isPort(name *ast.Ident) bool { return strings.EqualFold(name.Name, "port") }

func isString(expr ast.Expr) bool {
	lit, ok := ast.Unparen(expr).(*ast.BasicLit)
	return ok && lit.Kind == token.STRING
}

// sameCases adds the values of the cases that have the same port as the default.
func (w wordSet) sameCases(block *ast.BlockStmt, lit *ast.BasicLit) {
	if len(block.List) > enough {
		return
	}
	for _, stmt := range block.List {
		clause, ok := stmt.(*ast.CaseClause)
		if !ok || clause.List == nil || len(clause.Body) == 0 {
			continue
		}
		count := 0
		for n := range ast.Preorder(clause.Body[0]) {
			if count++; count > enough {
				break
			}
			if other, ok := n.(*ast.BasicLit); ok && other.Value == lit.Value {
				for _, expr := range clause.List {
					w.code(expr)
				}
			}
		}
	}
}

// clause adds the values of a case, and what stands in the case of a port:
// case 22: return "ssh".
func (w wordSet) clause(n *ast.CaseClause, lit *ast.BasicLit, inside bool) {
	for _, expr := range n.List {
		if contains(expr, lit) || n.Colon < lit.Pos() {
			w.code(expr)
		}
	}
	if inside && len(n.Body) > 0 {
		w.code(n.Body[0])
	}
}

// contains reports whether a literal is in a piece of code.
func contains(node ast.Node, lit *ast.BasicLit) bool {
	return node.Pos() <= lit.Pos() && lit.End() <= node.End()
}

func (j *Judge) isA(lit *ast.CompositeLit, is func(types.Type) bool) bool {
	t := j.pass.TypesInfo.TypeOf(lit)
	if t == nil {
		return false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok { // the element of []*T{{…}}
		t = p.Elem()
	}
	return is(t.Underlying())
}

func isMap(t types.Type) bool { _, ok := t.(*types.Map); return ok }

// isSettings reports whether the pairs of a map are settings of one thing: one has the
// key "port".
func isSettings(n *ast.CompositeLit) bool {
	return len(n.Elts) <= enough && slices.ContainsFunc(n.Elts, func(element ast.Expr) bool {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			return false
		}
		key, ok := pair.Key.(*ast.BasicLit)
		return ok && strings.EqualFold(key.Value, `"port"`)
	})
}

func isStruct(t types.Type) bool { _, ok := t.(*types.Struct); return ok }

// literal adds the words of a composite literal: of a map, those of its type alone, for
// its other pairs are other services. So are the elements of a slice, unlike the fields
// of a struct, with or without keys.
func (w wordSet) literal(n *ast.CompositeLit, ofMap, ofStruct bool) {
	w.code(n.Type)
	if ofMap || len(n.Elts) > enough {
		return
	}
	for _, element := range n.Elts {
		pair, keyed := element.(*ast.KeyValueExpr)
		if keyed {
			w.code(pair.Key)
			element = pair.Value
		}
		switch value := ast.Unparen(element).(type) {
		case *ast.BasicLit:
			if keyed || ofStruct {
				w.code(value)
			}
		case *ast.Ident, *ast.SelectorExpr: // {MySQL, 3306}
			if ofStruct {
				w.code(value)
			}
		case *ast.CallExpr: // User: setting("DB_USER", "postgres")
			for _, arg := range value.Args {
				if lit, ok := arg.(*ast.BasicLit); ok && ofStruct {
					w.code(lit)
				}
			}
		}
	}
}

// around are the words around a literal, by how near they are.
type around struct {
	near    wordSet
	wide    wordSet // of the file's name, the package and its documentation, and the module
	imports wordSet
}

// around returns the words around the literal of a question. Comments elsewhere in the
// file do not count: they would name Redis near the port of another server.
func (j *Judge) around(cur inspector.Cursor, q Question) around {
	a := j.wide(lines.File(j.pass.Files, q.Lit.Pos()))
	a.near = j.near(cur, q.Lit)
	a.near.prose(q.Text)
	return a
}

// wide returns the words around all literals of a file.
func (j *Judge) wide(file *ast.File) around {
	if known, ok := j.files[file]; ok {
		return known
	}
	a := around{wide: wordSet{}, imports: wordSet{}}
	a.wide.add(strings.TrimSuffix(path.Base(j.pass.Fset.Position(file.FileStart).Filename), ".go"))
	a.wide.add(j.pass.Pkg.Name())
	a.wide.add(j.pass.Pkg.Path())
	if j.pass.Module != nil {
		a.wide.add(j.pass.Module.Path)
	}
	for _, f := range j.pass.Files {
		if f.Doc != nil && !ast.IsGenerated(f) {
			a.wide.prose(f.Doc.Text())
		}
	}
	for _, spec := range file.Imports {
		if imported, err := strconv.Unquote(spec.Path.Value); err == nil {
			a.imports.add(imported)
		}
	}
	j.files[file] = a
	return a
}

// commentsOf returns the comments of a file by the lines that they are about.
func (j *Judge) commentsOf(file *ast.File) map[int][]*ast.CommentGroup {
	if known, ok := j.comments[file]; ok {
		return known
	}
	about := map[int][]*ast.CommentGroup{}
	code := lines.Code(j.pass.Fset, file)
	for _, group := range file.Comments {
		first, next := j.line(group.Pos()), j.line(group.End())+1
		about[first] = append(about[first], group)
		if !code[first] {
			about[next] = append(about[next], group)
		}
	}
	j.comments[file] = about
	return about
}
