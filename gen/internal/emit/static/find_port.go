package static

import "math/bits"

// A nameKey is a name as its record has it, without the transports, in two
// words.
type nameKey struct{ low, high uint64 }

// keyOf returns the key of a name. A name that no record can hold has none.
func keyOf(name string) (k nameKey, ok bool) {
	// Loads that overlap cover any length without a loop; shifts put the
	// bytes where the record has them.
	switch n := len(name); {
	case n >= 8:
		if n > maxNameSize {
			return k, false
		}
		k.low = load64(name)
		k.high = load64(name[n-8:]) >> (uint(maxNameSize-n) * 8 & 63) >> 8
	case n >= 4:
		k.low = load32(name) | load32(name[n-4:])<<(uint(n-4)*8&63)
	case n > 0:
		k.low = uint64(name[0]) |
			uint64(name[n>>1])<<(uint(n>>1)*8&63) |
			uint64(name[n-1])<<(uint(n-1)*8&63)
	default:
		return k, false
	}
	k.high |= uint64(len(name)) << 56
	return k, true
}

// hash is the same for names that differ only in ASCII case, because it does
// not see the bit in which capitals and small letters differ.
func (k nameKey) hash() uint64 {
	const caseBits = 0x2020202020202020
	high, low := bits.Mul64(k.low|caseBits^0xd6e8feb86659fd93, k.high|caseBits^0x9e3779b97f4a7c15)
	return high ^ low
}

// foldWord makes the ASCII capitals of a word of eight bytes small.
func foldWord(w uint64) uint64 {
	const ones = 0x0101010101010101
	low7 := w & (0x7f * ones)
	fromA := low7 + (0x80-'A')*ones     // the high bit of each byte from 'A' on
	pastZ := low7 + (0x80-('Z'+1))*ones // and of each byte past 'Z'
	return w | (fromA&^pastZ&^w&(0x80*ones))>>2
}

// findPort returns the port of a name on one of the four transports. The slot of
// a name's record comes from a perfect hash: a displacement for each bucket of
// hashes sends each name to a slot of its own.
func findPort(t Transport, service string) (Port, bool) {
	key, ok := keyOf(service)
	if !ok {
		return lookupRest(t, service)
	}
	hash := key.hash()
	bucket := int((hash >> 32) * uint64(len(nameDisplacements)/2) >> 32)
	d := uint32(uint16At(nameDisplacements, bucket))
	slot := int(uint64(uint32(hash)*(2*d+1)) * uint64(len(nameRecords)/recordSize) >> 32)
	record := nameRecords[slot*recordSize : slot*recordSize+recordSize]
	low, high := load64(record), load64(record[8:])
	transports := high >> 60
	high &= 1<<60 - 1
	// Most callers write a name as the registry does.
	if low != key.low || high != key.high {
		if foldWord(low) != foldWord(key.low) || foldWord(high) != foldWord(key.high) {
			return lookupRest(t, service)
		}
	}
	port := uint16At(namePorts, slot)
	switch {
	case transports>>((t-TCP)&63)&1 != 0:
		return Port(port), true
	case transports == 0:
		// The port is not the same on all transports.
		if next := uint24At(portVariants, int(port)*numTransports+int(t-TCP)); next > 0 {
			return Port(next - 1), true
		}
	}
	return 0, false
}
