package static

// The index of the name blocks has two bytes for each 8 ports, the number of a
// block; a block has an entry a port. Equal blocks are one.
const nameBlockBits = 3

// findName is ServiceName. Whether a port has a name is the least predictable
// thing about it: no branch depends on that.
func findName(t Transport, p Port) (string, bool) {
	if t > DCCP {
		return "", false
	}
	block := int(uint16At(nameIndex, int(p>>nameBlockBits)))
	entry := entryAt(nameBlocks, block<<nameBlockBits|int(p&(1<<nameBlockBits-1)))
	if entry&lengthBits == 0 {
		if entry&flagBits == 0 {
			entry = entryAt(nameVariants, int(entry>>indexShift)*numTransports+int(t))
		}
		if entry&lengthBits == 0 {
			if entry>>(anyShift+t)&1 == 0 {
				return "", false
			}
			return otherNames[entry>>indexShift], true
		}
	}
	known := entry >> (anyShift + t) & 1
	i := int(entry>>indexShift) * recordSize
	return nameRecords[i : i+recordSize][:entry&lengthBits&-known], known != 0
}

const statusBlockBits = 6

// findStatus returns the status of a port. The index has two bytes for each 64
// ports, the number of a block; a block has two bits a port. Equal blocks of
// all transports are one.
func findStatus(p Port, index, blocks string) Status {
	i := int(uint16At(index, int(p>>statusBlockBits)))<<statusBlockBits | int(p&(1<<statusBlockBits-1))
	return Assigned + Status(blocks[i/4]>>(i%4*2)&3)
}
