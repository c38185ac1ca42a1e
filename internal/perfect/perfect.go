// Package perfect finds a perfect hash function for a fixed set of keys: one
// that sends each key to a slot of its own (hash and displace). The generated lookup
// evaluates the function; both use the same buckets and slots.
package perfect

import (
	"cmp"
	"slices"

	"example.com/ianaports/internal/emit/static"
)

const (
	// A bucket holds this many keys on average. More make the displacements
	// fewer and the search longer.
	keysPerBucket = 4
	// This many of 64 slots are in use, so that the last buckets find room.
	fullSlots = 63

	maxDisplacement = 1<<16 - 1
)

// A Table is a perfect hash function and the order in which it lays out keys.
type Table struct {
	// Displacements has one entry a bucket, one at the least, for [static.Slot].
	Displacements []uint16
	// Slots holds in each slot the index of its key, or -1.
	Slots []int
	// Unplaced are the keys that have no slot. There are some only where the
	// hashes of two keys in a bucket are equal in the low half.
	Unplaced []int
}

// Build finds a table for keys given by their hashes.
func Build(hashes []uint64) *Table {
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

	t := &Table{
		Displacements: make([]uint16, len(buckets)),
		Slots:         make([]int, len(hashes)*64/fullSlots+1),
	}
	for i := range t.Slots {
		t.Slots[i] = -1
	}
	for _, b := range order {
		keys := buckets[b]
		for !t.place(b, keys, hashes) {
			last := len(keys) - 1
			t.Unplaced = append(t.Unplaced, keys[last])
			keys = keys[:last]
		}
	}
	return t
}

// place finds the least displacement that sends the keys of a bucket to slots
// that are free.
func (t *Table) place(bucket int, keys []int, hashes []uint64) bool {
	for d := range maxDisplacement + 1 {
		placed := 0
		for _, key := range keys {
			s := static.Slot(hashes[key], uint16(d), len(t.Slots))
			if t.Slots[s] >= 0 {
				break
			}
			t.Slots[s] = key
			placed++
		}
		if placed == len(keys) {
			t.Displacements[bucket] = uint16(d)
			return true
		}
		for _, key := range keys[:placed] {
			t.Slots[static.Slot(hashes[key], uint16(d), len(t.Slots))] = -1
		}
	}
	return false
}
