package portcheck

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strconv"
	"strings"

	"example.com/ianaports/ports"
)

// A verdict says which service a port is.
type verdict struct {
	source  *source
	service service
	plain   bool // the service is the one that the program means
	// either says that nothing tells which of several services is meant, each on
	// another transport: "shell over tcp and syslog over udp".
	either string
}

// A candidate is a service on a port.
type candidate struct {
	service
	source  *source
	primary bool // the first on its transport
}

// candidates returns the services that have a constant for a port on a transport,
// or on any, the primary ones first.
func (c *checker) candidates(t ports.Transport, p ports.Port) []candidate {
	var primary, others []candidate
	has := func(s service) bool {
		same := func(k candidate) bool { return k.Constant == s.Constant && k.Name == s.Name }
		return slices.ContainsFunc(primary, same) || slices.ContainsFunc(others, same)
	}
	first, last := t, t
	if t == 0 {
		first, last = ports.TCP, ports.DCCP
	}
	for _, source := range c.sources {
		for t := first; t <= last; t++ {
			isFirst := true
			for _, s := range source.onPort(t, p) {
				if s.First != p || s.Constant == "" || s.Withdrawn != "" || has(s) {
					isFirst = false
					continue
				}
				if isFirst {
					primary = append(primary, candidate{s, source, true})
				} else {
					others = append(others, candidate{s, source, false})
				}
				isFirst = false
			}
		}
	}
	return append(primary, others...)
}

// judge decides which service a port is, and whether that is plain. It is not ok
// for a port that no service has.
func (c *checker) judge(u *use, p ports.Port) (v verdict, ok bool) {
	list := c.candidates(u.Transport, p)
	if len(list) == 0 {
		return v, false
	}
	if list[0].source.own {
		return verdict{source: list[0].source, service: list[0].service, plain: true}, true
	}
	differ := u.Transport == 0 && c.transportsDiffer(p)
	transport := u.Transport
	if differ {
		if transport = c.transportNamed(u); transport != 0 {
			// The services on that transport come first.
			list = slices.Concat(c.candidates(transport, p), list)
		}
	}
	v = verdict{source: list[0].source, service: list[0].service}
	near := c.near(u)
	if u.named && hardware(near) {
		return v, false
	}
	for _, k := range list {
		if wordsOf(k.service).in(near) || differ && near[k.Name] {
			return verdict{source: k.source, service: k.service, plain: true}, true
		}
	}
	wide := c.wideWords(c.file(u.lit.Pos()))
	for _, k := range list {
		if wordsOf(k.service).in(wide) {
			if k.primary {
				v.service = k.service
			} else if differ {
				v.service = c.candidates(k.Transport, p)[0].service
			}
			v.plain = true
			return v, true
		}
	}
	if differ && transport == 0 {
		v.either = strings.Join(c.transports(p)[:2], " and ")
		return v, true
	}
	v.plain = firstPlain <= p && p.Class() == ports.SystemPorts && (!u.named || differ || c.networks())
	return v, true
}

// firstPlain is the first System Port that means its service wherever it is a port:
// people write the smaller ones for any port, and for counts.
const firstPlain = 20

// transportsDiffer reports whether a port has one service over TCP and another over
// UDP.
func (c *checker) transportsDiffer(p ports.Port) bool {
	tcp, udp := c.candidates(ports.TCP, p), c.candidates(ports.UDP, p)
	return len(tcp) > 0 && len(udp) > 0 && tcp[0].Name != udp[0].Name
}

// transportNamed returns the transport that an identifier around a literal names,
// such as the field UDPAddr, the variable tcpPort or the function listenUDP: the
// nearest one counts. It returns 0 where none names one, or where the nearest that
// does names both.
func (c *checker) transportNamed(u *use) ports.Transport {
	cur, ok := c.root.FindByPos(u.lit.Pos(), u.lit.End())
	if !ok {
		return 0
	}
	inside := true // of the statement
	for parent := range cur.Enclosing() {
		w := wordSet{}
		switch n := parent.Node().(type) {
		case *ast.BlockStmt, *ast.FuncLit:
			inside = false
		case *ast.KeyValueExpr:
			w.names(n.Key)
		case *ast.CompositeLit:
			w.names(n.Type)
		case *ast.CallExpr:
			w.names(n.Fun)
			for _, argument := range n.Args {
				if inside && !contains(argument, u.lit) {
					w.names(argument)
				}
			}
		case *ast.Field:
			for _, name := range n.Names {
				w.text(name.Name)
			}
		case *ast.ValueSpec:
			for _, name := range n.Names {
				w.text(name.Name)
			}
		case *ast.AssignStmt:
			for _, left := range n.Lhs {
				if inside {
					w.names(left)
				}
			}
		case *ast.BinaryExpr:
			if !contains(n.X, u.lit) {
				w.names(n.X)
			} else if !contains(n.Y, u.lit) {
				w.names(n.Y)
			}
		case *ast.FuncDecl:
			w.text(n.Name.Name)
		}
		switch tcp, udp := w.transport("tcp"), w.transport("udp"); {
		case tcp && udp:
			return 0
		case tcp:
			return ports.TCP
		case udp:
			return ports.UDP
		}
	}
	return 0
}

// transport reports whether a transport is among the words, with or without a
// version of IP.
func (w wordSet) transport(t string) bool { return w[t] || w[t+"4"] || w[t+"6"] }

// contains reports whether a literal is in a piece of code.
func contains(node ast.Node, lit *ast.BasicLit) bool {
	return node.Pos() <= lit.Pos() && lit.End() <= node.End()
}

// networks reports whether the package has to do with networks: whether it imports
// a package that has.
func (c *checker) networks() bool {
	return slices.ContainsFunc(c.pass.Files, func(file *ast.File) bool {
		return slices.ContainsFunc(file.Imports, func(spec *ast.ImportSpec) bool {
			p := importPathOf(spec)
			words := splitWords(p)
			return p == "net" || strings.HasPrefix(p, "net/") || p == "crypto/tls" ||
				slices.ContainsFunc(words, func(w string) bool { return networkWords[w] })
		})
	})
}

var networkWords = setOf("net network http http2 http3 https grpc rpc socket sockets url dns tls quic ssh k8s kubernetes netip tcp udp")

// hardware reports whether words near a number tell of another kind of port.
func hardware(near map[string]bool) bool {
	for word := range hardwareWords {
		if near[word] {
			return true
		}
	}
	return false
}

var hardwareWords = setOf("gpio usb baud baudrate serialport uart vlan openflow midi i2c hdmi rs232 tty dma irq inb outb")

// A wordSet collects words in small letters.
type wordSet map[string]bool

// text adds the words of a text: those of identifiers in it are split, and added as
// a whole and in pairs, since MySQL has two words and is one.
func (w wordSet) text(s string) {
	for _, token := range strings.Fields(s) {
		words := splitWords(token)
		for i, word := range words {
			w[word] = true
			if i > 0 {
				w[words[i-1]+word] = true
			}
		}
		if len(words) > 2 {
			w[strings.Join(words, "")] = true
		}
	}
}

// names adds the identifiers and strings of a piece of code.
func (w wordSet) names(node ast.Node) {
	if node == nil {
		return
	}
	count := 0
	ast.Inspect(node, func(n ast.Node) bool {
		if count++; count > 200 {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncLit, *ast.BlockStmt:
			return false
		case *ast.Ident:
			w.text(n.Name)
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				if s, err := strconv.Unquote(n.Value); err == nil && len(s) < 1000 {
					w.text(s)
				}
			}
		}
		return true
	})
}

func (w wordSet) comments(groups ...*ast.CommentGroup) {
	for _, group := range groups {
		if group != nil {
			w.text(group.Text())
		}
	}
}

// near returns the words around a literal: those of the statement, of the
// conditions and cases around it, of the function, and of their comments.
func (c *checker) near(u *use) map[string]bool {
	w := wordSet{}
	cur, ok := c.root.FindByPos(u.lit.Pos(), u.lit.End())
	if !ok {
		return w
	}
	w.names(u.lit)
	inside, pair := true, false // of the statement; of a pair in a map
	for parent := range cur.Enclosing() {
		if parent == cur {
			continue
		}
		switch n := parent.Node().(type) {
		case *ast.BlockStmt, *ast.FuncLit:
			inside = false
		case *ast.KeyValueExpr:
			if inside && !pair {
				w.names(n)
			}
			pair = true
		case *ast.CompositeLit:
			if inside {
				w.literal(n, pair && isMap(c, n), isStruct(c, n))
			}
		case *ast.CallExpr:
			if inside && !pair {
				w.names(n)
			} else {
				w.names(n.Fun)
			}
		case *ast.Field:
			w.names(n)
			w.comments(n.Doc, n.Comment)
		case *ast.ValueSpec:
			for _, name := range n.Names {
				w.text(name.Name)
			}
			w.names(n.Type)
			for _, value := range n.Values {
				if lit, ok := ast.Unparen(value).(*ast.BasicLit); ok {
					w.names(lit)
				}
			}
			w.comments(n.Doc, n.Comment)
		case *ast.TypeSpec:
			w.text(n.Name.Name)
		case *ast.GenDecl:
			if len(n.Specs) == 1 {
				w.comments(n.Doc)
			}
		case *ast.AssignStmt:
			for _, left := range n.Lhs {
				w.names(left)
			}
			if inside && !pair {
				w.names(n)
			}
		case *ast.ReturnStmt, *ast.ExprStmt, *ast.BinaryExpr:
			if inside && !pair {
				w.names(n)
			}
		case *ast.CaseClause:
			for _, expr := range n.List {
				if contains(expr, u.lit) || n.Colon < u.lit.Pos() {
					w.names(expr)
				}
			}
			if inside { // case 22: return "ssh"
				for _, stmt := range n.Body[:min(len(n.Body), 2)] {
					w.names(stmt)
				}
			}
			inside = false
		case *ast.CommClause:
			inside = false
		case *ast.SwitchStmt:
			w.names(n.Tag)
		case *ast.IfStmt:
			w.names(n.Cond)
		case *ast.FuncDecl:
			w.text(n.Name.Name)
			if n.Recv != nil {
				w.names(n.Recv)
			}
			w.comments(n.Doc)
		}
	}
	w.lineComments(c, u)
	if u.origin.text != "" {
		w.text(u.origin.text)
	}
	return w
}

func isMap(c *checker, lit *ast.CompositeLit) bool {
	_, ok := c.typeOf(lit).Underlying().(*types.Map)
	return ok
}

func isStruct(c *checker, lit *ast.CompositeLit) bool {
	t := c.typeOf(lit).Underlying()
	if p, ok := t.(*types.Pointer); ok { // the element of []*T{{…}}
		t = p.Elem().Underlying()
	}
	_, ok := t.(*types.Struct)
	return ok
}

// literal adds the words of a composite literal: of a map, those of its type alone,
// for its other pairs are other services. So are the elements of a slice, unlike the
// fields of a struct, with or without keys.
func (w wordSet) literal(n *ast.CompositeLit, ofMap, ofStruct bool) {
	w.names(n.Type)
	if ofMap || len(n.Elts) > 20 {
		return
	}
	for _, element := range n.Elts {
		pair, keyed := element.(*ast.KeyValueExpr)
		if keyed {
			w.names(pair.Key)
			element = pair.Value
		}
		switch value := ast.Unparen(element).(type) {
		case *ast.BasicLit:
			if keyed || ofStruct {
				w.names(value)
			}
		case *ast.Ident, *ast.SelectorExpr: // {MySQL, 3306}
			if ofStruct {
				w.names(value)
			}
		}
	}
}

// lineComments adds the comments on the line of a literal, and on the line before
// it, if that has no code.
func (w wordSet) lineComments(c *checker, u *use) {
	file := c.file(u.lit.Pos())
	if file == nil {
		return
	}
	comments, ok := c.comments[file]
	if !ok {
		comments = c.commentsByLine(file)
		c.comments[file] = comments
	}
	w.comments(comments[c.line(u.lit.Pos())]...)
}

// commentsByLine returns the comments of a file by the lines that they are about.
func (c *checker) commentsByLine(file *ast.File) map[int][]*ast.CommentGroup {
	lines := map[int][]*ast.CommentGroup{}
	code := c.codeLines(file)
	for _, group := range file.Comments {
		first, next := c.line(group.Pos()), c.line(group.End())+1
		lines[first] = append(lines[first], group)
		if !code[first] {
			lines[next] = append(lines[next], group)
		}
	}
	return lines
}

// wideWords returns the words of a file's name, package, module and imports, and of
// the package's documentation.
func (c *checker) wideWords(file *ast.File) map[string]bool {
	if file == nil {
		return nil
	}
	if words, ok := c.wide[file]; ok {
		return words
	}
	w := wordSet{}
	w.text(strings.TrimSuffix(path.Base(c.pass.Fset.Position(file.FileStart).Filename), ".go"))
	w.text(c.pass.Pkg.Name())
	w.text(c.pass.Pkg.Path())
	if c.pass.Module != nil {
		w.text(c.pass.Module.Path)
	}
	for _, spec := range file.Imports {
		w.text(importPathOf(spec))
	}
	const enough = 2000 // letters of the documentation
	for _, f := range c.pass.Files {
		if f.Doc != nil && !ast.IsGenerated(f) {
			text := f.Doc.Text()
			w.text(text[:min(len(text), enough)])
		}
	}
	c.wide[file] = w
	return w
}
