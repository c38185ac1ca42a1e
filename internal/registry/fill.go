package registry

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// FillIdentifiers returns the content of a registry's file with the identifiers of
// its records, which [Read] gave, in the column Identifier. It adds the column where
// the file has none, leaves what the column has, and changes nothing else: comments,
// the order of rows and other columns stay, byte for byte.
func FillIdentifiers(content []byte, records []Record) ([]byte, error) {
	f := filler{content: content, identifiers: map[int]string{}}
	for i := range records {
		f.identifiers[records[i].Line] = records[i].Identifier
	}
	bom := len(content) - len(bytes.TrimPrefix(content, []byte(byteOrderMark)))
	f.lines = []int{bom}
	for i, c := range content {
		if c == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
	f.rows = newReader(content[bom:])
	f.bom = bom
	if err := f.fill(); err != nil {
		return nil, err
	}
	f.out.Write(content[f.copied:])
	return f.out.Bytes(), nil
}

// A filler copies a file and inserts into it.
type filler struct {
	content     []byte
	bom         int // the length of the byte order mark
	lines       []int
	identifiers map[int]string // by the line of a row
	rows        *csv.Reader
	out         bytes.Buffer
	copied      int
}

func (f *filler) fill() error {
	column, header := -1, true
	for {
		row, err := f.rows.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case isBlank(row):
			continue
		}
		line, _ := f.rows.FieldPos(0)
		switch identifier := f.identifiers[line]; {
		case header:
			header = false
			column = slices.IndexFunc(row, func(field string) bool { return Fold(strings.TrimSpace(field)) == Fold(columnNames[colIdentifier]) })
			if column < 0 {
				f.insert(f.endOfRow(), ","+columnNames[colIdentifier])
			}
		case column < 0:
			f.insert(f.endOfRow(), ","+identifier)
		case strings.TrimSpace(row[column]) == "":
			f.insert(f.startOfField(column), identifier)
		}
	}
}

func (f *filler) insert(at int, text string) {
	f.out.Write(f.content[f.copied:at])
	f.out.WriteString(text)
	f.copied = at
}

func (f *filler) endOfRow() int {
	end := f.bom + int(f.rows.InputOffset())
	return len(bytes.TrimRight(f.content[:end], "\r\n"))
}

// startOfField returns where the text of a field starts, inside its quotes.
func (f *filler) startOfField(column int) int {
	line, col := f.rows.FieldPos(column)
	at := f.lines[line-1] + col - 1
	if at < len(f.content) && f.content[at] == '"' {
		at++
	}
	return at
}
