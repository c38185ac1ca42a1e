package registry

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func own(t *testing.T, text string) *Registry {
	t.Helper()
	reg, err := Read("own.csv", strings.NewReader(short+text))
	require.NoError(t, err)
	return reg
}

func TestMerge(t *testing.T) {
	for _, later := range []bool{false, true} {
		merged, err := Merge(later, read(t, short+"http,80,tcp,\nname,,,\n"), own(t, "web,80,tcp,\nlow,1,tcp,\n"))
		require.NoError(t, err)
		var names []string
		precedence := map[string]int{}
		for _, r := range merged.Records {
			names = append(names, r.Name+"@"+r.Pos())
			precedence[r.File] = r.Precedence
		}
		assert.Equal(t, []string{"low@own.csv:3", "http@test.csv:2", "web@own.csv:2"}, names)
		assert.Equal(t, later, precedence["own.csv"] < precedence["test.csv"])
		assert.Equal(t, 1, merged.NameOnly)
	}
}

func TestMergeErrors(t *testing.T) {
	for _, c := range []struct{ first, later, want string }{
		{"http,80,tcp,", "http,80,tcp,", `own.csv:2: service name "http": has port 80 on tcp already at test.csv:2: remove one of the rows`},
		{"a,10,tcp,\na,5,udp,", "a,5,tcp,", `own.csv:2: service name "a": has port 10 at test.csv:2, and a later file may not move it to 5: choose another name`},
		{"b,20,tcp,", "B,10,tcp,", `own.csv:2: service name "B": has port 20 at test.csv:2, and a later file may not move it to 10: choose another name`},
		{"http,80,tcp,", "HTTP,80,udp,", `own.csv:2: service name "HTTP": differs only in case from "http" at test.csv:2: spell both the same`},
		{"http,80,tcp,", "http,81,tcp,", `own.csv:2: service name "http": has port 80 at test.csv:2, and a later file may not move it to 81: choose another name`},
		{"http,80,tcp,", "http,81,udp,", `own.csv:2: service name "http": has port 80 at test.csv:2, and a later file may not move it to 81: choose another name`},
		{"x11,6000-6063,tcp,", "x11,6000,udp,", `own.csv:2: service name "x11": has port 6000-6063 at test.csv:2, and a later file may not move it to 6000: choose another name`},
		{"http,80,tcp,", "http,80,udp,", ""},
		{"alt,80,tcp,\nalt,90,tcp,", "alt,90,udp,", ""},
		{"http,80,tcp,", "web,80,tcp,", ""},
		{"gossip,80,tcp,", "gossip,80,,", ""},
		{"gossip,80,,", "gossip,80,tcp,", ""},
	} {
		_, err := Merge(false, read(t, short+c.first+"\n"), own(t, c.later+"\n"))
		if c.want == "" {
			assert.NoError(t, err, c.later)
		} else {
			assert.EqualError(t, err, c.want)
		}
	}
}
