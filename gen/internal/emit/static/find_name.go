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

// findName returns the primary name of a port on one of the four transports.
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
		entry = entryAt(nameVariants, int(entry>>indexShift)*numTransports+int(t-TCP))
	}
	if entry>>((t-TCP+4)&31)&1 == 0 {
		return "", false
	}
	return entryName(entry), true
}

// findStatus returns the status of a port. The index has two bytes for each 64
// ports, the number of a block; a block has two bits a port. Equal blocks of
// all transports are one.
func findStatus(p Port, index, blocks string) Status {
	i := int(uint16At(index, int(p>>blockBits)))<<blockBits | int(p&(1<<blockBits-1))
	return Assigned + Status(blocks[i/4]>>(i%4*2)&3)
}
