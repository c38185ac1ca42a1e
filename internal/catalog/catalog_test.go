package catalog

import (
	"cmp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

const header = "Service Name,Port Number,Transport Protocol,Description,Registration Date,Modification Date,Assignment Notes\n"

func tryCatalog(t testing.TB, rows string, exported ...string) (*Catalog, error) {
	t.Helper()
	reg, err := registry.Read("test.csv", strings.NewReader(header+rows))
	require.NoError(t, err)
	return New(reg, Naming{Reserved: exported})
}

func newCatalog(t testing.TB, rows string, exported ...string) *Catalog {
	t.Helper()
	c, err := tryCatalog(t, rows, exported...)
	require.NoError(t, err)
	return c
}

func shipped(t testing.TB) *Catalog {
	t.Helper()
	c, err := New(shippedRegistry(t), Naming{})
	require.NoError(t, err)
	return c
}

func primary(c *Catalog, t registry.Transport, port int) string {
	if s := c.Primary(t, port); s != nil {
		return s.Name
	}
	return ""
}

func identifiers(c *Catalog) (list []string) {
	for _, k := range c.Constants {
		list = append(list, k.Untyped+" "+k.Typed)
	}
	return list
}

func TestRowWithoutTransport(t *testing.T) {
	// b's own row on tcp takes port 12 from a; on the other transports a
	// holds the whole range.
	c := newCatalog(t, "a,10-14,,,,,\nb,12,tcp,,,,\n,13,udp,Reserved,,,\n")
	for port := 10; port <= 14; port++ {
		want := "a"
		if port == 12 {
			want = "b"
		}
		assert.Equal(t, want, primary(c, registry.TCP, port))
		for _, transport := range []registry.Transport{registry.UDP, registry.SCTP, registry.DCCP} {
			assert.Equal(t, "a", primary(c, transport, port), "a row without a name names no port")
			assert.Equal(t, registry.Assigned, c.Status(transport, port))
		}
	}
	var runs [][2]uint16
	for _, s := range c.Services {
		if s.Name == "a" && s.Transport == registry.TCP {
			runs = append(runs, [2]uint16{s.First, s.Last})
		}
	}
	assert.Equal(t, [][2]uint16{{10, 11}, {13, 14}}, runs)
	assert.Equal(t, []string{"A PortA", "B PortB", "ALast PortALast"}, identifiers(c))
	for _, k := range []*Constant{c.Constants[0], c.Constants[2]} {
		var on []registry.Transport
		for _, s := range k.Services {
			on = append(on, s.Transport)
		}
		assert.Equal(t, registry.Transports[:], on, "%s has each transport once", k.Untyped)
	}
}

func TestPrimaryNames(t *testing.T) {
	c := newCatalog(t, `alias,1,tcp,,,,"This entry is an alias to ""name""."
duplicate,1,tcp,,,,"This is a duplicate of the ""name"" service"
widespread,1,tcp,,,,This entry records an unassigned but widespread use
name,1,tcp,,,,
other,1,tcp,,,,
duplicate,2,tcp,,,,"This is a duplicate of the ""name"" service"
widespread,2,tcp,,,,This entry records an unassigned but widespread use
shilp,2049,tcp,,,,
nfs,2049,tcp,,,,
shilp,2049,sctp,,,,
nfs,2049,sctp,,,,
urd,465,tcp,,,,
`)
	assert.Equal(t, "name", primary(c, registry.TCP, 1))
	assert.Equal(t, "duplicate", primary(c, registry.TCP, 2), "there is no other kind")
	assert.Equal(t, "nfs", primary(c, registry.TCP, 2049), "by a human decision")
	assert.Equal(t, "shilp", primary(c, registry.SCTP, 2049), "no decision was made for sctp")
	assert.Equal(t, "urd", primary(c, registry.TCP, 465), "the decision needs the name")
	assert.Nil(t, c.Primary(registry.UDP, 1))
	var order []string
	for _, s := range c.Services[:5] {
		order = append(order, s.Name)
	}
	assert.Equal(t, []string{"name", "other", "alias", "duplicate", "widespread"}, order)
}

func TestPrimaryNamesAreInUse(t *testing.T) {
	c := shipped(t)
	for at, name := range primaryNames {
		var byRules *Service
		for _, s := range c.Services {
			if s.Transport != at.transport || s.First > at.port || s.Last < at.port {
				continue
			}
			if byRules == nil || cmp.Or(trueFirst(!s.Demoted(), !byRules.Demoted()), cmp.Compare(s.order, byRules.order)) < 0 {
				byRules = s
			}
		}
		assert.Equal(t, name, primary(c, at.transport, int(at.port)))
		require.NotNil(t, byRules)
		assert.NotEqual(t, name, byRules.Name, "%s %d needs no decision", at.transport, at.port)
	}
}

// TestPortsOfNamesAreInUse looks for decisions that change nothing, and counts the
// names that have been looked at.
func TestPortsOfNamesAreInUse(t *testing.T) {
	c := shipped(t)
	ports := map[string]map[uint16]bool{}
	for _, s := range c.Services {
		name := registry.Fold(s.Name)
		if ports[name] == nil {
			ports[name] = map[uint16]bool{}
		}
		ports[name][s.First] = true
	}
	several := 0
	for _, of := range ports {
		if len(of) > 1 {
			several++
		}
	}
	assert.Equal(t, 34, several, "look at the new ones, and correct the comment on portsOfNames")
	for name, port := range portsOfNames {
		assert.Equal(t, port, c.Ports(registry.TCP)[name], name)
		for lower := range ports[name] {
			if lower < port {
				port = lower
			}
		}
		assert.Less(t, port, portsOfNames[name], "%s needs no decision", name)
	}
}

func TestPortOfName(t *testing.T) {
	c := newCatalog(t, "two,8080,tcp,,,,\ntwo,591,tcp,,,,\nraid-am,2013,tcp,,,,\nraid-am,2007,udp,,,,\nhttp-alt,8080,tcp,,,,\nhttp-alt,592,tcp,,,,\nhttp-alt,592,udp,,,,\n")
	assert.Equal(t, map[string]uint16{"two": 591, "raid-am": 2013, "http-alt": 8080}, c.Ports(registry.TCP))
	assert.Equal(t, map[string]uint16{"raid-am": 2007, "http-alt": 592}, c.Ports(registry.UDP), "without the decided port, the lowest")
	assert.Empty(t, c.Ports(registry.SCTP))
}

// TestPortOfNameOfAMachine has names on several ports in files like /etc/services.
func TestPortOfNameOfAMachine(t *testing.T) {
	c := merged(t,
		readFile(t, "own.csv", header+"own,100,tcp,,,,\n"),
		readFile(t, "first", "own 50/tcp\nhttp 8080/tcp\nhttp 80/tcp\nboth 9002/tcp\n"),
		readFile(t, "second", "# A comment.\nboth 9001/tcp\nhttp 81/tcp\n"))
	assert.Equal(t, map[string]uint16{"own": 100, "http": 8080, "both": 9002}, c.Ports(registry.TCP),
		"the first file has the name, and in it the first line")
}

// TestLinesOfSeveralFiles has records that have taken the precedence of another file,
// because it repeats them. Their lines do not compare with those of that file.
func TestLinesOfSeveralFiles(t *testing.T) {
	machine := readFile(t, "machine", "# A comment.\nboth 10/tcp\nboth 20/tcp\n")
	for _, c := range []struct {
		name          string
		first, second *registry.Registry
		preferLater   bool
	}{
		{"CSV", machine, readFile(t, "own.csv", header+"\n\n\nboth,10,tcp,,,,\n"), false},
		{"services(5)", readFile(t, "other", "both 20/tcp\n"), machine, true},
	} {
		m, err := registry.Merge(c.preferLater, c.first, c.second)
		require.NoError(t, err)
		k, err := New(m, Naming{})
		require.NoError(t, err)
		assert.Equal(t, map[string]uint16{"both": 10}, k.Ports(registry.TCP), c.name)
	}
}

func TestMerged(t *testing.T) {
	a, b := readFile(t, "a.csv", header+"a,1,tcp,,,,\n"), readFile(t, "b.csv", header+"b,2,tcp,,,,\n")
	assert.False(t, merged(t, a).Merged())
	assert.True(t, merged(t, a, b).Merged())
}

func TestStatusOfPorts(t *testing.T) {
	c := newCatalog(t, `,10-30,,Unassigned,,,
,15,,Reserved,,,
,16,tcp,Removed,,,
,17-20,udp,Unassigned,,,
,18,,Reserved,,,
,19,,Reserved,,,
,19,,Unassigned,,,
,19,,any private service,,,
,40-42,,Reserved,,,
,41-60,,Unassigned,,,
x,20,tcp,,,,
,20,tcp,Reserved,,,
,40000-65535,,Reserved,,,
dyn,50000,tcp,,,,
`)
	for _, want := range []struct {
		t      registry.Transport
		port   int
		status registry.Status
		why    string
	}{
		{registry.TCP, 9, registry.Unassigned, "no row"},
		{registry.TCP, 10, registry.Unassigned, "the range"},
		{registry.TCP, 15, registry.Reserved, "a single port before a range"},
		{registry.TCP, 16, registry.Reserved, "a row with the transport before one without"},
		{registry.UDP, 16, registry.Unassigned, "it is about tcp alone"},
		{registry.UDP, 18, registry.Unassigned, "a range with the transport before a port without"},
		{registry.TCP, 18, registry.Reserved, "a single port before a range"},
		{registry.TCP, 19, registry.Assigned, "the strongest of equals"},
		{registry.TCP, 20, registry.Assigned, "a name before anything"},
		{registry.TCP, 42, registry.Reserved, "the narrower of two ranges"},
		{registry.TCP, 49151, registry.Reserved, "the last of the User Ports"},
		{registry.TCP, 49152, registry.Dynamic, "whatever a row says"},
		{registry.TCP, 50000, registry.Assigned, "a name before anything"},
		{registry.UDP, 50000, registry.Dynamic, "the name is on tcp"},
		{registry.DCCP, 65535, registry.Dynamic, "the last of all"},
	} {
		assert.Equal(t, want.status, c.Status(want.t, want.port), "%s %d: %s", want.t, want.port, want.why)
	}
}

func TestCounts(t *testing.T) {
	c := newCatalog(t, "a,1,tcp,,,,\nb,1,tcp,,,,\"This entry is an alias to \"\"a\"\"\"\nc,2-3,,,,,\nf,7,tcp,,,,\n,4,,Reserved,,,\n,5,,Unassigned,,,\n,6,,any,,,\nd,,,,,,\ne,,,,,,\n")
	assert.Equal(t, Counts{Services: 2, Aliases: 1, Ranges: 1, Assigned: 1, Reserved: 1, Unassigned: 1, NameOnly: 2}, c.Counts)
	assert.Equal(t, 9, c.Counts.Rows())
	assert.Equal(t, 7, c.Rows)
}

// TestNetNames has the names of package net where they mean the service's port, and are
// not those of a row.
func TestNetNames(t *testing.T) {
	assert.Equal(t, []NetName{{"imap2", registry.TCP, "imap", 143}}, newCatalog(t, "imap,143,tcp,,,,\n").NetNames())
	for _, rows := range []string{"imap,144,tcp,,,,\n", "imap,143,udp,,,,\n", "other,143,tcp,,,,\n", "imap,143,tcp,,,,\nimap2,220,tcp,,,,\n"} {
		assert.Empty(t, newCatalog(t, rows).NetNames(), rows)
	}
}

func TestDate(t *testing.T) {
	c := newCatalog(t, "a,1,tcp,,2001-02-03,2004-05,\nb,,,,2026-01-01,,\nc,2,tcp,,next week,9999,\nd,3,tcp,,2004/06/07,20040-01,\n")
	assert.Equal(t, "2004-05", c.Date, "of the dates on rows with a port")
	assert.Empty(t, newCatalog(t, "a,1,tcp,,,,\n").Date)
}

func TestNoService(t *testing.T) {
	_, err := tryCatalog(t, ",1,tcp,Reserved,,,\n")
	assert.ErrorIs(t, err, ErrNoService)
}

// TestRows counts each kind of row once.
func TestRows(t *testing.T) {
	assert.Equal(t, 1+2+4+8+16+32+64+128+256+512+1024, Counts{
		Services: 1, Aliases: 2, Ranges: 4, Withdrawn: 8, Assigned: 16, Reserved: 32, Unassigned: 64,
		NameOnly: 128, OtherProtocols: 256, Repeated: 512, LeftOut: 1024,
	}.Rows())
}

// TestUntypedName derives the name of each untyped constant from that of the typed one.
func TestUntypedName(t *testing.T) {
	for _, k := range shipped(t).Constants {
		assert.Equal(t, k.Untyped, UntypedName(k.Typed))
	}
	assert.Equal(t, "X9PFS", UntypedName("Port9PFS"))
	assert.Equal(t, "PortGate", UntypedName("PortPortGate"))
	for _, name := range []string{"", "Port", "SyslogTLS"} {
		assert.Empty(t, UntypedName(name), name)
	}
}
