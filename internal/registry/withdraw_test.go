package registry

import (
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
	reg.Retain(old)
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
	reg.Retain(old)
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
	again.Retain(read(t, canonical(t, reg)))
	assert.Equal(t, canonical(t, reg), canonical(t, again))

	reg.Prune()
	assert.Equal(t, canonical(t, read(t, now)), canonical(t, reg))
}

func TestRetainWithoutDates(t *testing.T) {
	reg := read(t, short+"a,1,tcp,\n")
	reg.Retain(read(t, short+"b,2,tcp,\n"))
	require.Len(t, reg.Records, 2)
	assert.Equal(t, "unknown-date", reg.Records[1].Withdrawn)
	assert.Equal(t, "a", read(t, canonical(t, reg)).Records[0].Name)
}
