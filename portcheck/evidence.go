package portcheck

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"example.com/ianaports/ports"
)

// parsePort parses the digits of a port, other than 0.
func parsePort(s string) (ports.Port, bool) {
	n, err := strconv.ParseUint(s, 10, 16)
	return ports.Port(n), err == nil && n > 0 && decimal(s)
}

// literalText looks at a string that is an address or a URL by its look.
func (c *checker) literalText(cur inspector.Cursor, lit *ast.BasicLit) {
	if !strings.ContainsAny(lit.Value, ":=") {
		return
	}
	value, ok := c.stringValue(lit)
	if !ok {
		return
	}
	list := hostPorts(value)
	if len(list) == 0 {
		if rest, ok := strings.CutPrefix(value, "]:"); !ok || !decimal(rest) {
			return
		}
		list = []hostPort{{port: value[2:], start: 1, end: len(value)}}
	}
	site, ok := c.site(cur)
	if !ok {
		return
	}
	for _, h := range list {
		if c.believable(h, site) {
			form := address
			if h.scheme != "" {
				form = url
			}
			c.seedExpr(lit, need{carrier: carrier{Form: form}, named: true, origin: origin{site.pos, "the string has the form of " + formNames[form]}})
			return
		}
	}
}

var formNames = map[form]string{address: "an address", url: "a URL"}

// A site is where a string is written.
type site struct {
	pos  token.Pos
	name string // of what the string goes to
	// after says that the string continues a sum, and host that a host comes
	// before it.
	after, host bool
	// compared says that the string is an argument of a function such as
	// strings.HasSuffix, or compared with something.
	compared bool
}

// site finds out where a string goes. ok is false where it is no value of the
// program, or one that is shown to people.
func (c *checker) site(cur inspector.Cursor) (s site, ok bool) {
	s.pos = cur.Node().Pos()
	for child, parent := cur, cur.Parent(); ; child, parent = parent, parent.Parent() {
		kind, index := child.ParentEdge()
		switch n := parent.Node().(type) {
		case *ast.ParenExpr:
		case *ast.BinaryExpr:
			if n.Op != token.ADD {
				s.compared = true
				return s, n.Op == token.EQL || n.Op == token.NEQ
			}
			if kind == edge.BinaryExpr_Y {
				s.after = true
				s.host = s.host || c.hostBefore(terms(n.X))
			}
		case *ast.KeyValueExpr:
			if kind == edge.KeyValueExpr_Key {
				return s, false
			}
			if key, ok := n.Key.(*ast.Ident); ok {
				s.pos, s.name = key.Pos(), key.Name
				return s, !printed.MatchString(key.Name)
			}
			if key, ok := c.stringValue(n.Key); ok {
				s.pos, s.name = n.Key.Pos(), key
			}
		case *ast.CompositeLit:
			if t, ok := c.typeOf(n).Underlying().(*types.Struct); ok {
				if index >= 0 && index < t.NumFields() {
					s.name = t.Field(index).Name()
				}
				return s, true
			}
		case *ast.CallExpr:
			return c.argumentSite(s, n, index)
		case *ast.ValueSpec:
			if len(n.Names) > 0 {
				s.pos, s.name = n.Names[0].Pos(), n.Names[0].Name
				if len(n.Values) == len(n.Names) && index >= 0 {
					s.pos, s.name = n.Names[index].Pos(), n.Names[index].Name
				}
			}
			return s, true
		case *ast.AssignStmt:
			if kind == edge.AssignStmt_Lhs {
				return s, false
			}
			if index >= 0 && index < len(n.Lhs) {
				s.pos, s.name = n.Lhs[index].Pos(), c.exprName(n.Lhs[index])
			}
			if n.Tok == token.ADD_ASSIGN {
				s.after, s.host = true, hostName(s.name)
			}
			return s, true
		case *ast.ReturnStmt:
			for f := range parent.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
				if decl, ok := f.Node().(*ast.FuncDecl); ok {
					s.name = decl.Name.Name
				}
				break
			}
			return s, true
		case *ast.CaseClause:
			s.compared = true
			return s, true
		default:
			return s, false
		}
	}
}

// argumentSite finds out what an argument is.
func (c *checker) argumentSite(s site, call *ast.CallExpr, index int) (site, bool) {
	if c.info.Types[call.Fun].IsType() {
		s.name = c.exprName(call.Fun)
		return s, true
	}
	if c.shown(call) {
		return s, false
	}
	s.pos = call.Pos()
	s.name = c.exprName(call.Fun)
	if fn, ok := typeutil.Callee(c.info, call).(*types.Func); ok {
		s.compared = fn.Pkg() != nil && fn.Pkg().Path() == "strings"
		if p := parameter(fn.Signature(), index); p != nil && p.Name() != "" {
			if printed.MatchString(p.Name()) {
				return s, false
			}
			s.name += "_" + p.Name()
		}
	}
	// The name of a flag says more: flag.String("listen", ":6514", "…").
	for _, arg := range call.Args {
		if name, ok := c.stringValue(arg); ok && hostName(name) && !strings.ContainsAny(name, " :/") {
			s.name += "_" + name
		}
	}
	return s, true
}

// believable reports whether an address is one where it is written: what only has a
// word or nothing before the colon could be much else.
func (c *checker) believable(h hostPort, s site) bool {
	p, ok := parsePort(h.port)
	if !ok {
		return false
	}
	switch {
	case h.certain:
		return !s.after || s.host || strings.HasPrefix(h.scheme, "port=")
	case h.host == "" || h.host == "]":
		if len(h.port) < 2 {
			return false
		}
		// ":30" may be half an hour.
		return s.host || hostName(s.name) || portName(s.name) != noPort || s.compared || p >= 60
	case s.after:
		return false
	case label.MatchString(h.host) && !opaque[strings.ToLower(h.host)]:
		return hostName(s.name) || c.schemeHas(h.host, p) || numberedHost(h.host)
	}
	return false
}

// numberedHost reports whether a label is one of several hosts, such as node2.
func numberedHost(label string) bool {
	name := strings.TrimRight(label, "0123456789")
	return name != label && hostName(name)
}

// opaque are words before a colon that are no hosts.
var opaque = setOf("mailto urn tel data sha1 sha256 sha512 md5 uid gid line file id")

// tagKeys are the keys of tags that give a field its default.
var tagKeys = []string{"default", "envDefault", "env-default", "def"}

// tag looks at a default in the tag of a field that is named as a port, or one that
// is an address: Port int `default:"6514"`.
func (c *checker) tag(field *ast.Field) {
	if len(field.Names) != 1 {
		return
	}
	tag, err := strconv.Unquote(field.Tag.Value)
	if err != nil {
		return
	}
	for _, key := range tagKeys {
		value, ok := reflect.StructTag(tag).Lookup(key)
		if !ok {
			continue
		}
		name := field.Names[0].Name
		if _, isPortNumber := parsePort(value); isPortNumber && portName(name) == isPort {
			c.tagged(field, value, text)
		} else if list := hostPorts(value); len(list) > 0 && c.believable(list[0], site{name: name}) {
			c.tagged(field, value, address)
		}
	}
}

func (c *checker) tagged(field *ast.Field, value string, f form) {
	n := need{carrier: carrier{Form: f}, named: true, origin: origin{field.Names[0].Pos(), "it is the default of " + field.Names[0].Name}}
	c.uses[field.Tag] = &use{n, field.Tag, &value}
}
