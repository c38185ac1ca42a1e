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

// A nameTable has all names of the catalog, of every transport: those that fit
// in the slots of a perfect hash, the others in a list.
type nameTable struct {
	slots         []string // as the registry spells them, "" where free
	displacements []uint16
	overlong      []string
	entries       map[string]uint32 // of a name, folded
}

// newNameTable never fails: a name whose hash another one has goes to the list
// as well.
func newNameTable(c *catalog.Catalog) *nameTable {
	spelling := map[string]string{}
	for _, s := range c.Services {
		spelling[registry.Fold(s.Name)] = s.Name
	}
	t := &nameTable{entries: map[string]uint32{}}
	var names []string
	var hashes []uint64
	taken := map[uint32]bool{}
	for _, name := range slices.Sorted(maps.Keys(spelling)) {
		hash, ok := static.Hash(name)
		// Two keys of a bucket are told apart by the low half of the hash.
		if !ok || taken[uint32(hash)] {
			t.entries[name] = uint32(len(t.overlong)) << 4
			t.overlong = append(t.overlong, spelling[name])
			continue
		}
		taken[uint32(hash)] = true
		names = append(names, name)
		hashes = append(hashes, hash)
	}
	table, err := perfect.Build(hashes)
	if err != nil {
		panic(err)
	}
	t.displacements = table.Displacements
	t.slots = make([]string, len(table.Slots))
	for slot, key := range table.Slots {
		if key >= 0 {
			t.slots[slot] = spelling[names[key]]
			t.entries[names[key]] = uint32(slot)<<4 | uint32(len(names[key]))
		}
	}
	return t
}

func (t *nameTable) entry(name string) uint32 { return t.entries[registry.Fold(name)] }

// holds reports whether the name has a slot.
func (t *nameTable) holds(name string) bool { return t.entry(name)&0xf != 0 }

// records returns the slots as name records.
func (e *emitter) records() []byte {
	var data []byte
	for _, name := range e.names.slots {
		record := make([]byte, static.RecordSize)
		copy(record, name)
		last := &record[static.RecordSize-1]
		*last = byte(len(name))
		for i, t := range registry.Transports {
			if _, ok := e.Ports(t)[registry.Fold(name)]; ok && name != "" {
				*last |= 0x10 << i
			}
		}
		data = append(data, record...)
	}
	return data
}

func (e *emitter) tables(f *jen.File) {
	table(f, "nameRecords", "nameRecords has the names of all transports, in the slots of a perfect hash.", e.records(), static.RecordSize)
	f.Comment("longNames are the names that no record can hold.")
	f.Var().Id("longNames").Op("=").Index(jen.Op("...")).String().ValuesFunc(func(g *jen.Group) {
		for _, name := range e.names.overlong {
			g.Lit(name)
		}
	})
	var byName, byPort []registry.Transport
	for _, t := range registry.Transports {
		if e.byName[t] == Table && len(e.Ports(t)) > 0 {
			byName = append(byName, t)
		}
		if e.byPort[t] == Table {
			byPort = append(byPort, t)
		}
	}
	if len(byName) > 0 {
		var data []byte
		for _, d := range e.names.displacements {
			data = binary.LittleEndian.AppendUint16(data, d)
		}
		table(f, "nameDisplacements", "nameDisplacements has the displacement of each bucket of names.", data, 2)
	}
	for _, t := range byName {
		var data []byte
		for _, name := range e.names.slots {
			data = binary.LittleEndian.AppendUint16(data, e.Ports(t)[registry.Fold(name)])
		}
		id := "ports" + transportID(t)
		table(f, id, id+" has the port of each name record.", data, 2)
	}
	blocks := newStatusBlocks()
	for _, t := range byPort {
		if len(e.Ports(t)) > 0 {
			e.portTables(f, t)
		}
		id := "statusIndex" + transportID(t)
		table(f, id, id+" has the status block of each 64 ports.", blocks.add(e, t), 2)
	}
	if len(byPort) > 0 {
		table(f, "statusBlocks", "statusBlocks has the statuses of 64 ports each.", blocks.data, 64/4)
	}
}

// portTables emits what findName reads.
func (e *emitter) portTables(f *jen.File, t registry.Transport) {
	var blocks, entries []byte
	count := 0
	for b := range 1 << 16 / 64 {
		var named uint64
		for i := range 64 {
			if s := e.Primary(t, b*64+i); s != nil {
				named |= 1 << i
				entries = binary.LittleEndian.AppendUint32(entries, e.names.entry(s.Name))
			}
		}
		blocks = binary.LittleEndian.AppendUint64(blocks, named)
		blocks = binary.LittleEndian.AppendUint16(blocks, uint16(count))
		count += bits.OnesCount64(named)
	}
	id := transportID(t)
	table(f, "blocks"+id, "blocks"+id+" says which ports have a name.", blocks, 10)
	table(f, "entries"+id, "entries"+id+" has the primary names of the ports that have one.", entries, 4)
}

// statusBlocks collects the different blocks of all transports.
type statusBlocks struct {
	data   []byte
	number map[string]uint16
}

func newStatusBlocks() *statusBlocks { return &statusBlocks{number: map[string]uint16{}} }

// add adds the blocks of a transport and returns its index.
func (b *statusBlocks) add(e *emitter, t registry.Transport) []byte {
	values := map[registry.Status]static.Status{
		registry.Assigned:   static.Assigned,
		registry.Reserved:   static.Reserved,
		registry.Unassigned: static.Unassigned,
		registry.Dynamic:    static.Dynamic,
	}
	var index []byte
	for from := 0; from < 1<<16; from += 64 {
		block := make([]byte, 64/4)
		for i := range 64 {
			block[i/4] |= byte(values[e.Status(t, from+i)]-static.Assigned) << (i % 4 * 2)
		}
		n, ok := b.number[string(block)]
		if !ok {
			n = uint16(len(b.number))
			b.number[string(block)] = n
			b.data = append(b.data, block...)
		}
		index = binary.LittleEndian.AppendUint16(index, n)
	}
	return index
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
