package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"example.com/ianaports/ports"
)

// What portcheck promises, in percent of the places judged plain and of its
// findings.
const (
	leastRecall = 95
	mostWrong   = 2
)

// A score compares the findings in a module, or in all, with the judged places.
type score struct {
	module   string
	plain    int // places judged plain before portcheck was run
	found    int // of them reported as the service that they are
	findings int
	wrong    int
	unjudged int
	doubtful int // findings that only -doubtful shows
	time     time.Duration
	failed   bool   // the module was not analysed; all else is 0
	inUse    *score // the part of services that IANA does not have

	missedPlaces     []place
	wrongFindings    []finding
	unjudgedFindings []finding
}

// scoreModule compares the findings in a module with its judged places. A finding is one of
// a service in use if the place is, whatever name it gives it.
func scoreModule(module string, places []place, findings []finding) score {
	s := compare(module, places, findings)
	iana := map[spot]bool{}
	for _, p := range places {
		if p.module == module && len(p.services) > 0 {
			iana[p.spot] = ofIANA(p.services[0])
		}
	}
	inUse := compare(module,
		slices.DeleteFunc(slices.Clone(places), func(p place) bool { return len(p.services) > 0 && ofIANA(p.services[0]) }),
		slices.DeleteFunc(slices.Clone(findings), func(f finding) bool {
			is, judged := iana[f.spot]
			return is || !judged && (f.service == "" || ofIANA(f.service))
		}))
	s.inUse = &inUse
	return s
}

// ofIANA reports whether IANA has a service of a name.
func ofIANA(service string) bool {
	for range ports.ServicesNamed(service) {
		return true
	}
	return false
}

func compare(module string, places []place, findings []finding) score {
	s := score{module: module, findings: len(findings)}
	judged := map[spot]place{}
	for _, p := range places {
		if p.module == module {
			judged[p.spot] = p
		}
	}
	right := map[spot]bool{}
	for _, f := range findings {
		p, ok := judged[f.spot]
		switch {
		case !ok:
			s.unjudgedFindings = append(s.unjudgedFindings, f)
		case p.judgement == noPort || f.service != "" && !slices.Contains(p.services, f.service):
			s.wrongFindings = append(s.wrongFindings, f)
		case f.service != "": // others, such as that of a listener, are of any port
			right[f.spot] = true
		}
	}
	for _, p := range places {
		if p.module != module || p.judgement != plain || p.later() {
			continue
		}
		s.plain++
		if right[p.spot] {
			s.found++
		} else {
			s.missedPlaces = append(s.missedPlaces, p)
		}
	}
	s.wrong, s.unjudged = len(s.wrongFindings), len(s.unjudgedFindings)
	return s
}

// total adds up the counts of scores.
func total(scores []score) score {
	t := score{module: fmt.Sprintf("all %d", len(scores))}
	for _, s := range scores {
		t.add(s, 1)
	}
	return t
}

// add adds the counts of another score, or takes them off.
func (s *score) add(o score, sign int) {
	s.plain += sign * o.plain
	s.found += sign * o.found
	s.findings += sign * o.findings
	s.wrong += sign * o.wrong
	s.unjudged += sign * o.unjudged
	s.doubtful += sign * o.doubtful
	s.time += time.Duration(sign) * o.time
}

// kinds divides the total: services of IANA's registry, and services in use that it does
// not have.
func kinds(scores []score) (iana, inUse score) {
	iana = total(scores)
	for _, s := range scores {
		if s.inUse != nil {
			inUse.add(*s.inUse, 1)
		}
	}
	iana.add(inUse, -1)
	iana.module, iana.time = "of these, IANA's", 0
	inUse.module, inUse.time = "of these, defacto's", 0
	return iana, inUse
}

// faults says why the scores break what portcheck promises, or is empty.
func faults(scores []score) []string {
	var all []string
	for _, s := range scores {
		if s.failed {
			all = append(all, s.module+" was not analysed")
		}
	}
	t := total(scores)
	if t.found*100 < t.plain*leastRecall {
		all = append(all, fmt.Sprintf("recall is %s: want at least %d %%", percent(t.found, t.plain), leastRecall))
	}
	if t.wrong*100 > t.findings*mostWrong {
		all = append(all, fmt.Sprintf("%s of the findings are wrong: want at most %d %%", percent(t.wrong, t.findings), mostWrong))
	}
	if t.unjudged > 0 {
		all = append(all, fmt.Sprintf("%d findings are not judged: add them to the judged list, with %q in the remark", t.unjudged, foundByPortcheck))
	}
	return all
}

// percent is empty for a part of nothing.
func percent(part, whole int) string {
	if whole == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f %%", float64(part)*100/float64(whole))
}

// table writes scores as a table in Markdown, with the totals below. The column
// of doubtful findings is there if they were asked for.
func table(scores []score, withDoubtful bool) string {
	header := []string{"module", "plain", "found", "recall", "findings", "wrong", "not judged", "precision", "seconds"}
	if withDoubtful {
		header = append(header, "doubtful")
	}
	var b strings.Builder
	writeRow(&b, header)
	writeRow(&b, append([]string{"---"}, slices.Repeat([]string{"---:"}, len(header)-1)...))
	iana, inUse := kinds(scores)
	for _, s := range append(slices.Clone(scores), total(scores), iana, inUse) {
		cells := []string{s.module, fmt.Sprint(s.plain), fmt.Sprint(s.found), percent(s.found, s.plain),
			fmt.Sprint(s.findings), fmt.Sprint(s.wrong), fmt.Sprint(s.unjudged),
			percent(s.findings-s.wrong-s.unjudged, s.findings-s.unjudged), ""}
		if s.time > 0 {
			cells[len(cells)-1] = fmt.Sprintf("%.1f", s.time.Seconds())
		}
		if withDoubtful {
			cells = append(cells, fmt.Sprint(s.doubtful))
		}
		if s.failed {
			cells = append([]string{s.module, "not analysed"}, make([]string, len(header)-2)...)
		}
		writeRow(&b, cells)
	}
	return b.String()
}

func writeRow(b *strings.Builder, cells []string) {
	b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

// details lists what a person has to look at: misses, wrong and unjudged findings.
// An unjudged one is a line of the judged list, but for its judgement.
func details(s score) string {
	var b strings.Builder
	for _, p := range s.missedPlaces {
		fmt.Fprintf(&b, "missed\t%s\t%v\t%s\t%s\t%s\n", s.module, p.spot, strings.Join(p.services, " "), p.kind, p.remark)
	}
	for _, f := range s.wrongFindings {
		fmt.Fprintf(&b, "wrong\t%s\t%v\t%s\n", s.module, f.spot, f.message)
	}
	for _, f := range s.unjudgedFindings {
		fmt.Fprintf(&b, "not judged\t%s\t%v\t%s\t\t\t%s: %s\n", s.module, f.spot, f.service, foundByPortcheck, f.message)
	}
	return b.String()
}
