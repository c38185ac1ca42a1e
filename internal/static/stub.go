// Package static is the part of the generated package that is the same for
// every registry. It is ordinary Go, to be read, compiled and tested here; the
// generator copies api.go, types.go and lookup.go. lookup.go reads tables, and write.go
// writes them for the generator; a package without tables has a lookup.go that the
// generator writes. This file stands in for what the generator writes.
package static

const (
	packageName = "ports"

	serviceCount   = 0
	portlessCount  = 0
	longestRange   = 1
	services       = ""
	servicesByName = ""
	serviceDetails = ""
	texts          = ""
	textOffsets    = ""

	portless        = ""
	portlessTexts   = ""
	portlessOffsets = ""

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

func serviceCode(string) uint32 { return 0 }

func lookupNet(Transport, string) (Port, bool) { return 0, false }
