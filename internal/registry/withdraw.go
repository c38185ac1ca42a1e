package registry

import (
	"cmp"
	"fmt"
	"slices"
)

// Retain adds to the registry the named rows of an older one that it lacks,
// marked as withdrawn: so their names and constants do not vanish at once. Rows
// that the older one has marked keep their date, or are left out if prune is set; a
// row that has come back loses the mark. Services that both have keep the identifiers
// of the older one.
func (reg *Registry) Retain(old *Registry, prune bool) {
	reg.adopt(old)
	has := newAssignments(reg)
	date := reg.Date()
	if date == "" {
		date = "unknown-date"
	}
	var lacking []Record
	for i := range old.Records {
		r := old.Records[i]
		if r.Name == "" || prune && r.Withdrawn != "" || has.covers(&r) || has.has[assignment{Fold(r.Name), r.Transport, r.Ports.First}] {
			continue
		}
		if r.Withdrawn == "" {
			r.Withdrawn = date
		}
		if now, ok := has.spelling[Fold(r.Name)]; ok {
			r.Name = now
		}
		lacking = append(lacking, r)
	}
	reg.Records = append(reg.Records, lacking...)
	reg.sort()
}

// adopt gives the services that have no identifier the one that they have in an older
// registry.
func (reg *Registry) adopt(old *Registry) {
	type service struct {
		name string // folded
		port uint16
	}
	identifiers := map[service]string{}
	for i := range old.Records {
		if r := &old.Records[i]; r.Identifier != "" {
			identifiers[service{Fold(r.Name), r.Ports.First}] = r.Identifier
		}
	}
	for i := range reg.Records {
		if r := &reg.Records[i]; r.Identifier == "" {
			r.Identifier = identifiers[service{Fold(r.Name), r.Ports.First}]
		}
	}
}

// An assignment is a name with a transport and the first of its ports.
type assignment struct {
	name      string // folded
	transport Transport
	port      uint16
}

// assignments tell which names a registry has on which ports.
type assignments struct {
	has      map[assignment]bool
	spelling map[string]string // of a folded name
	// named has the ports that a row with the transport names: there, a row
	// without one does not hold.
	named map[Transport]map[uint16]bool
}

func newAssignments(reg *Registry) *assignments {
	a := &assignments{has: map[assignment]bool{}, spelling: map[string]string{}, named: map[Transport]map[uint16]bool{}}
	for _, t := range Transports {
		a.named[t] = map[uint16]bool{}
	}
	for i := range reg.Records {
		r := &reg.Records[i]
		if r.Name == "" {
			continue
		}
		name := Fold(r.Name)
		a.has[assignment{name, r.Transport, r.Ports.First}] = true
		a.spelling[name] = r.Name
		if r.Transport != 0 && r.Withdrawn == "" {
			for p := int(r.Ports.First); p <= int(r.Ports.Last); p++ {
				a.named[r.Transport][uint16(p)] = true
			}
		}
	}
	return a
}

// covers reports whether the name of a row has its first port still, on the
// row's transport or, for a row without one, on all.
func (a *assignments) covers(r *Record) bool {
	name := Fold(r.Name)
	on := func(t Transport) bool {
		return a.has[assignment{name, t, r.Ports.First}] ||
			a.has[assignment{name, 0, r.Ports.First}] && !a.named[t][r.Ports.First]
	}
	if r.Transport != 0 {
		return on(r.Transport)
	}
	for _, t := range Transports {
		if !on(t) {
			return false
		}
	}
	return true
}

// Prune drops the rows that are marked as withdrawn.
func (reg *Registry) Prune() {
	reg.Records = slices.DeleteFunc(reg.Records, func(r Record) bool { return r.Withdrawn != "" })
}

// A Loss is an assignment of a name, a transport and a port that a registry had and its
// successor lacks.
type Loss struct {
	Old *Record
	New *Record // the name on the transport, with another port; nil if the name is gone
}

// String describes the loss in one line.
func (l Loss) String() string {
	on := cmp.Or(l.Old.Transport.String(), "any transport")
	if l.New == nil {
		return fmt.Sprintf("%s %s/%s is gone", shorten(l.Old.Name), l.Old.Ports, on)
	}
	return fmt.Sprintf("%s %s/%s is %s now", shorten(l.Old.Name), l.Old.Ports, on, l.New.Ports)
}

// Losses returns the assignments of an older registry that this one lacks, and how many
// the older one has, withdrawn ones apart.
func (reg *Registry) Losses(old *Registry) (losses []Loss, all int) {
	type key struct {
		name      string
		transport Transport
	}
	has, had := newAssignments(reg), newAssignments(old)
	newcomers := map[key]*Record{}
	for i := range reg.Records {
		r := &reg.Records[i]
		if name := Fold(r.Name); name != "" && !had.has[assignment{name, r.Transport, r.Ports.First}] {
			newcomers[key{name, r.Transport}] = r
		}
	}
	for i := range old.Records {
		r := &old.Records[i]
		if r.Name == "" || r.Withdrawn != "" {
			continue
		}
		all++
		if !has.covers(r) {
			losses = append(losses, Loss{r, newcomers[key{Fold(r.Name), r.Transport}]})
		}
	}
	return losses, all
}
