package flow

import (
	"cmp"
	"go/types"
	"slices"

	"example.com/ianaports/portcheck/address"
)

// Export makes facts of what other packages can use. What only a rule says is none.
func (r *Result) Export() {
	g := r.s.g
	if rootPackages[g.pass.Pkg.Path()] {
		return // the tables say all of them
	}
	carriers := map[node][]Carrier{}
	sources := map[node][]Carrier{}
	for _, st := range r.s.order {
		v := r.s.visits[st]
		if v.evidence != nil || g.nodes[st.node].obj == nil {
			continue
		}
		c := Carrier{Form: st.form, Transports: v.transports, Marks: v.marks &^ (Direct | Equal | From)}
		for _, p := range v.networks {
			if i := g.nodes[g.object(p)].index; i >= 0 {
				c.Networks = append(c.Networks, i)
			} else {
				c.Transports |= AnyTransport
			}
		}
		if info := g.nodes[st.node]; !info.param && !info.heap {
			if v.marks&From != 0 && st.site == nil && r.s.forward[st] {
				sources[st.node] = append(sources[st.node], Carrier{Form: st.form})
			}
		} else if st.site == nil && v.transports != NoTransport {
			carriers[st.node] = append(carriers[st.node], c)
		}
	}
	for n, list := range carriers {
		slices.SortFunc(list, func(a, b Carrier) int { return cmp.Compare(a.Form, b.Form) })
		v, ok := g.nodes[n].obj.(*types.Var)
		if ok && g.nodes[n].heap && g.nodes[n].slot == 0 && v.Exported() && v.Pkg() == g.pass.Pkg {
			g.pass.ExportObjectFact(v, &VariableFact{list})
		}
	}
	through := newSearch(g)
	through.bounded = true
	for fn := range g.known {
		if fn.Exported() && fn.Pkg() == g.pass.Pkg {
			r.exportFunction(fn, carriers, sources, through)
		}
	}
}

func (r *Result) exportFunction(fn *types.Func, carriers, sources map[node][]Carrier, through *search) {
	g := r.s.g
	fact := FunctionFact{Params: map[int][]Carrier{}, Results: map[int][]Carrier{}}
	sig := fn.Signature()
	for i := range sig.Params().Len() {
		n := g.object(sig.Params().At(i))
		if list := carriers[n]; len(list) > 0 {
			fact.Params[i] = list
		}
		if pointer(sig.Params().At(i).Type()) {
			fact.Through = append(fact.Through, through.through(sig, n, -i-1)...)
		}
	}
	for i := range sig.Results().Len() {
		n := g.object(sig.Results().At(i))
		if list := sources[n]; len(list) > 0 {
			fact.Results[i] = list
		}
		fact.Through = append(fact.Through, through.through(sig, n, i)...)
	}
	if len(fact.Params)+len(fact.Results)+len(fact.Through) > 0 {
		g.pass.ExportObjectFact(fn, &fact)
	}
}

// through returns the parameters of which a result is made.
func (s *search) through(sig *types.Signature, n node, index int) (list []Through) {
	if len(s.g.in[n]) == 0 {
		return nil
	}
	back := map[int]*Through{}
	for form := address.Number; form < address.Forms; form++ {
		if s.formIn(n, form) != form {
			continue
		}
		at, ok := s.sites[state{node: n, form: form}]
		if !ok {
			at = newSite(n, form)
			s.sites[state{node: n, form: form}] = at
		}
		s.push(state{n, form, at}, facts{}, nil)
		s.run()
		for _, end := range at.ends {
			i := s.g.nodes[end.node].index
			if i >= sig.Params().Len() || s.g.object(sig.Params().At(i)) != end.node {
				continue
			}
			if back[i] == nil {
				back[i] = &Through{Param: i, Result: index}
			}
			if back[i].Back[form] == 0 {
				back[i].Back[form] = end.form
			}
		}
	}
	for _, t := range back {
		list = append(list, *t)
	}
	slices.SortFunc(list, func(a, b Through) int { return cmp.Compare(a.Param, b.Param) })
	return list
}
