package emit

import (
	"encoding/binary"
	"maps"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"example.com/ianaports/gen/internal/catalog"
	"example.com/ianaports/gen/internal/emit/static"
	"example.com/ianaports/gen/internal/perfect"
	"example.com/ianaports/gen/internal/registry"
)

// A nameTable has all names of the catalog, of every transport: those that a
// record can hold in the slots of a perfect hash, the others in a list.
type nameTable struct {
	slots         []string // as the registry spells them, "" where free
	displacements []uint16
	rest          []string
	// entries has, for each name, the length and the index of an entry of
	// static/tables.go.
	entries map[string]uint32
}

// maxVariants is the number of names that can have different ports on different
// transports: the index of their ports has 16 bits.
const maxVariants = 1 << 16

// newNameTable never fails: a name whose hash another one has, or that is one
// too many with different ports, goes to the list as well.
func newNameTable(c *catalog.Catalog) *nameTable {
	t := &nameTable{entries: map[string]uint32{}}
	spelling := map[string]string{}
	for _, s := range c.Services {
		spelling[registry.Fold(s.Name)] = s.Name
	}
	var names []string
	var hashes []uint64
	variants := 0
	for _, name := range slices.Sorted(maps.Keys(spelling)) {
		hash, ok := static.Hash(name)
		if ok {
			if _, _, same := portsOf(c, name); !same {
				variants++
				ok = variants <= maxVariants
			}
		}
		if !ok {
			t.addRest(spelling[name])
			continue
		}
		names = append(names, name)
		hashes = append(hashes, hash)
	}
	table := perfect.Build(hashes)
	for _, key := range table.Unplaced {
		t.addRest(spelling[names[key]])
	}
	t.displacements = table.Displacements
	t.slots = make([]string, len(table.Slots))
	for slot, key := range table.Slots {
		if key >= 0 {
			t.slots[slot] = spelling[names[key]]
			t.entries[names[key]] = uint32(slot)<<static.IndexShift | uint32(len(names[key]))
		}
	}
	return t
}

func (t *nameTable) addRest(name string) {
	t.entries[registry.Fold(name)] = uint32(len(t.rest)) << static.IndexShift
	t.rest = append(t.rest, name)
}

// entry returns the entry of a name on a set of transports.
func (t *nameTable) entry(name string, transports byte) uint32 {
	return t.entries[registry.Fold(name)] | uint32(transports)<<4
}

func transportBit(t registry.Transport) byte { return 1 << (t - registry.TCP) }

func (e *emitter) tables(f *jen.File) {
	if e.byName == Table {
		e.nameTables(f)
	} else {
		e.records(f, make([]byte, len(e.names.slots)))
	}
	f.Comment("otherNames are the names that have no record.")
	f.Var().Id("otherNames").Op("=").Index(jen.Op("...")).String().ValuesFunc(func(g *jen.Group) {
		for _, name := range e.names.rest {
			g.Lit(name)
		}
	})
	if e.byPort == Table {
		e.portTables(f)
		e.statusTables(f)
	}
}

// records emits the slots as name records, with a set of transports for each.
func (e *emitter) records(f *jen.File, transports []byte) {
	var data []byte
	for slot, name := range e.names.slots {
		record := make([]byte, static.RecordSize)
		copy(record, name)
		record[static.RecordSize-1] = byte(len(name)) | transports[slot]<<4
		data = append(data, record...)
	}
	table(f, "nameRecords", "nameRecords has the names of all transports, in the slots of a perfect hash.", data, static.RecordSize)
}

// nameTables emits what findPort reads. A name has one port for all the
// transports of its record. Where the transports differ, the record names none,
// and the number in place of the port is an index of the variants.
func (e *emitter) nameTables(f *jen.File) {
	transports := make([]byte, len(e.names.slots))
	var ports, variants, displacements []byte
	for slot, name := range e.names.slots {
		set, port, same := portsOf(e.Catalog, name)
		if !same {
			set, port = 0, uint16(len(variants)/3/len(registry.Transports))
			for _, t := range registry.Transports {
				next := 0
				if p, ok := e.Ports(t)[registry.Fold(name)]; ok {
					next = int(p) + 1
				}
				variants = appendUint24(variants, next)
			}
		}
		transports[slot] = set
		ports = binary.LittleEndian.AppendUint16(ports, port)
	}
	for _, d := range e.names.displacements {
		displacements = binary.LittleEndian.AppendUint16(displacements, d)
	}
	e.records(f, transports)
	table(f, "nameDisplacements", "nameDisplacements has the displacement of each bucket of names.", displacements, 2)
	table(f, "namePorts", "namePorts has the port of each name record.", ports, 2)
	table(f, "portVariants", "portVariants has, for each transport, the port of a name plus one.", variants, 12)

	var with []registry.Transport
	for _, t := range registry.Transports {
		if names := e.restOn(t); len(names) > 0 {
			with = append(with, t)
			e.lookupSwitch(f, t, names)
		}
	}
	f.Comment("lookupRest is Lookup for the names that have no record.")
	function(f, "lookupRest", "service", "string", "Port", func(g *jen.Group) {
		if len(with) == 0 {
			g.Return(jen.Lit(0), jen.False())
			return
		}
		byTransport(g, "lookup", "service", jen.Lit(0), "lookupRest", with)
	})
}

// portsOf returns the transports of a name, its port, and whether it is the same
// on all of them.
func portsOf(c *catalog.Catalog, name string) (transports byte, port uint16, same bool) {
	for _, t := range registry.Transports {
		p, ok := c.Ports(t)[registry.Fold(name)]
		if !ok {
			continue
		}
		if transports != 0 && p != port {
			return 0, 0, false
		}
		transports |= transportBit(t)
		port = p
	}
	return transports, port, true
}

// restOn returns the names of a transport that have no record.
func (e *emitter) restOn(t registry.Transport) []string {
	return slices.DeleteFunc(e.sortedNames(t), func(name string) bool {
		return !slices.ContainsFunc(e.names.rest, func(rest string) bool { return registry.Fold(rest) == name })
	})
}

// portTables emits what findName reads.
func (e *emitter) portTables(f *jen.File) {
	var blocks, entries, variants []byte
	count := 0
	for b := range 1 << 16 / 64 {
		var named uint64
		for i := range 64 {
			names, transports := e.namesOf(b*64 + i)
			if len(names) == 0 {
				continue
			}
			named |= 1 << i
			entry := e.names.entry(names[0], transports)
			if len(names) > 1 {
				entry = uint32(len(variants)/4/len(registry.Transports)) << static.IndexShift
				for _, t := range registry.Transports {
					var variant uint32
					if s := e.Primary(t, b*64+i); s != nil {
						variant = e.names.entry(s.Name, transportBit(t))
					}
					variants = binary.LittleEndian.AppendUint32(variants, variant)
				}
			}
			entries = binary.LittleEndian.AppendUint32(entries, entry)
		}
		blocks = binary.LittleEndian.AppendUint64(blocks, named)
		blocks = binary.LittleEndian.AppendUint16(blocks, uint16(count))
		count += bits.OnesCount64(named)
	}
	table(f, "portBlocks", "portBlocks says which ports have a name.", blocks, 10)
	table(f, "portNames", "portNames has the primary names of the ports that have one.", entries, 4)
	table(f, "nameVariants", "nameVariants has, for each transport, the primary name of a port.", variants, 16)
}

// namesOf returns the different primary names of a port and the transports that
// have one.
func (e *emitter) namesOf(port int) (names []string, transports byte) {
	for _, t := range registry.Transports {
		if s := e.Primary(t, port); s != nil {
			transports |= transportBit(t)
			names = appendNew(names, s.Name)
		}
	}
	return names, transports
}

// statusTables emits what findStatus reads.
func (e *emitter) statusTables(f *jen.File) {
	var blocks []byte
	number := map[string]uint16{}
	for _, t := range registry.Transports {
		var index []byte
		for from := 0; from < 1<<16; from += 64 {
			block := make([]byte, 64/4)
			for i := range 64 {
				block[i/4] |= byte(statuses[e.Status(t, from+i)]-static.Assigned) << (i % 4 * 2)
			}
			n, ok := number[string(block)]
			if !ok {
				n = uint16(len(number))
				number[string(block)] = n
				blocks = append(blocks, block...)
			}
			index = binary.LittleEndian.AppendUint16(index, n)
		}
		id := "statusIndex" + transportID(t)
		table(f, id, id+" has the status block of each 64 ports.", index, 2)
	}
	table(f, "statusBlocks", "statusBlocks has the statuses of 64 ports each.", blocks, 64/4)
}

// statuses are the package's values for those of the registry.
var statuses = map[registry.Status]static.Status{
	registry.Assigned:   static.Assigned,
	registry.Reserved:   static.Reserved,
	registry.Unassigned: static.Unassigned,
	registry.Dynamic:    static.Dynamic,
}

// maxTerms bounds the lines of one literal: the time that Go's tools take for
// a sum of strings grows with the square of its terms.
const maxTerms = 2000

// table emits data as a constant string, whole items of it a line:
//
//	// portsTCP has the port of each name record.
//	const portsTCP = "" +
//		"\x16\x00…" +
//		"…"
func table(f *jen.File, name, comment string, data []byte, itemSize int) {
	perLine := max(1, 32/itemSize) * itemSize
	for (len(data)+perLine-1)/perLine > maxTerms {
		perLine += itemSize
	}
	f.Comment(comment)
	f.Const().Id(name).Op("=").Lit("").Do(func(s *jen.Statement) {
		for line := range slices.Chunk(data, perLine) {
			s.Op("+").Line().Op(quote(line))
		}
	})
}

// quote returns a string literal of bytes in which only ASCII stands for
// itself.
func quote(data []byte) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range data {
		if c < 0x80 {
			q := strconv.QuoteToASCII(string(rune(c)))
			b.WriteString(q[1 : len(q)-1])
			continue
		}
		b.WriteString(`\x`)
		b.WriteString(strconv.FormatUint(uint64(c), 16))
	}
	b.WriteByte('"')
	return b.String()
}
