package registry

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Read reads a file of a kind from r: CSV, as IANA publishes it, in the canonical form or
// as people write it, with spaces after commas, capitals in the header and in transport
// protocols, comments on lines that start with #, and blank lines; or services(5). The
// name is for error messages. All that is wrong is reported together: the error joins
// one [Error] a finding, in the order of the lines. A file of more than [MaxSize] bytes
// is an error.
func Read(name string, kind Kind, r io.Reader) (*File, error) {
	text, err := ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	text = bytes.TrimPrefix(text, []byte(byteOrderMark))
	p := parser{out: &File{Name: name, Kind: kind}}
	if kind == Services {
		p.services(text)
	} else if err := p.csv(text); err != nil {
		return nil, err
	}
	if err := append(p.errs, check(p.out.Rows)...).Err(); err != nil {
		return nil, err
	}
	return p.out, nil
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

type parser struct {
	out     *File
	line    int // where the current row starts
	columns [numColumns]int
	width   int // the number of fields in the header
	errs    ErrorList
}

func (p *parser) errorf(format string, args ...any) {
	p.errs = append(p.errs, p.newError(format, args...))
}

func (p *parser) warnf(format string, args ...any) {
	p.out.Warnings = append(p.out.Warnings, p.newError(format, args...))
}

func (p *parser) newError(format string, args ...any) *Error {
	return newError(p.out.Name, p.line, format, args...)
}

// csv parses the rows. What it returns at once is what makes the rest of the file
// unreadable; what is wrong with single rows goes into p.errs.
func (p *parser) csv(text []byte) error {
	cr := newReader(text)
	for {
		row, err := cr.Read()
		if errors.Is(err, io.EOF) {
			return p.end()
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
		if isConflictMarker(row[0]) {
			p.errorf("row %s: a conflict marker of git: resolve the conflict, and remove the marker", excerpt(row))
			continue
		}
		if p.width == 0 {
			if err := p.header(row); err != nil {
				return err
			}
			continue
		}
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

// isBlank reports whether a row has nothing in any field, as spreadsheets leave them.
func isBlank(row []string) bool {
	return !slices.ContainsFunc(row, func(field string) bool { return strings.TrimSpace(field) != "" })
}

// isConflictMarker reports whether a line is one that git leaves in a file that it
// could not merge.
func isConflictMarker(line string) bool {
	for _, marker := range []string{"<<<<<<<", "|||||||", "=======", ">>>>>>>"} {
		if strings.HasPrefix(line, marker) {
			return true
		}
	}
	return false
}

func (p *parser) end() error {
	switch {
	case p.width == 0 && len(p.errs) == 0:
		return &Error{File: p.out.Name, Line: 1, Msg: "the file has no header: it must start with " + strings.Join(columnNames[:numRequired], ",")}
	case len(p.out.Rows) == 0 && len(p.errs) == 0:
		return &Error{File: p.out.Name, Line: p.line, Msg: "no rows after the header: write some, or get the whole file if it was cut short"}
	}
	return nil
}

// excerpt returns the beginning of a row, quoted.
func excerpt(row []string) string { return Quote(strings.Join(row, ",")) }

// row adds a row, or errors.
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
	r := &Row{
		File: p.out, Line: p.line,
		Name:            p.name("service name", strings.Trim(raw(colName), " \t\r\n")),
		Transport:       p.transport(strings.TrimSpace(raw(colTransport))),
		Description:     without(replacement, field(colDescription)),
		Registered:      field(colRegistered),
		Modified:        field(colModified),
		Reference:       without(personal, field(colReference)),
		ServiceCode:     p.serviceCode(strings.TrimSpace(raw(colServiceCode))),
		UnauthorizedUse: field(colUnauthorizedUse),
		Alias:           p.name("alias", strings.TrimSpace(raw(colAlias))),
		Shared:          field(colShared),
		Owner:           field(colOwner),
	}
	first, last, _ := strings.Cut(field(colIdentifier), "-")
	r.Identifier, r.LastIdentifier = strings.TrimSpace(first), strings.TrimSpace(last)
	r.Withdrawn = p.withdrawn(r, strings.TrimSpace(raw(colWithdrawn)))
	p.setPorts(r, strings.TrimSpace(raw(colPort)))
	p.notes(r, strings.Join(strings.Fields(raw(colNotes)), " "))
	switch {
	case r.Identifier == "":
	case r.Name == "":
		p.errorf("identifier %q: the row has no service name: remove the identifier", r.Identifier)
	case !r.HasPort && len(p.errs) == before:
		p.errorf("identifier %q: the row has no port number: remove the identifier", r.Identifier)
	}
	if r.Identifier == "" && r.LastIdentifier != "" {
		p.errorf("identifier %q: has nothing before the hyphen: write the name of the first port there", "-"+r.LastIdentifier)
	}
	if r.LastIdentifier != "" && !r.Ports.IsRange() {
		p.errorf("identifier %q: names the last port of a range, and port number %q is none: remove %q", r.Identifier+"-"+r.LastIdentifier, r.Ports, "-"+r.LastIdentifier)
	}
	if p.out.Kind == Team && utf8.RuneCountInString(r.Description) > MaxTitle {
		p.warnf("description %q: cut to %d characters: shorten it", r.Description, MaxTitle)
	}
	if len(p.errs) == before {
		p.out.Rows = append(p.out.Rows, r)
	}
}

// setPorts sets the ports of a row. Only IANA's rows may have a name without a port.
// IANA had names on port 0 once, which stood for none.
func (p *parser) setPorts(r *Row, s string) {
	switch {
	case s != "":
		var ok bool
		r.Ports, ok = p.ports(s)
		r.HasPort = r.Ports != (Ports{}) || r.Name == ""
		if ok && !r.HasPort && p.out.Kind != IANA {
			p.errorf("service name %q: port 0 is reserved (RFC 6335): choose another port", r.Name)
		}
	case r.Name == "":
		p.errorf("row has neither a service name nor a port number: write one, or remove the row")
	case p.out.Kind != IANA:
		p.errorf("service name %q: has no port number: write one, or remove the row", r.Name)
	}
}

// name checks a service name: any printable ASCII, so that the registry's
// legacy names pass that RFC 6335 §5.1 would refuse.
func (p *parser) name(what, name string) string {
	if strings.HasPrefix(name, "#") {
		p.errorf("%s %q: starts with #, as a comment does: choose another name", what, name)
	}
	if isConflictMarker(name) {
		p.errorf("%s %q: starts as a conflict marker of git does: choose another name", what, name)
	}
	for _, r := range name {
		if r < ' ' || r > '~' {
			p.errorf("%s %q: %s is not printable ASCII: RFC 6335 allows letters, digits and hyphens", what, name, describe(r))
			break
		}
	}
	return name
}

func (p *parser) ports(s string) (Ports, bool) {
	ports, err := ParsePorts(s)
	if err != nil {
		p.errorf("port number %q: %v", s, err)
	}
	return ports, err == nil
}

// ParsePorts parses a port number or a range, N-M. The error does not quote s.
func ParsePorts(s string) (p Ports, err error) {
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
	n, err := strconv.ParseUint(digits, 10, 16)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return 0, errors.New("out of range: ports go from 0 to 65535")
	case err != nil:
		return 0, errors.New("neither a number nor a range: write N or N-M")
	}
	return uint16(n), nil
}

func (p *parser) transport(s string) Transport {
	t, ok := parseTransport(s)
	switch {
	case ok || s == "":
	case listsTransports(s):
		p.errorf("transport protocol %q: unknown: write one row for each transport, or leave it empty for every transport", s)
	default:
		p.errorf("transport protocol %q: unknown: write tcp, udp, sctp or dccp, or leave it empty for every transport", s)
	}
	return t
}

// listsTransports reports whether a text is several transports, with anything but
// letters between them.
func listsTransports(s string) bool {
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	return len(words) > 1 && !slices.ContainsFunc(words, func(word string) bool { _, ok := parseTransport(word); return !ok })
}

func (p *parser) serviceCode(s string) uint32 {
	if s == "" {
		return 0
	}
	code, err := strconv.ParseUint(s, 10, 32)
	if err != nil {
		p.errorf("service code %q: not a number of 32 bits: write it in decimal, or leave it empty", s)
	}
	return uint32(code)
}

// withdrawn checks a date in the column Withdrawn.
func (p *parser) withdrawn(r *Row, date string) string {
	if date == "" {
		return ""
	}
	if !isDay(date) {
		p.errorf("withdrawn %q: not a date: write it as in 2006-01-31", date)
	}
	if r.Name == "" {
		p.errorf("withdrawn %q: the row has no service name: remove the row instead", date)
	}
	return date
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// Date returns the newest date, YYYY-MM-DD or YYYY-MM, at which a row was registered or
// modified, or the empty string. What is no date, and any date after the day until, is
// passed over; an empty until stands for no limit.
func Date(rows []*Row, until string) string {
	newest := ""
	for _, r := range rows {
		for _, s := range []string{r.Registered, r.Modified} {
			if s > newest && r.Withdrawn == "" && (until == "" || s <= until) && (isDay(s) || isDay(s+"-01")) {
				newest = s
			}
		}
	}
	return newest
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
