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
	own := writeTemp(t, "services.csv", "# Ours.\n"+columns+"\norders,8480,tcp,Orders of the shop,shop\ncrm-ldap,8481,tcp,Directory,crm\nidea,,tcp,,\n")
	code, stdout, stderr := gen("name", own)
	require.Zero(t, code, stderr)
	assert.Equal(t, own+`:3: service name "orders" is Orders`+"\n"+own+`:4: service name "crm-ldap" is CRMLDAP`+"\n", stdout)
	const named = "# Ours.\n" + columns + ",Identifier\norders,8480,tcp,Orders of the shop,shop,Orders\ncrm-ldap,8481,tcp,Directory,crm,CRMLDAP\nidea,,tcp,,,\n"
	assert.Equal(t, map[string]string{"services.csv": named}, contents(t, filepath.Dir(own)))

	// With everything named, nothing is written.
	code, stdout, stderr = gen("name", own)
	require.Zero(t, code)
	assert.Empty(t, stdout)
	assert.Equal(t, own+": every service has an identifier\n", stderr)

	// A newcomer gives way, and what a person wrote stays.
	edited := "# Ours.\n" + columns + ",Identifier\norders,8480,tcp,Orders of the shop,shop,OrderService\nOrder-Service,8482,tcp,,,\norders,8483,tcp,,,\n"
	require.NoError(t, os.WriteFile(own, []byte(edited), 0o666))
	code, _, stderr = gen("name", own)
	require.Zero(t, code, stderr)
	assert.Equal(t, "# Ours.\n"+columns+",Identifier\norders,8480,tcp,Orders of the shop,shop,OrderService\nOrder-Service,8482,tcp,,,OrderService8482\norders,8483,tcp,,,Orders8483\n",
		contents(t, filepath.Dir(own))["services.csv"])
}

func TestNameErrors(t *testing.T) {
	for _, c := range []struct{ name, rows, want string }{
		{"a row that is wrong", "orders,x,tcp,,,\n", `:2: port number "x": neither a number nor a range: write N or N-M`},
		{"an identifier that is wrong", "orders,8480,tcp,,,order-service\n", `:2: identifier "order-service": makes no exported name of Go: use ASCII letters, digits and _, with a capital or a digit first`},
		{"one of the API's", "orders,8480,tcp,,,LookupPort\n", `:2: identifier "LookupPort": its constant LookupPort is taken by the package's own API: choose another`},
	} {
		t.Run(c.name, func(t *testing.T) {
			own := writeTemp(t, "services.csv", columns+",Identifier\n"+c.rows)
			before := contents(t, filepath.Dir(own))
			code, stdout, stderr := gen("name", own)
			assert.Equal(t, 1, code)
			assert.Empty(t, stdout)
			assert.Equal(t, own+c.want+"\n", stderr)
			assert.Equal(t, before, contents(t, filepath.Dir(own)))

			// The generator takes the column, and refuses it as well.
			code, _, stderr = gen("-in", own, "-out", filepath.Join(t.TempDir(), "own"))
			assert.Equal(t, 1, code)
			assert.Equal(t, own+c.want+"\n", stderr)
		})
	}
	code, _, stderr := gen("name", filepath.Join(t.TempDir(), "services.csv"))
	assert.Equal(t, 1, code)
	assert.Contains(t, stderr, "no such file or directory")
}

// TestUpdateKeepsIdentifiers: what the column of the registry has stays, byte for
// byte, and what it cannot have stops the update.
func TestUpdateKeepsIdentifiers(t *testing.T) {
	const header = "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes"
	const named = header + ",Identifier\nfoo,80,tcp,,,,,,,,,,FOoByHand\n"
	const iana = header + "\nfoo,80,tcp,FOO,,,,,,,,\nfoo,79,tcp,,,,,,,,,\nfoo-by-hand,81,udp,,,,,,,,,\n"
	registry := writeTemp(t, "registry.csv", named)
	from := writeTemp(t, "iana.csv", iana)
	code, stdout, stderr := gen("update", "-from", from, "-out", registry)
	require.Zero(t, code, stderr)
	assert.Equal(t, header+",Identifier\nfoo,79,tcp,,,,,,,,,,FOO79\nfoo,80,tcp,FOO,,,,,,,,,FOoByHand\nfoo-by-hand,81,udp,,,,,,,,,,FOOByHand81\n",
		contents(t, filepath.Dir(registry))["registry.csv"])
	assert.Contains(t, stdout, "\n  primary     foo is 79/tcp, was 80\n")
	assert.Contains(t, stdout, "\nminor\n", "IANA has only added")

	for _, c := range []struct{ name, identifier, want string }{
		{"edited so that it is no identifier", "foo", `:2: identifier "foo": makes no exported name of Go: use ASCII letters, digits and _, with a capital or a digit first`},
		{"edited so that it is one of the API's", "Transport", `:2: identifier "Transport": its constant Transport is taken by the package's own API: choose another`},
	} {
		t.Run(c.name, func(t *testing.T) {
			registry := writeTemp(t, "registry.csv", header+",Identifier\nfoo,80,tcp,,,,,,,,,,"+c.identifier+"\n")
			before := contents(t, filepath.Dir(registry))
			code, stdout, stderr := gen("update", "-from", from, "-out", registry)
			assert.Equal(t, 1, code)
			assert.Empty(t, stdout)
			assert.True(t, strings.HasSuffix(stderr, registry+c.want+"\n"), stderr)
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
