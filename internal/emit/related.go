package emit

import (
	"fmt"
	"slices"
	"strings"

	"example.com/ianaports/internal/catalog"
)

// A Related is another package of constants, to which the comments refer.
type Related struct {
	Path    string // example.com/ianaports/ports/defacto
	Package string // its name
	*catalog.Named
}

// maxKnown is the number of other names that a comment lists. What has more, such as
// https, carries other protocols rather than being called by their names.
const maxKnown = 4

// related returns what the comment of a constant says of other services: those that it is
// another name of, the names by which people know its services, and the one
// that has the same name and is not meant.
func (e *emitter) related(k *catalog.Constant) (lines []string) {
	for _, s := range k.Services {
		if s.Alias == "" {
			continue
		}
		line := "Another name of " + s.Alias
		for _, r := range e.Related {
			if target := r.Constant(s.Alias, k.Port); target != nil {
				line += ": see " + r.Package + "." + target.Untyped
				break
			}
		}
		lines = appendNew(lines, line+".")
	}
	for _, r := range e.Related {
		var known []string
		for _, s := range k.Services {
			for _, other := range r.KnownAs(s.Name, k.Port) {
				known = appendNew(known, other.Untyped)
			}
		}
		slices.Sort(known)
		switch {
		case len(known) > maxKnown:
			lines = append(lines, fmt.Sprintf("Package %s names %d protocols and programs that use it.", r.Package, len(known)))
		case len(known) > 0:
			lines = append(lines, "Widely known as "+strings.Join(known, ", ")+".")
		}
		if trap := r.Namesake(k); trap != nil {
			lines = append(lines, "Not "+trapText(r, trap)+".")
		}
	}
	return lines
}

// trapText says what a constant of another package is.
func trapText(r Related, k *catalog.Constant) string {
	s := k.Services[0]
	text := s.Name
	if title := s.Title(); title != "" {
		text = strings.TrimRight(title, ". ")
	}
	if s.Alias != "" {
		text += ", which is " + s.Alias + " on " + fmt.Sprint(k.Port)
	} else {
		text += ", which is on " + fmt.Sprint(k.Port)
	}
	return text + ": see " + r.Package + "." + k.Untyped
}
