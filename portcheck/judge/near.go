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
		if rest := strings.TrimSuffix(word, "port"); rest != word && words.PortName(word) == words.LastPort { // PGPORT
			w[rest] = true
		}
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
		bare := strings.TrimSuffix(strings.Trim(word, ".,:;!?()[]{}\"'`*"), "'s")
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
	var variable types.Object   // that the literal is assigned to
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
			if variable != nil {
				w.declaration(n, variable)
			}
		case *ast.FuncLit:
			inside = false
		case *ast.KeyValueExpr:
			if inside && !pair {
				w.code(n)
			} else if inside {
				w.code(n.Key) // "mqtt": {"port": 1883}
			}
			pair = true
		case *ast.CompositeLit:
			if inside {
				if group, ok := settings(n, lit); ok {
					w.literal(n, true, group)
				} else if pair && j.isA(n, isMap) {
					w.code(n.Type) // its other pairs are other services
				} else {
					w.literal(n, j.isA(n, isStruct), "")
				}
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
				if id, ok := left.(*ast.Ident); ok && inside && len(n.Lhs) == 1 {
					variable = j.pass.TypesInfo.Uses[id]
				}
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
			if n.Init != nil {
				w.code(n.Init)
			}
			w.code(n.Cond)
			if contains(n.Cond, lit) && len(n.Body.List) > 0 {
				w.code(n.Body.List[0])
			}
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

// fields adds what else is set of the thing that a literal is a setting of, as if it stood
// in the same composite literal.
func (w wordSet) fields(block *ast.BlockStmt, lit *ast.BasicLit) {
	at := slices.IndexFunc(block.List, func(stmt ast.Stmt) bool { return contains(stmt, lit) })
	if at < 0 || len(block.List) > enough {
		return
	}
	thing, _ := setting(block.List[at], lit)
	for _, stmt := range block.List {
		if of, list := setting(stmt, lit); thing != "" && of == thing {
			for _, expr := range list {
				w.code(expr)
			}
		}
	}
}

// declaration adds the statement of a block that declares a variable:
// port := os.Getenv("REDIS_PORT"), before port = "6379".
func (w wordSet) declaration(block *ast.BlockStmt, variable types.Object) {
	if variable.Pos() < block.Pos() || block.End() <= variable.Pos() || len(block.List) > enough {
		return
	}
	for _, stmt := range block.List {
		if assign, ok := stmt.(*ast.AssignStmt); ok && stmt.Pos() <= variable.Pos() && variable.Pos() < stmt.End() {
			w.code(assign)
		}
	}
}

// setting returns what a statement sets something of, with its name and its values: the
// structure in c.Scheme = "http", the group in SetDefault("db.user", "postgres"). Strings
// are of one thing with a variable that is only called port: user := "postgres"; port := 5432.
func setting(stmt ast.Stmt, lit *ast.BasicLit) (of string, list []ast.Expr) {
	switch n := stmt.(type) {
	case *ast.AssignStmt:
		if len(n.Lhs) != 1 || len(n.Rhs) != 1 {
			return "", nil
		}
		values := literalsIn(n.Rhs[0])
		switch left := n.Lhs[0].(type) {
		case *ast.SelectorExpr:
			return types.ExprString(left.X), append(values, left)
		case *ast.Ident:
			call, ok := n.Rhs[0].(*ast.CallExpr)
			if !isPort(left) && (contains(stmt, lit) || !slices.ContainsFunc(values, isString)) {
				return "", nil
			}
			if of = "= "; ok { // port := getenv("DB_PORT", "5432")
				of += types.ExprString(call.Fun)
			}
			return of, append(values, left)
		}
	case *ast.ExprStmt:
		call, ok := n.X.(*ast.CallExpr)
		if !ok || len(call.Args) < 2 || !isString(call.Args[0]) {
			return "", nil
		}
		if group := groupOf(ast.Unparen(call.Args[0]).(*ast.BasicLit).Value); group != "" {
			return types.ExprString(call.Fun) + "(" + group, literalsIn(call)
		}
	}
	return "", nil
}

// groupOf returns what the keys of a group have in common: db. of db.port.
func groupOf(key string) string { return key[:strings.LastIndexAny(key, "._-")+1] }

// literalsIn returns the literal that an expression is, or those among the arguments of a
// call.
func literalsIn(expr ast.Expr) (list []ast.Expr) {
	switch n := ast.Unparen(expr).(type) {
	case *ast.BasicLit:
		list = append(list, n)
	case *ast.CallExpr:
		for _, arg := range n.Args {
			if lit, ok := arg.(*ast.BasicLit); ok {
				list = append(list, lit)
			}
		}
	}
	return list
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

// settings reports whether the pairs of a map are settings of one thing: one has the key
// "port", or the literal has a key such as "db.port". The group is what the keys of the
// other settings begin with.
func settings(n *ast.CompositeLit, lit *ast.BasicLit) (group string, ok bool) {
	if len(n.Elts) > enough {
		return "", false
	}
	for _, element := range n.Elts {
		pair, isPair := element.(*ast.KeyValueExpr)
		if !isPair || !isString(pair.Key) {
			continue
		}
		key := strings.ToLower(ast.Unparen(pair.Key).(*ast.BasicLit).Value)
		if key == `"port"` {
			return "", true
		}
		if contains(pair.Value, lit) && strings.HasSuffix(key, `port"`) {
			group = groupOf(key)
		}
	}
	return group, group != ""
}

func isStruct(t types.Type) bool { _, ok := t.(*types.Struct); return ok }

// literal adds the words of a composite literal. The elements of a slice are other
// services, unlike the fields of a struct, with or without keys, and unlike settings, of
// which the keys begin with their group.
func (w wordSet) literal(n *ast.CompositeLit, ofOne bool, group string) {
	w.code(n.Type)
	if len(n.Elts) > enough {
		return
	}
	for _, element := range n.Elts {
		pair, keyed := element.(*ast.KeyValueExpr)
		if keyed {
			if key, ok := pair.Key.(*ast.BasicLit); group != "" && (!ok || !strings.HasPrefix(strings.ToLower(key.Value), group)) {
				continue
			}
			w.code(pair.Key)
			element = pair.Value
		}
		switch value := ast.Unparen(element).(type) {
		case *ast.BasicLit:
			if keyed || ofOne {
				w.code(value)
			}
		case *ast.Ident, *ast.SelectorExpr: // {MySQL, 3306}
			if ofOne {
				w.code(value)
			}
		case *ast.CallExpr: // User: setting("DB_USER", "postgres")
			for _, lit := range literalsIn(value) {
				if ofOne {
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
		if f.Doc != nil && !lines.Generated(f) {
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
