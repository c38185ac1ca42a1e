package registry

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.com/ianaports/internal/nearest"
)

// The columns: IANA's twelve, of which the first four must be there, and this
// project's.
const (
	colName = iota
	colPort
	colTransport
	colDescription
	colAssignee
	colContact
	colRegistered
	colModified
	colReference
	colServiceCode
	colUnauthorizedUse
	colNotes

	colIdentifier
	colWithdrawn
	colAlias
	colShared
	colOwner
	numColumns

	numRequired = colDescription + 1
	numIANA     = colNotes + 1
)

var columnNames = [numColumns]string{
	"Service Name", "Port Number", "Transport Protocol", "Description",
	"Assignee", "Contact", "Registration Date", "Modification Date",
	"Reference", "Service Code", "Unauthorized Use Reported", "Assignment Notes",
	"Identifier", "Withdrawn", "Alias", "Shared", "Owner",
}

// formerNames are headers that the registry used for a column in the past.
var formerNames = map[string]int{"known unauthorized uses": colUnauthorizedUse}

// mistaken are headers that people write for a column.
var mistaken = map[string]int{"deprecated": colWithdrawn}

// header finds the columns by their names.
func (p *parser) header(row []string) error {
	p.width = len(row)
	for i := range p.columns {
		p.columns[i] = -1
	}
	for i, field := range row {
		field = strings.TrimSpace(field)
		column := columnOf(field)
		if column < 0 {
			p.unknownColumn(field)
			continue
		}
		if p.out.Kind == IANA && column >= colAlias {
			p.errorf("column %q: IANA's registry has none: it belongs in a team's file, which -in reads", field)
		}
		if p.columns[column] >= 0 {
			p.errorf("column %q stands twice in the header: remove one", field)
		}
		p.columns[column] = i
	}
	var missing []string
	for i, at := range p.columns {
		switch {
		case at >= 0 && i >= numIANA:
			p.out.Own = append(p.out.Own, columnNames[i])
		case at >= 0:
		case i < numRequired:
			missing = append(missing, strconv.Quote(columnNames[i]))
		case i < numIANA:
			p.out.Lacks = append(p.out.Lacks, columnNames[i])
		}
	}
	if len(missing) > 0 {
		cure := ""
		switch {
		case strings.HasPrefix(row[0], "#"):
			cure = "; write the # of a comment at the beginning of the line"
		case !utf8.ValidString(row[0]) || strings.ContainsRune(row[0], 0):
			cure = "; save the file as UTF-8"
		case len(row) == 1 && strings.ContainsAny(row[0], ";\t"):
			cure = ", with commas between"
		case len(row) == 1:
			cure = "; a file in the form of services(5) is read with -services"
		}
		p.errorf("header %s: has no %s: the required columns are %s%s",
			excerpt(row), strings.Join(missing, ", "), strings.Join(columnNames[:numRequired], ", "), cure)
	}
	return p.errs.Err()
}

// columnOf returns the column of a header's field, or -1.
func columnOf(field string) int {
	if former, ok := formerNames[strings.ToLower(field)]; ok {
		return former
	}
	return slices.IndexFunc(columnNames[:], func(name string) bool { return strings.EqualFold(name, field) })
}

// unknownColumn reports a column that is not known: as an error if it is probably meant
// to be one of those that this project adds, or any column of a team's, and as a
// warning otherwise.
func (p *parser) unknownColumn(field string) {
	if field == "" {
		return
	}
	meant := columnNames[:]
	if p.out.Kind == IANA {
		meant = columnNames[numIANA:]
	}
	near := nearest.Names(field, meant)
	if column, ok := mistaken[strings.ToLower(field)]; ok && p.out.Kind == Team {
		near = []string{columnNames[column]}
	}
	if len(near) > 0 {
		p.errorf("column %q: unknown: did you mean %q?", field, near[0])
		return
	}
	p.out.Warnings = append(p.out.Warnings, p.newError("column %q: unknown, and ignored: the columns are %s", field, strings.Join(columnNames[:], ", ")))
}
