package static

import "math/bits"

// A port block has 10 bytes for 64 ports: a bit for each that has a name, and
// the number of names in the blocks before. An entry that has neither a length
// nor a transport is an index of nameVariants, which has an entry for each
// transport.
const (
	blockSize = 10
	blockBits = 6
)

// findName is ServiceName.
func findName(t Transport, p Port) (string, bool) {
	b := int(p>>blockBits) * blockSize
	block := portBlocks[b : b+blockSize]
	named, bit := load64(block), uint64(1)<<(p&(1<<blockBits-1))
	if named&bit == 0 {
		return "", false
	}
	i := int(uint16(block[8])|uint16(block[9])<<8) + bits.OnesCount64(named&(bit-1))
	entry := entryAt(portNames, i)
	if entry&(lengthBits|transportBits) == 0 {
		entry = nameVariant(t, int(entry>>indexShift))
	}
	// The bits of the transports follow the four of the length.
	if t == 0 && entry != 0 || entry>>(3+uint(t))&1 != 0 && t <= DCCP {
		return entryName(entry), true
	}
	return "", false
}

// nameVariant returns the entry of a port whose name is not the same on all
// transports, or 0.
func nameVariant(t Transport, port int) uint32 {
	for any := TCP; any <= DCCP; any++ {
		if entry := entryAt(nameVariants, port*numTransports+int(any-TCP)); entry != 0 && (t == 0 || t == any) {
			return entry
		}
	}
	return 0
}

// findStatus returns the status of a port. The index has two bytes for each 64
// ports, the number of a block; a block has two bits a port. Equal blocks of
// all transports are one.
func findStatus(p Port, index, blocks string) Status {
	i := int(uint16At(index, int(p>>blockBits)))<<blockBits | int(p&(1<<blockBits-1))
	return Assigned + Status(blocks[i/4]>>(i%4*2)&3)
}
