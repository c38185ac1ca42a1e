package registry

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The twelve columns of IANA's registry, of which the first four must be there,
// and what is added to them here.
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
	colOwner
	numColumns

	numRequired = colDescription + 1
	numIANA     = colNotes + 1
)

var columnNames = [numColumns]string{
	"Service Name", "Port Number", "Transport Protocol", "Description",
	"Assignee", "Contact", "Registration Date", "Modification Date",
	"Reference", "Service Code", "Unauthorized Use Reported", "Assignment Notes",
	"Identifier", "Owner",
}

// formerNames are headers that the registry used for a column in the past, folded.
var formerNames = map[string]int{"known unauthorized uses": colUnauthorizedUse}

// Read reads the registry from r, in IANA's form, in the canonical one or in one
// that people write: with spaces after commas, capitals in the header and in
// transport protocols, comments on lines that start with #, and blank lines; or it
// reads a file in the form of services(5), which its content tells from CSV. The
// file's name is for error messages. All that is wrong is reported together: the
// error joins one [Error] a finding, in the order of the lines. A file of more than
// [MaxSize] bytes is an error.
func Read(file string, r io.Reader) (*Registry, error) {
	text, err := ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	p := parser{file: file, byHand: map[int]string{}, ignored: map[int]string{}}
	if err := p.read(text); err != nil {
		return nil, err
	}
	p.settleForm()
	p.reg.sort()
	if err := append(p.errs, p.reg.check()...).Err(); err != nil {
		return nil, err
	}
	return &p.reg, nil
}

// MaxSize is the size in bytes of the largest file that is read. IANA's has 1.2 MB.
const MaxSize = 32 << 20

// ErrTooLarge reports a file of more than [MaxSize] bytes.
var ErrTooLarge = fmt.Errorf("has more than %d MB, IANA's registry has about one: check where it is from", MaxSize>>20)

// ReadAll reads r to its end. More than [MaxSize] bytes are [ErrTooLarge].
func ReadAll(r io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err == nil && len(text) > MaxSize {
		err = ErrTooLarge
	}
	return text, err
}

// settleForm finds out whether the file is one's own: neither in IANA's form nor in that
// of services(5). If it is, the notes of people count, and descriptions that were cut,
// notes in which nothing is known and names with several ports make warnings.
func (p *parser) settleForm() {
	reg := &p.reg
	if len(reg.Records) > 0 && reg.Records[0].FromServices {
		return
	}
	reg.Own = len(reg.Missing) > 0 || !slices.ContainsFunc(reg.Records, func(r Record) bool { return r.Ports.First == 0 && r.Name == "" })
	hasNotes := !slices.Contains(reg.Missing, columnNames[colNotes])
	named := map[string]*Record{} // the first row of each name, folded
	for i := range reg.Records {
		r := &reg.Records[i]
		r.Own, r.HasNotes = reg.Own, hasNotes
		r.Shared = r.Shared && reg.Own
		if !reg.Own {
			continue
		}
		if date, ok := p.byHand[r.Line]; ok {
			r.Withdrawn = date
		}
		if r.FullTitle != "" {
			reg.Warnings = append(reg.Warnings, r.Errorf("description %q: cut to %d characters: shorten it", r.FullTitle, MaxDescription))
		}
		if first := named[Fold(r.Name)]; first == nil {
			named[Fold(r.Name)] = r
		} else if r.Name != "" && r.Withdrawn == "" && first.Withdrawn == "" && r.Ports.First != first.Ports.First && (r.Identifier == "" || first.Identifier == "") {
			reg.Warnings = append(reg.Warnings, r.Errorf("service name %q: has port %s on line %d, so port numbers are added to its constants: remove one of the rows, or name the constants in the column Identifier",
				r.Name, first.Ports, first.Line))
		}
		if notes, ok := p.ignored[r.Line]; ok {
			reg.Warnings = append(reg.Warnings, r.Errorf("assignment notes %q: neither shared nor withdrawn DATE nor one of IANA's phrases: ignored", notes))
		}
	}
}

// CheckOwn finds what is wrong with rows of one's own, although IANA's may have it: no
// port number, or the word "withdrawn" in the notes without a date after it.
func (reg *Registry) CheckOwn() error {
	if !reg.Own {
		return nil
	}
	return reg.ownErrs.Err()
}

func (reg *Registry) sort() {
	slices.SortStableFunc(reg.Records, func(a, b Record) int { return cmp.Compare(a.Ports.First, b.Ports.First) })
}

type parser struct {
	file    string
	line    int // where the current row starts
	columns [numColumns]int
	width   int // the number of fields in the header
	reg     Registry
	errs    ErrorList
	byHand  map[int]string // the dates that people wrote after "withdrawn", by line
	ignored map[int]string // the notes in which nothing is known, by line
}

func (p *parser) errorf(format string, args ...any) {
	p.errs = append(p.errs, p.newError(format, args...))
}

// ownErrorf adds an error that is one only in a file of one's own.
func (p *parser) ownErrorf(format string, args ...any) {
	if len(p.reg.ownErrs) <= maxErrors {
		p.reg.ownErrs = append(p.reg.ownErrs, p.newError(format, args...))
	}
}

func (p *parser) newError(format string, args ...any) *Error {
	return newError(p.file, p.line, format, args...)
}

// read parses the rows. What it returns at once is what makes the rest of the
// file unreadable; what is wrong with single rows goes into p.errs.
func (p *parser) read(text []byte) error {
	text = bytes.TrimPrefix(text, []byte(byteOrderMark))
	if isServices(text) {
		p.readServices(text)
		return nil
	}
	cr := newReader(text)
	rows := 0
	for {
		row, err := cr.Read()
		if errors.Is(err, io.EOF) {
			return p.end(rows)
		}
		if syntax := (*csv.ParseError)(nil); errors.As(err, &syntax) {
			p.line = syntax.StartLine
			p.errorf("column %d of line %d: %v: put the field in double quotes, with nothing between them and the commas, and double each quote inside it", syntax.Column, syntax.Line, syntax.Err)
			return p.errs.Err()
		}
		p.line, _ = cr.FieldPos(0)
		if isBlank(row) {
			continue
		}
		if len(p.errs) > maxErrors {
			return p.errs.Err()
		}
		if p.width == 0 {
			if err := p.header(row); err != nil {
				return err
			}
			continue
		}
		rows++
		p.row(row)
	}
}

// byteOrderMark may stand at the beginning of a file.
const byteOrderMark = "\ufeff"

// newReader returns a reader of the rows of a file.
func newReader(text []byte) *csv.Reader {
	cr := csv.NewReader(bytes.NewReader(text))
	cr.FieldsPerRecord = -1
	cr.ReuseRecord = true
	cr.TrimLeadingSpace = true
	cr.Comment = '#'
	return cr
}

// isBlank reports whether a row is a line without anything.
func isBlank(row []string) bool { return len(row) == 1 && strings.TrimSpace(row[0]) == "" }

func (p *parser) end(rows int) error {
	switch {
	case p.width == 0:
		return &Error{File: p.file, Line: 1, Msg: "the file has no header: it must start with " + strings.Join(columnNames[:numRequired], ",")}
	case rows == 0:
		return &Error{File: p.file, Line: p.line, Msg: "no rows after the header: write some, or get the whole file if it was cut short"}
	}
	return nil
}

func (p *parser) header(row []string) error {
	p.width = len(row)
	for i := range p.columns {
		p.columns[i] = -1
	}
	for i, field := range row {
		field = strings.TrimSpace(field)
		column := slices.IndexFunc(columnNames[:], func(name string) bool { return Fold(name) == Fold(field) })
		if former, ok := formerNames[Fold(field)]; ok {
			column = former
		}
		if column < 0 {
			if field != "" {
				p.reg.Warnings = append(p.reg.Warnings, p.newError("column %q: unknown, and ignored: the columns are %s", field, strings.Join(columnNames[:], ", ")))
			}
			continue
		}
		if p.columns[column] >= 0 {
			p.errorf("column %q stands twice in the header: remove one", field)
		}
		p.columns[column] = i
	}
	var missing []string
	for i, at := range p.columns {
		switch {
		case at >= 0:
		case i < numRequired:
			missing = append(missing, strconv.Quote(columnNames[i]))
		case i < numIANA:
			p.reg.Missing = append(p.reg.Missing, columnNames[i])
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
		}
		p.errorf("header %s: has no %s: the required columns are %s%s",
			excerpt(row), strings.Join(missing, ", "), strings.Join(columnNames[:numRequired], ", "), cure)
	}
	return p.errs.Err()
}

// excerpt returns the beginning of a row, quoted.
func excerpt(row []string) string { return Quote(strings.Join(row, ",")) }

// row turns one row into a record, or into errors.
func (p *parser) row(row []string) {
	if strings.HasPrefix(row[0], "#") {
		p.errorf("row %s: starts with #: write the # of a comment at the beginning of the line", excerpt(row))
		return
	}
	if len(row) != p.width {
		p.errorf("row %s: has %d fields, the header has %d: put a field that has a comma in double quotes, and leave none out", excerpt(row), len(row), p.width)
		return
	}
	raw := func(column int) string {
		if i := p.columns[column]; i >= 0 {
			return row[i]
		}
		return ""
	}
	field := func(column int) string {
		text := strings.Join(strings.Fields(raw(column)), " ")
		if r, bad := unprintable(text); bad {
			p.errorf("%s %q: %s is not printable text: remove it", strings.ToLower(columnNames[column]), text, describe(r))
		}
		return text
	}
	before := len(p.errs)
	ports := strings.TrimSpace(raw(colPort))
	name := p.name("service name", strings.Trim(raw(colName), " \t\r\n"))
	if ports == "" {
		if name == "" && len(p.errs) == before {
			p.errorf("row has neither a service name nor a port number: remove it")
		}
		p.ownErrorf("service name %q: has no port number: write one, or remove the row", name)
		p.reg.NameOnly++
		return
	}
	rec := Record{
		File: p.file, Line: p.line,
		Name: name, Ports: p.ports(ports),
		Transport:       p.transport(strings.TrimSpace(raw(colTransport))),
		Registered:      field(colRegistered),
		Modified:        field(colModified),
		Reference:       without(personal, field(colReference)),
		UnauthorizedUse: field(colUnauthorizedUse),
		Identifier:      field(colIdentifier),
		Owner:           field(colOwner),
	}
	full := without(replacement, field(colDescription))
	if rec.Description = Title(full); rec.Description != full {
		rec.FullTitle = full
	}
	p.notes(&rec, strings.Join(strings.Fields(raw(colNotes)), " "))
	if len(p.errs) == before {
		p.reg.Records = append(p.reg.Records, rec)
	}
}

// name checks a service name: any printable ASCII, so that the registry's
// legacy names pass that RFC 6335 §5.1 would refuse.
func (p *parser) name(what, name string) string {
	if strings.HasPrefix(name, "#") {
		p.errorf("%s %q: starts with #, as a comment does: choose another name", what, name)
	}
	for _, r := range name {
		if r < ' ' || r > '~' {
			p.errorf("%s %q: %s is not printable ASCII: RFC 6335 allows letters, digits and hyphens", what, name, describe(r))
			break
		}
	}
	return name
}

func (p *parser) ports(s string) PortRange {
	ports, err := ParsePorts(s)
	if err != nil {
		p.errorf("port number %q: %v", s, err)
	}
	return ports
}

// ParsePorts parses a port number or a range, N-M. The error does not quote s.
func ParsePorts(s string) (p PortRange, err error) {
	low, high, isRange := strings.Cut(s, "-")
	if !isRange {
		high = low
	}
	if p.First, err = parsePort(strings.TrimSpace(low)); err == nil {
		p.Last, err = parsePort(strings.TrimSpace(high))
	}
	if err == nil && p.Last < p.First {
		err = fmt.Errorf("range ends before it starts: write %d-%d", p.Last, p.First)
	}
	return p, err
}

func parsePort(digits string) (uint16, error) {
	notDigit := func(r rune) bool { return r < '0' || r > '9' }
	if digits == "" || strings.ContainsFunc(digits, notDigit) {
		return 0, errors.New("neither a number nor a range: write N or N-M")
	}
	n, err := strconv.ParseUint(digits, 10, 16)
	if err != nil {
		return 0, errors.New("out of range: ports go from 0 to 65535")
	}
	return uint16(n), nil
}

func (p *parser) transport(s string) Transport {
	t, ok := parseTransport(s)
	switch {
	case ok:
	case len(transports(s)) > 1:
		p.errorf("transport protocol %q: unknown: write one row for each transport, or leave it empty for every transport", s)
	default:
		p.errorf("transport protocol %q: unknown: write tcp, udp, sctp or dccp, or leave it empty for every transport", s)
	}
	return t
}

// transports returns the transports that a text lists, with anything but letters
// between them, or none if it has other words.
func transports(s string) (list []Transport) {
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		t, ok := parseTransport(word)
		if !ok {
			return nil
		}
		list = append(list, t)
	}
	return list
}

// unprintable finds what has no place in text that ends up in comments and
// string literals: control characters, invisible ones, broken UTF-8.
func unprintable(s string) (rune, bool) {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return r, true
			}
		}
		if !unicode.IsPrint(r) {
			return r, true
		}
	}
	return 0, false
}

func describe(r rune) string {
	switch {
	case r == utf8.RuneError:
		return "invalid UTF-8"
	case unicode.IsControl(r):
		return fmt.Sprintf("control character %U", r)
	}
	return fmt.Sprintf("character %U", r)
}
