package catalog

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

// TestTwoFiles has a second file whose services share ports with those of the first.
func TestTwoFiles(t *testing.T) {
	first := read(t, "first.csv", registry.IANA, "", "nfs,2049,tcp\nshilp,2049,tcp\nwide,5000-5010,tcp\nany,6000\nold,7000,tcp\ngossip,8490,tcp\ntalk,8491\n")
	second := read(t, "second.csv", registry.Team, "", "own,2049,tcp\nmine,5005,tcp\nspan,4990-5020,tcp\ntcp-only,6000,tcp\nnone,7000\ngossip,8490\ntalk,8491,tcp\n")
	for _, later := range []bool{false, true} {
		c, err := New(later, first, second)
		require.NoError(t, err)
		which := func(first, second string) string {
			if later {
				return second
			}
			return first
		}
		assert.Equal(t, which("nfs", "own"), primary(c, registry.TCP, 2049))
		assert.Equal(t, which("wide", "span"), primary(c, registry.TCP, 5005))
		assert.Equal(t, which("wide", "span"), primary(c, registry.TCP, 5006))
		assert.Equal(t, "span", primary(c, registry.TCP, 5011))
		assert.Equal(t, which("any", "tcp-only"), primary(c, registry.TCP, 6000), "a row without a transport keeps all four")
		assert.Equal(t, "any", primary(c, registry.UDP, 6000))
		assert.Equal(t, which("old", "none"), primary(c, registry.TCP, 7000), "and gets all four beside another file")
		assert.Equal(t, uint16(7000), c.Ports(registry.TCP)["none"])
		for name, port := range map[string]string{"gossip": "8490", "talk": "8491"} {
			assert.Equal(t, []string{port + "/tcp", port + "/udp", port + "/sctp", port + "/dccp"}, placesOf(c, name), "%s has each transport once", name)
		}
		assert.Empty(t, c.GaveWay)
	}
}

// TestNamesOfTwoFiles: a name has the ports of the preferred file that has it. What the
// other file has on these joins them, and the rest gives way.
func TestNamesOfTwoFiles(t *testing.T) {
	for _, c := range []struct {
		first, second string
		earlier       []string // where the name is, the first file preferred
		later         []string
		gaveWay       int // rows, the first file preferred
		gaveWayLater  int
		repeated      int // whichever is preferred
	}{
		{first: "foo,80,tcp", second: "foo,80,tcp", earlier: []string{"80/tcp"}, later: []string{"80/tcp"}, repeated: 1},
		{first: "foo,80,tcp", second: "FOO,80,tcp", earlier: []string{"80/tcp"}, later: []string{"80/tcp"}, repeated: 1},
		{first: "foo,80,tcp", second: "foo,80,udp", earlier: []string{"80/tcp", "80/udp"}, later: []string{"80/tcp", "80/udp"}},
		{first: "foo,80,tcp", second: "foo,81,tcp", earlier: []string{"80/tcp"}, later: []string{"81/tcp"}, gaveWay: 1, gaveWayLater: 1},
		{first: "foo,80,tcp", second: "foo,81,udp", earlier: []string{"80/tcp"}, later: []string{"81/udp"}, gaveWay: 1, gaveWayLater: 1},
		{first: "foo,80,tcp\nfoo,90,tcp", second: "foo,90,udp", earlier: []string{"80/tcp", "90/tcp", "90/udp"}, later: []string{"90/tcp", "90/udp"}, gaveWayLater: 1},
		{first: "foo,80,tcp", second: "foo,80,tcp\nfoo,90,tcp", earlier: []string{"80/tcp"}, later: []string{"80/tcp", "90/tcp"}, gaveWay: 1, repeated: 1},
		{
			first: "foo,80", second: "foo,80,tcp",
			earlier: []string{"80/tcp", "80/udp", "80/sctp", "80/dccp"}, later: []string{"80/tcp", "80/udp", "80/sctp", "80/dccp"},
			repeated: -1, // the row without a transport joins the other, but not the other way round
		},
		{first: "foo,80-90,tcp", second: "foo,80-90,udp", earlier: []string{"80-90/tcp", "80-90/udp"}, later: []string{"80-90/tcp", "80-90/udp"}},
		{first: "foo,80-90,tcp", second: "foo,80-95,udp", earlier: []string{"80-90/tcp"}, later: []string{"80-90/tcp", "80-95/udp"}, gaveWay: 1},
		{first: "foo,80-90,tcp", second: "foo,79-90,tcp", earlier: []string{"80-90/tcp"}, later: []string{"79-90/tcp"}, gaveWay: 1, repeated: -1},
	} {
		t.Run(c.first+" and "+c.second, func(t *testing.T) {
			first := read(t, "first.csv", registry.IANA, "", c.first+"\nother,1,tcp\n")
			second := read(t, "second.csv", registry.Team, "", c.second+"\n")
			for _, later := range []bool{false, true} {
				want, gaveWay := c.earlier, c.gaveWay
				if later {
					want, gaveWay = c.later, c.gaveWayLater
				}
				m, err := New(later, first, second)
				require.NoError(t, err)
				assert.Equal(t, want, placesOf(m, "foo"))
				assert.Len(t, m.GaveWay, gaveWay)
				if c.repeated >= 0 {
					assert.Equal(t, c.repeated, m.Counts().Repeated)
				}
				assert.Equal(t, len(first.Rows)+len(second.Rows), m.Counts().Rows(), "every row is accounted for")
				for _, r := range m.GaveWay {
					preferred := first
					if later {
						preferred = second
					}
					assert.NotEqual(t, preferred, r.File)
				}
			}
		})
	}
}

// TestEverydayNames: search and auth are names of IANA's on ports that no team means.
func TestEverydayNames(t *testing.T) {
	own := func() *registry.File { return team(t, "", "search,9200,tcp\nauth,9201,tcp\norders,9202,tcp\n") }
	c := made(t, shippedFile(t), own())
	port, _ := c.Port(registry.TCP, "search")
	assert.Equal(t, uint16(2010), port)
	var gaveWay []string
	for _, r := range c.GaveWay {
		gaveWay = append(gaveWay, r.Pos()+" "+r.Name)
	}
	assert.Equal(t, []string{"own.csv:2 search", "own.csv:3 auth"}, gaveWay)
	assert.Equal(t, 2, c.Counts().GaveWay)

	c, err := New(true, shippedFile(t), own())
	require.NoError(t, err)
	for name, want := range map[string]uint16{"search": 9200, "auth": 9201, "orders": 9202, "ssh": 22} {
		port, _ := c.Port(registry.TCP, name)
		assert.Equal(t, want, port, name)
	}
	for _, r := range c.GaveWay {
		assert.Equal(t, "registry.csv", r.File.Name)
	}
	assert.NoError(t, c.Check(nil))
}

// TestRespelledRows: a name is spelled as the preferred file has it. A row that is spelled
// otherwise is one row still.
func TestRespelledRows(t *testing.T) {
	c := made(t,
		read(t, "a.csv", registry.Team, "", "Orders,40000,tcp\nx,50,tcp\n"),
		read(t, "b.csv", registry.Team, "", "orders,40000\nX,50\n"))
	assert.Equal(t, []string{"40000/tcp", "40000/udp", "40000/sctp", "40000/dccp"}, placesOf(c, "orders"))
	rows := map[*registry.Row]bool{}
	for _, s := range c.Services {
		if s.First == 40000 {
			assert.Equal(t, "Orders", s.Name)
			rows[s.Row] = true
		}
	}
	assert.Len(t, rows, 2)
	assert.Equal(t, 4, c.Counts().Rows())
	n := named(t, c)
	assert.Len(t, n.Derived, 4)
	assert.Len(t, c.Lint(made(t, iana(t, "", "x,50,tcp\n"))), 2, "a warning a row")
}

// TestWithdrawnComesBack: a service that one file has as withdrawn is in another.
func TestWithdrawnComesBack(t *testing.T) {
	withdrawn := iana(t, "Identifier,Withdrawn", "foo,500,tcp,,Foo,2026-01-01\nother,1,tcp,,Other\n")
	for rows, want := range map[string][]string{
		"foo,500,tcp\n":            {"500/tcp"},
		"foo,500,udp\n":            {"500/tcp withdrawn", "500/udp"},
		"foo,500\n":                {"500/tcp", "500/udp", "500/sctp", "500/dccp"},
		"foo,600,tcp\n":            {"500/tcp withdrawn", "600/tcp"},
		"foo,600,tcp\nbar,500,tcp": {"500/tcp withdrawn", "600/tcp"},
	} {
		for _, later := range []bool{false, true} {
			c, err := New(later, withdrawn, team(t, "", rows))
			require.NoError(t, err, rows)
			assert.Equal(t, want, placesOf(c, "foo"), rows)
			assert.Empty(t, c.GaveWay, "nothing gives way to what is gone")
			n := named(t, c)
			for _, k := range n.Constants {
				if k.Untyped == "Foo" {
					assert.Equal(t, uint16(500), k.Port)
					assert.Equal(t, strings.HasPrefix(rows, "foo,600"), k.Withdrawn() != "", rows)
				}
			}
			assert.Contains(t, untyped(n), "Foo", rows)
		}
	}
}

// TestPortOfNameOfAMachine has names on several ports in files like /etc/services.
func TestPortOfNameOfAMachine(t *testing.T) {
	c := made(t,
		team(t, "", "own,100,tcp\n"),
		machine(t, "first", "own 50/tcp\nhttp 8080/tcp\nhttp 80/tcp\nboth 9002/tcp\n"),
		machine(t, "second", "# A comment.\nboth 9001/tcp\nhttp 81/tcp\n"))
	assert.Equal(t, map[string]uint16{"own": 100, "http": 80, "both": 9002}, c.Ports(registry.TCP), "the first file has the name, and in it the lowest port")
	assert.Equal(t, 3, c.Counts().GaveWay)
}

// TestPortlessOfTwoFiles: two editions of IANA's registry have a name without a port once.
func TestPortlessOfTwoFiles(t *testing.T) {
	first := read(t, "a.csv", registry.IANA, "", "x,1,tcp\nairplay,,tcp,First\nrdp,,,One\nrdp,,,Two\n")
	second := read(t, "b.csv", registry.IANA, "", "airplay,,tcp,Second\nairplay,,udp\nAirPort,,tcp\nrdp\n")
	for _, later := range []bool{false, true} {
		c, err := New(later, first, second)
		require.NoError(t, err)
		var got []string
		for _, s := range c.Portless {
			got = append(got, s.Name+"/"+registry.On(s.Transport)+" "+s.Description)
		}
		want := []string{"airplay/tcp First", "airplay/udp ", "AirPort/tcp ", "rdp/any transport One", "rdp/any transport Two"}
		if later {
			want = []string{"airplay/tcp Second", "airplay/udp ", "AirPort/tcp ", "rdp/any transport "}
		}
		assert.Equal(t, want, got)
		assert.Equal(t, 8, c.Counts().Rows())
	}
}

// TestFileErrors has rows that one file may not have together.
func TestFileErrors(t *testing.T) {
	for _, c := range []struct {
		rows string
		line int      // of the error; 0 for none
		has  []string // facts in the message
	}{
		{"http,80,tcp\nhttp,80,tcp", 3, []string{`"http"`, "port 80", "tcp", "line 2"}},
		{"http,80\nhttp,80", 3, []string{`"http"`, "port 80", "any transport", "line 2"}},
		{"http,80,tcp\nHTTP,80,udp", 3, []string{`"HTTP"`, `"http"`, "case", "line 2"}},
		{"http,80,tcp\nHTTP,90,udp", 3, []string{`"HTTP"`, `"http"`, "case", "line 2"}},
		{"http,80,tcp\nHTTP,,udp", 3, []string{`"HTTP"`, `"http"`, "case", "line 2"}},
		{"x,10-20,tcp\nx,20-30,tcp", 3, []string{`"x"`, "port 20", "tcp", "line 2"}},
		{"x,10-20,tcp\nx,15,tcp", 3, []string{`"x"`, "port 15", "tcp", "line 2"}},
		{"x,15,tcp\nx,10-20,tcp", 3, []string{`"x"`, "port 15", "tcp", "line 2"}},
		{"x,10-20,tcp,,2026-01-01\nx,10-20,tcp", 3, []string{`"x"`, "port 10", "line 2"}},
		{"x,10-20,tcp,,2026-01-01\nx,10-19,tcp\nx,20,tcp", 0, nil},
		{"x,10-20,tcp\nx,10-20,udp\nx,10-20", 0, nil},
		{"a,1,tcp\na,1,udp\na,1,sctp\na,1,dccp\nb,1", 6, []string{`"b"`, "port 1", "no effect", "transport"}},
		{"http,80,tcp\nweb,80,tcp\nhttp,81,tcp", 0, nil},
	} {
		_, err := tryIANA(t, "Withdrawn", c.rows)
		if c.line == 0 {
			assert.NoError(t, err, c.rows)
			continue
		}
		if assert.Error(t, err, c.rows) {
			assert.Len(t, texts(err), 1, c.rows)
			for _, fact := range append(c.has, fmt.Sprintf("iana.csv:%d: ", c.line)) {
				assert.ErrorContains(t, err, fact, c.rows)
			}
		}
	}
	_, err := New(false, team(t, "", "a,1,tcp\na,1,udp\na,1,sctp\na,1,dccp\nb,1"))
	assert.NoError(t, err, "which is a clash, and not without effect")
}

// TestSpreadOracle compares the services of random files with a naive reading of the rule
// for each port of each transport.
func TestSpreadOracle(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	const ports = 6
	for range 60 {
		var list []string
		for range 1 + random.Intn(6) {
			first := 1 + random.Intn(ports)
			last := min(first+random.Intn(3), ports)
			transport := []string{"tcp", "udp", "", ""}[random.Intn(4)]
			list = append(list, fmt.Sprintf("%c,%d-%d,%s", 'a'+rune(random.Intn(3)), first, last, transport))
		}
		for _, kind := range []registry.Kind{registry.IANA, registry.Team} {
			file, err := tryRead(t, "x.csv", kind, "", strings.Join(list, "\n"))
			if err != nil {
				continue
			}
			c, err := New(false, file)
			if err != nil {
				continue
			}
			covers := func(r *registry.Row, p int) bool { return int(r.Ports.First) <= p && p <= int(r.Ports.Last) }
			for _, transport := range registry.Transports {
				for p := 1; p <= ports; p++ {
					want := map[string]bool{}
					for _, r := range file.Rows {
						gives := false
						for _, other := range file.Rows {
							gives = gives || other.Transport == transport && covers(other, p) && (kind == registry.IANA || other.Name == r.Name)
						}
						if covers(r, p) && (r.Transport == transport || r.Transport == 0 && !gives) {
							want[r.Name] = true
						}
					}
					got := map[string]bool{}
					for _, s := range c.Services {
						if s.Transport == transport && s.covers(uint16(p)) {
							require.False(t, got[s.Name], "%s twice on %d/%s of\n%s", s.Name, p, transport, strings.Join(list, "\n"))
							got[s.Name] = true
						}
					}
					require.Equal(t, want, got, "%d/%s of\n%s", p, transport, strings.Join(list, "\n"))
					if name := primary(c, transport, p); len(want) > 0 {
						require.True(t, want[name])
					} else {
						require.Empty(t, name)
					}
				}
			}
		}
	}
}

// TestMergeOracle compares random merges with a naive reading of the rule: a name has the
// ports of the preferred file that has it, and what both have on these.
func TestMergeOracle(t *testing.T) {
	random := rand.New(rand.NewSource(5))
	const ports = 5
	names := []string{"a", "b", "c"}
	rows := func() string {
		var list []string
		for range 1 + random.Intn(6) {
			list = append(list, fmt.Sprintf("%s,%d,%s", names[random.Intn(3)], 1+random.Intn(ports), []string{"tcp", "udp", ""}[random.Intn(3)]))
		}
		return strings.Join(list, "\n")
	}
	type place struct {
		name string
		t    registry.Transport
		port uint16
	}
	// A file's own places are those that it has alone, which the oracle above holds.
	placesIn := func(c *Catalog) map[place]bool {
		places := map[place]bool{}
		for _, s := range c.Services {
			places[place{s.Name, s.Transport, s.First}] = true
		}
		return places
	}
	merges := 0
	for range 80 {
		first, errFirst := tryRead(t, "first.csv", registry.IANA, "", rows())
		second, errSecond := tryRead(t, "second.csv", []registry.Kind{registry.IANA, registry.Team}[random.Intn(2)], "", rows())
		if errFirst != nil || errSecond != nil {
			continue
		}
		alone, err := New(false, first)
		if err != nil {
			continue
		}
		other, err := New(false, second)
		if err != nil {
			continue
		}
		merges++
		for _, later := range []bool{false, true} {
			c, err := New(later, first, second)
			require.NoError(t, err)
			preferred, rest, preferredFile := placesIn(alone), placesIn(other), first
			if later {
				preferred, rest, preferredFile = rest, preferred, second
			}
			has, onPort := map[string]bool{}, map[string]bool{}
			for p := range preferred {
				has[p.name] = true
				onPort[fmt.Sprint(p.name, p.port)] = true
			}
			want := map[place]bool{}
			for p := range preferred {
				want[p] = true
			}
			for p := range rest {
				if !has[p.name] || onPort[fmt.Sprint(p.name, p.port)] {
					want[p] = true
				}
			}
			text := fmt.Sprintf("later: %t\n%v\n%v", later, preferred, rest)
			require.Equal(t, want, placesIn(c), text)
			require.Len(t, c.Services, len(want), text)
			require.Equal(t, len(first.Rows)+len(second.Rows), c.Counts().Rows(), text)
			for p := range want {
				isPreferred := false
				for q := range preferred {
					isPreferred = isPreferred || q.t == p.t && q.port == p.port
				}
				require.Equal(t, isPreferred, c.Primary(p.t, int(p.port)).File == preferredFile, text)
				lowest := p.port
				for q := range want {
					if q.name == p.name && q.t == p.t {
						lowest = min(lowest, q.port)
					}
				}
				require.Equal(t, lowest, c.Ports(p.t)[p.name], text)
			}
		}
	}
	assert.Greater(t, merges, 20)
}
