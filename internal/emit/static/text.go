package static

// Package strconv would do what is here, but it initialises variables when a
// program starts, its imports do too, and so would every program that uses no
// more than a constant of this package.

// decimal returns n in decimal.
func decimal(n uint16) string {
	var buf [len("65535")]byte
	i := len(buf)
	for {
		i--
		buf[i] = '0' + byte(n%10)
		if n /= 10; n == 0 {
			return string(buf[i:])
		}
	}
}

// quote returns s in double quotes, with everything but printable ASCII, and
// the quote and the backslash, escaped as in a Go string literal.
func quote(s string) string {
	const hex = "0123456789abcdef"
	q := []byte{'"'}
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			q = append(q, '\\', c)
		case ' ' <= c && c <= '~':
			q = append(q, c)
		default:
			q = append(q, '\\', 'x', hex[c>>4], hex[c&15])
		}
	}
	return string(append(q, '"'))
}
