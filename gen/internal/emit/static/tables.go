package static

import "math/bits"

// The tables are constant strings: they cost the compiler one literal each, the
// program no work at start-up, and a reader no pointer to follow. Numbers in
// them are little-endian.

func uint16At(table string, i int) uint16 {
	return uint16(table[2*i]) | uint16(table[2*i+1])<<8
}

func uint24At(table string, i int) int {
	s := table[3*i : 3*i+3]
	return int(s[0]) | int(s[1])<<8 | int(s[2])<<16
}

func load32(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

func load64(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// A name record has 16 bytes: a service name of up to 15, padded with zeros,
// and a byte with its length in the low four bits. Each of the high four says
// that the name is registered on a transport, the lowest of them for TCP. RFC
// 6335 §5.1 limits names to 15 characters; the registry's few longer ones are
// in no record.
const (
	recordSize  = 16
	maxNameSize = recordSize - 1
	lengthBits  = 0x0f
)

// nameAt returns the name of a record.
func nameAt(records string, i int) string {
	r := records[i*recordSize : i*recordSize+recordSize]
	return r[:r[maxNameSize]&lengthBits]
}

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

// findPort returns the port of a name on a transport. The slot of a name's
// record comes from a perfect hash: a displacement for each bucket of hashes
// sends each name to a slot of its own.
func findPort(service, records, displacements, ports string, t Transport) (Port, bool) {
	key, ok := keyOf(service)
	if !ok {
		return 0, false
	}
	hash := key.hash()
	bucket := int((hash >> 32) * uint64(len(displacements)/2) >> 32)
	d := uint32(uint16At(displacements, bucket))
	slot := int(uint64(uint32(hash)*(2*d+1)) * uint64(len(records)/recordSize) >> 32)
	record := records[slot*recordSize : slot*recordSize+recordSize]
	low, high := load64(record), load64(record[8:])
	transports := high >> 60
	high &= 1<<60 - 1
	// Most callers write a name as the registry does.
	if low != key.low || high != key.high {
		if foldWord(low) != foldWord(key.low) || foldWord(high) != foldWord(key.high) {
			return 0, false
		}
	}
	if transports>>(t-TCP)&1 == 0 {
		return 0, false
	}
	return Port(uint16At(ports, slot)), true
}

// A port block has 10 bytes for 64 ports: a bit for each that has a name, and
// the number of names in the blocks before. A name entry has four bytes: the
// length of the name in the low four bits, above them the index of its record.
// Length 0 makes it an index into longNames.
const (
	blockSize = 10
	blockBits = 6
)

// findName returns the primary name of a port.
func findName(p Port, blocks, entries, records string) (string, bool) {
	b := int(p>>blockBits) * blockSize
	block := blocks[b : b+blockSize]
	named, bit := load64(block), uint64(1)<<(p&(1<<blockBits-1))
	if named&bit == 0 {
		return "", false
	}
	i := int(uint16(block[8])|uint16(block[9])<<8) + bits.OnesCount64(named&(bit-1))
	return entryName(uint32(load32(entries[4*i:4*i+4])), records), true
}

// entryName returns the name of an entry.
func entryName(entry uint32, records string) string {
	i, n := int(entry>>4), int(entry&lengthBits)
	if n == 0 {
		return longNames[i]
	}
	return records[i*recordSize : i*recordSize+n]
}

// findStatus returns the status of a port. The index has two bytes for each 64
// ports, the number of a block; a block has two bits a port. Equal blocks of
// all transports are one.
func findStatus(p Port, index, blocks string) Status {
	i := int(uint16At(index, int(p>>blockBits)))<<blockBits | int(p&(1<<blockBits-1))
	return Assigned + Status(blocks[i/4]>>(i%4*2)&3)
}
