package catalog

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name, old, new              string
		constants, names, primaries []string
		statuses                    int
		verdict                     Level
	}{
		{
			name: "nothing", old: "a,1,tcp,,,\n", new: "a,1,tcp,,,\n",
			verdict: Patch,
		},
		{
			name: "a new service", old: "a,1,tcp,,,\n", new: "a,1,tcp,,,\nb,2,udp,,,\n",
			constants: []string{"added B = 2"},
			names:     []string{"added b 2/udp"},
			statuses:  1,
			verdict:   Minor,
		},
		{
			name: "a lost service", old: "a,1,tcp,,,\nb,2,udp,,,\n", new: "a,1,tcp,,,\n",
			constants: []string{"removed B = 2"},
			names:     []string{"removed b 2/udp"},
			statuses:  1,
			verdict:   Major,
		},
		{
			name: "another port", old: "a,1,tcp,,,\n", new: "a,2,tcp,,,\n",
			constants: []string{"renumbered A = 2, was 1"},
			names:     []string{"renumbered a is 2/tcp, was 1"},
			statuses:  2,
			verdict:   Major,
		},
		{
			name: "another identifier", old: "a,1,tcp,,,\nb,1,tcp,,,\n", new: "A,1,tcp,,,AOfOld\nb,1,tcp,,,\n",
			constants: []string{"renamed AOfOld = 1, was A"},
			primaries: []string{"primary 1/tcp is A, was a"},
			verdict:   Major,
		},
		{
			name: "another identifier of a port that starts and ends ranges",
			old:  "a,1-5,tcp,,,A\na,5-9,udp,,,B\n", new: "a,1-5,tcp,,,X\na,5-9,udp,,,Y\n",
			constants: []string{"renamed X = 1, was A", "renamed XLast = 5, was ALast", "renamed Y = 5, was B", "renamed YLast = 9, was BLast"},
			verdict:   Major,
		},
		{
			name: "a lost name of a port that has another", old: "a,1,tcp,,,A\nb,1,tcp,,,B\n", new: "b,1,tcp,,,B\n",
			constants: []string{"removed A = 1"},
			names:     []string{"removed a 1/tcp"},
			primaries: []string{"primary 1/tcp is b, was a"},
			verdict:   Major,
		},
		{
			name: "another typed constant", old: "a,1,tcp,,,9\n", new: "a,1,tcp,,,X9\n",
			constants: []string{"renamed PortX9 = 1, was Port9"},
			verdict:   Major,
		},
		{
			name:      "a withdrawn service, and one that is withdrawn no longer",
			old:       "a,1,tcp,,,\nb,2,tcp,,withdrawn 2026-01-02,\nc,3,tcp,,withdrawn 2026-01-02,\n",
			new:       "a,1,tcp,,withdrawn 2026-01-03,\nb,2,tcp,,,\nc,3,tcp,,withdrawn 2026-01-02,\n",
			constants: []string{"withdrawn A = 1", "returned B = 2"},
			names:     []string{"withdrawn a 1/tcp", "returned b 2/tcp"},
			statuses:  2,
			verdict:   Minor,
		},
		{
			name: "a withdrawn transport", old: "a,1,tcp,,,\na,1,udp,,,\n", new: "a,1,tcp,,,\na,1,udp,,withdrawn 2026-01-03,\n",
			names:    []string{"withdrawn a 1/udp"},
			statuses: 1,
			verdict:  Minor,
		},
		{
			name: "a second port, below", old: "a,2,tcp,,,A\n", new: "a,2,tcp,,,A\na,1,tcp,,,A1\n",
			constants: []string{"added A1 = 1"},
			names:     []string{"primary a is 1/tcp, was 2", "added a 1/tcp"},
			statuses:  1,
			verdict:   Minor,
		},
		{
			name: "the lower port is lost, and the higher one returns",
			old:  "a,1,tcp,,,A\na,2,tcp,,withdrawn 2026-01-02,A2\n", new: "a,2,tcp,,,A2\n",
			constants: []string{"removed A = 1", "returned A2 = 2"},
			names:     []string{"renumbered a is 2/tcp, was 1", "returned a 2/tcp"},
			statuses:  2,
			verdict:   Major,
		},
		{
			name: "a port of an earlier transport", old: "a,2,udp,,,A\n", new: "a,2,udp,,,A\na,1,tcp,,,A1\n",
			constants: []string{"added A1 = 1"},
			names:     []string{"primary a is 1/any transport, was 2", "added a 1/tcp"},
			statuses:  1,
			verdict:   Minor,
		},
		{
			name: "no port of an earlier transport", old: "a,2,udp,,,A\na,1,tcp,,,A1\n", new: "a,2,udp,,,A\n",
			constants: []string{"removed A1 = 1"},
			names:     []string{"removed a 1/tcp", "renumbered a is 2/any transport, was 1"},
			statuses:  1,
			verdict:   Major,
		},
		{
			name: "another order of the rows", old: "a,1,tcp,,,\nb,1,tcp,,,\n", new: "b,1,tcp,,,\na,1,tcp,,,\n",
			primaries: []string{"primary 1/tcp is b, was a"},
			verdict:   Minor,
		},
		{
			name: "a reserved port", old: "a,1,tcp,,,\n", new: "a,1,tcp,,,\n,2-3,,Reserved,,\n",
			statuses: 8,
			verdict:  Patch,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			old, err := New(readNamed(t, c.old), Naming{})
			require.NoError(t, err)
			new, err := New(readNamed(t, c.new), Naming{})
			require.NoError(t, err)
			changes := Compare(old, new)
			lines := func(changes []Change) (list []string) {
				for _, change := range changes {
					list = append(list, string(change.Kind)+" "+change.String())
				}
				return list
			}
			assert.Equal(t, c.constants, lines(changes.Constants))
			assert.Equal(t, c.names, lines(changes.Names))
			assert.Equal(t, c.primaries, lines(changes.Primaries))
			assert.Equal(t, c.statuses, changes.Statuses)
			assert.Equal(t, c.verdict, changes.Verdict)
		})
	}
}

// TestCompareCountsTexts has a different number of changes in each text of a service.
func TestCompareCountsTexts(t *testing.T) {
	const header = "Service Name,Port Number,Transport Protocol,Description,Reference,Owner,Assignment Notes\n"
	catalog := func(rows string) *Catalog {
		c, err := New(readFile(t, "own.csv", header+rows), Naming{})
		require.NoError(t, err)
		return c
	}
	changes := Compare(
		catalog("a,1,tcp,A,[RFC1],x,\nb,2,tcp,B,[RFC2],x,\nc,3,tcp,C,[RFC3],x,\nd,4,tcp,D,[RFC4],x,\nold,5,tcp,Old,,,\n"),
		catalog("a,1,tcp,a,[RFC8],y,\"This entry is an alias to \"\"e\"\"\"\nb,2,tcp,b,[RFC8],y,\nc,3,tcp,c,[RFC8],x,\nd,4,tcp,d,[RFC4],x,\nnew,6,tcp,New,,,\n"))
	assert.Equal(t, []int{4, 3, 2, 1}, []int{changes.Titles, changes.References, changes.Owners, changes.Aliases})
}

func TestLevels(t *testing.T) {
	levels := []Level{Patch, Minor, Major}
	for i, level := range levels {
		for j, other := range levels {
			assert.Equal(t, i >= j, level.AtLeast(other), "%s, %s", level, other)
		}
	}
}
