package judge

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/shipped"
	"example.com/ianaports/ports"
)

// line describes a service.
func line(s Service) string {
	return fmt.Sprintln(s.Name, s.Transport, int(s.First), s.TypedConstant)
}

func listed(list []Service) (lines []string) {
	for _, s := range list {
		lines = append(lines, line(s))
	}
	return lines
}

// TestConstants compares the constants of the public registries, which are read from the
// column Identifier, with those of their catalogs, and looks at those of a team's.
func TestConstants(t *testing.T) {
	for _, r := range []struct {
		file string
		all  []Service
	}{{shipped.IANA, iana.All()}, {shipped.Defacto, inUse.All()}} {
		named, err := shipped.Named(r.file, registry.Team)
		require.NoError(t, err)
		for _, s := range r.all {
			k := named.Constant(s.Name, uint16(s.First))
			switch {
			case k == nil:
				assert.Empty(t, s.TypedConstant, line(s))
			default:
				assert.Equal(t, k.Typed, s.TypedConstant, line(s))
				assert.Equal(t, k.Untyped, s.Constant, line(s))
			}
		}
	}
	own, err := readRegistry("example.com/x/ports", []string{filepath.Join("..", "testdata", "own", "services.csv")})
	require.NoError(t, err)
	assert.Contains(t, listed(own.All()), "orders tcp 8480 PortOrdersAPI\n", "an alias")
}

// TestNamesInUse: names that IANA does not have are candidates of their ports, and no
// lookup finds them; other names of registered services are known of these.
func TestNamesInUse(t *testing.T) {
	var names []string
	for _, s := range Candidates(Public, []ports.Transport{ports.TCP}, 9092) {
		names = append(names, s.Registry.Package+"."+s.Constant)
	}
	assert.Contains(t, names, "ports.XMLIPCRegSvc")
	assert.Contains(t, names, "defacto.Kafka")
	assert.Empty(t, ByName(Public, "kafka"))
	for _, s := range Candidates(Public, []ports.Transport{ports.TCP}, 3389) {
		assert.Equal(t, "MSWBTServer", s.Constant)
		assert.Contains(t, s.Known, "rdp")
	}
	assert.True(t, Registered(Public, "airplay"), "a name without a port")
	assert.False(t, Registered(Public, "kafka"))
}

// TestOtherPort has a known name of a registered service whose port, one of a range, is
// the constant of the known name alone.
func TestOtherPort(t *testing.T) {
	var names []string
	for _, s := range Candidates(Public, nil, 6667) {
		names = append(names, s.Registry.Package+"."+s.Constant)
	}
	assert.Contains(t, names, "defacto.IRC")

	for _, s := range Candidates(Public, nil, ports.MySQL) {
		assert.False(t, s.Registry.InUse, s.Name)
	}
}
