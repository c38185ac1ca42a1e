package registry

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/rawform"
)

// miniature is a registry in canonical form that has a row of every kind. IANA writes the
// same facts in another form: see [raw].
const miniature = `Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes,Identifier,Withdrawn
,0,tcp,Reserved,,,,2024-12-20,[RFC6335],,,,,
discard,9,tcp,Discard,,,,,,,,,Discard,
discard,9,dccp,Discard,,,,,[RFC4340],1145656131,,,Discard,
,10,tcp,Unassigned,,,,,,,,,,
auditd,48,tcp,"Digital Audit Daemon, ""the"" one",,,2001-02,2003-04-05,[RFC1][RFC2],,,This entry records an unassigned but widespread use.,Auditd,
whoispp,63,tcp,whois++,,,,,,,,,Whoispp,
whois++,63,tcp,whois++,,,,,,,,"This entry is an alias to ""whoispp"".",,
,75,,any private dial out service,,,,,,,,,,
http,80,tcp,World Wide Web HTTP,,,,2021-10-01,[RFC9110],,,,HTTP,
www,80,tcp,World Wide Web HTTP,,,,2021-10-01,[RFC9110],,,"This is a duplicate of the ""http"" service.",WWW,
gopher-old,81,tcp,,,,,,,,,,GopherOld,2025-02-13
biff,512,udp,used by mail system to notify users of new mail received…,,,,,,,,,Biff,
x11,6000-6063,tcp,X Window System,,,,,,,Known Unauthorized Use on port 6003,,X11-X11Last,
boe-was,6401,,boe-was,,,,,,,,,BOEWas,
airplay,,tcp,Protocol for streaming of audio/video content,,,,,,,,,,
dccp-ping,,dccp,ping/traceroute using DCCP,,,2012-11-14,,,1885957735,,,,
sip-names,,,Names alone,,,,,[RFC3263],,,,,
`

// raw returns a canonical registry as IANA's file has it.
func raw(t testing.TB, text string) string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	return rawform.Of(rows, MaxTitle)
}

// shipped returns the text of the shipped registry.
func shipped(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("../../registry.csv")
	require.NoError(t, err)
	return string(text)
}

// TestCanonicalFormIsStable writes what is in canonical form: it stays as it is, byte for
// byte, and what is read of it again is the same.
func TestCanonicalFormIsStable(t *testing.T) {
	for name, text := range map[string]string{"miniature": miniature, "shipped": shipped(t)} {
		t.Run(name, func(t *testing.T) {
			file := read(t, IANA, text)
			assert.Empty(t, file.Warnings)
			assert.Empty(t, file.Lacks)
			assert.Equal(t, []string{"Identifier", "Withdrawn"}, file.Own)
			once := canonical(t, file)
			require.True(t, text == once, "canonical form changes when it is written")
			again := read(t, IANA, once)
			assert.Equal(t, plain(file.Rows), plain(again.Rows))
			assert.True(t, once == canonical(t, again))
		})
	}
}

// TestRawForm reads a registry in IANA's form. It says the same as the canonical one, but
// for what is this project's, and writing it gives the canonical one.
func TestRawForm(t *testing.T) {
	for name, text := range map[string]string{"miniature": miniature, "shipped": shipped(t)} {
		t.Run(name, func(t *testing.T) {
			want := read(t, IANA, text)
			want.Rows = removeWithdrawn(want.Rows)
			got := read(t, IANA, raw(t, text))
			assert.Empty(t, got.Own)
			require.Len(t, got.Rows, len(want.Rows))
			for i, r := range got.Rows {
				w := *want.Rows[i]
				first, last := written(&w)
				w.File, w.Line = r.File, r.Line
				w.Identifier, w.LastIdentifier = "", ""
				if strings.HasSuffix(w.Description, "…") {
					assert.Equal(t, w.Description, Title(r.Description))
					w.Description = r.Description
				}
				require.Equal(t, w, *r)
				r.Identifier, r.LastIdentifier = first, last
			}
			once := canonical(t, got)
			assert.True(t, canonical(t, want) == once, "IANA's form gives another canonical one")
			assert.True(t, once == canonical(t, read(t, IANA, once)))
		})
	}
}

func removeWithdrawn(rows []*Row) (list []*Row) {
	for _, r := range rows {
		if r.Withdrawn == "" {
			list = append(list, r)
		}
	}
	return list
}

// TestRawFormIsRaw holds the helper to what is typical of IANA's file.
func TestRawFormIsRaw(t *testing.T) {
	text := raw(t, miniature)
	assert.True(t, strings.HasPrefix(text, byteOrderMark+"Service Name,"))
	rows := strings.Count(miniature, "\n") - 1 // without the one that is withdrawn
	assert.Equal(t, rows, strings.Count(text, "\r\n"))
	assert.Greater(t, strings.Count(text, "\n"), rows, "line breaks inside quotes")
	for _, part := range []string{"a replacement for", "TXT keys", "historic", "@example.com", "[Assignee_", "xxx"} {
		assert.Contains(t, text, part)
		assert.NotContains(t, canonical(t, read(t, IANA, text)), part)
	}
	assert.NotContains(t, text, "Identifier")
	assert.NotContains(t, text, "gopher-old")
	assert.NotContains(t, text, "…")
}
