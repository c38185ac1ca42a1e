package judge

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/ports"
)

const testdata = "../testdata"

// constantsIn lists the services of a registry as package constants of the tests prints
// those of a generated package.
func constantsIn(t *testing.T, file string) (lines []string) {
	t.Helper()
	r, err := readRegistry("example.com/x/ports", []string{file})
	require.NoError(t, err)
	for _, s := range r.All() {
		lines = append(lines, line(s.Name, s.Transport, s.First, s.TypedConstant))
	}
	return lines
}

func line(name string, t ports.Transport, first ports.Port, constant string) string {
	return fmt.Sprintln(name, t, int(first), constant)
}

// TestConstants compares the constants with those that the generated packages say
// their services have.
func TestConstants(t *testing.T) {
	t.Run("IANA", func(t *testing.T) {
		var want []string
		for s := range ports.All() {
			if s.Withdrawn == "" {
				want = append(want, line(s.Name, s.Transport, s.First, s.Constant))
			}
		}
		assert.Equal(t, want, constantsIn(t, "iana"))
	})
	t.Run("own", func(t *testing.T) {
		cmd := exec.Command("go", "run", "./own/constants")
		cmd.Dir = testdata
		out, err := cmd.Output()
		require.NoError(t, err)
		want := slices.Collect(strings.Lines(string(out)))
		assert.Contains(t, want, "metrics tcp 8571 \n", "a part of a range")
		assert.Contains(t, want, "orders tcp 8480 PortOrdersAPI\n", "an alias")
		assert.Equal(t, want, constantsIn(t, filepath.Join(testdata, "own", "services.csv")))
	})
}
