package registry

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"io"
	"slices"
)

// Write writes the canonical form: the columns of IANA's file and Identifier, and
// Owner if a row has one, the rows that have a port number, and of them the facts that
// [Read] keeps. The names of assignees and contacts are not among them, nor is Shared,
// on which no package depends. Otherwise reading what Write wrote gives the same records,
// and writing those the same bytes.
func (reg *Registry) Write(w io.Writer) error {
	columns := numColumns
	if !reg.Uses(columnNames[colOwner]) {
		columns = colOwner
	}
	cw := csv.NewWriter(w)
	// The writer keeps its first error for Error below.
	_ = cw.Write(columnNames[:columns])
	for i := range reg.Records {
		row := reg.Records[i].row()
		_ = cw.Write(row[:columns])
	}
	cw.Flush()
	return cw.Error()
}

// row returns the columns of the record.
func (r *Record) row() [numColumns]string {
	return [numColumns]string{
		colName:            r.Name,
		colPort:            r.Ports.String(),
		colTransport:       r.Transport.String(),
		colDescription:     r.Description,
		colRegistered:      r.Registered,
		colModified:        r.Modified,
		colReference:       r.Reference,
		colUnauthorizedUse: r.UnauthorizedUse,
		colNotes:           notesOf(r),
		colIdentifier:      r.Identifier,
		colOwner:           r.Owner,
	}
}

// Uses reports whether any row has something in a column, by its name.
func (reg *Registry) Uses(column string) bool {
	i := slices.Index(columnNames[:], column)
	return slices.ContainsFunc(reg.Records, func(r Record) bool { return r.row()[i] != "" })
}

// Digest returns the SHA-256 of the canonical form, in hexadecimal.
func (reg *Registry) Digest() (string, error) {
	sum := sha256.New()
	if err := reg.Write(sum); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
