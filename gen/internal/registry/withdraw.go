package registry

import "slices"

// Retain adds to the registry the named rows of an older one that it lacks,
// marked as withdrawn: so their names and constants do not vanish at once. Rows
// that the older one has marked keep their date; a row that has come back loses
// the mark.
func (reg *Registry) Retain(old *Registry) {
	type key struct {
		name      string
		transport Transport
	}
	has := map[key][]*Record{}
	spelling := map[string]string{}
	for i := range reg.Records {
		if r := &reg.Records[i]; r.Name != "" {
			k := key{Fold(r.Name), r.Transport}
			has[k] = append(has[k], r)
			spelling[k.name] = r.Name
		}
	}
	date := reg.Date()
	if date == "" {
		date = "unknown-date"
	}
	var lacking []Record
	for i := range old.Records {
		r := old.Records[i]
		if r.Name == "" {
			continue
		}
		covers := func(o *Record) bool { return o.Covers(int(r.First)) }
		name := Fold(r.Name)
		if slices.ContainsFunc(has[key{name, r.Transport}], covers) || slices.ContainsFunc(has[key{name, 0}], covers) {
			continue
		}
		if r.Withdrawn == "" {
			r.Withdrawn = date
		}
		if now, ok := spelling[name]; ok {
			r.Name = now
		}
		lacking = append(lacking, r)
	}
	reg.Records = append(reg.Records, lacking...)
	reg.sort()
}

// Prune drops the rows that are marked as withdrawn.
func (reg *Registry) Prune() {
	reg.Records = slices.DeleteFunc(reg.Records, func(r Record) bool { return r.Withdrawn != "" })
}

// Named returns the number of rows with a name that IANA has.
func (reg *Registry) Named() int {
	n := 0
	for i := range reg.Records {
		if r := &reg.Records[i]; r.Name != "" && r.Withdrawn == "" {
			n++
		}
	}
	return n
}
