package registry

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const dated = "Service Name,Port Number,Transport Protocol,Description,Modification Date,Assignment Notes\n"

// TestRetainIdentifiers: a service keeps its identifier on the same first port, unless
// the new registry has another one.
func TestRetainIdentifiers(t *testing.T) {
	const columns = "Service Name,Port Number,Transport Protocol,Description,Modification Date,Assignment Notes,Identifier\n"
	old := read(t, columns+
		"same,1,tcp,,,,SAME\n"+
		"Case,2,tcp,,,,CaSe\n"+
		"two,3,tcp,,,,Two\n"+
		"moved,4,tcp,,,,Moved\n"+
		"wide,6-9,tcp,,,,WIDE\n"+
		"own,20,tcp,,,,Old\n")
	reg := read(t, columns+
		"same,1,udp,,2026-01-01,,\n"+
		"case,2,tcp,,,,\n"+
		"two,3,tcp,,,,\ntwo,33,tcp,,,,\n"+
		"moved,5,tcp,,,,\n"+
		"wide,6-19,tcp,,,,\n"+
		"own,20,tcp,,,,New\n")
	reg.Retain(old, false)
	const gone = ",Withdrawn: not in the registry of 2026-01-01 any more.,"
	assert.Equal(t, canonical(t, read(t, columns+
		"same,1,udp,,2026-01-01,,SAME\n"+
		"same,1,tcp,,"+gone+"SAME\n"+
		"case,2,tcp,,,,CaSe\n"+
		"two,3,tcp,,,,Two\n"+
		"moved,4,tcp,,"+gone+"Moved\n"+
		"moved,5,tcp,,,,\n"+
		"wide,6-19,tcp,,,,WIDE\n"+
		"own,20,tcp,,,,New\n"+
		"two,33,tcp,,,,\n")), canonical(t, reg))
}

func TestRetain(t *testing.T) {
	old := read(t, dated+
		"stays,1,tcp,Old,2026-01-01,\n"+
		"goes,2,tcp,,,\n"+
		"gone,2,tcp,,,Withdrawn: not in the registry of 2025-12-31 any more.\n"+
		"returns,3,tcp,,,Withdrawn: not in the registry of 2025-12-31 any more.\n"+
		"half,4,tcp,,,\nhalf,4,udp,,,\n"+
		"Case,5,tcp,,,\n"+
		"shorter,6-9,tcp,,,\n"+
		"blank,10,,,,\n"+
		"wider,11,tcp,,,\n"+
		",12,tcp,Reserved,,\n")
	const now = dated +
		"stays,1,tcp,New,2026-02-02,\n" +
		"newcomer,2,tcp,,,\n" +
		"returns,3,tcp,,,\n" +
		"half,4,tcp,,,\n" +
		"case,50,tcp,,,\n" +
		"shorter,6-8,tcp,,,\n" +
		"blank,10,tcp,,,\n" +
		"wider,11,,,,\n"
	reg := read(t, now)
	reg.Retain(old, false)
	want := dated +
		"stays,1,tcp,New,2026-02-02,\n" +
		"newcomer,2,tcp,,,\n" +
		"goes,2,tcp,,,Withdrawn: not in the registry of 2026-02-02 any more.\n" +
		"gone,2,tcp,,,Withdrawn: not in the registry of 2025-12-31 any more.\n" +
		"returns,3,tcp,,,\n" +
		"half,4,tcp,,,\n" +
		"half,4,udp,,,Withdrawn: not in the registry of 2026-02-02 any more.\n" +
		"case,5,tcp,,,Withdrawn: not in the registry of 2026-02-02 any more.\n" +
		"shorter,6-8,tcp,,,\n" +
		"blank,10,tcp,,,\n" +
		"blank,10,,,,Withdrawn: not in the registry of 2026-02-02 any more.\n" +
		"wider,11,,,,\n" +
		"case,50,tcp,,,\n"
	assert.Equal(t, canonical(t, read(t, want)), canonical(t, reg))
	assert.Equal(t, "2026-02-02", reg.Date())

	// The same registry once more changes nothing.
	again := read(t, now)
	again.Retain(read(t, canonical(t, reg)), false)
	assert.Equal(t, canonical(t, reg), canonical(t, again))

	reg.Prune()
	assert.Equal(t, canonical(t, read(t, now)), canonical(t, reg))
}

func TestRetainWithoutDates(t *testing.T) {
	reg := read(t, short+"a,1,tcp,\n")
	reg.Retain(read(t, short+"b,2,tcp,\n"), false)
	require.Len(t, reg.Records, 2)
	assert.Equal(t, "unknown-date", reg.Records[1].Withdrawn)
	assert.Equal(t, "a", read(t, canonical(t, reg)).Records[0].Name)
}

// TestLossesOfAnyTransport: a row without a transport stands for the transports on which
// no other row names the port.
func TestLossesOfAnyTransport(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		lost           bool
	}{
		{"the same", "a,10,,,,", "a,10,,,,", false},
		{"on each transport", "a,10,,,,", "a,10,tcp,,,\na,10,udp,,,\na,10,sctp,,,\na,10,dccp,,,", false},
		{"not on the last one", "a,10,,,,", "a,10,tcp,,,\na,10,udp,,,\na,10,sctp,,,", true},
		{"not on the first one", "a,10,,,,", "a,10,udp,,,\na,10,sctp,,,\na,10,dccp,,,", true},
		{"one transport of all", "a,10,dccp,,,", "a,10,,,,", false},
		{"another name on a transport", "a,10,,,,", "a,10,,,,\nb,10,udp,,,", true},
		{"another name on the row's transport", "a,10,udp,,,", "a,10,,,,\nb,10,udp,,,", true},
		{"another name on another transport", "a,10,tcp,,,", "a,10,,,,\nb,10,udp,,,", false},
		{"another name without a transport", "a,10,,,,", "a,10,,,,\nb,10,,,,", false},
		{"a range of another name that ends there", "a,10,,,,", "a,10,,,,\nb,8-10,udp,,,", true},
		{"a range of another name that starts there", "a,10,,,,", "a,10,,,,\nb,10-12,udp,,,", true},
		{"a range of another name that ends before", "a,10,,,,", "a,10,,,,\nb,8-9,udp,,,", false},
		{"another name that is withdrawn", "a,10,,,,", "a,10,,,,\nb,10,udp,,,Withdrawn: not in the registry of 2026-01-01 any more.", false},
		{"rows without a name", "a,10,,,,", "a,10,,,,\n,10,udp,Reserved,,", false},
	} {
		losses, all := read(t, dated+c.new+"\n").Losses(read(t, dated+c.old+"\n"))
		assert.Equal(t, 1, all, c.name)
		assert.Equal(t, c.lost, len(losses) == 1, c.name)

		// What is lost is kept, unless the very row is there, on the transports that are left.
		reg := read(t, dated+c.new+"\n")
		rows := len(reg.Records)
		old := read(t, dated+c.old+"\n")
		reg.Retain(old, false)
		if c.lost && !strings.HasPrefix(c.new, c.old) {
			rows++
		}
		assert.Len(t, reg.Records, rows, c.name)
	}
}

// TestNewcomers: a loss names the port that the same name has now on the same transport,
// if the older registry did not have it.
func TestNewcomers(t *testing.T) {
	old := read(t, dated+"a,1,tcp,,,\na,2,tcp,,,\nb,3,tcp,,,\nb,4,udp,,,\nc,7-9,,,,\n")
	reg := read(t, dated+"a,2,tcp,,,\nb,30,udp,,,\nc,70-71,,,,\n,80,tcp,Reserved,,\n")
	losses, all := reg.Losses(old)
	assert.Equal(t, 5, all)
	var texts []string
	for _, l := range losses {
		texts = append(texts, l.String())
	}
	assert.Equal(t, []string{"a 1/tcp is gone", "b 3/tcp is gone", "b 4/udp is 30 now", "c 7-9/any transport is 70-71 now"}, texts)
}

// TestDate has dates in the registry's two forms, and others that are none.
func TestDate(t *testing.T) {
	for text, want := range map[string]string{
		"2026-01-02": "2026-01-02", "2026-01": "2026-01", "0000-00": "0000-00", "9999-99-99": "9999-99-99",
		"2026": "", "2026-1-002": "", "2026-01-0": "", "2026/01/02": "", "2026-0102": "", "x026-01-02": "", "2026-01-0:": "", "2026-01-0/": "",
		"2026-01-020": "", "20260-1": "", "": "",
	} {
		assert.Equal(t, want, date(text), text)
	}
	const columns = "Service Name,Port Number,Transport Protocol,Description,Registration Date,Modification Date,Assignment Notes\n"
	assert.Equal(t, "2026-03", read(t, columns+"a,1,tcp,,2026-01-01,2026-02,\nb,2,tcp,,2026-03,2026-01-01,\n").Date())
	assert.Equal(t, "2026-01-01", read(t, columns+"a,1,tcp,,2026-01-01,,\nb,2,tcp,,2026-03,,Withdrawn: not in the registry of 2027-01-01 any more.\n").Date())
}
