package registry

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTitle(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"  Secure \n\t Shell ", "Secure Shell"},
		{"BoKS Servc\n  IANA assigned this well-formed service name as a replacement for \"boks_servc\".", "BoKS Servc"},
		{strings.Repeat("x", 80), strings.Repeat("x", 80)},
		{strings.Repeat("é", 80), strings.Repeat("é", 80)},
		{strings.Repeat("x", 81), strings.Repeat("x", 79) + "…"},
		{"used by mail system to notify users of new mail received; currently receives messages only from processes", "used by mail system to notify users of new mail received…"},
		{"The protocol is used by two programs that exchange \"table\" data used in the AMPL modeling language", "The protocol is used by two programs that exchange \"table\" data used in the…"},
		// A clause counts if it ends in the second half of the 80 characters.
		{strings.Repeat("x", 40) + ", yy" + strings.Repeat(" zzzz", 8), strings.Repeat("x", 40) + ", yy" + strings.Repeat(" zzzz", 7) + "…"},
		{strings.Repeat("x", 41) + ", yy" + strings.Repeat(" zzzz", 8), strings.Repeat("x", 41) + "…"},
		{strings.Repeat("x", 78) + ". y", strings.Repeat("x", 78) + "…"},
		{strings.Repeat("x", 40) + " - y" + strings.Repeat(" zzzz", 8), strings.Repeat("x", 40) + "…"},
		{strings.Repeat("x", 50) + "- y" + strings.Repeat(" zzzz", 8), strings.Repeat("x", 50) + "- y" + strings.Repeat(" zzzz", 5) + "…"},
		{"x " + strings.Repeat("y", 80), "x…"},
	} {
		assert.Equal(t, c.want, Title(c.text))
		assert.Equal(t, c.want, Title(Title(c.text)))
	}
}
