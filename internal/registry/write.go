package registry

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
)

// Write writes IANA's registry in its canonical form: the columns of IANA's file,
// Identifier and Withdrawn, and of the rows the facts that [Read] keeps, with the
// identifiers that are given. The names of assignees and contacts are not among them.
// Reading what Write wrote gives the same rows, but for titles that are cut to
// [MaxTitle] characters, and writing those gives the same bytes.
func Write(w io.Writer, rows []*Row, identifier func(*Row) (first, last string)) error {
	const columns = colWithdrawn + 1
	cw := csv.NewWriter(w)
	// The writer keeps its first error for Error below.
	_ = cw.Write(columnNames[:columns])
	for _, r := range rows {
		fields := r.fields()
		fields[colIdentifier] = identifierField(identifier(r))
		_ = cw.Write(fields)
	}
	cw.Flush()
	return cw.Error()
}

func (r *Row) fields() []string {
	fields := []string{
		colName:            r.Name,
		colDescription:     Title(r.Description),
		colRegistered:      r.Registered,
		colModified:        r.Modified,
		colReference:       r.Reference,
		colUnauthorizedUse: r.UnauthorizedUse,
		colNotes:           notesOf(r),
		colWithdrawn:       r.Withdrawn,
	}
	if r.HasPort {
		fields[colPort] = r.Ports.String()
	}
	if r.Transport != 0 {
		fields[colTransport] = r.Transport.String()
	}
	if r.ServiceCode != 0 {
		fields[colServiceCode] = strconv.FormatUint(uint64(r.ServiceCode), 10)
	}
	return fields
}

// identifierField returns what the column Identifier has: "SyslogTLS", and for a range
// "X11-X11Last".
func identifierField(identifier, last string) string {
	if last != "" {
		return identifier + "-" + last
	}
	return identifier
}

// Uses reports whether any row has something in a column of IANA's, by its name.
func (f *File) Uses(column string) bool {
	i := slices.Index(columnNames[:], column)
	return slices.ContainsFunc(f.Rows, func(r *Row) bool { return r.fields()[i] != "" })
}
