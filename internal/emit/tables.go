package emit

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/static"
)

// A nameTable has all names of the catalog, of every transport: those that have a
// record, in the slots of a perfect hash, and the others in a list.
type nameTable struct {
	slots         []string // as the registry spells them, "" where free
	displacements []uint16
	rest          []string
	// slot and place are the indices of each name, folded, in slots or in rest.
	slot, place map[string]int
}

// newNameTable never fails: a name whose hash another one has, or that is one
// too many with different ports, goes to the list as well.
func newNameTable(c *catalog.Named) *nameTable {
	t := &nameTable{slot: map[string]int{}, place: map[string]int{}}
	spelling := map[string]string{}
	for _, s := range c.Services {
		spelling[strings.ToLower(s.Name)] = s.Name
	}
	var names []string
	var hashes []uint64
	variants := 0
	for _, name := range slices.Sorted(maps.Keys(spelling)) {
		hash, ok := static.Hash(name)
		if ok {
			if _, _, same := portOf(c, name); !same {
				variants++
				ok = variants <= static.MaxPortVariants
			}
		}
		if !ok {
			t.addRest(spelling[name])
			continue
		}
		names = append(names, name)
		hashes = append(hashes, hash)
	}
	table := buildHash(hashes)
	for _, key := range table.unplaced {
		t.addRest(spelling[names[key]])
	}
	t.displacements = table.displacements
	t.slots = make([]string, len(table.slots))
	for slot, key := range table.slots {
		if key >= 0 {
			t.slots[slot] = spelling[names[key]]
			t.slot[names[key]] = slot
		}
	}
	return t
}

func (t *nameTable) addRest(name string) {
	t.place[strings.ToLower(name)] = len(t.rest)
	t.rest = append(t.rest, name)
}

// entry returns the entry of a name on some transports.
func (t *nameTable) entry(name string, transports ...static.Transport) uint32 {
	if slot, ok := t.slot[strings.ToLower(name)]; ok {
		return static.RecordEntry(slot, name, transports...)
	}
	return static.OtherEntry(t.place[strings.ToLower(name)], transports...)
}

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

// nameTables emits what Lookup reads. A name that has one port on all its transports
// has the port in the table namePorts, any other one its ports in portVariants.
func (e *emitter) nameTables(f *jen.File) {
	var records, ports, variants, displacements []byte
	for _, name := range e.names.slots {
		port, on, same := portOf(e.Named, name)
		if !same {
			port, on = uint16(len(variants)/static.PortVariantsSize), nil
			variants = static.AppendPortVariants(variants, portsOf(e.Named, name))
		}
		records = static.AppendRecord(records, name, on...)
		ports = static.AppendUint16(ports, port)
	}
	for _, d := range e.names.displacements {
		displacements = static.AppendUint16(displacements, d)
	}
	table(f, "nameRecords", "nameRecords has the names of all transports, in the slots of a perfect hash.", records, static.RecordSize)
	table(f, "nameDisplacements", "nameDisplacements has the displacement of each bucket of names.", displacements, static.DisplacementSize)
	table(f, "namePorts", "namePorts has the port of each name record.", ports, static.NamePortSize)
	table(f, "portVariants", "portVariants has, for each Transport, the port of a name plus one.", variants, static.PortVariantsSize)

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

// portsOf returns the port of a name on each transport that has it.
func portsOf(c *catalog.Named, name string) map[static.Transport]static.Port {
	ports := map[static.Transport]static.Port{}
	for _, t := range registry.Transports {
		if p, ok := c.Ports(t)[strings.ToLower(name)]; ok {
			ports[t] = static.Port(p)
		}
	}
	return ports
}

// portOf returns the port of a name and its transports, if the port is the same on all
// of them.
func portOf(c *catalog.Named, name string) (port uint16, on []static.Transport, same bool) {
	for t, p := range portsOf(c, name) {
		if len(on) > 0 && uint16(p) != port {
			return 0, nil, false
		}
		port = uint16(p)
		on = append(on, t)
	}
	return port, on, true
}

// restOn returns the names of a transport that have no record.
func (e *emitter) restOn(t registry.Transport) []string {
	rest := map[string]bool{}
	for _, name := range e.names.rest {
		rest[strings.ToLower(name)] = true
	}
	return slices.DeleteFunc(e.sortedNames(t), func(name string) bool { return !rest[name] })
}

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

// portTables emits what ServiceName reads. A port whose primary name is the same on all
// transports has its entry in a block, any other one a row of nameVariants.
func (e *emitter) portTables(f *jen.File) {
	blocks := newBlockTable()
	var index, variants []byte
	for from := 0; from < 1<<16; from += static.NameBlock {
		var block []byte
		for p := from; p < from+static.NameBlock; p++ {
			entry, same := e.nameEntry(p)
			if !same {
				entry = static.VariantsEntry(len(variants) / static.NameVariantsSize)
				variants = static.AppendNameVariants(variants, e.nameEntries(p))
			}
			block = static.AppendEntry(block, entry)
		}
		index = static.AppendUint16(index, blocks.add(block))
	}
	table(f, "nameIndex", fmt.Sprintf("nameIndex has the name block of each %d ports.", static.NameBlock), index, static.BlockNumberSize)
	table(f, "nameBlocks", fmt.Sprintf("nameBlocks has the primary names of %d ports each.", static.NameBlock), blocks.blocks, static.NameBlockSize)
	table(f, "nameVariants", "nameVariants has, for each Transport, the primary name of a port.", variants, static.NameVariantsSize)
}

// nameEntry returns the entry of a port's primary name and whether it is the
// same on all transports that have one.
func (e *emitter) nameEntry(port int) (entry uint32, same bool) {
	var name string
	var on []static.Transport
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

// nameEntries returns the entry of a port's primary name on each transport that has
// one.
func (e *emitter) nameEntries(port int) map[static.Transport]uint32 {
	entries := map[static.Transport]uint32{}
	for _, t := range registry.Transports {
		if s := e.Primary(t, port); s != nil {
			entries[t] = e.names.entry(s.Name, t)
		}
	}
	return entries
}

// statusTables emits what StatusOf reads.
func (e *emitter) statusTables(f *jen.File) {
	blocks := newBlockTable()
	for _, t := range registry.Transports {
		var index []byte
		for from := 0; from < 1<<16; from += static.StatusBlock {
			var statuses [static.StatusBlock]static.Status
			for i := range statuses {
				statuses[i] = e.Status(t, from+i)
			}
			index = static.AppendUint16(index, blocks.add(static.AppendStatuses(nil, statuses)))
		}
		id := "statusIndex" + transportID(t)
		table(f, id, fmt.Sprintf("%s has the status block of each %d ports.", id, static.StatusBlock), index, static.BlockNumberSize)
	}
	table(f, "statusBlocks", fmt.Sprintf("statusBlocks has the statuses of %d ports each.", static.StatusBlock), blocks.blocks, static.StatusBlockSize)
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
