package portcheck

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registries"
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

func line(s ports.Service) string {
	return fmt.Sprintln(s.Name, s.Transport, int(s.First), s.Constant)
}

// TestConstants compares the constants with those that the generated packages say
// their services have.
func TestConstants(t *testing.T) {
	t.Run("IANA", func(t *testing.T) {
		var want []string
		for s := range ports.All() {
			want = append(want, line(s))
		}
		assert.Equal(t, want, constantsIn(t, registries.IANA))
	})
	t.Run("own", func(t *testing.T) {
		cmd := exec.Command("go", "run", "./own/constants")
		cmd.Dir = moduleDir
		out, err := cmd.Output()
		require.NoError(t, err)
		want := slices.Collect(strings.Lines(string(out)))
		assert.Contains(t, want, "metrics tcp 8571 \n", "a part of a range")
		assert.Contains(t, want, "orders tcp 8480 PortOrdersAPI\n", "an alias")
		assert.Equal(t, want, constantsIn(t, filepath.Join(moduleDir, "own", "services.csv")))
	})
}
