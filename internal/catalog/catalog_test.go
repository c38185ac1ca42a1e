package catalog

import (
	"cmp"
	"go/token"
	"os"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

const header = "Service Name,Port Number,Transport Protocol,Description,Registration Date,Modification Date,Assignment Notes\n"

func tryCatalog(t testing.TB, rows string, exported ...string) (*Catalog, error) {
	t.Helper()
	reg, err := registry.Read("test.csv", strings.NewReader(header+rows))
	require.NoError(t, err)
	return New(reg, exported)
}

func newCatalog(t testing.TB, rows string, exported ...string) *Catalog {
	t.Helper()
	c, err := tryCatalog(t, rows, exported...)
	require.NoError(t, err)
	return c
}

func shipped(t testing.TB) *Catalog {
	t.Helper()
	f, err := os.Open("../../registry.csv")
	require.NoError(t, err)
	defer f.Close()
	reg, err := registry.Read("registry.csv", f)
	require.NoError(t, err)
	c, err := New(reg, nil)
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
			if byRules == nil || cmp.Or(first(!s.Demoted(), !byRules.Demoted()), cmp.Compare(s.order, byRules.order)) < 0 {
				byRules = s
			}
		}
		assert.Equal(t, name, primary(c, at.transport, int(at.port)))
		require.NotNil(t, byRules)
		assert.NotEqual(t, name, byRules.Name, "%s %d needs no decision", at.transport, at.port)
	}
}

func TestLowestPort(t *testing.T) {
	c := newCatalog(t, "http-alt,8080,tcp,,,,\nhttp-alt,591,tcp,,,,\nraid-am,2013,tcp,,,,\nraid-am,2007,udp,,,,\n")
	assert.Equal(t, map[string]uint16{"http-alt": 591, "raid-am": 2013}, c.Ports(registry.TCP))
	assert.Equal(t, map[string]uint16{"raid-am": 2007}, c.Ports(registry.UDP))
	assert.Empty(t, c.Ports(registry.SCTP))
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
	c := newCatalog(t, "a,1,tcp,,,,\nb,1,tcp,,,,\"This entry is an alias to \"\"a\"\"\"\nc,2-3,,,,,\n,4,,Reserved,,,\n,5,,Unassigned,,,\n,6,,any,,,\nd,,,,,,\ne,,,,,,\n")
	assert.Equal(t, Counts{Services: 1, Aliases: 1, Ranges: 1, Assigned: 1, Reserved: 1, Unassigned: 1, NameOnly: 2}, c.Counts)
	assert.Equal(t, 8, c.Counts.Rows())
	assert.Equal(t, 6, c.Rows)
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

func TestIdentifier(t *testing.T) {
	for name, want := range map[string]string{
		"ssh": "SSH", "https": "HTTPS", "syslog-tls": "SyslogTLS", "imaps": "IMAPS", "netbios-ssn": "NetBIOSSsn",
		"iRAPP": "IRAPP", "EtherNet/IP-1": "EtherNetIP1", "z39.50": "Z3950", "sql*net": "SQLNet",
		"9pfs": "9PFS", "3com-amp3": "3ComAmp3", "whois++": "Whois", "914c/g": "914cG",
		"Apple Remote Desktop (Net Assistant)": "AppleRemoteDesktopNetAssistant",
		"HTTP-alt":                             "HTTPAlt",
		"a--b_c":                               "ABC",
		"42":                                   "42",
		"++":                                   "",
		"":                                     "",
	} {
		assert.Equal(t, want, Identifier(name), name)
	}
}

func TestIdentifiersOfServices(t *testing.T) {
	for _, c := range []struct {
		name, rows string
		exported   []string
		want       []string
	}{
		{name: "a digit in front", rows: "9pfs,564,tcp,,,,\n", want: []string{"X9PFS Port9PFS"}},
		{
			name: "several ports of a name: no bare constant",
			rows: "http-alt,8080,tcp,,,,\nhttp-alt,591,udp,,,,\ntaskmaster2000,2402,tcp,,,,\ntaskmaster2000,2403,tcp,,,,\n",
			want: []string{
				"HTTPAlt591 PortHTTPAlt591", "Taskmaster2000_2402 PortTaskmaster2000_2402",
				"Taskmaster2000_2403 PortTaskmaster2000_2403", "HTTPAlt8080 PortHTTPAlt8080",
			},
		},
		{
			name: "equal but for case",
			rows: "flexlm,744,tcp,,,,\nflex-lm,27000-27009,,,,,\n",
			want: []string{"Flexlm744 PortFlexlm744", "FlexLM27000 PortFlexLM27000", "FlexLM27000Last PortFlexLM27000Last"},
		},
		{
			name:     "one of the package's own",
			rows:     "lookup,1,tcp,,,,\nport-map,2,tcp,,,,\nother,3,tcp,,,,\n",
			exported: []string{"Lookup", "PortMap"},
			want:     []string{"Lookup1 PortLookup1", "PortMap2 PortPortMap2", "Other PortOther"},
		},
		{
			name: "a typed one and an untyped one",
			rows: "x,1,tcp,,,,\nport-x,2,tcp,,,,\n",
			want: []string{"X1 PortX1", "PortX2 PortPortX2"},
		},
		{
			name: "an X in front and an X of its own",
			rows: "9pfs,1,tcp,,,,\nx9-pfs,2,tcp,,,,\n",
			want: []string{"X9PFS1 Port9PFS1", "X9Pfs2 PortX9Pfs2"},
		},
		{
			name: "a number that makes a new collision",
			rows: "a,12,tcp,,,,\na,13,tcp,,,,\na1-2,7,tcp,,,,\n",
			want: []string{"A12_7 PortA12_7", "A12 PortA12", "A13 PortA13"},
		},
		{
			name: "the end of a range and a name",
			rows: "a,1-5,tcp,,,,\na-last,9,tcp,,,,\n",
			want: []string{"A1 PortA1", "A1Last PortA1Last", "ALast9 PortALast9"},
		},
		{
			name: "ranges with two ends",
			rows: "a,1-5,tcp,,,,\na,1-6,udp,,,,\n",
			want: []string{"A PortA", "ALast5 PortALast5", "ALast6 PortALast6"},
		},
		{
			name: "one identifier for one port serves both names",
			rows: "ab,5,tcp,,,,\na-b,5,udp,,,,\na_b,5,tcp,,,,\nc-d,6,tcp,,,,\nc_d,6,tcp,,,,\nc_d,7,tcp,,,,\n",
			want: []string{"AB PortAB", "CD6 PortCD6", "CD7 PortCD7"},
		},
		{
			name: "an alias has none where it means the same port",
			rows: "a_b,1,tcp,,,,\"This entry is an alias to \"\"a-b\"\"\"\na-b,1,tcp,,,,\n" +
				"c_d,3,tcp,,,,\"This entry is an alias to \"\"a-b\"\"\"\n" +
				"e,4,tcp,,,,\"This entry is an alias to \"\"e\"\"\"\n" +
				"h,6,udp,,,,\"This entry is an alias to \"\"i\"\"\"\ni,6,tcp,,,,\n" +
				"f,5,tcp,,,,\"This entry is an alias to \"\"g\"\"\"\ng,5,tcp,,,,\"This entry is an alias to \"\"f\"\"\"\n",
			want: []string{"AB PortAB", "CD PortCD", "E PortE", "F PortF", "G PortG", "I PortI"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, identifiers(newCatalog(t, c.rows, c.exported...)))
		})
	}
}

func TestIdentifierErrors(t *testing.T) {
	for _, c := range []struct{ name, rows, exported, want string }{
		{
			"nothing left", "a,1,tcp,,,,\na,1,udp,,,,\na,1,sctp,,,,\na,1,dccp,,,,\nb,1,,,,,\n", "",
			`test.csv:6: service name "b": other rows name port 1 on every transport: give the row a transport`,
		},
		{"no letter", "++,1,tcp,,,,\n", "", `test.csv:2: service name "++": has no letter or digit to name a constant by: rename the service`},
		{
			"one of the package's own, with its number", "tcp,4,tcp,,,,\n", "TCP4 TCP",
			`test.csv:2: service name "tcp": its constant TCP4 collides with one of the package's own names: rename one of the services`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := tryCatalog(t, c.rows, strings.Fields(c.exported)...)
			assert.EqualError(t, err, c.want)
		})
	}
}

func TestInitialismsAreInUse(t *testing.T) {
	used := map[string]bool{}
	for _, s := range shipped(t).Services {
		for _, word := range strings.FieldsFunc(s.Name, func(r rune) bool { return !isAlphanumeric(r) }) {
			used[registry.Fold(word)] = true
		}
	}
	for word, proper := range initialisms {
		assert.True(t, used[word], "%q is in no service name", word)
		assert.Equal(t, word, registry.Fold(proper), "it is another spelling of the word")
		assert.False(t, unicode.IsLower(rune(proper[0])), "%q begins no exported identifier", proper)
		assert.NotEqual(t, strings.ToUpper(word[:1])+word[1:], proper, "%q needs no entry", word)
	}
}

func TestConstantsOfTheRegistry(t *testing.T) {
	seen := map[string]string{}
	for _, k := range shipped(t).Constants {
		for _, name := range []string{k.Untyped, k.Typed} {
			require.True(t, token.IsIdentifier(name) && token.IsExported(name), name)
			other, ok := seen[strings.ToLower(name)]
			require.False(t, ok, "%s and %s", name, other)
			seen[strings.ToLower(name)] = name
		}
	}
}

func FuzzIdentifiers(f *testing.F) {
	f.Add("syslog-tls", "syslog_tls", uint16(6514), uint16(6514))
	f.Add("9pfs", "x9pfs", uint16(1), uint16(2))
	f.Add("port-x", "x", uint16(1), uint16(1))
	f.Fuzz(func(t *testing.T, a, b string, portA, portB uint16) {
		reg := &registry.Registry{Records: []registry.Record{
			{File: "a.csv", Line: 2, Name: a, First: portA, Last: portA, Transport: registry.TCP},
			{File: "a.csv", Line: 3, Name: b, First: portB, Last: portB, Transport: registry.UDP},
		}}
		for _, name := range []string{a, b} {
			for _, r := range name {
				if r < ' ' || r > '~' {
					return // the reader refuses it
				}
			}
		}
		if a == "" || b == "" || a != b && registry.Fold(a) == registry.Fold(b) {
			return // as above
		}
		c, err := New(reg, []string{"Lookup", "Port", "TCP"})
		if err != nil {
			require.ErrorContains(t, err, "a.csv:")
			return
		}
		reg.Records[0], reg.Records[1] = reg.Records[1], reg.Records[0]
		swapped, err := New(reg, []string{"Lookup", "Port", "TCP"})
		require.NoError(t, err)
		require.ElementsMatch(t, identifiers(c), identifiers(swapped))
		seen := map[string]bool{"lookup": true, "port": true, "tcp": true}
		for _, k := range c.Constants {
			for _, name := range []string{k.Untyped, k.Typed} {
				require.True(t, token.IsIdentifier(name) && token.IsExported(name), name)
				require.False(t, seen[strings.ToLower(name)], name)
				seen[strings.ToLower(name)] = true
			}
		}
	})
}
