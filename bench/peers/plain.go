package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A trick is a piece of lookup.go of package ports that is there to be fast, and the
// plain code that would do in its place.
type trick struct{ name, clever, plain string }

var tricks = []trick{
	{"bytes", words, `	for i := range n {
		if i < 8 {
			low |= uint64(service[i]) << (8 * i)
		} else {
			high |= uint64(service[i]) << (8 * (i - 8))
		}
	}
`},
	{"branches", words, `	switch {
	case n > 8:
		low = load64(service)
		high = load64(service[n-8:]) >> (8 * (16 - n))
	case n >= 4:
		low = load32(service) | load32(service[n-4:])<<(8*(n-4))
	default:
		low = uint64(service[0]) | uint64(service[n>>1])<<(8*(n>>1)) | uint64(service[n-1])<<(8*(n-1))
	}
`},
	{"fold", `	exact := low == recordLow && high == recordHigh
	if !exact && differ(low, recordLow)|differ(high, recordHigh) != 0 {
`, `	if differ(low, recordLow)|differ(high, recordHigh) != 0 {
`},
	{"branch", `	name, known := entryName(entry), entry>>(anyShift+t)&1 != 0
	if !known {
		name = ""
	}
	return name, known
`, `	if entry>>(anyShift+t)&1 == 0 {
		return "", false
	}
	return entryName(entry), true
`},
}

// words makes the two words of a name in Lookup.
const words = `	if n >= 4 {
		upTo8 := int(int64(n-9) >> 63) // -1 or 0
		second, third := 4+(n-8)&upTo8, (n-8)&^upTo8
		low = load32(service) | load32(service[second:second+4])<<(uint(second)*8&63)
		high = (load32(service[third:third+4]) | load32(service[n-4:])<<32) >> (-uint(n) * 8 & 63) &^ uint64(upTo8)
	} else {
		low = uint64(service[0]) | uint64(service[n>>1])<<(uint(n>>1)*8&63) | uint64(service[n-1])<<(uint(n-1)*8&63)
	}
`

// plain writes package ports once for each trick, with the plain code.
func plain() error {
	files, err := filepath.Glob("../ports/*.go")
	if err != nil {
		return err
	}
	for _, t := range tricks {
		dir := filepath.Join("flat", "plain"+t.name)
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return err
		}
		found := false
		for _, file := range files {
			name := filepath.Base(file)
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			if name == "lookup.go" {
				found = strings.Count(string(text), t.clever) == 1
				text = []byte(strings.Replace(string(text), t.clever, t.plain, 1))
			}
			if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
				return err
			}
		}
		if !found {
			return fmt.Errorf("%s: ports/lookup.go does not have the code once that the plain code replaces", t.name)
		}
	}
	return nil
}
