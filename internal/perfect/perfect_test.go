package perfect

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/emit/static"
)

// build builds a table and checks that each key is in its slot, or unplaced.
func build(t *testing.T, hashes []uint64) *Table {
	t.Helper()
	table := Build(hashes)
	unplaced := map[int]bool{}
	for _, key := range table.Unplaced {
		unplaced[key] = true
	}
	used := 0
	for _, key := range table.Slots {
		if key >= 0 {
			used++
		}
	}
	require.Equal(t, len(hashes), used+len(unplaced))
	for key, h := range hashes {
		d := table.Displacements[static.Bucket(h, len(table.Displacements))]
		at := table.Slots[static.Slot(h, d, len(table.Slots))]
		require.Equal(t, !unplaced[key], at == key, "key %d", key)
	}
	return table
}

func TestBuild(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 2, 3, 5, 100, 6337, 65536} {
		hashes := make([]uint64, n)
		for i := range hashes {
			hashes[i] = random.Uint64()
		}
		table := build(t, hashes)
		assert.Empty(t, table.Unplaced, "%d keys", n)
		assert.NotEmpty(t, table.Displacements, "%d keys", n)
		assert.LessOrEqual(t, len(table.Slots), n+n/60+1, "the table is nearly full")
	}
}

// TestBuildWithOddHashes has hashes that multiplication alone does not spread.
func TestBuildWithOddHashes(t *testing.T) {
	assert.Empty(t, build(t, []uint64{0, 1, 1 << 31, 1 << 16, 3 << 30}).Unplaced)
	var hashes []uint64
	for i := range uint64(200) {
		hashes = append(hashes, i<<55|i<<24)
	}
	build(t, hashes)
}

func TestEqualHashes(t *testing.T) {
	assert.GreaterOrEqual(t, len(build(t, []uint64{1, 2, 2, 2, 3}).Unplaced), 2)
}
