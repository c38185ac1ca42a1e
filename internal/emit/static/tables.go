package static

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
// 6335 §5.1 limits names to 15 characters; a longer one, and one whose hash
// another name has, has no record.
const (
	recordSize  = 16
	maxNameSize = recordSize - 1
	lengthBits  = 0x0f
)

// A name entry has four bytes: the length of the name in the low four bits; above
// them a flag for each Transport that a port has it on, the zero one first; and
// above those the index of the name's record. Where the length is 0, the index is
// one of otherNames; where the flags are, too, one of nameVariants, which has an
// entry for each Transport. A port without a name has noName.
const (
	entrySize     = 4
	anyShift      = 4
	indexShift    = anyShift + numTransports
	flagBits      = 1<<indexShift - 1<<anyShift
	numTransports = int(DCCP) + 1 // with the zero one
	noName        = 1
)

func entryAt(entries string, i int) uint32 {
	return uint32(load32(entries[i*entrySize : i*entrySize+entrySize]))
}

// entryName returns the name of an entry.
func entryName(entry uint32) string {
	i, n := int(entry>>indexShift), int(entry&lengthBits)
	if n == 0 {
		return otherNames[i]
	}
	return nameRecords[i*recordSize : i*recordSize+n]
}
