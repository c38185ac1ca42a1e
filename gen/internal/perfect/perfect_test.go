package perfect

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBuild(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 2, 3, 5, 100, 6337, 65536} {
		hashes := make([]uint64, n)
		for i := range hashes {
			hashes[i] = random.Uint64()
		}
		table, err := Build(hashes)
		require.NoError(t, err, "%d keys", n)
		for key, h := range hashes {
			d := table.Displacements[Bucket(h, len(table.Displacements))]
			require.Equal(t, key, table.Slots[Slot(h, d, len(table.Slots))], "%d keys", n)
		}
		used := 0
		for _, key := range table.Slots {
			if key >= 0 {
				used++
			}
		}
		assert.Equal(t, n, used)
		assert.LessOrEqual(t, len(table.Slots), n+n/60+1, "the table is nearly full")
	}
}

func TestBuildRefusesEqualHashes(t *testing.T) {
	_, err := Build([]uint64{1, 2, 2})
	assert.ErrorContains(t, err, "no displacement separates")
}
