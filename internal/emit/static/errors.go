package static

// A constError is an error that needs no initialisation at start-up.
type constError string

func (e constError) Error() string { return "ports: " + string(e) }

// A textError is an error of a kind and the text that caused it.
type textError struct {
	kind error
	text string
}

func (e *textError) Error() string { return e.kind.Error() + " " + quote(e.text) }
func (e *textError) Unwrap() error { return e.kind }
