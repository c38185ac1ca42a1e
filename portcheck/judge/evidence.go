package judge

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"example.com/ianaports/portcheck/words"
	"example.com/ianaports/ports"
)

// evidence are the words by which a service is known.
type evidence struct {
	names  []string // the first particular word of its name, its joined form, and its known names
	titles []string // rare words of the title that are written as names
}

// evidenceOf returns the words of a service.
func evidenceOf(s Service) evidence {
	var e evidence
	e.add(s.Name, s.Registry.InUse)
	if whole := joined(s.Name); len(whole) >= 5 && len(whole) < len(s.Name) {
		e.names = append(e.names, whole)
	}
	for _, name := range s.Known {
		e.add(name, true)
		if whole := joined(name); len(whole) >= 5 || 2 < len(whole) && len(whole) == len(name) {
			e.names = append(e.names, whole)
		}
	}
	for _, word := range strings.FieldsFunc(s.Title, separates) {
		small := strings.ToLower(word)
		if len(word) >= 4 && ownCapitals(word) && !words.English(small) && !slices.Contains(e.names, small) && rare(small) {
			e.titles = append(e.titles, small)
		}
	}
	return e
}

// add adds the first particular word of a name. Of one in use, only the first word can be
// it: node-exporter is no exporter, and web-dev-server no dev.
func (e *evidence) add(name string, inUse bool) {
	if inUse && len(name) == 2 {
		e.names = append(e.names, name) // pg
	}
	for part := range strings.FieldsFuncSeq(strings.ToLower(name), separates) {
		if len(part) >= 3 && hasLetter(part) && !words.English(part) {
			e.names = append(e.names, part)
			break
		}
		if inUse {
			break
		}
	}
}

// joined returns the words of a name as one, in small letters: natpmp of nat-pmp.
func joined(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), separates), "")
}

func separates(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func hasLetter(word string) bool { return strings.ContainsFunc(word, unicode.IsLetter) }

// ownCapitals reports whether a word is written as a name: with a capital. Digits are no
// word.
func ownCapitals(word string) bool { return strings.ContainsFunc(word, unicode.IsUpper) }

// rare reports whether a word is in the names or titles of few services, so that it
// stands for one of them.
func rare(word string) bool {
	if known, ok := rareWords.Load(word); ok {
		return known.(bool)
	}
	n := 0
	for _, text := range texts() {
		if strings.Contains(text, word) && slices.Contains(strings.FieldsFunc(text, separates), word) {
			n++
		}
	}
	rareWords.Store(word, 0 < n && n <= 3)
	return 0 < n && n <= 3
}

var rareWords sync.Map

// texts has the name and the title of each service, in small letters.
var texts = sync.OnceValue(func() (list []string) {
	seen := map[string]bool{}
	for _, r := range Public {
		for _, s := range r.All() {
			if !seen[s.Name] {
				seen[s.Name] = true
				list = append(list, strings.ToLower(s.Name+" "+s.Title))
			}
		}
	}
	return list
})

// A fit is what of a service's words occurs, and where: of two services, the one with the
// greater fit is meant.
type fit uint8

const (
	titleWide fit = 1 << iota
	nameWide
	wholeWide // the name itself, rather than a form of it
	titleNear
	nameNear
	wholeNear
)

// crowd is the number of names in use on a port from which on each of them has to stand
// there whole, and not in an import: github.com/alecthomas/kong reads flags, and no port
// 8443 is that of Kong.
const crowd = 6

// best returns the candidate that fits best, the first of several, and its fit. Where
// services differ by transport, a whole name counts that is a word of English.
func best(list []candidate, a around, differ bool) (most candidate, fits fit) {
	inUse := 0
	for _, c := range list {
		if c.Registry.InUse {
			inUse++
		}
	}
	for _, c := range list {
		e := evidenceOf(c.Service)
		found := e.in(a.near)<<3 | e.in(a.wide)
		if !c.Registry.InUse || inUse < crowd {
			found |= e.in(a.imports)
		} else if found &= wholeNear | wholeWide; c.Registry.InUse && everydayFirst(c.Name) {
			found = 0
		}
		if differ && a.near[c.Name] {
			found |= nameNear
		}
		if found > fits {
			most, fits = c, found
		}
	}
	return most, fits
}

// everydayFirst reports whether a name begins with a word of English, and goes on: in a
// crowd, label says nothing of label-studio.
func everydayFirst(name string) bool {
	first, _, more := strings.Cut(name, "-")
	return more && words.Everyday(first)
}

// in tells which of the words occur, as if they were those of the wide surroundings.
func (e evidence) in(words wordSet) (found fit) {
	if slices.ContainsFunc(e.names, words.has) {
		found |= nameWide
	}
	if slices.ContainsFunc(e.names, words.whole) {
		found |= wholeWide
	}
	if slices.ContainsFunc(e.titles, func(word string) bool { return words[word] }) {
		found |= titleWide
	}
	return found
}

// whole reports whether a word of a name occurs as it is: written as a name, where it is a
// word of English as well.
func (w wordSet) whole(word string) bool {
	name, ok := w[word]
	return ok && (name || !words.Everyday(word))
}

// has reports whether a word of a name occurs. In what is written as a name, it may have
// a longer or a shorter form: postgres for postgresql, socks5, goredis.
func (w wordSet) has(word string) bool {
	if w.whole(word) || w["go"+word] {
		return true
	}
	// What SIPS is to SIP. Without it, port 5061 of github.com/emiago/sipgo is lost.
	if plain, ok := strings.CutSuffix(word, "s"); ok && len(plain) == 3 && !words.English(plain) && w[plain] {
		return true
	}
	if len(word) < 4 {
		return w[word+"s"]
	}
	for other, name := range w {
		if name && akin(word, other) {
			return true
		}
	}
	return false
}

// akin reports whether two words are forms of one: one continues the other, or the
// longer one has the name of a service in it.
func akin(service, other string) bool {
	short, long := service, strings.TrimRight(other, "0123456789")
	if short == long {
		return true
	}
	if len(service) >= 5 && (strings.HasPrefix(other, service) || strings.HasSuffix(other, service)) {
		return true // not in the middle: prometheusclient has uscli in it
	}
	if len(service) == 4 && !strings.ContainsAny(service, "aeiou") && strings.Index(other, service) > 0 {
		return true // fasthttp, gortmplib: an acronym that no other word has in it
	}
	if len(short) > len(long) {
		short, long = long, short
	}
	if _, registered := ports.Lookup(0, short); registered && short == other && long != short+"s" {
		return false // http near httpx is a service of its own
	}
	most := 1
	if len(short) >= 5 {
		most = 3
	}
	return len(short) >= 4 && len(long)-len(short) <= most && strings.HasPrefix(long, short) && !words.English(short)
}
