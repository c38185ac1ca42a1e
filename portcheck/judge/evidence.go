package judge

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"example.com/ianaports/portcheck/words"
)

// evidence are the words by which a service is known.
type evidence struct {
	names  []string // the first particular word of its name, its joined form, and its known names
	titles []string // rare words of the title that are written as names
}

// evidenceOf returns the words of a service.
func evidenceOf(s Service) evidence {
	var e evidence
	parts := strings.FieldsFunc(strings.ToLower(s.Name), separates)
	for _, part := range parts {
		if len(part) >= 3 && hasLetter(part) && !words.English(part) {
			e.names = append(e.names, part)
			break
		}
	}
	if joined := strings.Join(parts, ""); len(parts) > 1 && len(joined) >= 5 {
		e.names = append(e.names, joined)
	}
	e.names = append(e.names, s.Known...)
	for _, word := range strings.FieldsFunc(s.Title, separates) {
		small := strings.ToLower(word)
		if len(word) >= 4 && ownCapitals(word) && !words.English(small) && !slices.Contains(e.names, small) && rare(small) {
			e.titles = append(e.titles, small)
		}
	}
	return e
}

func separates(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func hasLetter(word string) bool { return strings.ContainsFunc(word, unicode.IsLetter) }

// ownCapitals reports whether a word is written as a name: with a capital. Digits are no
// word.
func ownCapitals(word string) bool { return strings.ContainsFunc(word, unicode.IsUpper) }

// rare reports whether a word is in the names or titles of few services, so that it
// stands for one of them.
func rare(word string) bool { n := wordCounts()[word]; return 0 < n && n <= 3 }

// wordCounts counts the services, by their names, that have each word.
var wordCounts = sync.OnceValue(func() map[string]int {
	counts := map[string]int{}
	seen := map[string]bool{}
	for _, r := range Public {
		for _, s := range r.All() {
			if seen[s.Name] {
				continue
			}
			seen[s.Name] = true
			list := strings.FieldsFunc(strings.ToLower(s.Name+" "+s.Title), separates)
			slices.Sort(list)
			for _, word := range slices.Compact(list) {
				counts[word]++
			}
		}
	}
	return counts
})

// in reports whether one of the words occurs.
func (e evidence) in(near wordSet) bool {
	return slices.ContainsFunc(e.names, near.has) || slices.ContainsFunc(e.titles, func(word string) bool { return near[word] })
}

// has reports whether a word of a name occurs, alone or in a longer or a shorter form:
// postgres for postgresql, socks5, goredis.
func (w wordSet) has(word string) bool {
	if w[word] {
		return true
	}
	// What SIPS is to SIP. Without it, port 5061 of github.com/emiago/sipgo is lost.
	if plain, ok := strings.CutSuffix(word, "s"); ok && len(plain) == 3 && !words.English(plain) && w[plain] {
		return true
	}
	if len(word) < 4 {
		return w[word+"s"] || w["go"+word]
	}
	for other := range w {
		if akin(word, other) {
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
	if len(service) >= 5 && strings.Contains(other, service) {
		return true
	}
	if len(service) == 4 && !strings.ContainsAny(service, "aeiou") && strings.HasSuffix(long, service) {
		return true // fasthttp: an acronym that no other word ends with
	}
	if len(short) > len(long) {
		short, long = long, short
	}
	most := 1
	if len(short) >= 5 {
		most = 3
	}
	return len(short) >= 4 && len(long)-len(short) <= most && strings.HasPrefix(long, short) && !words.English(short)
}
