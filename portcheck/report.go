package portcheck

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/portcheck/edit"
	"example.com/ianaports/portcheck/flow"
	"example.com/ianaports/portcheck/judge"
	"example.com/ianaports/portcheck/lines"
	"example.com/ianaports/portcheck/rule"
	"example.com/ianaports/portcheck/silence"
	"example.com/ianaports/ports"
)

// A reporter makes findings of what the flow and the rules found in a package.
type reporter struct {
	pass       *analysis.Pass
	literals   lines.Literals
	registries []*judge.Registry
	judge      *judge.Judge
	editor     *edit.Editor
	silences   map[*ast.File]*silence.Silence
	constants  []*flow.Found // of the registries' packages
	list       []finding
}

// A finding is a diagnostic and the change that mends it.
type finding struct {
	analysis.Diagnostic
	change *edit.Change
}

// A port is one port in a literal.
type port struct {
	*flow.Found
	lit        *ast.BasicLit
	value      string // of a string
	part       address.Part
	several    bool
	tagged     bool
	transports []ports.Transport
}

// found looks at what is a port by the flow or a rule.
func (r *reporter) found(f *flow.Found) {
	if f.Transports&flow.NoTransport != 0 && f.Transports == flow.NoTransport {
		return // an address of unix
	}
	lit, ok := f.Expr.(*ast.BasicLit)
	if !ok {
		r.constants = append(r.constants, f)
		return
	}
	if r.silent(lit.Pos()) {
		return
	}
	p := port{Found: f, lit: lit, transports: f.Transports.List()}
	if lit.Kind == token.INT {
		if number, ok := rule.Port(r.pass.TypesInfo, lit); ok && !isByte(r.pass.TypesInfo.TypeOf(lit)) {
			r.number(p, number)
		}
		return
	}
	if value, form, ok := r.tag(lit); ok {
		p.value, p.tagged = value, true
		r.text(p, value, []address.Form{form})
	} else if value, ok := flow.StringValue(r.pass.TypesInfo, lit); ok {
		p.value = value
		text := value
		if strings.Contains(text, "%") && r.editor.InFormat(lit) {
			text = address.Verbs(text)
		}
		r.text(p, text, f.Forms)
	}
}

func isByte(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Uint8
}

// tag returns the default in the tag of a field.
func (r *reporter) tag(lit *ast.BasicLit) (value string, form address.Form, ok bool) {
	cur, found := r.literals[lit]
	if !found {
		return "", 0, false
	}
	field, isField := cur.Parent().Node().(*ast.Field)
	if !isField || field.Tag != lit {
		return "", 0, false
	}
	return rule.TagDefault(field)
}

// text reports the ports in a string, each once. Where the flow sees none, such as in
// "h.example:443", which a function takes for a URL first, the look of the string counts.
func (r *reporter) text(p port, text string, forms []address.Form) {
	forms = slices.Clone(forms)
	slices.Sort(forms)
	for i, form := range slices.Concat(forms, p.Looks) {
		var parts []address.Part
		for _, part := range address.Parse(text, form) {
			_, number := part.Number()
			keep := number || form != address.URL && part.Port != "" && part.Port != "0"
			if i >= len(forms) {
				keep = number && part.Certain()
			}
			if keep {
				parts = append(parts, part)
			}
		}
		if len(parts) == 0 {
			continue
		}
		p.several = len(parts) > 1
		reported := map[string]bool{}
		for _, part := range parts {
			if reported[part.Port] {
				continue
			}
			reported[part.Port] = true
			one := p
			one.part = part
			if t := part.Transport(); t != 0 {
				one.transports = []ports.Transport{t}
			}
			if number, ok := part.Number(); ok {
				r.number(one, number)
			} else if form != address.Text || p.Marks&flow.Direct != 0 || p.Marks&(flow.Equal|flow.From) == 0 && judge.Registered(r.registries, part.Port) {
				r.name(one)
			}
		}
		return
	}
}

// number reports a port that is registered.
func (r *reporter) number(p port, number ports.Port) {
	if p.Marks&flow.Listen != 0 {
		r.listener(p.lit, p.Found, number)
	}
	q := judge.Question{Lit: p.lit, Port: number, Transports: p.transports, Scheme: p.part.Scheme, Word: p.part.Style == address.Published}
	switch {
	case p.Way == nil:
	case p.Rule != "":
		q.Text = p.Way.Text
	default:
		q.Way = p.Way.Text
	}
	v, ok := r.judge.Judge(q)
	switch {
	case ok && v.Plain:
		r.plain(p, number, v)
	case ok && doubtful && v.Either != "":
		r.add(findNumber, p.lit, p.Found, fmt.Sprintf("port %v is %s: nothing here says which is meant", number, v.Either), nil)
	case ok && doubtful:
		r.add(findNumber, p.lit, p.Found, fmt.Sprintf("port %v is registered for %s: nothing here says that this is meant", number, titles(v.Candidates)), nil)
	case !ok && len(p.transports) > 0 && p.Rule == "":
		r.elsewhere(p, q)
	}
}

// titles names the first service of each registry, with its title.
func titles(list []judge.Service) string {
	var names []string
	var last *judge.Registry
	for _, s := range list {
		if s.Registry == last {
			continue
		}
		last = s.Registry
		name := s.Name
		if s.Title != "" && !strings.EqualFold(s.Title, name) {
			name += fmt.Sprintf(" (%s)", s.Title)
		}
		names = append(names, name)
	}
	return strings.Join(names, " and ")
}

// plain reports a port whose service is plain.
func (r *reporter) plain(p port, number ports.Port, v judge.Verdict) {
	s := v.Service
	change := edit.Change{Lit: p.lit, Value: p.value, Part: p.part, Several: p.several, Service: s}
	if p.tagged {
		r.add(findNumber, p.lit, p.Found, fmt.Sprintf("port %v is %s, %s.%s: a tag cannot refer to it", number, s.Name, s.Registry.Package, s.Constant), nil)
		return
	}
	reason, ok := r.editor.Check(change)
	message := fmt.Sprintf("port %v is %s: use %s.%s%s", number, s.Name, s.Registry.Package, change.Name(), reason)
	if !ok {
		r.add(findNumber, p.lit, p.Found, message, nil)
		return
	}
	r.add(findNumber, p.lit, p.Found, message, &change)
}

// elsewhere reports a port that is registered over other transports alone.
func (r *reporter) elsewhere(p port, q judge.Question) {
	transports := q.Transports
	q.Transports = nil
	v, ok := r.judge.Judge(q)
	if !ok || !v.Plain && !doubtful {
		return
	}
	if on := judge.Transports(r.registries, q.Port); len(on) > 0 {
		r.add(findTransport, p.lit, p.Found, fmt.Sprintf("port %v is not registered over %v: it is %s", q.Port, transports[0], strings.Join(on, ", ")), nil)
	}
}

// serviceName matches what can be a service name (RFC 6335 §5.1), and the older
// ones that the registry has.
var serviceName = regexp.MustCompile(`^[0-9A-Za-z_+.*/-]*[A-Za-z][0-9A-Za-z_+.*/-]*$`)

// name reports a service name in a place that looks it up. Where it is an argument of
// the function that does so, it has a fix: elsewhere it may be compared or printed.
func (r *reporter) name(p port) {
	name := p.part.Port
	if p.Rule != "" || p.Marks&flow.Names == 0 || !serviceName.MatchString(name) {
		return
	}
	services := judge.ByName(r.registries, name)
	if len(services) == 0 {
		r.unknown(p.lit, p.Found, name, p.transports, p.Marks&flow.Direct != 0)
		return
	}
	on := services
	if len(p.transports) > 0 {
		on = slices.DeleteFunc(slices.Clone(services), func(s judge.Service) bool { return !slices.Contains(p.transports, s.Transport) })
	}
	if len(on) == 0 {
		message, _, _ := r.wrongTransport(services[0].Name, p.transports[0], services[0].First)
		r.add(findTransport, p.lit, p.Found, message, nil)
		return
	}
	if slices.ContainsFunc(on, func(s judge.Service) bool { return s.First != on[0].First || s.First != s.Last || s.Constant == "" }) {
		return // no constant says which
	}
	if p.Marks&flow.Listen != 0 {
		r.listener(p.lit, p.Found, on[0].First)
	}
	var change *edit.Change
	if c := (edit.Change{Lit: p.lit, Value: p.value, Part: p.part, Several: p.several, Service: on[0]}); p.Marks&flow.Direct != 0 && p.Marks&(flow.Equal|flow.From) == 0 {
		if _, ok := r.editor.Check(c); ok {
			change = &c
		}
	}
	r.add(findName, p.lit, p.Found, fmt.Sprintf("service %s is looked up at run time: use %s.%s", on[0].Name, on[0].Registry.Package, on[0].TypedConstant), change)
}

// unknown reports a service name that is not registered. Where the value went through
// variables or calls, it is reported if it is like one that is.
func (r *reporter) unknown(at ast.Expr, f *flow.Found, name string, transports []ports.Transport, direct bool) {
	transport := ports.Transport(0)
	if len(transports) == 1 {
		transport = transports[0]
	}
	near := judge.Nearest(r.registries, name, transport)
	if len(near) == 0 && !direct {
		return
	}
	message := fmt.Sprintf("service %q is not registered", name)
	if len(near) > 0 {
		message += ": did you mean " + strings.Join(near, ", ") + "?"
	}
	r.add(findUnknown, at, f, message, nil)
}

// wrongTransport says that a service is not registered over a transport, and what
// its port is there. The other service is ok to take its place if the one name
// continues the other.
func (r *reporter) wrongTransport(name string, t ports.Transport, p ports.Port) (message string, other judge.Service, ok bool) {
	message = fmt.Sprintf("service %s is not registered over %v", name, t)
	on := judge.Candidates(r.registries, []ports.Transport{t}, p)
	if len(on) == 0 {
		return message, other, false
	}
	other = on[0]
	message += fmt.Sprintf(": %v/%v is %s", p, t, other.Name)
	if strings.HasPrefix(other.Name, name) || strings.HasPrefix(name, other.Name) {
		message += fmt.Sprintf(": use %s.%s", other.Registry.Package, other.TypedConstant)
		return message, other, true
	}
	return message, other, false
}

// listener reports a port on which nothing should listen.
func (r *reporter) listener(at ast.Expr, f *flow.Found, p ports.Port) {
	switch p.Class() {
	case ports.DynamicPorts:
		r.add(findDynamic, at, f, fmt.Sprintf("a listener on port %v, which the system may have given to a client: choose one below 49152", p), nil)
	case ports.SystemPorts:
		r.add(findSystem, at, f, fmt.Sprintf("a listener on port %v, one of the System Ports, which need a privilege on many systems", p), nil)
	}
}

func (r *reporter) silent(pos token.Pos) bool {
	file := lines.File(r.pass.Files, pos)
	s, ok := r.silences[file]
	if !ok && file != nil {
		s = silence.Of(r.pass.Fset, file, r.pass.Analyzer.Name)
		r.silences[file] = s
	}
	return file == nil || s.Covers(pos)
}

// add notes a finding, unless it is switched off or silenced. The related information
// stands at the literal as well, and tells the rule or the way: drivers that make a
// finding of it would show it on a line that no fix changes.
func (r *reporter) add(category string, expr ast.Expr, f *flow.Found, message string, change *edit.Change) {
	if !*enabled[category] || r.silent(expr.Pos()) {
		return
	}
	d := analysis.Diagnostic{Pos: expr.Pos(), End: expr.End(), Category: category, Message: message}
	related := analysis.RelatedInformation{Pos: expr.Pos(), End: expr.End(), Message: "way: it is an argument"}
	if f != nil && f.Way != nil {
		kind := "way"
		if f.Rule != "" {
			kind = "rule " + f.Rule
		}
		related.Message = kind + ": " + f.Way.Text
		if at := f.Way.Pos; at.IsValid() && r.line(at) != r.line(expr.Pos()) {
			related.Message += fmt.Sprintf(" (line %d)", r.line(at))
		}
	}
	d.Related = []analysis.RelatedInformation{related}
	r.list = append(r.list, finding{d, change})
}

func (r *reporter) line(pos token.Pos) int { return r.pass.Fset.Position(pos).Line }

// report gives the findings to the driver, in the order of their places.
func (r *reporter) report() error {
	slices.SortStableFunc(r.list, func(a, b finding) int { return cmp.Compare(a.Pos, b.Pos) })
	for _, f := range r.list {
		if f.change == nil {
			continue
		}
		if err := cure(r.pass, f.change.Service.Registry); err != nil {
			return err
		}
	}
	for _, f := range r.list {
		if f.change != nil {
			f.SuggestedFixes = r.editor.Fix(*f.change)
		}
		r.pass.Report(f.Diagnostic)
	}
	return nil
}
