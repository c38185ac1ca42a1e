// Package static is the part of the generated package that is the same for
// every registry. It is ordinary Go, to be read, compiled and tested here; the
// generator copies its files, except this one, which stands in for what the
// generator writes itself. lookup.go reads tables; a package without tables has a
// lookup.go that the generator writes.
package static

// Hash returns the hash by which the tables find a name. ok is false for a name
// that no record can hold.
func Hash(name string) (h uint64, ok bool) {
	if name == "" || len(name) > maxNameSize {
		return 0, false
	}
	var record [recordSize]byte
	copy(record[:], name)
	record[maxNameSize] = byte(len(name))
	return hash(load64(string(record[:])), load64(string(record[8:]))), true
}

// Exact reports whether roughlyDiffer is exact for a name.
func Exact(name string) bool {
	for i := range len(name) {
		switch name[i] {
		case '@', '[', '\\', ']', '^', '_', '`', '{', '|', '}', '~':
			return false
		}
	}
	return true
}

// The sizes of what the tables consist of, for the generator to write them.
const (
	RecordSize      = recordSize
	IndexShift      = indexShift
	AnyShift        = anyShift
	NoName          = noName
	NameBlockBits   = nameBlockBits
	StatusBlockBits = statusBlockBits
)

const (
	packageName = "ports"

	serviceCount   = 0
	longestRange   = 1
	services       = ""
	servicesByName = ""
	serviceDetails = ""
	texts          = ""
	textOffsets    = ""

	nameRecords       = ""
	nameDisplacements = ""
	namePorts         = ""
	portVariants      = ""
	nameIndex         = ""
	nameBlocks        = ""
	nameVariants      = ""
	statusIndexTCP    = ""
	statusIndexUDP    = ""
	statusIndexSCTP   = ""
	statusIndexDCCP   = ""
	statusBlocks      = ""
)

var otherNames [1]string

func lookupRest(Transport, string) (Port, bool) { return 0, false }

func lookupNet(Transport, string) (Port, bool) { return 0, false }
