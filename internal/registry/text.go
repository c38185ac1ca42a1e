package registry

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// MaxTitle is the length of the longest title, in characters.
const MaxTitle = 80

// replacement is the sentence that IANA adds to the description of each name
// that replaced a malformed one. The malformed name's own row says the same.
var replacement = regexp.MustCompile(`IANA assigned this well-formed service name as a replacement for "[^"]*"\.?`)

// Title makes a title of a description: one line without IANA's stock
// sentence, at most [MaxTitle] characters. A longer one is cut at the end
// of a clause or, failing that, of a word, and ends in "…".
func Title(s string) string {
	s = without(replacement, s)
	if utf8.RuneCountInString(s) <= MaxTitle {
		return s
	}
	head := string([]rune(s)[:MaxTitle]) // one character longer than what can stay
	if i := clauseEnd(head); i > 0 {
		return head[:i] + "…"
	}
	if i := strings.LastIndexByte(head, ' '); i > 0 {
		return head[:i] + "…"
	}
	return string([]rune(head)[:MaxTitle-1]) + "…"
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

// statusWords are the openings of the descriptions by which IANA's rows without a
// name tell their status, in all the spellings that the registry has used.
var statusWords = []struct {
	prefix string
	status Status
}{
	{"unassigned", Unassigned},
	{"(unassigned", Unassigned},
	{"reserved", Reserved},
	{"de-registered", Reserved},
	{"removed", Reserved},
	{"deprecated", Reserved},
	{"de-commissioned", Reserved},
	{"decommissioned", Reserved},
	{"decomissioned", Reserved},
}

func statusOf(description string) Status {
	description = strings.ToLower(description)
	for _, s := range statusWords {
		if strings.HasPrefix(description, s.prefix) {
			return s.status
		}
	}
	return Assigned
}

// IANA's phrases in the Assignment Notes that decide which name of a port comes first,
// or whether one does at all. The canonical form keeps these and drops the rest.
var (
	aliasNote     = regexp.MustCompile(`This entry is an alias to "([^"]*)"`)
	duplicateNote = regexp.MustCompile(`This is a duplicate of the "([^"]*)" service`)
)

const widespreadNote = "This entry records an unassigned but widespread use"

// teamNotes match notes of a team's file by which people mean a column, at their
// beginning.
var teamNotes = []struct {
	note   *regexp.Regexp
	column int
}{
	{aliasNote, colAlias},
	{duplicateNote, colAlias},
	{regexp.MustCompile(`(?i)^\W*shared\b`), colShared},
	{regexp.MustCompile(`(?i)^\W*(withdrawn|deprecated)\b`), colWithdrawn},
}

// notes reads IANA's phrases in IANA's file. In a team's, notes are for people.
func (p *parser) notes(r *Row, notes string) {
	if p.out.Kind == Team {
		for _, n := range teamNotes {
			if n.note.MatchString(notes) {
				p.errorf("assignment notes %q: have no effect: write it in the column %q", notes, columnNames[n.column])
				return
			}
		}
		return
	}
	if m := aliasNote.FindStringSubmatch(notes); m != nil {
		r.Alias = p.noted(m[0], m[1])
	}
	if m := duplicateNote.FindStringSubmatch(notes); m != nil {
		r.Duplicate = p.noted(m[0], m[1])
	}
	r.Widespread = strings.Contains(notes, widespreadNote)
}

// noted checks a name that a note refers to.
func (p *parser) noted(note, name string) string {
	name = strings.TrimSpace(name)
	if name == "" {
		p.errorf("assignment notes: %s: names no service", note)
	}
	return p.name("name in the assignment notes", name)
}

func notesOf(r *Row) string {
	var notes []string
	if r.Alias != "" {
		notes = append(notes, `This entry is an alias to "`+r.Alias+`".`)
	}
	if r.Duplicate != "" {
		notes = append(notes, `This is a duplicate of the "`+r.Duplicate+`" service.`)
	}
	if r.Widespread {
		notes = append(notes, widespreadNote+".")
	}
	return strings.Join(notes, " ")
}
