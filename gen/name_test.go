package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const columns = "Service Name,Port Number,Transport Protocol,Description,Owner"

// TestName fills the column of a team's registry, and holds its names to stay.
func TestName(t *testing.T) {
	own := writeTemp(t, "services.csv", "# Ours.\n"+columns+"\norders,8480,tcp,Orders of the shop,shop\n,,,,\ncrm-ldap,8481,tcp,Directory,crm\nstats,8570-8579,,,\n,8600-8699,,Reserved,\n")
	code, stdout, stderr := gen("name", own)
	require.Zero(t, code, stderr)
	assert.Equal(t, own+`:3: service name "orders" is Orders`+"\n"+own+`:5: service name "crm-ldap" is CRMLDAP`+"\n"+own+`:6: service name "stats" is Stats and StatsLast`+"\n", stdout)
	const named = "# Ours.\n" + columns + ",Identifier\norders,8480,tcp,Orders of the shop,shop,Orders\n,,,,\ncrm-ldap,8481,tcp,Directory,crm,CRMLDAP\nstats,8570-8579,,,,Stats-StatsLast\n,8600-8699,,Reserved,,\n"
	assert.Equal(t, map[string]string{"services.csv": named}, contents(t, filepath.Dir(own)))

	// With everything named, nothing is written.
	code, stdout, stderr = gen("name", own)
	require.Zero(t, code)
	assert.Empty(t, stdout)
	assert.Equal(t, own+": every service has an identifier\n", stderr)

	// A newcomer gives way, what a person wrote stays, and a range gets what it lacks.
	edited := "# Ours.\n" + columns + ",Identifier\norders,8480,tcp,Orders of the shop,shop,OrderService\nOrder-Service,8482,tcp,,,\norders,8483,tcp,,,\nstats,8570-8579,,,,Figures\n"
	require.NoError(t, os.WriteFile(own, []byte(edited), 0o666))
	code, _, stderr = gen("name", own)
	require.Zero(t, code, stderr)
	assert.Equal(t, "# Ours.\n"+columns+",Identifier\norders,8480,tcp,Orders of the shop,shop,OrderService\nOrder-Service,8482,tcp,,,OrderService8482\norders,8483,tcp,,,Orders8483\nstats,8570-8579,,,,Figures-FiguresLast\n",
		contents(t, filepath.Dir(own))["services.csv"])
}

// TestUnwrittenNames: the summary says that names are not written down, and which command
// writes them, until it has done so.
func TestUnwrittenNames(t *testing.T) {
	services(t, header+"orders,8480,tcp,\nstats,8570-8579,,\n")
	require.NoError(t, os.WriteFile("more.csv", []byte("Service Name,Port Number,Transport Protocol,Description,Identifier\nweb,8481,tcp,,Web\npager,8482,tcp,,\n"), 0o666))
	// In these, nobody names rows by hand.
	require.NoError(t, os.WriteFile("iana.csv", []byte(ianaHeader+"ssh,22,tcp,,,,,,,,,\n"), 0o666))
	require.NoError(t, os.WriteFile("machine", []byte("talk 8499/tcp\n"), 0o666))
	generate := func() (notes []string) {
		for line := range strings.Lines(mustGen(t, "-in", "services.csv", "-in", "more.csv", "-iana", "iana.csv", "-services", "machine", "-out", "p")) {
			if strings.Contains(line, ": note: ") {
				notes = append(notes, line)
			}
		}
		return notes
	}
	notes := generate()
	require.Len(t, notes, 2)
	assert.Regexp(t, `^more.csv: .*\b1 row\b.* gen name more.csv\b`, notes[0])
	assert.Regexp(t, `^services.csv: .*\b2 rows\b.* gen name services.csv\b`, notes[1])
	for _, file := range []string{"services.csv", "more.csv"} {
		code, _, stderr := gen("name", file)
		require.Zero(t, code, stderr)
	}
	assert.Empty(t, generate(), "all are written down")

}

func TestNameErrors(t *testing.T) {
	for _, c := range []struct{ name, row, want string }{
		{"a row that is wrong", "orders,x,tcp,,,", `:2: port number "x": `},
		{"a row without a port", "orders,,tcp,,,", `:2: service name "orders": has no port number`},
		{"an identifier that is wrong", "orders,8480,tcp,,,orderService", `:2: identifier "orderService": makes no exported name of Go`},
		{"a second identifier without a range", "orders,8480,tcp,,,Order-Service", `:2: identifier "Order-Service": names the last port of a range`},
		{"a second identifier that is wrong", "orders,8480-8481,tcp,,,Orders-last", `:2: identifier "last": makes no exported name of Go`},
		{"one of the API's", "orders,8480,tcp,,,LookupPort", `:2: identifier "LookupPort": its constant LookupPort is taken by the package's own API`},
	} {
		t.Run(c.name, func(t *testing.T) {
			own := writeTemp(t, "services.csv", columns+",Identifier\n"+c.row+"\n")
			before := contents(t, filepath.Dir(own))
			code, stdout, stderr := gen("name", own)
			assert.Equal(t, 1, code)
			assert.Empty(t, stdout)
			assert.True(t, strings.HasPrefix(stderr, own+c.want), stderr)
			assert.Equal(t, before, contents(t, filepath.Dir(own)))

			// The generator takes the column, and refuses it as well.
			code, _, again := gen("-in", own, "-out", filepath.Join(t.TempDir(), "own"))
			assert.Equal(t, 1, code)
			assert.Equal(t, stderr, again)
		})
	}
	code, _, stderr := gen("name", filepath.Join(t.TempDir(), "services.csv"))
	assert.Equal(t, 1, code)
	assert.Contains(t, stderr, "no such file or directory")
}

// TestUpdateKeepsIdentifiers: what the column of the registry has stays, byte for
// byte, and what it cannot have stops the update.
func TestUpdateKeepsIdentifiers(t *testing.T) {
	const named = canonicalHeader + "foo,80,tcp,,,,,,,,,,FOoByHand,\nspan,90-95,tcp,,,,,,,,,,SpAN-EndOfSpan,\n"
	const iana = ianaHeader + "foo,79,tcp,,,,,,,,,\nfoo,80,tcp,FOO,,,,,,,,\nfoo-by-hand,81,udp,,,,,,,,,\nspan,90-95,tcp,,,,,,,,,\nspan,90-99,udp,,,,,,,,,\n"
	registry := writeTemp(t, "registry.csv", named)
	from := writeTemp(t, "iana.csv", iana)
	code, stdout, stderr := gen("update", "-from", from, "-out", registry)
	require.Zero(t, code, stderr)
	assert.Equal(t, canonicalHeader+"foo,79,tcp,,,,,,,,,,FOO79,\nfoo,80,tcp,FOO,,,,,,,,,FOoByHand,\nfoo-by-hand,81,udp,,,,,,,,,,FOOByHand81,\n"+
		"span,90-95,tcp,,,,,,,,,,SpAN-EndOfSpan,\nspan,90-99,udp,,,,,,,,,,SpAN-SpANLast99,\n",
		contents(t, filepath.Dir(registry))["registry.csv"])
	assert.Contains(t, stdout, "\n  renumbered  foo is 79/tcp, was 80\n")
	assert.True(t, strings.HasSuffix(stdout, "\nmajor\n"), "the answer to the name is another: %s", stdout)
	for _, lost := range []string{"renamed", "removed"} {
		assert.NotContains(t, stdout, lost, "every constant is in its place")
	}

	for _, c := range []struct{ name, identifier, want string }{
		{"edited so that it is no identifier", "foo", `:2: identifier "foo": makes no exported name of Go`},
		{"edited so that it is one of the API's", "Transport", `:2: identifier "Transport": its constant Transport is taken by the package's own API`},
	} {
		t.Run(c.name, func(t *testing.T) {
			registry := writeTemp(t, "registry.csv", canonicalHeader+"foo,80,tcp,,,,,,,,,,"+c.identifier+",\n")
			before := contents(t, filepath.Dir(registry))
			code, stdout, stderr := gen("update", "-from", from, "-out", registry)
			assert.Equal(t, 1, code)
			assert.Empty(t, stdout)
			assert.Contains(t, stderr, registry+c.want)
			assert.Equal(t, before, contents(t, filepath.Dir(registry)))
		})
	}
}

// TestDiffOfIdentifiers: an identifier that is changed or lost breaks callers.
func TestDiffOfIdentifiers(t *testing.T) {
	const header = "Service Name,Port Number,Transport Protocol,Description,Identifier\n"
	old := writeTemp(t, "old.csv", header+"foo,80,tcp,,Foo\nbar,81-89,udp,,9BAR\n")
	for _, c := range []struct{ name, rows, want string }{
		{"changed", "foo,80,tcp,,FOO\nbar,81-89,udp,,9BAR\n", "constants:\n  renamed     FOO = 80, was Foo\n"},
		{"changed, with a range", "foo,80,tcp,,Foo\nbar,81-89,udp,,9Bar\n", "constants:\n  renamed     X9Bar = 81, was X9BAR\n  renamed     X9BarLast = 89, was X9BARLast\n"},
		{"only the typed one changed", "foo,80,tcp,,Foo\nbar,81-89,udp,,X9BAR\n", "constants:\n  renamed     PortX9BAR = 81, was Port9BAR\n  renamed     PortX9BARLast = 89, was Port9BARLast\n"},
		{"lost", "bar,81-89,udp,,9BAR\n", "constants:\n  removed     Foo = 80\n"},
		{"swapped", "foo,80,tcp,,9BAR\nbar,81-89,udp,,Foo\n", "constants:\n  renumbered  Foo = 81, was 80\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, stdout, stderr := gen("diff", "-fail-on", "major", old, writeTemp(t, "new.csv", header+c.rows))
			assert.Equal(t, 1, code)
			assert.Contains(t, stdout, c.want)
			assert.Contains(t, stdout, "\nmajor\n")
			assert.Contains(t, stderr, "it is major")
		})
	}
}
