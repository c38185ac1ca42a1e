package static

import "encoding/binary"

// This file is not copied. It writes what lookup.go reads, by the same constants and
// functions.

// The sizes of the items of each table, in bytes, and of its blocks, in ports.
const (
	RecordSize       = recordSize
	DisplacementSize = displacementSize
	NamePortSize     = namePortSize
	PortVariantsSize = numTransports * portVariantSize
	NameVariantsSize = numTransports * entrySize
	BlockNumberSize  = blockNumberSize
	NameBlock        = 1 << nameBlockBits
	NameBlockSize    = NameBlock * entrySize
	StatusBlock      = 1 << statusBlockBits
	StatusBlockSize  = StatusBlock / statusesPerByte
	ServiceSize      = serviceSize
	DetailsSize      = detailsSize
	PortlessSize     = portlessSize
	IndexSize        = indexSize
)

// MaxIndex is the greatest number that an item of IndexSize can be.
const MaxIndex = 1<<(8*indexSize) - 1

// MaxPortVariants is the number of rows that portVariants can have: the index of a row is
// stored in two bytes, like a port.
const MaxPortVariants = 1 << (8 * namePortSize)

// NoName is the name entry of a port without a name.
const NoName = noName

// Hash returns the hash by which Lookup finds a name. ok is false for a name that no
// record can have.
func Hash(name string) (h uint64, ok bool) {
	if name == "" || len(name) > maxNameSize {
		return 0, false
	}
	record := string(AppendRecord(nil, name))
	return hash(load64(record), load64(record[8:])), true
}

// Bucket returns the bucket, of n, of a hash.
func Bucket(hash uint64, n int) int { return bucketOf(hash, n) }

// Slot returns the slot, of n, of a hash in a bucket with a displacement.
func Slot(hash uint64, displacement uint16, n int) int { return slotOf(hash, displacement, n) }

// AppendRecord appends the record of a name and the transports on which it has the port
// of its slot; none where they differ. The empty name stands for a free slot.
func AppendRecord(b []byte, name string, transports ...Transport) []byte {
	var record [recordSize]byte
	copy(record[:], name)
	high := binary.LittleEndian.Uint64(record[8:]) | uint64(len(name))<<lengthShift
	for _, t := range transports {
		high |= 1 << (transportShift + t - TCP)
	}
	binary.LittleEndian.PutUint64(record[8:], high)
	return append(b, record[:]...)
}

// AppendUint16 appends a displacement, a name's port, the index of a row of
// portVariants, or the number of a block.
func AppendUint16(b []byte, n uint16) []byte { return binary.LittleEndian.AppendUint16(b, n) }

// AppendIndex appends the index of a service, of a text, or of details, or where a text
// starts: a number up to [MaxIndex].
func AppendIndex(b []byte, n int) []byte { return append(b, byte(n), byte(n>>8), byte(n>>16)) }

// AppendPortVariants appends the row of a name that has its ports by transport.
func AppendPortVariants(b []byte, ports map[Transport]Port) []byte {
	var row [numTransports]int
	for t := DCCP; t >= TCP; t-- {
		if p, ok := ports[t]; ok {
			row[t] = int(p) + 1
			row[0] = row[t] // in the end, that of the first transport
		}
	}
	for _, n := range row {
		b = AppendIndex(b, n) // which is as large
	}
	return b
}

// RecordEntry returns the entry of the name in a record, on some transports.
func RecordEntry(record int, name string, transports ...Transport) uint32 {
	return OtherEntry(record, transports...) | uint32(len(name))
}

// OtherEntry returns the entry of one of otherNames, on some transports.
func OtherEntry(i int, transports ...Transport) uint32 {
	entry := VariantsEntry(i) | 1<<anyShift
	for _, t := range transports {
		entry |= 1 << (anyShift + t)
	}
	return entry
}

// VariantsEntry returns the entry of a port that has a row of nameVariants.
func VariantsEntry(row int) uint32 { return uint32(row) << indexShift }

// AppendEntry appends a name entry.
func AppendEntry(b []byte, entry uint32) []byte { return binary.LittleEndian.AppendUint32(b, entry) }

// AppendNameVariants appends the row of a port that has the name entries by transport.
func AppendNameVariants(b []byte, entries map[Transport]uint32) []byte {
	row := [numTransports]uint32{}
	for t := range row {
		row[t] = noName
	}
	for t := DCCP; t >= TCP; t-- {
		if entry, ok := entries[t]; ok {
			row[t] = entry
			row[0] = entry // in the end, that of the first transport
		}
	}
	for _, entry := range row {
		b = AppendEntry(b, entry)
	}
	return b
}

// AppendStatuses appends the statuses of ports, which are as many as a block has.
func AppendStatuses(b []byte, statuses [StatusBlock]Status) []byte {
	var block [StatusBlockSize]byte
	for i, s := range statuses {
		block[i/statusesPerByte] |= byte(s-Assigned) << (i % statusesPerByte * statusBits)
	}
	return append(b, block[:]...)
}

// AppendService appends the row of a service, which has the entry of its name and the
// index of its details.
func AppendService(b []byte, s Service, entry uint32, details int) []byte {
	b = AppendEntry(b, entry)
	b = AppendUint16(b, uint16(s.First))
	b = AppendUint16(b, uint16(s.Last))
	b = append(b, byte(s.Transport))
	return AppendIndex(b, details)
}

// AppendPortless appends the row of a service without a port, which has the index of its
// name and its details.
func AppendPortless(b []byte, s Service, name int, details []byte) []byte {
	return append(AppendIndex(append(b, byte(s.Transport)), name), details...)
}

// Details returns the texts of a service's details row, in their order.
func Details(s Service) [numDetails]string {
	return [...]string{
		detailDescription:     s.Description,
		detailReference:       s.Reference,
		detailAlias:           s.Alias,
		detailUnauthorizedUse: s.UnauthorizedUse,
		detailRegistered:      s.Registered,
		detailModified:        s.Modified,
		detailWithdrawn:       s.Withdrawn,
		detailOwner:           s.Owner,
	}
}
