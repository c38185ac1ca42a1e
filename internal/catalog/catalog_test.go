package catalog

import (
	"cmp"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/naming"
	"example.com/ianaports/internal/registry"
)

// read reads rows of the four required columns and of extra ones. A row may leave out
// the commas at its end. In IANA's file, which has no column Alias, the phrase in the
// notes stands for it.
func read(t testing.TB, name string, kind registry.Kind, extra, rows string) *registry.File {
	t.Helper()
	file, err := tryRead(t, name, kind, extra, rows)
	require.NoError(t, err)
	return file
}

func tryRead(t testing.TB, name string, kind registry.Kind, extra, rows string) (*registry.File, error) {
	t.Helper()
	columns := append([]string{"Service Name", "Port Number", "Transport Protocol", "Description"}, strings.Split(extra, ",")...)
	if extra == "" {
		columns = columns[:4]
	}
	alias := -1
	if kind == registry.IANA {
		alias = slices.Index(columns, "Alias")
	}
	if alias >= 0 {
		columns[alias] = "Assignment Notes"
	}
	text := strings.Join(columns, ",") + "\n"
	for line := range strings.Lines(rows) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), ",")
		require.LessOrEqual(t, len(fields), len(columns), line)
		fields = append(fields, make([]string, len(columns)-len(fields))...)
		if alias >= 0 && fields[alias] != "" {
			fields[alias] = `"This entry is an alias to ""` + fields[alias] + `""."`
		}
		text += strings.Join(fields, ",") + "\n"
	}
	return registry.Read(name, kind, strings.NewReader(text))
}

// tryIANA makes the catalog of a file of IANA's that may be refused.
func tryIANA(t testing.TB, extra, rows string) (*Catalog, error) {
	t.Helper()
	file, err := tryRead(t, "iana.csv", registry.IANA, extra, rows)
	if err != nil {
		return nil, err
	}
	return New(false, file)
}

func iana(t testing.TB, extra, rows string) *registry.File {
	t.Helper()
	return read(t, "iana.csv", registry.IANA, extra, rows)
}

func team(t testing.TB, extra, rows string) *registry.File {
	t.Helper()
	return read(t, "own.csv", registry.Team, extra, rows)
}

// machine reads a file in the form of services(5).
func machine(t testing.TB, name, text string) *registry.File {
	t.Helper()
	file, err := registry.Read(name, registry.Services, strings.NewReader(text))
	require.NoError(t, err)
	return file
}

// made makes the catalog of files, the earlier ones preferred.
func made(t testing.TB, files ...*registry.File) *Catalog {
	t.Helper()
	c, err := New(false, files...)
	require.NoError(t, err)
	return c
}

func noEvidence() []naming.Service { return nil }

func named(t testing.TB, c *Catalog, reserved ...string) *Named {
	t.Helper()
	n, err := c.Name(reserved, noEvidence)
	require.NoError(t, err)
	return n
}

func shippedFile(t testing.TB) *registry.File {
	t.Helper()
	f, err := os.Open("../../registry.csv")
	require.NoError(t, err)
	defer f.Close()
	file, err := registry.Read("registry.csv", registry.IANA, f)
	require.NoError(t, err)
	return file
}

func primary(c *Catalog, t registry.Transport, port int) string {
	if s := c.Primary(t, port); s != nil {
		return s.Name
	}
	return ""
}

// placesOf lists the services of a name, as "10-11/tcp".
func placesOf(c *Catalog, name string) (places []string) {
	for _, s := range c.Services {
		if fold(s.Name) == name {
			place := registry.Ports{First: s.First, Last: s.Last}.String() + "/" + s.Transport.String()
			if !s.live() {
				place += " withdrawn"
			}
			places = append(places, place)
		}
	}
	return places
}

func untyped(n *Named) (list []string) {
	for _, k := range n.Constants {
		list = append(list, k.Untyped)
	}
	return list
}

// texts returns the errors of a joined error, a line each.
func texts(err error) []string {
	if err == nil {
		return nil
	}
	return strings.Split(err.Error(), "\n")
}

// TestRowWithoutTransport: in IANA's registry, another row takes its port from a row
// without a transport. In a team's, it does not.
func TestRowWithoutTransport(t *testing.T) {
	const rows = "a,10-14\nb,12,tcp\n,13,udp,Reserved\n"
	c := made(t, iana(t, "", rows))
	assert.Equal(t, []string{"10-11/tcp", "10-14/udp", "10-14/sctp", "10-14/dccp", "13-14/tcp"}, placesOf(c, "a"))
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
	n := named(t, c)
	assert.Equal(t, []string{"A", "B", "ALast"}, untyped(n))
	for _, k := range []*Constant{n.Constants[0], n.Constants[2]} {
		var on []registry.Transport
		for _, s := range k.Services {
			on = append(on, s.Transport)
		}
		assert.Equal(t, registry.Transports[:], on, "%s has each transport once", k.Untyped)
	}

	own := made(t, team(t, "", rows))
	assert.Equal(t, []string{"10-14/tcp", "10-14/udp", "10-14/sctp", "10-14/dccp"}, placesOf(own, "a"))
	assert.Equal(t, "b", primary(own, registry.TCP, 12), "which is a clash")
	own = made(t, team(t, "", "a,10\na,10,tcp\n"))
	assert.Equal(t, []string{"10/tcp", "10/udp", "10/sctp", "10/dccp"}, placesOf(own, "a"), "the rows of one name share the transports")
}

func TestPrimaryNames(t *testing.T) {
	c := made(t, iana(t, "Assignment Notes", `alias,1,tcp,,"This entry is an alias to ""name""."
duplicate,1,tcp,,"This is a duplicate of the ""name"" service"
widespread,1,tcp,,This entry records an unassigned but widespread use
name,1,tcp
other,1,tcp
duplicate,2,tcp,,"This is a duplicate of the ""name"" service"
widespread,2,tcp,,This entry records an unassigned but widespread use
shilp,2049,tcp
nfs,2049,tcp
shilp,2049,sctp
nfs,2049,sctp
urd,465,tcp
any,3
named,3,tcp
`))
	assert.Equal(t, "name", primary(c, registry.TCP, 1))
	assert.Equal(t, "duplicate", primary(c, registry.TCP, 2), "there is no other kind")
	assert.Equal(t, "nfs", primary(c, registry.TCP, 2049), "by a human decision")
	assert.Equal(t, "shilp", primary(c, registry.SCTP, 2049), "no decision was made for sctp")
	assert.Equal(t, "urd", primary(c, registry.TCP, 465), "the decision needs the name")
	assert.Equal(t, "named", primary(c, registry.TCP, 3))
	assert.Nil(t, c.Primary(registry.UDP, 1))
	var order []string
	for _, s := range c.Services[:5] {
		order = append(order, s.Name)
	}
	assert.Equal(t, []string{"name", "other", "alias", "duplicate", "widespread"}, order)
}

func TestPrimaryNamesAreInUse(t *testing.T) {
	c := made(t, shippedFile(t))
	for at, name := range primaryNames {
		var byRules *Service
		for _, s := range c.Services {
			if s.Transport != at.transport || !s.covers(at.port) || !s.live() {
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
	c := made(t, shippedFile(t))
	ports := map[string]map[uint16]bool{}
	for _, s := range c.Services {
		name := fold(s.Name)
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
			port = min(port, lower)
		}
		assert.Less(t, port, portsOfNames[name], "%s needs no decision", name)
	}
}

// TestNetNamesAreInUse looks for names of package net that the shipped registry has
// itself, or whose service it has elsewhere.
func TestNetNamesAreInUse(t *testing.T) {
	assert.Equal(t, netNames, made(t, shippedFile(t)).NetNames())
}

func TestPortOfName(t *testing.T) {
	c := made(t, iana(t, "", "two,8080,tcp\ntwo,591,tcp\nraid-am,2013,tcp\nraid-am,2007,udp\nhttp-alt,8080,tcp\nhttp-alt,592,tcp\nhttp-alt,592,udp\n"))
	assert.Equal(t, map[string]uint16{"two": 591, "raid-am": 2013, "http-alt": 8080}, c.Ports(registry.TCP))
	assert.Equal(t, map[string]uint16{"raid-am": 2007, "http-alt": 592}, c.Ports(registry.UDP), "without the decided port, the lowest")
	assert.Empty(t, c.Ports(registry.SCTP))

	for _, want := range []struct {
		t    registry.Transport
		port uint16
		ok   bool
	}{{registry.TCP, 2013, true}, {registry.UDP, 2007, true}, {registry.SCTP, 0, false}, {0, 2013, true}} {
		port, ok := c.Port(want.t, "raid-am")
		assert.Equal(t, want.port, port)
		assert.Equal(t, want.ok, ok)
	}
}

// TestPortOfWithdrawnName: a name stands for a service that is withdrawn only where it has
// no other, and then for the one that was withdrawn last.
func TestPortOfWithdrawnName(t *testing.T) {
	c := made(t, iana(t, "Withdrawn", "a,1,tcp,,2026-01-01\na,2,tcp\nb,3,tcp,,2026-01-01\nb,4,tcp,,2026-02-01\nb,5,tcp,,2025-01-01\nhttp-alt,591,tcp\nhttp-alt,8080,tcp,,2026-01-01\n"))
	assert.Equal(t, map[string]uint16{"a": 2, "b": 4, "http-alt": 591}, c.Ports(registry.TCP))
	assert.Nil(t, c.Primary(registry.TCP, 1), "a withdrawn name is no port's")
	assert.Equal(t, registry.Unassigned, c.Status(registry.TCP, 1))
}

func TestMerged(t *testing.T) {
	a, b := read(t, "a.csv", registry.Team, "", "a,1,tcp\n"), read(t, "b.csv", registry.Team, "", "b,2,tcp\n")
	assert.False(t, made(t, a).Merged())
	assert.True(t, made(t, a, b).Merged())
}

func TestStatusOfPorts(t *testing.T) {
	c := made(t, iana(t, "", `,10-30,,Unassigned
,15,,Reserved
,16,tcp,Removed
,17-20,udp,Unassigned
,18,,Reserved
,19,,Reserved
,19,,Unassigned
,19,,any private service
,40-42,,Reserved
,41-60,,Unassigned
x,20,tcp
,20,tcp,Reserved
,40000-65535,,Reserved
dyn,50000,tcp
`))
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

// TestStatusAcrossFiles: that IANA has a port unassigned says nothing against a team's
// block on it, however wide the block is.
func TestStatusAcrossFiles(t *testing.T) {
	c := made(t,
		iana(t, "", "a,1,tcp\n,8600-8610,tcp,Unassigned\n,8650,tcp,Reserved\n"),
		team(t, "", ",8600-8699,,Billing\n"))
	assert.Equal(t, registry.Reserved, c.Status(registry.TCP, 8605))
	assert.Equal(t, registry.Reserved, c.Status(registry.UDP, 8605))
	assert.Equal(t, registry.Unassigned, c.Status(registry.TCP, 8700))
}

func TestCounts(t *testing.T) {
	c := made(t, iana(t, "Alias,Withdrawn", "a,1,tcp\nb,1,tcp,,a\nc,2-3\nf,7,tcp\n,4,,Reserved\n,5,,Unassigned\n,6,,any\nd\ne,,udp\ng,8,tcp,,,2026-01-01\n"))
	assert.Equal(t, Counts{Services: 2, Aliases: 1, Ranges: 1, Withdrawn: 1, Assigned: 1, Reserved: 1, Unassigned: 1, Portless: 2}, c.Counts())
	assert.Equal(t, 10, c.Counts().Rows())
}

// TestCountsOfSeveralFiles accounts for every row and line of two files.
func TestCountsOfSeveralFiles(t *testing.T) {
	own := team(t, "", "a,1,tcp\nb,2,tcp\nc,3,tcp\n")
	hosts := machine(t, "services", "a 1/tcp\nb 22/tcp\nrtmp 1/ddp\nd 4/tcp\nd 4/tcp\n")
	c := made(t, own, hosts)
	assert.Equal(t, Counts{Services: 4, OtherProtocols: 1, Repeated: 2, GaveWay: 1}, c.Counts())
	assert.Equal(t, len(own.Rows)+5, c.Counts().Rows())
}

// TestRows counts each kind of row once.
func TestRows(t *testing.T) {
	assert.Equal(t, 1<<12-1, Counts{
		Services: 1, Aliases: 2, Ranges: 4, Portless: 8, Withdrawn: 16, Assigned: 32, Reserved: 64, Unassigned: 128,
		OtherProtocols: 256, Repeated: 512, GaveWay: 1024, LeftOut: 2048,
	}.Rows())
}

// TestNetNames has the names of package net where they mean the service's port, and are
// not those of a row.
func TestNetNames(t *testing.T) {
	assert.Equal(t, []NetName{{"imap2", registry.TCP, "imap", 143}}, made(t, iana(t, "", "imap,143,tcp\n")).NetNames())
	for _, rows := range []string{"imap,144,tcp\n", "imap,143,udp\n", "other,143,tcp\n", "imap,143,tcp\nimap2,220,tcp\n"} {
		assert.Empty(t, made(t, iana(t, "", rows)).NetNames(), rows)
	}
}

func TestDate(t *testing.T) {
	const dates = "Registration Date,Modification Date,Withdrawn"
	c := made(t, iana(t, dates, "a,1,tcp,,2001-02-03,2004-05\nb,,,,2026-01-01\nc,2,tcp,,next week,9999\nd,3,tcp,,2004/06/07,20040-01\ne,4,tcp,,2025-01-01,,2026-01-01\n"))
	assert.Equal(t, "2004-05", c.Date(), "of the dates on rows with a port")
	assert.Empty(t, made(t, iana(t, "", "a,1,tcp\n")).Date())
}

// TestNoService: names without a port, and ports without a name, give nothing to generate.
func TestNoService(t *testing.T) {
	for _, rows := range []string{",1,tcp,Reserved\n", "airplay,,tcp\n"} {
		_, err := New(false, iana(t, "", rows))
		assert.ErrorIs(t, err, ErrNoService)
	}
}

// TestPortless: names without a port are in the order of the names, and have no port and
// no constant.
func TestPortless(t *testing.T) {
	n := named(t, made(t, iana(t, "Service Code", "zeta,,tcp\nAirPlay,,tcp\nairport\nssh,22,tcp\nssh,,dccp,,1397966848\n")))
	var got []string
	for _, s := range n.Portless {
		got = append(got, s.Name+"/"+registry.On(s.Transport))
	}
	assert.Equal(t, []string{"AirPlay/tcp", "airport/any transport", "ssh/dccp", "zeta/tcp"}, got)
	assert.Equal(t, uint32(1397966848), n.Portless[2].ServiceCode)
	assert.Equal(t, []string{"SSH"}, untyped(n))
	assert.Equal(t, map[string]uint16{"ssh": 22}, n.Ports(registry.TCP))
	assert.Empty(t, n.Ports(registry.DCCP))
	_, ok := n.Port(0, "airplay")
	assert.False(t, ok)
}

// sprintAll puts an argument in each place of a format.
func sprintAll(format, arg string) string { return strings.ReplaceAll(format, "%s", arg) }
