package registry

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// MaxDescription is the longest description, in characters, that a record has.
const MaxDescription = 80

// replacement is the sentence that IANA adds to the description of each name
// that replaced a malformed one. The malformed name's own row says the same.
var replacement = regexp.MustCompile(`IANA assigned this well-formed service name as a replacement for "[^"]*"\.?`)

// Title makes a title of a description: one line without IANA's stock
// sentence, at most [MaxDescription] characters. A longer one is cut at the end
// of a clause or, failing that, of a word, and ends in "…".
func Title(s string) string {
	s = without(replacement, s)
	if utf8.RuneCountInString(s) <= MaxDescription {
		return s
	}
	head := string([]rune(s)[:MaxDescription]) // one character longer than what can stay
	if i := clauseEnd(head); i > 0 {
		return head[:i] + "…"
	}
	if i := strings.LastIndexByte(head, ' '); i > 0 {
		return head[:i] + "…"
	}
	return string([]rune(head)[:MaxDescription-1]) + "…"
}

// personal is a reference to a person by mail address. Like the columns
// Assignee and Contact, it names no document and stays out.
var personal = regexp.MustCompile(`\[[^\[\]]*<[^<>]*>[^\[\]]*\]`)

// without returns s, its white space collapsed, without what matches, or comes
// to match when something else is gone.
func without(unwanted *regexp.Regexp, s string) string {
	for {
		s = strings.Join(strings.Fields(s), " ")
		if !unwanted.MatchString(s) {
			return s
		}
		s = unwanted.ReplaceAllString(s, "")
	}
}

// clauseEnd returns where the last clause in the second half of s ends, before
// its punctuation, or 0.
func clauseEnd(s string) int {
	for i := len(s) - 2; i > len(s)/2; i-- {
		if s[i+1] != ' ' {
			continue
		}
		switch s[i] {
		case '.', ';', ':', ',':
			return i
		case '-':
			if s[i-1] == ' ' {
				return i - 1
			}
		}
	}
	return 0
}

// The phrases of the Assignment Notes that decide which name of a port comes
// first, or whether one does at all. The canonical form keeps these and drops
// the rest.
var (
	aliasNote     = regexp.MustCompile(`This entry is an alias to "([^"]*)"`)
	duplicateNote = regexp.MustCompile(`This is a duplicate of the "([^"]*)" service`)
	// These are not IANA's but this package's own: the note that [Registry.Retain]
	// leaves, and those that people write.
	retainedNote  = regexp.MustCompile(`Withdrawn: not in the registry of (\S+) any more`)
	withdrawnNote = regexp.MustCompile(`(?i)\bwithdrawn\b:? *([\w-]*)`)
	sharedNote    = regexp.MustCompile(`(?i)\bshared\b`)
	// In the name of a service, these words mark nothing.
	quotedName = regexp.MustCompile(`"[^"]*"`)
)

const widespreadNote = "This entry records an unassigned but widespread use"

func (p *parser) notes(rec *Record, notes string) {
	if m := aliasNote.FindStringSubmatch(notes); m != nil {
		rec.Alias = p.noted(m[0], m[1])
	}
	if m := duplicateNote.FindStringSubmatch(notes); m != nil {
		rec.DuplicateOf = p.noted(m[0], m[1])
	}
	rec.Widespread = strings.Contains(notes, widespreadNote)
	unquoted := quotedName.ReplaceAllString(notes, "")
	rec.Shared = sharedNote.MatchString(unquoted)
	withdrawn := p.withdrawn(rec, unquoted)
	if notes != "" && !rec.Demoted() && !rec.Shared && !withdrawn {
		p.ignored[rec.Line] = notes
	}
}

// withdrawn reads the mark of a withdrawn row, and reports whether there is one. What
// people write counts in a file of one's own only: IANA's prose may have the word.
func (p *parser) withdrawn(rec *Record, notes string) bool {
	if m := retainedNote.FindStringSubmatch(notes); m != nil {
		if _, bad := unprintable(m[1]); bad || rec.Name == "" {
			p.errorf("assignment notes: %q: not on a row with a name, or with an odd date: remove it", m[0])
		}
		rec.Withdrawn = m[1]
		return true
	}
	m := withdrawnNote.FindStringSubmatch(notes)
	if m == nil {
		return false
	}
	switch _, err := time.Parse(time.DateOnly, m[1]); {
	case err != nil:
		p.ownErrorf("assignment notes %q: no date in the form 2006-01-31 after withdrawn: write withdrawn and such a date", notes)
	case rec.Name == "":
		p.ownErrorf("assignment notes %q: the row has no service name: remove the row instead", notes)
	}
	p.byHand[p.line] = m[1]
	return true
}

// noted checks a name that a note refers to.
func (p *parser) noted(note, name string) string {
	name = strings.TrimSpace(name)
	if name == "" {
		p.errorf("assignment notes: %s: names no service", note)
	}
	return p.name("name in the assignment notes", name)
}

func notesOf(rec *Record) string {
	var notes []string
	if rec.Alias != "" {
		notes = append(notes, `This entry is an alias to "`+rec.Alias+`".`)
	}
	if rec.DuplicateOf != "" {
		notes = append(notes, `This is a duplicate of the "`+rec.DuplicateOf+`" service.`)
	}
	if rec.Widespread {
		notes = append(notes, widespreadNote+".")
	}
	if rec.Withdrawn != "" {
		notes = append(notes, "Withdrawn: not in the registry of "+rec.Withdrawn+" any more.")
	}
	return strings.Join(notes, " ")
}
