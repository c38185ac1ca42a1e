package main

import (
	"bytes"
	"fmt"
)

const (
	sectionBegin = "<!-- wild -->\n"
	sectionEnd   = "<!-- end of wild -->\n"
)

// replaceSection replaces what stands between the two markers of a page.
func replaceSection(page []byte, section string) ([]byte, error) {
	before, rest, ok := bytes.Cut(page, []byte(sectionBegin))
	_, after, end := bytes.Cut(rest, []byte(sectionEnd))
	if !ok || !end {
		return nil, fmt.Errorf("no section between %q and %q: put the two lines where the table belongs", sectionBegin, sectionEnd)
	}
	return bytes.Join([][]byte{before, []byte(sectionBegin), []byte(section), []byte(sectionEnd), after}, nil), nil
}
