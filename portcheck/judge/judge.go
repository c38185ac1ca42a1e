package judge

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/lines"
	"example.com/ianaports/portcheck/words"
	"example.com/ianaports/ports"
)

// A Judge judges the ports of one package.
type Judge struct {
	Registries []*Registry
	pass       *analysis.Pass
	literals   lines.Literals
	comments   map[*ast.File]map[int][]*ast.CommentGroup
	files      map[*ast.File]around // but for what is near
}

// New returns a judge of a package.
func New(pass *analysis.Pass, literals lines.Literals, registries []*Registry) *Judge {
	return &Judge{registries, pass, literals, map[*ast.File]map[int][]*ast.CommentGroup{}, map[*ast.File]around{}}
}

// A Question is a port in a literal.
type Question struct {
	Lit        *ast.BasicLit
	Port       ports.Port
	Transports []ports.Transport // none for any
	Scheme     string            // of the URL that the port is in
	Text       string            // what a rule found
	Way        string            // where the port goes
	Word       bool              // a word of the service is wanted, of a System Port as well
}

// A Verdict says which service a port is.
type Verdict struct {
	Service Service
	Plain   bool // the service is the one that the program means
	// Candidates are all services that it can be, the likeliest first.
	Candidates []Service
	// Either says that nothing tells which of several services is meant, each on another
	// transport: "shell over tcp and syslog over udp".
	Either string
}

// Judge decides which service a port is, and whether that is plain. It is not ok for a
// port that no service has.
func (j *Judge) Judge(q Question) (v Verdict, ok bool) {
	list := candidates(j.Registries, q.Transports, q.Port)
	if len(list) == 0 {
		return v, false
	}
	v.Candidates = Candidates(j.Registries, q.Transports, q.Port)
	v.Service = list[0].Service
	if v.Service.Registry.Own {
		v.Plain = true
		return v, true
	}
	cur, found := j.literals[q.Lit]
	if !found {
		return v, true
	}
	differ := len(q.Transports) != 1 && j.differ(q)
	transport := ports.Transport(0)
	if differ {
		if transport = j.transportNamed(cur, q.Lit); transport != 0 {
			// The services on that transport come first.
			list = slices.Concat(candidates(j.Registries, []ports.Transport{transport}, q.Port), list)
			v.Service = list[0].Service
		}
	}
	a := j.around(cur, q)
	// What has the scheme or the name of another protocol is none of HTTP's.
	if q.Scheme != "" && !overHTTP[q.Scheme] || a.near["grpc"] && !a.near["http"] {
		q.Word = true
		if list = slices.DeleteFunc(list, func(c candidate) bool { return strings.HasPrefix(c.Name, "http") }); len(list) == 0 {
			return v, true
		}
	}
	c, fits := best(list, a, differ)
	if fits == 0 { // http.ListenAndServe says HTTP where nothing else says more
		way := wordSet{}
		way.prose(q.Way)
		c, fits = best(list, around{near: way}, differ)
	}
	if fits > 0 {
		if fits >= titleNear || c.primary || c.Registry.InUse {
			v.Service = c.Service
		} else if differ {
			v.Service = candidates(j.Registries, []ports.Transport{c.Transport}, q.Port)[0].Service
		}
		v.Plain = true
		return v, true
	}
	if differ && transport == 0 {
		v.Either = strings.Join(Transports(j.Registries, q.Port)[:2], " and ")
		return v, true
	}
	v.Plain = !q.Word && firstPlain <= q.Port && q.Port.Class() == ports.SystemPorts && !round(q.Port)
	return v, true
}

// overHTTP are the schemes of URLs whose port can be one of HTTP's. When those of all
// schemes could, two findings in goa.design/goa/v3 (unseen10.tsv) were wrong:
// grpc://localhost:8080.
var overHTTP = words.SetOf("http https ws wss tcp h2c")

// firstPlain is the first System Port that means its service wherever it is a port:
// people write the smaller ones for any port, and for counts. Without it, twelve more
// findings in github.com/facebook/time (unseen2.tsv) are wrong.
const firstPlain = 20

// round reports whether a System Port is one of those that people write where they mean any
// port, such as 1000; 500 is ISAKMP's. Without it, four findings in
// github.com/pires/go-proxyproto (unseen6.tsv) are wrong.
func round(p ports.Port) bool { return p%100 == 0 && p != 500 }

// differ reports whether a port has one service over TCP and another over UDP, and both
// can be meant.
func (j *Judge) differ(q Question) bool {
	first := ""
	for _, t := range []ports.Transport{ports.TCP, ports.UDP} {
		if len(q.Transports) > 0 && !slices.Contains(q.Transports, t) {
			return false
		}
		list := candidates(j.Registries, []ports.Transport{t}, q.Port)
		if len(list) == 0 || list[0].Name == first {
			return false
		}
		first = list[0].Name
	}
	return true
}

// Transports says what a port is on each transport: "ssh over tcp".
func Transports(registries []*Registry, p ports.Port) (list []string) {
	for _, t := range everyTransport {
		if on := candidates(registries, []ports.Transport{t}, p); len(on) > 0 {
			list = append(list, on[0].Name+" over "+t.String())
		}
	}
	return list
}

// transportNamed returns the transport that an identifier around a literal names, such
// as the field UDPAddr, the variable tcpPort or the function listenUDP: the nearest one
// counts. It returns 0 where none names one, or where the nearest that does names both.
func (j *Judge) transportNamed(cur inspector.Cursor, lit *ast.BasicLit) ports.Transport {
	inside := true // of the statement
	for parent := range cur.Enclosing() {
		w := wordSet{}
		switch n := parent.Node().(type) {
		case *ast.BlockStmt, *ast.FuncLit:
			inside = false
		case *ast.KeyValueExpr:
			w.code(n.Key)
		case *ast.CompositeLit:
			w.code(n.Type)
		case *ast.CallExpr:
			w.code(n.Fun)
			for _, argument := range n.Args {
				if inside && !contains(argument, lit) {
					w.code(argument)
				}
			}
		case *ast.Field:
			for _, name := range n.Names {
				w.add(name.Name)
			}
		case *ast.ValueSpec:
			for _, name := range n.Names {
				w.add(name.Name)
			}
		case *ast.AssignStmt:
			for _, left := range n.Lhs {
				if inside {
					w.code(left)
				}
			}
		case *ast.BinaryExpr:
			if !contains(n.X, lit) {
				w.code(n.X)
			} else if !contains(n.Y, lit) {
				w.code(n.Y)
			}
		case *ast.FuncDecl:
			w.add(n.Name.Name)
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

// transport reports whether a transport is among the words, with or without a version
// of IP.
func (w wordSet) transport(t string) bool { return w[t] || w[t+"4"] || w[t+"6"] }

func (j *Judge) line(pos token.Pos) int { return j.pass.Fset.Position(pos).Line }
