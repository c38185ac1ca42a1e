package static

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestDiffer compares every byte with every ASCII one, in every place of a word.
func TestDiffer(t *testing.T) {
	for a := range 256 {
		for b := range 128 {
			for place := range 8 {
				for _, other := range []byte{0x00, 'A', 'z', 0x7f} {
					words := [2][8]byte{}
					for i := range 8 {
						words[0][i], words[1][i] = other, other
					}
					words[0][place], words[1][place] = byte(a), byte(b)
					got := differ(binary.LittleEndian.Uint64(words[0][:]), binary.LittleEndian.Uint64(words[1][:]))
					if lowerByte(byte(a)) == lowerByte(byte(b)) != (got == 0) {
						t.Fatalf("%x: %x", words, got)
					}
				}
			}
		}
	}
}

func TestHashIgnoresCase(t *testing.T) {
	for _, name := range []string{"s", "ssh", "imaps", "syslog-tls", "ethernet-ip-1"} {
		small, ok := Hash(name)
		require.True(t, ok)
		capital, _ := Hash(strings.ToUpper(name))
		assert.Equal(t, small, capital)
		other, _ := Hash(name + "\x00")
		assert.NotEqual(t, small, other, "the length counts")
	}
	_, ok := Hash("")
	assert.False(t, ok)
	_, ok = Hash("sixteen-letters-")
	assert.False(t, ok)
}

func TestLower(t *testing.T) {
	buf := make([]byte, 4)
	assert.Equal(t, "ab-z", string(lower(buf, "aB-Z")))
	assert.Equal(t, "@[`{", string(lower(buf, "@[`{")))
	assert.Equal(t, "\xc3\x84", string(lower(buf, "\xc3\x84")), "bytes beyond ASCII stay")
	assert.Nil(t, lower(buf, "abcde"))
}

func TestCompareFold(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"SSH", "ssh", 0}, {"a", "B", -1}, {"B", "a", 1}, {"ab", "abc", -1}, {"abc", "AB", 1}, {"[", "a", -1}, {"", "a", -1},
	} {
		got := compareFold(c.a, c.b)
		assert.Equal(t, c.want < 0, got < 0, "%q %q", c.a, c.b)
		assert.Equal(t, c.want > 0, got > 0, "%q %q", c.a, c.b)
	}
}

func TestParsePort(t *testing.T) {
	for s, want := range map[string]int{"0": 0, "+80": 80, "-80": -80, "65535": 65535, "65536": 1 << 16, "999999999999999999999999": 1 << 16, "-999999999999": -1 << 16} {
		got, ok := parsePort(s)
		assert.True(t, ok, s)
		assert.Equal(t, want, got, s)
	}
	for _, s := range []string{"+", "-", "1.0", "ssh", "1e3", "80 ", "٣"} {
		_, ok := parsePort(s)
		assert.False(t, ok, s)
	}
}
