package catalog

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

// canonical writes rows as gen update does, with the identifiers that they have.
func canonical(t *testing.T, rows []*registry.Row) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, registry.Write(&b, rows, func(r *registry.Row) (string, string) { return r.Identifier, r.LastIdentifier }))
	return b.String()
}

const updated = "Modification Date,Identifier,Withdrawn"

// TestSucceedKeepsIdentifiers: a service keeps its identifier on the same first port,
// whatever the new registry has.
func TestSucceedKeepsIdentifiers(t *testing.T) {
	old := iana(t, updated, "same,1,tcp,,,SAME\n"+
		"Case,2,tcp,,,CaSe\n"+
		"two,3,tcp,,,Two\n"+
		"moved,4,tcp,,,Moved\n"+
		"wide,6-9,tcp,,,WIDE-WideEnd\n"+
		"own,20,tcp,,,Old\n")
	new := iana(t, updated, "same,1,udp,,2026-01-01\n"+
		"case,2,tcp\n"+
		"two,3,tcp\ntwo,33,tcp\n"+
		"moved,5,tcp\n"+
		"wide,6-9,udp\nwide,6-19,tcp\n"+
		"own,20,tcp,,,New\n")
	rows := named(t, made(t, old)).Succeed(made(t, new), "2026-01-01", false)
	assert.Equal(t, canonical(t, iana(t, updated, "same,1,udp,,2026-01-01,SAME\n"+
		"same,1,tcp,,,SAME,2026-01-01\n"+
		"case,2,tcp,,,CaSe\n"+
		"two,3,tcp,,,Two\n"+
		"two,33,tcp\n"+
		"moved,5,tcp\n"+
		"moved,4,tcp,,,Moved,2026-01-01\n"+
		"wide,6-9,udp,,,WIDE-WideEnd\n"+
		"wide,6-19,tcp,,,WIDE\n"+
		"own,20,tcp,,,Old\n").Rows), sortedAs(t, rows))
	for _, r := range new.Rows[:3] {
		assert.Empty(t, r.Identifier, "what was read stays as it was read")
	}
}

// sortedAs writes rows in canonical form, but each withdrawn row behind the first row of
// its name.
func sortedAs(t *testing.T, rows []*registry.Row) string {
	t.Helper()
	var sorted []*registry.Row
	for _, r := range rows {
		if r.Withdrawn == "" {
			sorted = append(sorted, r)
		}
	}
	for _, r := range rows {
		if r.Withdrawn != "" {
			i := slices.IndexFunc(sorted, func(o *registry.Row) bool { return fold(o.Name) == fold(r.Name) })
			sorted = slices.Insert(sorted, i+1, r)
		}
	}
	return canonical(t, sorted)
}

func TestSucceed(t *testing.T) {
	const before = "stays,1,tcp,Old,2026-01-01\n" +
		"goes,2,tcp\n" +
		"gone,2,tcp,,,,2025-12-31\n" +
		"returns,3,tcp,,,,2025-12-31\n" +
		"half,4,tcp\nhalf,4,udp\n" +
		"Case,5,tcp\n" +
		"shorter,6-9,tcp\n" +
		"blank,10\n" +
		"wider,11,tcp\n" +
		",12,tcp,Reserved\n" +
		"portless,,tcp\n" +
		"stays-portless,,tcp\n"
	const now = "stays,1,tcp,New,2026-02-02\n" +
		"newcomer,2,tcp\n" +
		"returns,3,tcp\n" +
		"half,4,tcp\n" +
		"case,50,tcp\n" +
		"shorter,6-8,tcp\n" +
		"blank,10,tcp\n" +
		"wider,11\n" +
		"stays-portless,,tcp\n"
	rows := named(t, made(t, iana(t, updated, before))).Succeed(made(t, iana(t, updated, now)), "2026-02-02", false)
	got := canonical(t, rows)
	for _, row := range []string{
		"goes,2,tcp,,,Goes,2026-02-02",
		"gone,2,tcp,,,Gone,2025-12-31",
		"half,4,udp,,,Half,2026-02-02",
		"case,5,tcp,,,Case,2026-02-02",
		"shorter,6-9,tcp,,,Shorter-ShorterLast,2026-02-02",
		"blank,10,,,,Blank,2026-02-02",
		"portless,,tcp,,,,2026-02-02",
	} {
		line := strings.TrimSuffix(strings.SplitAfterN(canonical(t, iana(t, updated, row+"\nx,1,tcp\n").Rows), "\n", 3)[1], "\n")
		assert.Contains(t, strings.Split(got, "\n"), line)
	}
	assert.Len(t, rows, 9+7, "nothing else")
	assert.Equal(t, "2026-02-02", registry.Date(rows, ""))

	// The same registry once more changes nothing.
	next := named(t, made(t, &registry.File{Name: "iana.csv", Kind: registry.IANA, Rows: rows}))
	written := func(rows []*registry.Row) string {
		var b bytes.Buffer
		n := named(t, made(t, &registry.File{Name: "iana.csv", Kind: registry.IANA, Rows: rows}))
		require.NoError(t, registry.Write(&b, rows, n.Identifier))
		return b.String()
	}
	assert.Equal(t, written(rows), written(next.Succeed(made(t, iana(t, updated, now)), "2026-03-03", false)))

	// Without what is withdrawn, the new registry is left.
	pruned := next.Succeed(made(t, iana(t, updated, now)), "2026-03-03", true)
	assert.Len(t, pruned, 9)
	for _, r := range pruned {
		assert.Empty(t, r.Withdrawn)
	}
}

// TestPlaceOfWithdrawn: a withdrawn row stands behind those of the same or a lower port, so
// that an update moves no row, and the names of a port keep their order.
func TestPlaceOfWithdrawn(t *testing.T) {
	old := made(t, iana(t, updated, "first,1,tcp\na,1,tcp\nmiddle,5,tcp\nb,5,tcp\nlater,7,tcp\nc,9,tcp\nlast,99,tcp\nportless,,tcp\nd,,tcp\n"))
	new := made(t, iana(t, updated, "a,1,tcp\nb,5,tcp\nc,9,tcp\nd,,tcp\n"))
	var names []string
	for _, r := range named(t, old).Succeed(new, "2026-01-01", false) {
		names = append(names, r.Name)
	}
	assert.Equal(t, "a first b middle later c last d portless", strings.Join(names, " "))
}

// TestSucceedLeavesTheOld: neither registry is changed on the way.
func TestSucceedLeavesTheOld(t *testing.T) {
	old, new := iana(t, updated, "a,1,tcp,,,A\nb,2,tcp,,,B\n"), iana(t, updated, "A,1,tcp\n")
	before, now := canonical(t, old.Rows), canonical(t, new.Rows)
	rows := named(t, made(t, old)).Succeed(made(t, new), "2026-01-01", false)
	assert.Len(t, rows, 2)
	assert.Equal(t, before, canonical(t, old.Rows))
	assert.Equal(t, now, canonical(t, new.Rows))
}

// lossOf returns the loss of one kind.
func lossOf(t *testing.T, losses []Loss, what string) Loss {
	t.Helper()
	i := slices.IndexFunc(losses, func(l Loss) bool { return l.What == what })
	require.GreaterOrEqual(t, i, 0, what)
	return losses[i]
}

func lost(losses []Loss) (n int) {
	for _, l := range losses {
		n += l.Lost
	}
	return n
}

// TestLossesOfAnyTransport: a row without a transport stands for the transports on which
// no other row names the port.
func TestLossesOfAnyTransport(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		lost           int // of the transports
		kept           int // rows, besides those of the new registry
	}{
		{"the same", "a,10", "a,10", 0, 0},
		{"on each transport", "a,10", "a,10,tcp\na,10,udp\na,10,sctp\na,10,dccp", 0, 0},
		{"not on the last one", "a,10", "a,10,tcp\na,10,udp\na,10,sctp", 1, 1},
		{"not on the first one", "a,10", "a,10,udp\na,10,sctp\na,10,dccp", 1, 1},
		{"one transport of all", "a,10,dccp", "a,10", 0, 0},
		{"another name on a transport", "a,10", "a,10\nb,10,udp", 1, 0},
		{"another name on the row's transport", "a,10,udp", "a,10\nb,10,udp", 1, 1},
		{"another name on another transport", "a,10,tcp", "a,10\nb,10,udp", 0, 0},
		{"another name without a transport", "a,10", "a,10\nb,10", 0, 0},
		{"a range of another name that ends there", "a,10", "a,10\nb,8-10,udp", 1, 0},
		{"a range of another name that starts there", "a,10", "a,10\nb,10-12,udp", 1, 0},
		{"a range of another name that ends before", "a,10", "a,10\nb,8-9,udp", 0, 0},
		{"another name that is withdrawn", "a,10", "a,10\nb,10,udp,,,,2026-01-01", 0, 0},
		{"rows without a name", "a,10", "a,10\n,10,udp,Reserved", 0, 0},
		{"beside another name that had a transport", "foo,2000,,F\nbar,2000,tcp,F", "foo,2000,,F\nbar,2000,tcp,F", 0, 0},
	} {
		old, new := made(t, iana(t, updated, c.old)), made(t, iana(t, updated, c.new))
		assert.Equal(t, c.lost, lost(Losses(old, new)), c.name)

		// What is lost is kept, unless the very row is there, on the transports that are left.
		rows := named(t, old).Succeed(new, "2026-01-01", false)
		assert.Len(t, rows, len(new.rows)+c.kept, c.name)
	}
}

// TestLossesCountPorts: a range has as many assignments as ports.
func TestLossesCountPorts(t *testing.T) {
	old := made(t, iana(t, updated, "x11,6000-6063,tcp\nx11,6000-6063,udp\nb,1,tcp\ngone,2,tcp,,,,2026-01-01\n,1024-1033,tcp,Reserved\n,1040,,Removed\n,1050-1099,,Unassigned\n"))
	assert.Zero(t, lost(Losses(old, old)))
	assert.Equal(t, 64+64+1, lossOf(t, Losses(old, old), "assignments").All, "withdrawn services do not count")
	assert.Equal(t, 10+4, lossOf(t, Losses(old, old), "reserved ports").All)

	new := made(t, iana(t, updated, "x11,6000,tcp\nx11,6000-6063,udp\nb,1,tcp\n,1024,tcp,Reserved\ntaken,1025,tcp\n,1040,tcp,Removed\n"))
	losses := Losses(old, new)
	assert.Equal(t, 63, lossOf(t, losses, "assignments").Lost)
	assert.Equal(t, 8+3, lossOf(t, losses, "reserved ports").Lost, "a port that is taken now is not lost")
	examples := lossOf(t, losses, "assignments").Examples
	assert.Len(t, examples, maxExamples)
	for _, fact := range []string{"x11", "6001/tcp", "gone"} {
		assert.Contains(t, examples[0], fact)
	}
	examples = lossOf(t, losses, "reserved ports").Examples
	for _, fact := range []string{"1026", "tcp"} {
		assert.Contains(t, examples[0], fact)
	}
}

// TestLossesOfStatuses: the ports that are reserved or taken without a name count, but not
// the Dynamic Ports, whatever a row says of them.
func TestLossesOfStatuses(t *testing.T) {
	old := made(t, iana(t, updated, "a,1,tcp\n,10,tcp,any private service\n,20,tcp,De-registered\n,50000-50009,tcp,Reserved\n"))
	l := lossOf(t, Losses(old, made(t, iana(t, updated, "a,1,tcp\n"))), "reserved ports")
	assert.Equal(t, Loss{What: l.What, Lost: 2, All: 2, Examples: l.Examples}, l)
}

// TestLossesOfPortless: names without a port are counted with their transports.
func TestLossesOfPortless(t *testing.T) {
	old := made(t, iana(t, updated, "a,1,tcp\nairplay,,tcp\nairplay,,udp\nAirPort,,tcp\nrdp\nrdp\ngone,,tcp,,,,2026-01-01\n"))
	assert.Zero(t, lost(Losses(old, old)))
	l := lossOf(t, Losses(old, made(t, iana(t, updated, "a,1,tcp\nairplay,,tcp\nairport,,tcp\nrdp\n"))), "names without a port")
	assert.Equal(t, 5, l.All)
	assert.Equal(t, 1, l.Lost)
	assert.Contains(t, l.Examples[0], "airplay")

	l = lossOf(t, Losses(old, made(t, iana(t, updated, "a,1,tcp\n"))), "names without a port")
	assert.Equal(t, 5, l.Lost)
}

// TestLossesNameTheNewPort: a loss names the port that the same name has now on the same
// transport, if the older registry did not have it.
func TestLossesNameTheNewPort(t *testing.T) {
	old := made(t, iana(t, updated, "a,1,tcp\na,2,tcp\nb,3,tcp\nb,4,udp\n"))
	new := made(t, iana(t, updated, "a,2,tcp\nb,30,udp\nc,1,tcp\n"))
	l := lossOf(t, Losses(old, new), "assignments")
	assert.Equal(t, 4, l.All)
	require.Equal(t, 3, l.Lost)
	for i, facts := range [][]string{{"a ", "1/tcp", "gone"}, {"b ", "3/tcp", "gone"}, {"b ", "4/udp", "30"}} {
		for _, fact := range facts {
			assert.Contains(t, l.Examples[i], fact)
		}
	}
}

// TestLossesOfIANA has downloads of IANA's registry that are no successors of it.
func TestLossesOfIANA(t *testing.T) {
	file := shippedFile(t)
	old := made(t, file)
	without := func(drop func(i int, r *registry.Row) bool) []Loss {
		f := *file
		f.Rows = nil
		for i, r := range file.Rows {
			if !drop(i, r) {
				f.Rows = append(f.Rows, r)
			}
		}
		require.Less(t, len(f.Rows), len(file.Rows))
		return Losses(old, made(t, &f))
	}
	assert.Zero(t, lost(Losses(old, old)))
	for name, c := range map[string]struct {
		what string
		drop func(i int, r *registry.Row) bool
	}{
		"without the rows that have no name":  {"reserved ports", func(_ int, r *registry.Row) bool { return r.Name == "" }},
		"without the names that have no port": {"names without a port", func(_ int, r *registry.Row) bool { return !r.HasPort }},
		"cut in the middle":                   {"assignments", func(i int, _ *registry.Row) bool { return i > len(file.Rows)/2 }},
		"without udp":                         {"assignments", func(_ int, r *registry.Row) bool { return r.Transport == registry.UDP }},
	} {
		l := lossOf(t, without(c.drop), c.what)
		assert.Greater(t, l.Lost*10, l.All, "%s: %d of %d", name, l.Lost, l.All)
	}
	two := lossOf(t, without(func(i int, r *registry.Row) bool { return i > len(file.Rows)-3 }), "names without a port")
	assert.Equal(t, 2, two.Lost, fmt.Sprint(two.Examples))

	// Each row has the phrase by which IANA's file once said that it is withdrawn.
	withdrawn := *file
	withdrawn.Rows = nil
	for _, r := range file.Rows {
		row := *r
		if row.Name != "" {
			row.Withdrawn = "2026-01-01"
		}
		withdrawn.Rows = append(withdrawn.Rows, &row)
	}
	l := lossOf(t, Losses(old, made(t, &withdrawn)), "assignments")
	assert.Equal(t, l.All, l.Lost)
}
