package emit

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/static"
)

// build builds a table and checks that each key is in its slot, or unplaced.
func build(t *testing.T, hashes []uint64) *hashTable {
	t.Helper()
	table := buildHash(hashes)
	unplaced := map[int]bool{}
	for _, key := range table.unplaced {
		unplaced[key] = true
	}
	used := 0
	for _, key := range table.slots {
		if key >= 0 {
			used++
		}
	}
	require.Equal(t, len(hashes), used+len(unplaced))
	for key, h := range hashes {
		d := table.displacements[static.Bucket(h, len(table.displacements))]
		at := table.slots[static.Slot(h, d, len(table.slots))]
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
		assert.Empty(t, table.unplaced, "%d keys", n)
		assert.NotEmpty(t, table.displacements, "%d keys", n)
		assert.LessOrEqual(t, len(table.slots), n+n/60+1, "the table is nearly full")
	}
}

// TestBuckets has a bucket for each four keys, and one at the least.
func TestBuckets(t *testing.T) {
	for n, want := range map[int]int{0: 1, 1: 1, 4: 1, 5: 2, 8: 2, 9: 3, 100: 25} {
		assert.Len(t, build(t, make([]uint64, n)).displacements, want, "%d keys", n)
	}
}

// TestSlot has slots that were worked out by hand.
func TestSlot(t *testing.T) {
	assert.Equal(t, 0, static.Bucket(1<<32-1, 10))
	assert.Equal(t, 5, static.Bucket(1<<63, 10))
	assert.Equal(t, 9, static.Bucket(1<<64-1, 10))
	const inverse = 0xa5cb9243 // of 0x85ebca6b, modulo 1<<32
	assert.Equal(t, 5, static.Slot(1<<63|0x80000000, 0, 10))
	for slot := range 16 {
		mixed := uint32(slot)<<28 | 0x0fffffff
		assert.Equal(t, slot, static.Slot(uint64(mixed*inverse), 0, 16))
		assert.Equal(t, slot, static.Slot(uint64(mixed*inverse^0x9e3779b1), 1, 16))
	}
}

// TestLeastDisplacement has one key, which takes the first displacement, and one that
// finds room with the largest only.
func TestLeastDisplacement(t *testing.T) {
	assert.Equal(t, []uint16{0}, build(t, []uint64{12345}).displacements)

	full := &hashTable{displacements: make([]uint16, 1), slots: make([]int, 1<<20)}
	free := static.Slot(0, maxDisplacement, len(full.slots))
	for d := range uint16(maxDisplacement) {
		require.NotEqual(t, free, static.Slot(0, d, len(full.slots)))
	}
	for i := range full.slots {
		full.slots[i] = 1
	}
	assert.False(t, full.place(0, []int{0}, []uint64{0}), "no slot is free")
	full.slots[free] = -1
	assert.True(t, full.place(0, []int{0}, []uint64{0}))
	assert.Equal(t, []uint16{maxDisplacement}, full.displacements)
	assert.Zero(t, full.slots[free])
}

// TestBuildWithOddHashes has hashes that multiplication alone does not spread.
func TestBuildWithOddHashes(t *testing.T) {
	assert.Empty(t, build(t, []uint64{0, 1, 1 << 31, 1 << 16, 3 << 30}).unplaced)
	var hashes []uint64
	for i := range uint64(200) {
		hashes = append(hashes, i<<55|i<<24)
	}
	build(t, hashes)
}

func TestEqualHashes(t *testing.T) {
	assert.GreaterOrEqual(t, len(build(t, []uint64{1, 2, 2, 2, 3}).unplaced), 2)
}
