// Package rawform writes a registry as IANA's file has it, for tests.
package rawform

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// The columns of the canonical form that differ from IANA's.
const (
	colName        = 0
	colDescription = 3
	colAssignee    = 4
	colContact     = 5
	colReference   = 8
	colNotes       = 11
	numIANA        = 12 // this project's columns come after these
	colWithdrawn   = 13
)

// aliasNote is the note of a malformed name; it names the well-formed one.
var aliasNote = regexp.MustCompile(`This entry is an alias to "([^"]+)"`)

// Of returns a canonical registry, its header first, as IANA's file has it: with a byte
// order mark, CRLF between rows and LF within fields, people's names, whole descriptions,
// the sentence about replaced names, notes of all kinds around the stock phrases, and
// without the columns and the rows that are this project's. maxTitle is the length in
// characters at which the canonical form cuts a description.
func Of(rows [][]string, maxTitle int) string {
	malformed := map[string]string{} // by the well-formed name
	for _, row := range rows {
		if m := aliasNote.FindStringSubmatch(row[colNotes]); m != nil {
			malformed[m[1]] = row[colName]
		}
	}
	var b strings.Builder
	b.WriteString("\ufeff")
	for i, row := range rows {
		if i > 0 && row[colWithdrawn] != "" {
			continue
		}
		row = append([]string(nil), row[:numIANA]...)
		if i > 0 {
			enlarge(row, i, malformed[row[colName]], maxTitle)
		}
		write(&b, row)
	}
	return b.String()
}

// enlarge adds to a row what the canonical form leaves out.
func enlarge(row []string, i int, malformed string, maxTitle int) {
	if row[colName] != "" {
		row[colAssignee] = fmt.Sprintf("[Assignee_%d]", i)
		row[colContact] = fmt.Sprintf("[Contact, \"the\" %d]", i)
	}
	if title, cut := strings.CutSuffix(row[colDescription], "…"); cut {
		// It was cut at the end of a clause, or else of a word.
		rest := ";\n          "
		if utf8.RuneCountInString(title) > maxTitle-3 {
			rest = "\n "
		}
		row[colDescription] = title + rest + strings.Repeat("x", maxTitle)
	}
	if row[colNotes] != "" {
		row[colNotes] = "Ask for another, please.\n" + strings.Replace(row[colNotes], " entry", "\n  entry", 1) +
			"\nThis entry is now historic, not usable for use with many\ncommon service discovery mechanisms."
	} else if row[colName] != "" && i%7 == 0 {
		row[colNotes] = "Defined TXT keys: u=<username>\np=<password>\n\n"
	}
	if malformed != "" {
		row[colDescription] += "\n          IANA assigned this well-formed service name as a replacement for \"" + malformed + "\"."
	}
	if i%5 == 0 {
		row[colReference] += fmt.Sprintf("[Someone &\n      <someone-%d@example.com>]", i)
	}
}

// write writes a row that ends in CRLF. Other than a [csv.Writer], it leaves the line
// ends within fields as they are.
func write(b *strings.Builder, row []string) {
	fields := make([]string, len(row))
	for i, field := range row {
		if strings.ContainsAny(field, ",\"\n") {
			field = `"` + strings.ReplaceAll(field, `"`, `""`) + `"`
		}
		fields[i] = field
	}
	b.WriteString(strings.Join(fields, ",") + "\r\n")
}
