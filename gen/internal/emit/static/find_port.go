package static

import "math/bits"

// hash returns the hash of a name by the two words of its record, without the
// transports. It is the same for names that differ only in ASCII case, because
// it does not see the bit in which capitals and small letters differ.
func hash(low, high uint64) uint64 {
	const caseBits = 0x2020202020202020
	h, l := bits.Mul64(low|caseBits^0xd6e8feb86659fd93, high|caseBits^0x9e3779b97f4a7c15)
	return h ^ l
}

// foldWord makes the ASCII capitals of a word of eight bytes small.
func foldWord(w uint64) uint64 {
	const ones = 0x0101010101010101
	low7 := w & (0x7f * ones)
	fromA := low7 + (0x80-'A')*ones     // the high bit of each byte from 'A' on
	pastZ := low7 + (0x80-('Z'+1))*ones // and of each byte past 'Z'
	return w | (fromA&^pastZ&^w&(0x80*ones))>>2
}

// findPort is Lookup. The slot of a name's record comes from a perfect hash: a
// displacement for each bucket of hashes sends each name to a slot of its own.
func findPort(t Transport, service string) (Port, bool) {
	// The words that the name's record has. Loads that overlap cover any
	// length without a loop; shifts put the bytes in their places.
	var low, high uint64
	switch n := len(service); {
	case n > maxNameSize || n == 0:
		return lookupRest(t, service)
	case n >= 8:
		low = load64(service)
		high = load64(service[n-8:]) >> (uint(maxNameSize-n) * 8 & 63) >> 8
	case n >= 4:
		low = load32(service) | load32(service[n-4:])<<(uint(n-4)*8&63)
	default:
		low = uint64(service[0]) | uint64(service[n>>1])<<(uint(n>>1)*8&63) | uint64(service[n-1])<<(uint(n-1)*8&63)
	}
	high |= uint64(len(service)) << 56

	h := hash(low, high)
	bucket := int((h >> 32) * uint64(len(nameDisplacements)/2) >> 32)
	d := uint32(uint16At(nameDisplacements, bucket))
	mixed := (uint32(h) ^ d*0x9e3779b1) * 0x85ebca6b
	slot := int(uint64(mixed) * uint64(len(nameRecords)/recordSize) >> 32)
	record := nameRecords[slot*recordSize : slot*recordSize+recordSize]
	recordLow, recordHigh := load64(record), load64(record[8:])
	transports := uint32(recordHigh >> 60)
	recordHigh &= 1<<60 - 1
	// Most callers write a name as the registry does.
	if low != recordLow || high != recordHigh {
		if foldWord(low) != foldWord(recordLow) || foldWord(high) != foldWord(recordHigh) {
			return lookupRest(t, service)
		}
	}
	port := uint16At(namePorts, slot)
	switch {
	case transports == 0:
		return portVariant(t, int(port))
	case t == 0 || transports>>(t-TCP)&1 != 0:
		return Port(port), true
	}
	return 0, false
}

// portVariant returns the port of a name that has not the same on all
// transports.
func portVariant(t Transport, name int) (Port, bool) {
	for any := TCP; any <= DCCP; any++ {
		if next := uint24At(portVariants, name*numTransports+int(any-TCP)); next > 0 && (t == 0 || t == any) {
			return Port(next - 1), true
		}
	}
	return 0, false
}
