package catalog

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

func TestSelect(t *testing.T) {
	c := newCatalog(t, rows("a,1,tcp", "a,1,udp", "b,2,tcp", "b,2000,tcp", "c,10-20,tcp", "d,5,tcp", "e,5,")+
		",3,tcp,Reserved,,,\n"+`f+,6,tcp,,,,"This entry is an alias to ""f""."`+"\nf,6,tcp,,,,\nf,6,udp,,,,\n")
	for _, k := range []struct {
		names  []string
		ranges []registry.PortRange
		want   string
	}{
		{[]string{"A", "c"}, nil, "A=1 C=10 CLast=20"},
		{nil, []registry.PortRange{{First: 2, Last: 3}, {First: 20, Last: 30}}, "B2=2 C=10 CLast=20"},
		{[]string{"a", "b"}, []registry.PortRange{{First: 2, Last: 3000}}, "B2=2 B2000=2000"},
		{[]string{"f+"}, nil, "F=6"},
		{[]string{"e"}, nil, "E=5"},
	} {
		part, err := c.Select(k.names, k.ranges)
		require.NoError(t, err)
		var got []string
		for _, k := range part.Constants {
			got = append(got, fmt.Sprintf("%s=%d", k.Untyped, k.Port))
		}
		assert.Equal(t, k.want, strings.Join(got, " "))
		assert.Equal(t, c.Counts.Rows(), part.Counts.Rows(), "every row is accounted for")
		for _, s := range part.Services {
			assert.Contains(t, c.Services, s)
		}
	}
	part, err := c.Select([]string{"e"}, nil)
	require.NoError(t, err)
	assert.Empty(t, part.Ports(registry.TCP), "d has the port, though it is not in the selection")
	assert.Equal(t, uint16(5), part.Ports(registry.UDP)["e"])

	part, err = c.Select(nil, []registry.PortRange{{First: 3, Last: 6}})
	require.NoError(t, err)
	assert.Equal(t, registry.Reserved, part.Status(registry.TCP, 3))
	assert.Equal(t, registry.Unassigned, part.Status(registry.TCP, 1))
	assert.Equal(t, "f", primary(part, registry.TCP, 6))
	assert.Equal(t, []string{"f+"}, part.Constants[len(part.Constants)-1].Aliases)

	_, err = c.Select([]string{"a", "x", "y"}, nil)
	assert.EqualError(t, err, `no service is called "x", "y"`)
	_, err = c.Select([]string{"a"}, []registry.PortRange{{First: 9, Last: 9}})
	assert.EqualError(t, err, "no service is left")
	_, err = c.Select(nil, []registry.PortRange{{First: 3, Last: 3}})
	assert.EqualError(t, err, "no service is left")
}
