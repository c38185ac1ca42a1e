package catalog

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

// rows makes rows of name, ports and transport.
func rows(list ...string) string { return strings.Join(list, ",,,,\n") + ",,,,\n" }

func TestLint(t *testing.T) {
	iana := newCatalog(t, rows("https,443,tcp", "alt,8443,tcp", "alt2,8443,udp", "taken,8444,", "sys,22,tcp",
		"r1,9100,tcp", "r2,9101,tcp", "r3,9102,tcp", "r4,9103,tcp", "r5,9104,tcp")+
		",8446,tcp,Reserved,,,\n,1024,,Reserved,,,\n")
	c := newCatalog(t, rows("https,443,tcp", "https,443,udp", // IANA's own
		"good,9000,tcp",
		"tcp-only,8443,tcp",
		"both,8443,sctp",
		"system,100,tcp",
		"dynamic,48990-49160,tcp",
		"any,22,",
		"sys,20-22,udp",
		"range,9099-9104,tcp",
		"three,9102-9104,udp",
		"last-system,1023,udp",
		"first-dynamic,49152,tcp"))
	var got []string
	for _, w := range c.Lint(iana) {
		got = append(got, w.Error())
	}
	assert.Equal(t, []string{
		`test.csv:5: service name "tcp-only": IANA assigns port 8443 to alt, alt2: 8445 is free`,
		`test.csv:6: service name "both": IANA assigns port 8443 to alt, alt2: 8447 is free`,
		`test.csv:7: service name "system": port 100 is a System Port, which IANA keeps for standards: 1029 is free`,
		`test.csv:8: service name "dynamic": port 48990-49160 is a Dynamic Port, which a system may give to any client: 1031-1201 are free`,
		`test.csv:9: service name "any": IANA assigns port 22 to sys: 1028 is free`,
		`test.csv:9: service name "any": port 22 is a System Port, which IANA keeps for standards: 1028 is free`,
		`test.csv:10: service name "sys": port 20-22 is a System Port, which IANA keeps for standards: 1025-1027 are free`,
		`test.csv:11: service name "range": IANA assigns port 9099-9104 to r1, r2, r3 and 2 more: 9105-9110 are free`,
		`test.csv:12: service name "three": IANA assigns port 9102-9104 to r3, r4, r5: 9111-9113 are free`,
		`test.csv:13: service name "last-system": port 1023 is a System Port, which IANA keeps for standards: 1030 is free`,
		`test.csv:14: service name "first-dynamic": port 49152 is a Dynamic Port, which a system may give to any client: 1202 is free`,
	}, got)
}

// TestLintOfIANA: rows of IANA's own are right where they are, even if the other registry
// has not got them yet.
func TestLintOfIANA(t *testing.T) {
	newer := newCatalog(t, rows("brand-new,1000,tcp"))
	assert.NotEmpty(t, newer.Lint(shipped(t)))
	for i := range newer.records {
		newer.records[i].Own = false
	}
	assert.Empty(t, newer.Lint(shipped(t)))
}

// TestLintOfSelection suggests no port of a service that was not selected.
func TestLintOfSelection(t *testing.T) {
	c := newCatalog(t, rows("admin,8443,tcp", "other,8446,tcp"))
	part, err := c.Select([]string{"admin"}, nil)
	require.NoError(t, err)
	const want = `test.csv:2: service name "admin": IANA assigns port 8443 to pcsync-https: 8447 is free`
	assert.EqualError(t, c.Lint(shipped(t)).Err(), want)
	assert.EqualError(t, part.Lint(shipped(t)).Err(), want)
}

// TestSuggestedPorts: each warning suggests the next free ports, though an earlier one
// has passed them over, and for a Dynamic Port the last of the User Ports.
func TestSuggestedPorts(t *testing.T) {
	iana := newCatalog(t, rows("taken,9000,tcp"))
	c := newCatalog(t, rows("pair,8999-9000,tcp", "single,9000,udp", "other,9002,tcp", "dynamic,50000,tcp"))
	assert.EqualError(t, c.Lint(iana).Err(), `test.csv:2: service name "pair": IANA assigns port 8999-9000 to taken: 9003-9004 are free
test.csv:3: service name "single": IANA assigns port 9000 to taken: 9001 is free
test.csv:5: service name "dynamic": port 50000 is a Dynamic Port, which a system may give to any client: 49151 is free`)
}

func TestLintNames(t *testing.T) {
	iana := newCatalog(t, rows("known_name,1024,tcp"))
	c := newCatalog(t, rows("good,8480,tcp", "42,8481,tcp", "bad_name,8482,tcp", "bad_name,8482,udp", "-x,8483,tcp", "x--y,8484,tcp", "known_name,1024,tcp")+
		"old_name,8480,tcp,,,,\"This entry is an alias to \"\"good\"\"\"\n"+
		"gone_name,8485,tcp,,,,withdrawn 2026-01-02\n")
	const syntax = "RFC 6335 allows letters and digits, with single hyphens between them: rename it\n"
	assert.EqualError(t, c.Lint(iana).Err(), `test.csv:3: service name "42": RFC 6335 requires a letter: rename it
test.csv:4: service name "bad_name": `+syntax+`test.csv:6: service name "-x": `+syntax+strings.TrimSpace(`test.csv:7: service name "x--y": `+syntax))
}

// TestSeveralFiles has a second file that shares ports with the first.
func TestSeveralFiles(t *testing.T) {
	read := func(file, text string) *registry.Registry {
		reg, err := registry.Read(file, strings.NewReader(header+text))
		require.NoError(t, err)
		return reg
	}
	for _, later := range []bool{false, true} {
		first := read("first.csv", rows("nfs,2049,tcp", "shilp,2049,tcp", "wide,5000-5010,tcp", "any,6000,", "old,7000,tcp", "gossip,8490,tcp", "talk,8491,"))
		second := read("second.csv", rows("own,2049,tcp", "mine,5005,tcp", "span,4990-5020,tcp", "tcp-only,6000,tcp", "none,7000,", "gossip,8490,", "talk,8491,tcp"))
		merged, err := registry.Merge(later, first, second)
		require.NoError(t, err)
		c, err := New(merged, Naming{})
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
		for _, name := range []string{"gossip", "talk"} {
			var on []registry.Transport
			for _, s := range c.Services {
				if s.Name == name {
					on = append(on, s.Transport)
				}
			}
			assert.Equal(t, registry.Transports[:], on, "%s has each transport once", name)
		}
	}
}
