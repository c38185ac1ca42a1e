package static

import "math/bits"

const (
	ones     = 0x0101010101010101
	caseBits = 0x20 * ones // in which ASCII capitals and small letters differ
)

// hash returns the hash of a name by the two words of its record, without the
// transports. It is the same for names that differ only in ASCII case.
func hash(low, high uint64) uint64 {
	h, l := bits.Mul64(low|caseBits^0xd6e8feb86659fd93, high|caseBits^0x9e3779b97f4a7c15)
	return h ^ l
}

// differ tells words of names apart without regard to ASCII case: it returns 0
// if they are the same. The second must be ASCII.
func differ(a, b uint64) uint64 {
	lower := b | caseBits
	fromA := lower + (0x80-'a')*ones     // the high bit of each byte from 'a' on
	pastZ := lower + (0x80-('z'+1))*ones // and of each byte past 'z'
	return (a ^ b) &^ ((fromA &^ pastZ & (0x80 * ones)) >> 2)
}

// roughlyDiffer is differ, but takes the marks that ASCII has beside the letters for
// letters: _ and DEL are the same to it. Names that have such marks have no
// transport in their records, as if their ports were not the same on all, and are
// compared by differ before they are taken.
func roughlyDiffer(a, b uint64) uint64 { return (a ^ b) &^ (b >> 1 & caseBits) }

// findPort is Lookup. The slot of a name's record comes from a perfect hash: a
// displacement for each bucket of hashes sends each name to a slot of its own.
func findPort(t Transport, service string) (Port, bool) {
	n := len(service)
	if n == 0 || n > maxNameSize {
		return lookupRest(t, service)
	}
	// The words that the name's record has. Loads that overlap cover every
	// length from four on, shifts put the bytes in their places, and a mask
	// stands for min, max and the branches that would often be mispredicted.
	var low, high uint64
	if n >= 4 {
		upTo8 := (n - 9) >> 63 // -1 or 0
		second, third := 4+(n-8)&upTo8, (n-8)&^upTo8
		low = load32(service) | load32(service[second:second+4])<<(uint(second)*8&63)
		high = (load32(service[third:third+4]) | load32(service[n-4:])<<32) >> (-uint(n) * 8 & 63) &^ uint64(upTo8)
	} else {
		low = uint64(service[0]) | uint64(service[n>>1])<<(uint(n>>1)*8&63) | uint64(service[n-1])<<(uint(n-1)*8&63)
	}
	high |= uint64(n) << 56

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
	exact := low == recordLow && high == recordHigh
	if !exact && roughlyDiffer(low, recordLow)|roughlyDiffer(high, recordHigh) != 0 {
		return lookupRest(t, service)
	}
	if t > DCCP {
		return 0, false
	}
	port := uint16At(namePorts, slot)
	if transports == 0 {
		if !exact && differ(low, recordLow)|differ(high, recordHigh) != 0 {
			return lookupRest(t, service)
		}
		next := uint24At(portVariants, int(port)*numTransports+int(t))
		if next == 0 {
			return 0, false
		}
		return Port(next - 1), true
	}
	if (transports<<1|1)>>t&1 == 0 {
		return 0, false
	}
	return Port(port), true
}
