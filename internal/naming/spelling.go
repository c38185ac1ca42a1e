package naming

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A spelling tells how the words of service names are spelled in identifiers. Its
// evidence is the registry itself: the identifiers that services have, and their
// titles.
type spelling struct {
	// named has the forms that words have in identifiers.
	named votes
	// titled has the forms of the words of all titles.
	titled votes
	// described has what the title of a name says of the name's own words without
	// having them: words that are one in the name, and initials.
	described votes
}

// votes count, for each word in small letters, its forms.
type votes map[string]map[string]int

func (v votes) add(form string) {
	word := strings.ToLower(form)
	if v[word] == nil {
		v[word] = map[string]int{}
	}
	v[word][form]++
}

// winner returns the form with the most votes among those that accept holds for.
func (v votes) winner(word string, accept func(form string) bool) string {
	best := ""
	for _, form := range slices.Sorted(maps.Keys(v[word])) {
		if accept(form) && (best == "" || v[word][form] > v[word][best]) {
			best = form
		}
	}
	return best
}

// newSpelling takes the evidence of services.
func newSpelling(evidence ...[]Service) *spelling {
	s := &spelling{votes{}, votes{}, votes{}}
	// What a name is called and how it is spelled counts once, on however many ports.
	type said struct{ name, text string }
	titles, spelled := map[said]bool{}, map[said]bool{}
	for _, services := range evidence {
		for i := range services {
			service := &services[i]
			forms := formsOf(service)
			if key := (said{service.Name, strings.Join(forms, " ")}); !spelled[key] {
				spelled[key] = true
				for _, form := range forms {
					s.named.add(form)
				}
			}
			for _, text := range service.Titles {
				if key := (said{service.Name, text}); !titles[key] {
					titles[key] = true
					s.takeTitle(service.Name, text)
				}
			}
		}
	}
	return s
}

// formsOf returns the forms that the words of a service name have in its identifier, and
// none where that has other words.
func formsOf(service *Service) (forms []string) {
	rest := service.Written.Identifier
	for _, word := range wordsOf(service.Name) {
		rest = strings.TrimLeft(rest, "_")
		if len(rest) < len(word) || !strings.EqualFold(rest[:len(word)], word) {
			return nil
		}
		stem, _ := cutDigits(rest[:len(word)])
		forms = append(forms, stem)
		rest = rest[len(word):]
	}
	if rest = strings.TrimLeft(rest, "_"); rest != "" && rest != strconv.Itoa(int(service.Port)) {
		return nil
	}
	return forms
}

// maxShouted is the length of the longest word that is an initialism where the whole
// title is in capitals.
const maxShouted = 4

// takeTitle votes for the forms that a title gives to words.
func (s *spelling) takeTitle(name, title string) {
	title = strings.ReplaceAll(title, "'s ", " ")
	// A name that its title repeats says nothing of how it is spelled.
	if name == strings.ToLower(name) && strings.ContainsFunc(title, unicode.IsUpper) {
		title = strings.ReplaceAll(title, name, " ")
	}
	words := wordsOf(title)
	shouted := title == strings.ToUpper(title)
	for _, word := range words {
		stem, _ := cutDigits(word)
		if stem != "" && (!shouted || len(stem) <= maxShouted) {
			s.titled.add(stem)
		}
	}
	if shouted {
		return
	}
	for _, word := range wordsOf(name) {
		stem, _ := cutDigits(strings.ToLower(word))
		for i := range words {
			if form := join(words[i:], stem); form != "" {
				s.described.add(form)
			}
			if stem != "" && initials(words[i:], stem) {
				s.described.add(strings.ToUpper(stem))
			}
		}
	}
}

// join returns the first words, each with a capital in front, if they are the
// letters of a word: "AFP over TCP" of afpovertcp. It returns "" where they are not,
// or where the first one is the whole word.
func join(words []string, word string) string {
	form := ""
	for i, w := range words {
		if !strings.HasPrefix(word[len(form):], strings.ToLower(w)) {
			return ""
		}
		if goInitialisms[strings.ToLower(w)] {
			w = strings.ToUpper(w)
		}
		if form += raise(w); len(form) == len(word) {
			if i == 0 {
				return ""
			}
			return form
		}
	}
	return ""
}

// initials reports whether a word is made of the initials of the first words. Small
// words between capitalised ones may be passed over: "Two-way Active Measurement
// Protocol" has those of twamp.
func initials(words []string, word string) bool {
	for i, w := range words {
		switch {
		case strings.ToLower(w)[0] == word[0] && (unicode.IsUpper(rune(w[0])) || i > 0):
			if word = word[1:]; word == "" {
				return true
			}
		case i == 0 || unicode.IsUpper(rune(w[0])):
			return false
		}
	}
	return false
}

// identifier makes an identifier of a service name. It starts with a capital or a
// digit, and is empty for a name without letters and digits.
func (s *spelling) identifier(name string) string {
	var b strings.Builder
	for _, word := range wordsOf(name) {
		form := s.of(word)
		if so := b.String(); so != "" && isDigit(so[len(so)-1]) && isDigit(form[0]) {
			b.WriteByte('_')
		}
		b.WriteString(form)
	}
	return b.String()
}

// of returns the form of a word of a service name.
func (s *spelling) of(word string) string {
	folded := strings.ToLower(word)
	if form, ok := decisions[folded]; ok {
		return form
	}
	if word != folded {
		return raise(word)
	}
	stem, digits := cutDigits(word)
	if stem == "" {
		return word
	}
	return raise(s.ofStem(stem)) + digits
}

func (s *spelling) ofStem(stem string) string {
	if form, ok := decisions[stem]; ok {
		return form
	}
	if form := s.named.winner(stem, func(string) bool { return true }); form != "" {
		return form
	}
	if plain[stem] {
		return stem
	}
	if s.capitalised(stem) {
		return s.titled.winner(stem, hasOwnCapitals)
	}
	if len(s.titled[stem]) == 0 {
		if form := s.described.winner(stem, hasOwnCapitals); form != "" {
			return form
		}
	}
	if goInitialisms[stem] || len(s.titled[stem]) == 0 && isUnpronounceable(stem) {
		return strings.ToUpper(stem)
	}
	if protocol, ok := strings.CutSuffix(stem, "s"); ok && len(protocol) > 2 && len(s.titled[stem]) == 0 {
		// The name of a protocol over TLS.
		if form := s.ofStem(protocol); form == strings.ToUpper(protocol) {
			return form + "S"
		}
	}
	return stem
}

// isUnpronounceable reports whether a short word has no vowel, so that it has to be
// spelled out.
func isUnpronounceable(word string) bool {
	return len(word) <= 3 && !strings.ContainsAny(word, "aeiouy")
}

// capitalised reports whether the titles spell a word with capitals of its own more
// often than without. A title may have a word in small letters because it has all
// words so, which counts half.
func (s *spelling) capitalised(stem string) bool {
	own, other := 0, 0
	for form, n := range s.titled[stem] {
		switch {
		case hasOwnCapitals(form):
			own += 2 * n
		case form == stem:
			other += n
		default:
			other += 2 * n
		}
	}
	return own > other
}

// hasOwnCapitals reports whether a form has capitals after its first letter.
func hasOwnCapitals(form string) bool { return strings.ContainsFunc(form[1:], unicode.IsUpper) }

// wordsOf splits text at what is neither a letter nor a digit of ASCII.
func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !isAlphanumeric(r) })
}

// cutDigits splits the digits at the end off a word.
func cutDigits(word string) (stem, digits string) {
	stem = strings.TrimRight(word, "0123456789")
	return stem, word[len(stem):]
}

// raise makes the first letter a capital.
func raise(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

func isAlphanumeric(r rune) bool {
	return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
