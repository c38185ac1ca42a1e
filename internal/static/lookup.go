package static

import "math/bits"

// Lookup returns the port number of a service on a transport. The name is
// compared without regard to ASCII case (RFC 6335 §5.1) and may be an alias. For a
// name with several ports, Lookup returns the lowest, or for a few names the one in use
// (8080 for http-alt, which has 591 as well); for a range, the first port. A withdrawn
// service is found only if the transport has no other service of that name.
//
// For the zero Transport it returns the answer of the first transport, in the order
// TCP, UDP, SCTP, DCCP, that has the name. A name that is not registered there, or
// a Transport outside the four, gives false.
func Lookup(t Transport, service string) (Port, bool) {
	n := len(service)
	if n == 0 || n > maxNameSize {
		return lookupRest(t, service)
	}
	// low and high are the words that the name's record has. Loads that overlap cover
	// every length from four on, shifts put the bytes in their places, and a mask
	// stands for min, max and the branches that would often be mispredicted.
	var low, high uint64
	if n >= 4 {
		upTo8 := int(int64(n-9) >> 63) // -1 or 0
		second, third := 4+(n-8)&upTo8, (n-8)&^upTo8
		low = load32(service) | load32(service[second:second+4])<<(uint(second)*8&63)
		high = (load32(service[third:third+4]) | load32(service[n-4:])<<32) >> (-uint(n) * 8 & 63) &^ uint64(upTo8)
	} else {
		low = uint64(service[0]) | uint64(service[n>>1])<<(uint(n>>1)*8&63) | uint64(service[n-1])<<(uint(n-1)*8&63)
	}
	high |= uint64(n) << lengthShift

	// A displacement for each bucket of hashes sends each name to a slot of its own.
	h := hash(low, high)
	displacement := uint16At(nameDisplacements, bucketOf(h, len(nameDisplacements)/displacementSize))
	slot := slotOf(h, displacement, len(nameRecords)/recordSize)
	record := nameRecords[slot*recordSize : slot*recordSize+recordSize]
	recordLow, recordHigh := load64(record), load64(record[8:])
	transports := recordHigh >> transportShift
	recordHigh &= 1<<transportShift - 1
	// Most callers write a name as the registry does.
	exact := low == recordLow && high == recordHigh
	if !exact && differ(low, recordLow)|differ(high, recordHigh) != 0 {
		return lookupRest(t, service)
	}
	if t > DCCP {
		return 0, false
	}
	port := uint16At(namePorts, slot)
	if transports == 0 {
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

// ServiceName returns the primary name of a port on a transport, as the registry
// spells it. That is the first name in the registry. Aliases, and names that IANA
// notes as duplicates or as unassigned uses, count only if there is nothing else. For
// a few ports it is the name in use (2049 is nfs, although shilp comes first in the
// registry). [Services] returns all.
//
// For the zero Transport it returns the answer of the first transport, in the order
// TCP, UDP, SCTP, DCCP, that has a name for the port. A port without a name, or a
// Transport outside the four, gives false; [StatusOf] tells more.
func ServiceName(t Transport, p Port) (string, bool) {
	if t > DCCP {
		return "", false
	}
	block := int(uint16At(nameIndex, int(p>>nameBlockBits)))
	entry := entryAt(nameBlocks, block<<nameBlockBits|int(p&(1<<nameBlockBits-1)))
	if entry&(lengthBits|flagBits) == 0 {
		entry = entryAt(nameVariants, int(entry>>indexShift)*numTransports+int(t))
	}
	// Whether a port has a name is hard to predict: the compiler makes a conditional
	// move of this assignment, and no branch.
	name, known := entryName(entry), entry>>(anyShift+t)&1 != 0
	if !known {
		name = ""
	}
	return name, known
}

// statusOf returns the status of a port on one of the four transports.
func statusOf(t Transport, p Port) Status {
	switch t {
	case TCP:
		return findStatus(p, statusIndexTCP)
	case UDP:
		return findStatus(p, statusIndexUDP)
	case SCTP:
		return findStatus(p, statusIndexSCTP)
	case DCCP:
		return findStatus(p, statusIndexDCCP)
	}
	return 0
}

// findStatus returns the status of a port by the status index of its transport.
func findStatus(p Port, index string) Status {
	i := int(uint16At(index, int(p>>statusBlockBits)))<<statusBlockBits | int(p&(1<<statusBlockBits-1))
	return Assigned + Status(statusBlocks[i/statusesPerByte]>>(i%statusesPerByte*statusBits)&(1<<statusBits-1))
}

const (
	ones     = 0x0101010101010101
	caseBits = 0x20 * ones // in which ASCII capitals and small letters differ
)

// hash returns the hash of a name from the two words of its record, without the
// transports. It is the same for names that differ only in ASCII case.
func hash(low, high uint64) uint64 {
	h, l := bits.Mul64(low|caseBits^0xd6e8feb86659fd93, high|caseBits^0x9e3779b97f4a7c15)
	return h ^ l
}

// bucketOf returns the bucket, of n, of a hash.
func bucketOf(hash uint64, n int) int { return int((hash >> 32) * uint64(n) >> 32) }

// slotOf returns the slot, of n, of a hash in a bucket with a displacement.
func slotOf(hash uint64, displacement uint16, n int) int {
	mixed := (uint32(hash) ^ uint32(displacement)*0x9e3779b1) * 0x85ebca6b
	return int(uint64(mixed) * uint64(n) >> 32)
}

// differ compares words of names without regard to ASCII case: it returns 0 if they
// are the same. The second must be ASCII.
func differ(a, b uint64) uint64 {
	lower := b | caseBits
	fromA := lower + (0x80-'a')*ones     // the high bit of each byte from 'a' on
	pastZ := lower + (0x80-('z'+1))*ones // and of each byte past 'z'
	return (a ^ b) &^ ((fromA &^ pastZ & (0x80 * ones)) >> 2)
}

// The tables are constant strings: they cost the compiler one literal each, the
// program no work at start-up, and a reader no pointer to follow. Numbers in
// them are little-endian. The constants below are their layout, for the functions that
// read them here and for those of the generator that write them.

// A name record has the name, of up to 15 bytes, padded with zeros, and a byte with its
// length in the low four bits. Each of the high four says that the name has the port of
// its slot on a transport, the lowest of them TCP. Where the ports of a name differ
// between transports, none is set, and in place of the port stands the index of a row
// of portVariants. RFC 6335 §5.1 limits names to 15 characters; a longer one, and one
// whose hash another name has, has no record.
const (
	recordSize     = 16
	maxNameSize    = recordSize - 1
	lengthBits     = 0x0f
	lengthShift    = 56 // in the second word of a record
	transportShift = 60

	displacementSize = 2 // of a bucket
	namePortSize     = 2 // of a slot
)

// numTransports is the number of items in a row that has one for each Transport, the
// zero one first.
const numTransports = int(DCCP) + 1

// A port variant is a port plus one, or 0 for none.
const portVariantSize = 3

// A name entry is the length of a name in the low four bits; above them a flag for
// each Transport that a port has the name on, the zero one first; and above those the
// index of the name's record. Where the length is 0, the index is one of otherNames;
// where the flags are, too, it is that of a row of nameVariants, which has an entry for
// each Transport. A port without a name has noName.
const (
	entrySize  = 4
	anyShift   = 4
	indexShift = anyShift + numTransports
	flagBits   = 1<<indexShift - 1<<anyShift
	noName     = 1
)

// An index of blocks has the number of a block, in two bytes, for each run of ports. A
// name block has an entry a port, a status block two bits a port. Equal blocks are one.
const (
	blockNumberSize = 2
	nameBlockBits   = 3 // 8 ports
	statusBlockBits = 6 // 64 ports
	statusBits      = 2
	statusesPerByte = 8 / statusBits
)

// A service row has the name's entry, the first and the last port, the transport, and
// the index of a details row. The constants say at which byte each but the first starts.
const (
	serviceFirst     = entrySize
	serviceLast      = serviceFirst + 2
	serviceTransport = serviceLast + 2
	serviceTexts     = serviceTransport + 1
	serviceSize      = serviceTexts + indexSize

	// indexSize is the size of the index of a service, a text or a details row, and of
	// where a text starts.
	indexSize = 3
)

// A details row has the indices of these texts.
const (
	detailDescription = iota
	detailReference
	detailAlias
	detailUnauthorizedUse
	detailRegistered
	detailModified
	detailWithdrawn
	detailOwner
	numDetails

	detailsSize = numDetails * indexSize
)

// A row of a service without a port has its transport, the index of its name among the
// texts, and its details.
const (
	portlessText    = 1
	portlessDetails = portlessText + indexSize
	portlessSize    = portlessDetails + detailsSize
)

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

func serviceRow(i int) string { return services[i*serviceSize : i*serviceSize+serviceSize] }

func firstPort(i int) Port { return Port(uint16At(serviceRow(i)[serviceFirst:], 0)) }

func lastPort(i int) Port { return Port(uint16At(serviceRow(i)[serviceLast:], 0)) }

func nameOf(i int) string { return entryName(entryAt(serviceRow(i), 0)) }

func serviceAt(i int) Service {
	row := serviceRow(i)
	details := uint24At(row[serviceTexts:], 0) * detailsSize
	s := Service{
		Name:      nameOf(i),
		First:     firstPort(i),
		Last:      lastPort(i),
		Transport: Transport(row[serviceTransport]),
	}
	describe(&s, serviceDetails[details:details+detailsSize], texts, textOffsets)
	return s
}

// describe sets the fields of a service that its details row has.
func describe(s *Service, details, texts, offsets string) {
	text := func(detail int) string { return textAt(texts, offsets, uint24At(details, detail)) }
	s.Description = text(detailDescription)
	s.Reference = text(detailReference)
	s.Alias = text(detailAlias)
	s.UnauthorizedUse = text(detailUnauthorizedUse)
	s.Registered = text(detailRegistered)
	s.Modified = text(detailModified)
	s.Withdrawn = text(detailWithdrawn)
	s.Owner = text(detailOwner)
	if s.Transport == DCCP {
		s.ServiceCode = serviceCode(s.Name)
	}
}

// textAt returns a text. Each ends in a line break, which is not part of it.
func textAt(texts, offsets string, i int) string {
	return texts[uint24At(offsets, i) : uint24At(offsets, i+1)-1]
}

// portlessAt returns a service without a port. These have texts of their own, so that
// only programs that ask for them have these texts.
func portlessAt(i int) Service {
	row := portless[i*portlessSize : (i+1)*portlessSize]
	s := Service{Name: portlessName(i), Transport: Transport(row[0])}
	describe(&s, row[portlessDetails:], portlessTexts, portlessOffsets)
	return s
}

func portlessName(i int) string {
	return textAt(portlessTexts, portlessOffsets, uint24At(portless[i*portlessSize+portlessText:], 0))
}

// firstServiceFrom returns the index of the first service that can have port p.
func firstServiceFrom(p Port) int {
	from, to := 0, serviceCount
	for from < to {
		middle := int(uint(from+to) / 2)
		if int(firstPort(middle))+longestRange <= int(p) {
			from = middle + 1
		} else {
			to = middle
		}
	}
	return from
}

// sortedByName says that serviceByName gives the services by name.
const sortedByName = true

func serviceByName(i int) int { return uint24At(servicesByName, i) }

// firstNamed returns where the services of a name start, or would start.
func firstNamed(service string) int {
	from, to := 0, serviceCount
	for from < to {
		middle := int(uint(from+to) / 2)
		if compareFold(nameOf(serviceByName(middle)), service) < 0 {
			from = middle + 1
		} else {
			to = middle
		}
	}
	return from
}
