package catalog

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

func TestSelect(t *testing.T) {
	n := named(t, made(t, iana(t, "Alias,Withdrawn", "a,1,tcp\na,1,udp\nb,2,tcp\nb,2000,tcp\nc,10-20,tcp\nd,5,tcp\ne,5\n"+
		",3,tcp,Reserved\nf+,6,tcp,,f\nf,6,tcp\nf,6,udp\ng,30-35,tcp,,,2026-01-01\ng,30-40,tcp\nh,,tcp\n")))
	whole := listed(n.Constants)
	for _, c := range []struct {
		names  []string
		ranges []registry.Ports
		want   string
	}{
		{[]string{"A", "c"}, nil, "A=1 C=10 CLast=20"},
		{nil, []registry.Ports{{First: 2, Last: 3}, {First: 20, Last: 30}}, "B2=2 C=10 CLast=20 G=30 -GLast35=35 GLast40=40"},
		{[]string{"a", "b"}, []registry.Ports{{First: 2, Last: 3000}}, "B2=2 B2000=2000"},
		{[]string{"f+"}, nil, "F=6"},
		{[]string{"e"}, nil, "E=5"},
		{[]string{"e", "h"}, nil, "E=5"},
		{nil, []registry.Ports{{First: 38, Last: 38}}, "G=30 GLast40=40"},
	} {
		part, err := n.Select(c.names, c.ranges)
		require.NoError(t, err)
		assert.Equal(t, c.want, listed(part.Constants))
		assert.Equal(t, n.Counts().Rows(), part.Counts().Rows(), "every row is accounted for")
		assert.Positive(t, part.Counts().LeftOut)
		for _, s := range part.Services {
			assert.Contains(t, n.Services, s)
		}
		assert.Equal(t, whole, listed(n.Constants), "the whole stays as it was")
	}
	part, err := n.Select([]string{"e"}, nil)
	require.NoError(t, err)
	assert.Empty(t, part.Ports(registry.TCP), "d has the port, though it is not in the selection")
	assert.Equal(t, uint16(5), part.Ports(registry.UDP)["e"])
	assert.Empty(t, part.Portless)
	assert.Len(t, part.Derived, 1)

	part, err = n.Select([]string{"h", "a"}, nil)
	require.NoError(t, err)
	require.Len(t, part.Portless, 1)
	assert.Equal(t, "h", part.Portless[0].Name)

	part, err = n.Select(nil, []registry.Ports{{First: 3, Last: 6}})
	require.NoError(t, err)
	assert.Equal(t, registry.Reserved, part.Status(registry.TCP, 3))
	assert.Equal(t, registry.Unassigned, part.Status(registry.TCP, 1))
	assert.Equal(t, "f", primary(part.Catalog, registry.TCP, 6))
	assert.Equal(t, []string{"f+"}, part.Constants[len(part.Constants)-1].Aliases)
	assert.Empty(t, part.Portless)
	assert.Equal(t, registry.Assigned, n.Status(registry.TCP, 1), "the whole stays as it was")

	for names, ports := range map[string]uint16{"a x y": 1, "a": 9, "": 3, "h": 0} {
		var ranges []registry.Ports
		if ports > 0 {
			ranges = append(ranges, registry.Ports{First: ports, Last: ports})
		}
		_, err = n.Select(strings.Fields(names), ranges)
		require.Error(t, err, names)
		if names == "a x y" {
			assert.ErrorContains(t, err, `"x", "y"`)
			assert.NotContains(t, err.Error(), `"a"`)
		} else {
			assert.ErrorContains(t, err, "no service is left")
		}
	}
}

// TestSelectAnAlias brings the service that it stands for, but not the other way round.
func TestSelectAnAlias(t *testing.T) {
	n := named(t, made(t, iana(t, "Alias", "new,1,tcp\nold,1,tcp,,New\n")))
	part, err := n.Select([]string{"OLD"}, nil)
	require.NoError(t, err)
	assert.Equal(t, map[string]uint16{"new": 1, "old": 1}, part.Ports(registry.TCP))
	assert.Equal(t, "new", primary(part.Catalog, registry.TCP, 1))
	part, err = n.Select([]string{"new"}, nil)
	require.NoError(t, err)
	assert.Equal(t, map[string]uint16{"new": 1}, part.Ports(registry.TCP))
	assert.Empty(t, part.Constants[0].Aliases)
}
