package registry

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// canonicalHeader is the header of the canonical form.
const canonicalHeader = "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes,Identifier,Withdrawn\n"

func TestCanonicalForm(t *testing.T) {
	got := canonical(t, read(t, IANA, "\ufeff"+strings.TrimSuffix(ianaHeader, "\n")+",Withdrawn,Identifier\r\n"+
		"nameonly,,tcp,,[Jane_Doe],,,,,7,,,,\r\n"+
		"b,2-3,,\"A title, with\n a comma\",[Jane_Doe],[Jane_Doe],2001-02,2003-04-05,[RFC1],1,Known Unauthorized Use,\"Ask Jane. This entry is an alias to \"\"a\"\". Historic.\",,B - BLast\r\n"+
		"c,2,TCP,,,,,,,,,,2026-01-02,C\r\n"+
		",1,udp,Reserved,,,,,,,,Removed,,\r\n"))
	assert.Equal(t, canonicalHeader+
		"nameonly,,tcp,,,,,,,7,,,,\n"+
		"b,2-3,,\"A title, with a comma\",,,2001-02,2003-04-05,[RFC1],1,Known Unauthorized Use,\"This entry is an alias to \"\"a\"\".\",B-BLast,\n"+
		"c,2,tcp,,,,,,,,,,C,2026-01-02\n"+
		",1,udp,Reserved,,,,,,,,,,\n", got)
}

// TestWriteTakesIdentifiers: what is written is what the caller gives, not what a row has.
func TestWriteTakesIdentifiers(t *testing.T) {
	file := read(t, IANA, canonicalHeader+"a,1,tcp,,,,,,,,,,Old,\nb,2-3,tcp,,,,,,,,,,,\n")
	var b bytes.Buffer
	require.NoError(t, Write(&b, file.Rows, func(r *Row) (string, string) {
		if r.Ports.IsRange() {
			return "B", "BLast"
		}
		return "New", ""
	}))
	assert.Equal(t, canonicalHeader+"a,1,tcp,,,,,,,,,,New,\nb,2-3,tcp,,,,,,,,,,B-BLast,\n", b.String())
	assert.Equal(t, "Old", file.Rows[0].Identifier, "the row stays")
}

func TestCanonicalFormOfWhatNests(t *testing.T) {
	const stock = `IANA assigned this well-formed service name as a replacement for "x".`
	for _, c := range []struct{ description, reference string }{
		{"a", "[RFC1] [Jane <j@x>]"},
		{"a", "[x[<a>]<b>]"},
		{"IANA assigned this " + stock + ` well-formed service name as a replacement for "y".`, ""},
	} {
		quoted := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
		once := canonical(t, read(t, IANA, ianaHeader+"a,1,tcp,"+quoted(c.description)+",,,,,"+quoted(c.reference)+",,,\n"))
		assert.Equal(t, once, canonical(t, read(t, IANA, once)))
		assert.NotContains(t, once, "<")
		assert.NotContains(t, once, "IANA")
	}
}

var errFull = errors.New("no space left")

type fullDevice struct{}

func (fullDevice) Write([]byte) (int, error) { return 0, errFull }

// TestWriteErrors: that of a full device is told.
func TestWriteErrors(t *testing.T) {
	assert.ErrorIs(t, Write(fullDevice{}, read(t, IANA, miniature).Rows, written), errFull)
}
