package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/portcheck/module"
	"example.com/ianaports/ports"
)

// facts are what is known of a value that is a port. They are joined where ways meet.
type facts struct {
	transports Transports
	networks   []*types.Var // the parameters that name the transport
	marks      Mark
}

func (f facts) join(o facts) facts {
	f.transports |= o.transports
	f.marks |= o.marks
	for _, n := range o.networks {
		if !slices.Contains(f.networks, n) {
			f.networks = append(slices.Clone(f.networks), n)
		}
	}
	return f
}

func (f facts) equal(o facts) bool {
	return f.transports == o.transports && f.marks == o.marks && len(f.networks) == len(o.networks)
}

// A Way says where a value becomes a port, for people.
type Way struct {
	Pos  token.Pos
	Text string
}

// Evidence is where the search starts without a place: what a rule says of an
// expression or of an object.
type Evidence struct {
	Rule   string
	Expr   ast.Expr
	Object types.Object
	Form   address.Form
	// Weak evidence is about the literals in the expression alone.
	Weak bool
	Pos  token.Pos
	Text string
}

// Found is a literal, or a constant of another package, that is a port.
type Found struct {
	Expr       ast.Expr
	Forms      []address.Form
	Looks      []address.Form // those that rules see in what the flow found
	Transports Transports
	Marks      Mark
	Rule       string // the rule that found it; empty for the flow
	Weak       bool
	Way        *Way
}

// A state is what the search visits: a node in a form, inside a call.
type state struct {
	node node
	form address.Form
	site *site
}

// A site is a result whose values are searched: those of a parameter are then the
// arguments of the calls that the search came from, rather than those of all calls.
type site struct {
	root  node
	form  address.Form
	calls []from
	ends  []state
	seen  map[any]bool // calls and ends
}

func newSite(root node, form address.Form) *site {
	return &site{root: root, form: form, seen: map[any]bool{}}
}

// add reports whether a call or an end is new.
func (s *site) add(key any) bool {
	old := s.seen[key]
	s.seen[key] = true
	return !old
}

// A from is a call, and the state that the search had there.
type from struct {
	call  *ast.CallExpr
	state state
}

// A visit is what is known of a state.
type visit struct {
	facts
	way      *Way
	evidence *Evidence
}

// A search goes backwards from the places. It visits a state again where its facts grow,
// which they do a few times at most.
type search struct {
	g        *Graph
	visits   map[state]*visit
	order    []state
	queue    []state
	queued   map[state]bool
	sites    map[state]*site
	found    map[ast.Expr]*Found
	list     []*Found
	forward  map[state]bool // nodes that take ports, without a site; true if no field is on the way
	evidence *Evidence      // that is searched now
	bounded  bool           // to one function and those that it calls
}

func newSearch(g *Graph) *search {
	return &search{g: g, visits: map[state]*visit{}, queued: map[state]bool{}, sites: map[state]*site{}, found: map[ast.Expr]*Found{}, forward: map[state]bool{}}
}

// A Result is what a search found.
type Result struct {
	Found []*Found
	s     *search
}

// Search follows the seeds, those by contract before the evidence.
func (g *Graph) Search(evidence []Evidence) *Result {
	s := newSearch(g)
	for i := 0; i < len(g.seeds); i++ { // the search may make nodes, and they seeds
		seed := g.seeds[i]
		s.push(state{node: seed.node, form: seed.form}, seed.facts, seed.way)
	}
	for _, source := range g.sources {
		s.push(state{node: source.node, form: source.form}, source.facts, source.way)
		s.take(source.node, source.form, source.way)
	}
	s.run()
	for i := range evidence {
		e := &evidence[i]
		s.evidence = e
		n := node(0)
		if e.Object != nil {
			n = g.object(e.Object)
		} else {
			n = g.value(e.Expr)
		}
		s.push(state{node: n, form: e.Form}, facts{}, &Way{e.Pos, e.Text})
		s.run()
	}
	return &Result{s.list, s}
}

func (s *search) run() {
	for len(s.queue) > 0 {
		next := s.queue[0]
		s.queue = s.queue[1:]
		delete(s.queued, next)
		s.visit(next)
	}
}

// formIn returns the form that a port has in a node: its type tells numbers from texts.
func (s *search) formIn(n node, f address.Form) address.Form {
	switch form := s.g.nodes[n].form; {
	case form == address.Number && f > address.Text:
		return 0
	case form == 0, f > address.Text:
		return f
	default:
		return form
	}
}

// push adds facts to a state.
func (s *search) push(st state, f facts, way *Way) {
	if st.node == 0 || st.form == 0 {
		return
	}
	info := &s.g.nodes[st.node]
	if st.form = s.formIn(st.node, st.form); st.form == 0 {
		return
	}
	if info.heap {
		if s.bounded && info.obj != nil {
			if _, constant := info.obj.(*types.Const); !constant {
				return
			}
		}
		st.site = nil
		if len(f.networks) > 0 {
			f.transports, f.networks = f.transports|AnyTransport, nil
		}
	}
	if info.obj != nil {
		if p, ok := info.obj.(*types.Var); !ok || !info.param || s.g.bodies[p] != nil {
			f.marks &^= Direct // the value goes through a variable
		}
		if s.evidence != nil && s.evidence.Weak && s.evidence.Object == nil {
			return
		}
	}
	v, ok := s.visits[st]
	switch {
	case !ok:
		v = &visit{facts: f, way: way, evidence: s.evidence}
		s.visits[st] = v
		s.order = append(s.order, st)
	case s.evidence != nil && (v.evidence == nil || v.evidence != s.evidence && (!v.evidence.Weak || s.evidence.Weak)):
		return
	default:
		joined := v.facts.join(f)
		if joined.equal(v.facts) && v.evidence == s.evidence {
			return
		}
		v.facts, v.evidence = joined, s.evidence
	}
	if !s.queued[st] {
		s.queued[st] = true
		s.queue = append(s.queue, st)
	}
}

// visit goes from a state to what goes into it.
func (s *search) visit(st state) {
	v := s.visits[st]
	f, way := v.facts, v.way
	info := s.g.nodes[st.node]
	if info.expr != nil && info.slot == 0 {
		s.literal(info.expr, st.form, v)
	}
	if !s.bounded && st.site == nil && info.obj != nil && (v.evidence == nil || !v.evidence.Weak) {
		s.take(st.node, st.form, way)
	}
	if info.param && st.site != nil && st.node != st.site.root && s.leave(st) {
		return
	}
	for _, i := range s.g.in[st.node] {
		e := &s.g.edges[i]
		form := e.step.back[st.form]
		if form == 0 {
			continue
		}
		next := state{e.src, form, st.site}
		switch e.kind {
		case within:
			s.push(next, f, way)
		case compared:
			if s.bounded {
				continue
			}
			c := f
			c.marks = f.marks&^(Names|Listen|Direct) | Equal
			s.push(next, c, way)
		case argument:
			if st.site != nil {
				continue // a pointer that the function changes: see leave
			}
			s.enter(next, f, way, e.call)
		case result:
			s.descend(next, from{e.call, st}, f, way)
		}
	}
}

// enter goes from a parameter to the argument of a call, which may name the network.
func (s *search) enter(next state, f facts, way *Way, call *ast.CallExpr) {
	if way != nil && !way.Pos.IsValid() {
		way = &Way{call.Pos(), way.Text}
	}
	s.push(next, s.resolve(f, call), way)
}

// descend goes from a call to a result of the function, and remembers the call for
// where the result is made of a parameter.
func (s *search) descend(next state, call from, f facts, way *Way) {
	next.form = s.formIn(next.node, next.form)
	if next.form == 0 {
		return
	}
	key := state{node: next.node, form: next.form}
	at, ok := s.sites[key]
	if !ok {
		at = newSite(next.node, next.form)
		s.sites[key] = at
	}
	if at.add(call) {
		at.calls = append(at.calls, call)
	}
	for _, end := range at.ends {
		s.back(end, call)
	}
	if len(f.networks) > 0 {
		f.transports, f.networks = f.transports|AnyTransport, nil
	}
	s.push(state{next.node, next.form, at}, f, way)
}

// leave goes from a parameter to the calls that the search came from. It returns false
// for a parameter of a function around them, which closures use.
func (s *search) leave(st state) bool {
	info := &s.g.nodes[st.node]
	if p, ok := info.obj.(*types.Var); ok && len(st.site.calls) > 0 && encloses(s.g.bodies[p], st.site.calls[0].call.Pos()) {
		v := s.visits[st]
		s.push(state{node: st.node, form: st.form}, v.facts, v.way)
		return true
	}
	if st.site.add(st) {
		st.site.ends = append(st.site.ends, st)
	}
	for _, call := range st.site.calls {
		s.back(st, call)
	}
	return true
}

// back goes to the argument that a parameter has in a call.
func (s *search) back(end state, call from) {
	v := s.visits[call.state]
	args := Arguments(s.g.info, call.call)
	index := s.g.nodes[end.node].index
	last := index
	if p, ok := s.g.nodes[end.node].obj.(*types.Var); ok && index < len(args)-1 && s.g.variadic(p) {
		last = len(args) - 1
	}
	for i := index; v != nil && i <= last && i < len(args); i++ {
		s.push(state{s.g.value(args[i]), end.form, call.state.site}, v.facts, v.way)
	}
}

// variadic reports whether a parameter is that of the function's further arguments.
func (g *Graph) variadic(p *types.Var) bool {
	sig := g.signature(g.bodies[p])
	return sig != nil && sig.Variadic() && sig.Params().At(sig.Params().Len()-1) == p
}

// take goes forwards from a node that has a port: what takes its value has one as well,
// and so has what else goes there. Parameters and constants are for too many uses, and so are
// strings in which a port is but a part.
func (s *search) take(n node, form address.Form, way *Way) {
	start := state{node: n, form: form}
	_, constant := s.g.nodes[n].obj.(*types.Const)
	if _, ok := s.forward[start]; ok || constant || form == 0 || form > address.Text {
		return
	}
	list := []state{start}
	s.forward[start] = !s.g.nodes[n].heap
	for len(list) > 0 {
		at := list[0]
		list = list[1:]
		if at.node != n {
			s.push(at, facts{marks: From}, way)
		}
		if s.g.nodes[at.node].form == 0 {
			continue // of type any, which takes values from too many
		}
		for _, i := range s.g.out[at.node] {
			e := &s.g.edges[i]
			src, dst := &s.g.nodes[at.node], &s.g.nodes[e.dst]
			if e.kind == argument || e.kind == compared || dst.param || dst.heap && (s.evidence != nil || dst.form != address.Number && src.obj != nil || s.g.foreign(dst.obj)) {
				continue // fields of strings, and those of other modules, take many as well
			}
			if dst.form == address.Text && element(dst.typ) != nil {
				continue // so do lists of strings, such as arguments
			}
			for _, f := range e.step.forth(at.form) {
				next := state{node: e.dst, form: s.formIn(e.dst, f)}
				if _, ok := s.forward[next]; !ok && next.form != 0 && next.form <= address.Text {
					s.forward[next] = s.forward[at] && !dst.heap
					list = append(list, next)
				}
			}
		}
	}
}

// foreign reports whether an object is one of another module.
func (g *Graph) foreign(o types.Object) bool {
	if o == nil || o.Pkg() == nil || o.Pkg() == g.pass.Pkg {
		return false
	}
	return g.pass.Module == nil || !module.Within(o.Pkg().Path(), g.pass.Module.Path)
}

// literal notes a literal, or a constant of another package.
func (s *search) literal(expr ast.Expr, form address.Form, v *visit) {
	switch expr.(type) {
	case *ast.BasicLit, *ast.Ident:
	default:
		return
	}
	found, ok := s.found[expr]
	if ok && v.evidence != nil && found.Rule == "" {
		if !v.evidence.Weak {
			found.Looks = append(found.Looks, form)
		}
		return
	}
	if !ok || v.evidence != nil && found.Weak && !v.evidence.Weak {
		if !ok {
			found = &Found{Expr: expr}
			s.found[expr] = found
			s.list = append(s.list, found)
		}
		found.Way, found.Weak = v.way, false
		if v.evidence != nil {
			found.Rule, found.Weak = v.evidence.Rule, v.evidence.Weak
		}
	}
	if !slices.Contains(found.Forms, form) {
		found.Forms = append(found.Forms, form)
	}
	found.Transports |= v.transports
	if len(v.networks) > 0 {
		found.Transports |= AnyTransport
	}
	found.Marks |= v.marks
}

// resolve replaces the parameters that name the network by the arguments of a call.
func (s *search) resolve(f facts, call *ast.CallExpr) facts {
	if len(f.networks) == 0 {
		return f
	}
	networks := f.networks
	f.networks = nil
	args := Arguments(s.g.info, call)
	for _, p := range networks {
		n := s.g.object(p)
		if encloses(s.g.bodies[p], call.Pos()) {
			f.networks = append(f.networks, p) // of a function around the call
			continue
		}
		index := s.g.nodes[n].index
		if index < 0 || index >= len(args) {
			f.transports |= AnyTransport
			continue
		}
		f = f.join(s.g.network(args[index]))
	}
	return f
}

// network returns what an expression says of the network.
func (g *Graph) network(expr ast.Expr) facts {
	if value, ok := StringValue(g.info, expr); ok {
		return facts{transports: transportsOf(value)}
	}
	n := g.value(expr)
	if p, ok := g.nodes[n].obj.(*types.Var); ok && g.nodes[n].param && g.bodies[p] != nil {
		return facts{networks: []*types.Var{p}}
	}
	// A variable that takes constants, or the elements of a list of them.
	var f facts
	for _, i := range g.in[n] {
		e := &g.edges[i]
		expr := g.nodes[e.src].expr
		if e.kind != within {
			return facts{transports: AnyTransport}
		}
		list := []ast.Expr{expr}
		if table, ok := expr.(*ast.CompositeLit); ok {
			list = table.Elts
		}
		for _, constant := range list {
			value, ok := StringValue(g.info, constant)
			if !ok {
				return facts{transports: AnyTransport}
			}
			f.transports |= transportsOf(value)
		}
	}
	if f.transports == 0 {
		f.transports = AnyTransport
	}
	return f
}

// transportsOf returns the transports of a network.
func transportsOf(network string) Transports {
	if network == "" || network == "ip" {
		return AnyTransport // of net.LookupPort
	}
	t, err := ports.ParseTransport(network)
	if err != nil {
		return NoTransport
	}
	return Only(t)
}
