package registry

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// An Error says what is wrong with one row of a file and, where there is one,
// the cure.
type Error struct {
	File string
	Line int // where the row starts
	Msg  string
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// ErrTooMany ends a list of errors that was cut short.
var ErrTooMany = errors.New("too many errors")

// maxErrors is the number of errors that one run reports.
const maxErrors = 20

// An ErrorList collects errors.
type ErrorList []*Error

// Err returns the errors in the order of their lines, the first 20 of them, as
// one error, and nil for none.
func (l ErrorList) Err() error {
	slices.SortStableFunc(l, func(a, b *Error) int { return cmp.Compare(a.Line, b.Line) })
	var errs []error
	for _, e := range l {
		if len(errs) == maxErrors {
			errs = append(errs, ErrTooMany)
			break
		}
		errs = append(errs, e)
	}
	return errors.Join(errs...)
}
