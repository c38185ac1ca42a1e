package registry

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"
)

// An Error says what is wrong with one row of a file and, where there is one,
// the cure.
type Error struct {
	File string
	Line int // where the row starts
	Msg  string
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// newError formats an error. Of a text that %q quotes, it shows the beginning.
func newError(file string, line int, format string, args ...any) *Error {
	for i, arg := range args {
		if text, ok := arg.(string); ok {
			args[i] = quotable(text)
		}
	}
	return &Error{File: file, Line: line, Msg: fmt.Sprintf(format, args...)}
}

// A quotable is a text that %q shortens.
type quotable string

// Format implements [fmt.Formatter].
func (q quotable) Format(f fmt.State, verb rune) {
	text := string(q)
	if verb == 'q' {
		text = Short(text)
	}
	fmt.Fprintf(f, fmt.FormatString(f, verb), text)
}

// Quote returns the beginning of a text, quoted, for a message.
func Quote(text string) string { return strconv.Quote(Short(text)) }

// Short returns the beginning of a text, for a message.
func Short(text string) string {
	const most = 60
	end := 0 // of the text that is shown, in bytes
	for range most {
		if end == len(text) {
			return text
		}
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	if end == len(text) {
		return text
	}
	return text[:end] + "…"
}

// errTooMany ends a list of errors that was cut short.
var errTooMany = errors.New("too many errors")

// maxErrors is the number of errors that one run reports.
const maxErrors = 20

// An ErrorList collects errors.
type ErrorList []*Error

// Sort sorts the errors, file by file in the order of their lines.
func (l ErrorList) Sort() {
	files := map[string]int{}
	for _, e := range l {
		if _, ok := files[e.File]; !ok {
			files[e.File] = len(files)
		}
	}
	slices.SortStableFunc(l, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(files[a.File], files[b.File]), cmp.Compare(a.Line, b.Line))
	})
}

// Err returns the errors, sorted, the first 20 of them, as one error, and nil for
// none.
func (l ErrorList) Err() error {
	l.Sort()
	var errs []error
	for _, e := range l {
		if len(errs) == maxErrors {
			errs = append(errs, errTooMany)
			break
		}
		errs = append(errs, e)
	}
	return errors.Join(errs...)
}
