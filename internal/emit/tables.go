package emit

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/emit/static"
	"example.com/ianaports/internal/perfect"
	"example.com/ianaports/internal/registry"
)

// A nameTable has all names of the catalog, of every transport: those that a
// record can hold in the slots of a perfect hash, the others in a list.
type nameTable struct {
	slots         []string // as the registry spells them, "" where free
	displacements []uint16
	rest          []string
	// entries has, for each name, the length and the index of an entry of
	// static/lookup.go.
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
			if _, _, plain := portsOf(c, name); !plain {
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

// entry returns the entry of a name on some transports.
func (t *nameTable) entry(name string, transports ...registry.Transport) uint32 {
	entry := t.entries[registry.Fold(name)] | 1<<static.AnyShift
	for _, t := range transports {
		entry |= 1 << (static.AnyShift + 1 + t - registry.TCP)
	}
	return entry
}

func transportBit(t registry.Transport) byte { return 1 << (t - registry.TCP) }

func (e *emitter) tables(f *jen.File) {
	e.nameTables(f)
	f.Comment("otherNames are the names that have no record.")
	f.Var().Id("otherNames").Op("=").Index(jen.Op("...")).String().ValuesFunc(func(g *jen.Group) {
		for _, name := range e.names.rest {
			g.Lit(name)
		}
	})
	e.lookupNet(f)
	e.portTables(f)
	e.statusTables(f)
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
// transports of its record. Where the transports differ, or the name takes care to
// compare, the record names none, and the number in place of the port is an index
// of the variants.
func (e *emitter) nameTables(f *jen.File) {
	transports := make([]byte, len(e.names.slots))
	var ports, variants, displacements []byte
	for slot, name := range e.names.slots {
		set, port, plain := portsOf(e.Catalog, name)
		if !plain {
			row := e.portVariants(registry.Fold(name))
			set, port = 0, uint16(len(variants)/len(row))
			variants = append(variants, row...)
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
	table(f, "portVariants", "portVariants has, for each Transport, the port of a name plus one.", variants, variantsSize(3))

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

// portsOf returns the transports of a name and its port, if that is the same on all
// of them and the name is one that is quickly compared.
func portsOf(c *catalog.Catalog, name string) (transports byte, port uint16, plain bool) {
	if !static.Exact(name) {
		return 0, 0, false
	}
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
	rest := map[string]bool{}
	for _, name := range e.names.rest {
		rest[registry.Fold(name)] = true
	}
	return slices.DeleteFunc(e.sortedNames(t), func(name string) bool { return !rest[name] })
}

// portVariants returns the port of a name, plus one, for each Transport of the
// package: the zero one takes that of the first which has one.
func (e *emitter) portVariants(name string) []byte {
	var all []byte
	first := 0
	for _, t := range registry.Transports {
		next := 0
		if p, ok := e.Ports(t)[name]; ok {
			next = int(p) + 1
		}
		all = appendUint24(all, next)
		first = cmp.Or(first, next)
	}
	return append(appendUint24(nil, first), all...)
}

// variantsSize is the size of a row that has an item for each Transport.
func variantsSize(item int) int { return item * (1 + len(registry.Transports)) }

// A blockTable has each different block of data once.
type blockTable struct {
	blocks []byte
	number map[string]uint16
}

func newBlockTable() *blockTable { return &blockTable{number: map[string]uint16{}} }

// add returns the number of a block.
func (t *blockTable) add(block []byte) uint16 {
	n, ok := t.number[string(block)]
	if !ok {
		n = uint16(len(t.number))
		t.number[string(block)] = n
		t.blocks = append(t.blocks, block...)
	}
	return n
}

// portTables emits what findName reads.
func (e *emitter) portTables(f *jen.File) {
	const ports = 1 << static.NameBlockBits
	blocks := newBlockTable()
	var index, variants []byte
	for from := 0; from < 1<<16; from += ports {
		var block []byte
		for p := from; p < from+ports; p++ {
			entry, same := e.nameEntry(p)
			if !same {
				row := e.nameVariants(p)
				entry = uint32(len(variants)/len(row)) << static.IndexShift
				variants = append(variants, row...)
			}
			block = binary.LittleEndian.AppendUint32(block, entry)
		}
		index = binary.LittleEndian.AppendUint16(index, blocks.add(block))
	}
	table(f, "nameIndex", fmt.Sprintf("nameIndex has the name block of each %d ports.", ports), index, 2)
	table(f, "nameBlocks", fmt.Sprintf("nameBlocks has the primary names of %d ports each.", ports), blocks.blocks, 4*ports)
	table(f, "nameVariants", "nameVariants has, for each Transport, the primary name of a port.", variants, variantsSize(4))
}

// nameEntry returns the entry of a port's primary name and whether it is the
// same on all transports that have one.
func (e *emitter) nameEntry(port int) (entry uint32, same bool) {
	var name string
	var on []registry.Transport
	for _, t := range registry.Transports {
		s := e.Primary(t, port)
		switch {
		case s == nil:
		case name != "" && s.Name != name:
			return 0, false
		default:
			name = s.Name
			on = append(on, t)
		}
	}
	if name == "" {
		return static.NoName, true
	}
	return e.names.entry(name, on...), true
}

// nameVariants returns the entries of a port's primary name for each Transport
// of the package: the zero one takes that of the first which has one.
func (e *emitter) nameVariants(port int) []byte {
	var all []byte
	first := uint32(static.NoName)
	for _, t := range registry.Transports {
		entry := uint32(static.NoName)
		if s := e.Primary(t, port); s != nil {
			entry = e.names.entry(s.Name, t)
		}
		all = binary.LittleEndian.AppendUint32(all, entry)
		if first == static.NoName {
			first = entry
		}
	}
	return append(binary.LittleEndian.AppendUint32(nil, first), all...)
}

// statusTables emits what findStatus reads.
func (e *emitter) statusTables(f *jen.File) {
	const ports = 1 << static.StatusBlockBits
	blocks := newBlockTable()
	for _, t := range registry.Transports {
		var index []byte
		for from := 0; from < 1<<16; from += ports {
			block := make([]byte, ports/4)
			for i := range ports {
				block[i/4] |= byte(statuses[e.Status(t, from+i)]-static.Assigned) << (i % 4 * 2)
			}
			index = binary.LittleEndian.AppendUint16(index, blocks.add(block))
		}
		id := "statusIndex" + transportID(t)
		table(f, id, fmt.Sprintf("%s has the status block of each %d ports.", id, ports), index, 2)
	}
	table(f, "statusBlocks", fmt.Sprintf("statusBlocks has the statuses of %d ports each.", ports), blocks.blocks, ports/4)
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
