package registry

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// FillIdentifiers returns the content of a registry's file with identifiers in the column
// Identifier: those of the row on a line, as in "SyslogTLS" and "X11-X11Last". It adds the
// column where the file has none, leaves what the column has, and changes nothing else:
// comments, the order of rows and other columns stay, byte for byte.
func FillIdentifiers(content []byte, of func(line int) (identifier, last string)) ([]byte, error) {
	f := filler{content: content, of: of}
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
	content []byte
	bom     int // the length of the byte order mark
	lines   []int
	of      func(line int) (identifier, last string)
	rows    *csv.Reader
	out     bytes.Buffer
	copied  int
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
		identifier, last := f.of(line)
		switch {
		case header:
			header = false
			column = slices.IndexFunc(row, func(field string) bool {
				return strings.EqualFold(strings.TrimSpace(field), columnNames[colIdentifier])
			})
			if column < 0 {
				f.insert(f.endOfRow(), ","+columnNames[colIdentifier])
			}
		case column < 0:
			f.insert(f.endOfRow(), ","+identifierField(identifier, last))
		default:
			f.complete(row[column], f.startOfField(column), identifier, last)
		}
	}
}

// complete adds to a field, which starts at a place, what it lacks.
func (f *filler) complete(field string, start int, identifier, last string) {
	text := strings.TrimSpace(field)
	_, writtenLast, hyphen := strings.Cut(text, "-")
	switch {
	case text == "" && identifier != "":
		f.insert(start, identifierField(identifier, last))
	case text == "" || last == "" || writtenLast != "":
	default:
		if !hyphen {
			last = "-" + last
		}
		f.insert(start+strings.Index(field, text)+len(text), last)
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
