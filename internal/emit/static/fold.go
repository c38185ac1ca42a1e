package static

// lower copies s into buf with its ASCII capitals made small and returns the
// copy, or nil where buf is too short.
func lower(buf []byte, s string) []byte {
	if len(s) > len(buf) {
		return nil
	}
	for i := range len(s) {
		buf[i] = lowerByte(s[i])
	}
	return buf[:len(s)]
}

func lowerByte(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// compareFold compares two names without regard to ASCII case.
func compareFold(a, b string) int {
	for i := range min(len(a), len(b)) {
		if x, y := lowerByte(a[i]), lowerByte(b[i]); x != y {
			return int(x) - int(y)
		}
	}
	return len(a) - len(b)
}
