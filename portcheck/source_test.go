package portcheck

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/shipped"
	"example.com/ianaports/ports"
)

// constantsIn lists the services of a source as package constants of the tests prints
// those of a generated package.
func constantsIn(t *testing.T, file string) (lines []string) {
	t.Helper()
	cat, err := loadCatalog(ownPackage{"example.com/x/ports", []string{file}})
	require.NoError(t, err)
	for _, s := range servicesOf(cat) {
		lines = append(lines, line(s))
	}
	return lines
}

func line(s service) string {
	return fmt.Sprintln(s.Name, s.Transport, int(s.First), s.Constant)
}

// TestConstants compares the constants of IANA's registry as the registry writes them
// down with those that its catalog has, and looks at those of a team's.
func TestConstants(t *testing.T) {
	var want []string
	for _, s := range withConstants(ports.All()) {
		want = append(want, line(s))
	}
	assert.ElementsMatch(t, want, constantsIn(t, shipped.IANA))
	own := constantsIn(t, filepath.Join(moduleDir, "own", "services.csv"))
	assert.Contains(t, own, "orders tcp 8480 PortOrdersAPI\n", "an alias")
}
