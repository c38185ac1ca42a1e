package emit

import (
	"cmp"
	"slices"

	"example.com/ianaports/internal/static"
)

const (
	// A bucket holds this many keys on average. More make the displacements
	// fewer and the search longer.
	keysPerBucket = 4
	// This many of 64 slots are in use, so that the last buckets find room.
	fullslots = 63

	maxDisplacement = 1<<16 - 1
)

// A hashTable is a perfect hash function (hash and displace), which sends each key of a
// fixed set to a slot of its own, and the order in which it lays out the keys. The
// generated lookup evaluates it; both use the same buckets and slots.
type hashTable struct {
	// displacements has one entry a bucket, one at the least, for [static.Slot].
	displacements []uint16
	// slots holds in each slot the index of its key, or -1.
	slots []int
	// unplaced are the keys that have no slot. There are some only where the
	// hashes of two keys in a bucket are equal in the low half.
	unplaced []int
}

// buildHash finds a table for keys given by their hashes.
func buildHash(hashes []uint64) *hashTable {
	buckets := make([][]int, max(1, (len(hashes)+keysPerBucket-1)/keysPerBucket))
	for key, h := range hashes {
		b := static.Bucket(h, len(buckets))
		buckets[b] = append(buckets[b], key)
	}
	order := make([]int, len(buckets))
	for b := range order {
		order[b] = b
	}
	// The fullest buckets go first, while there is most room.
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(buckets[b]), len(buckets[a])) })

	t := &hashTable{
		displacements: make([]uint16, len(buckets)),
		slots:         make([]int, len(hashes)*64/fullslots+1),
	}
	for i := range t.slots {
		t.slots[i] = -1
	}
	for _, b := range order {
		keys := buckets[b]
		for !t.place(b, keys, hashes) {
			last := len(keys) - 1
			t.unplaced = append(t.unplaced, keys[last])
			keys = keys[:last]
		}
	}
	return t
}

// place finds the least displacement that sends the keys of a bucket to slots
// that are free.
func (t *hashTable) place(bucket int, keys []int, hashes []uint64) bool {
	for d := range maxDisplacement + 1 {
		placed := 0
		for _, key := range keys {
			s := static.Slot(hashes[key], uint16(d), len(t.slots))
			if t.slots[s] >= 0 {
				break
			}
			t.slots[s] = key
			placed++
		}
		if placed == len(keys) {
			t.displacements[bucket] = uint16(d)
			return true
		}
		for _, key := range keys[:placed] {
			t.slots[static.Slot(hashes[key], uint16(d), len(t.slots))] = -1
		}
	}
	return false
}
