package catalog

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

// merged makes one catalog of several files.
func merged(t *testing.T, files ...*registry.Registry) *Catalog {
	t.Helper()
	all, err := registry.Merge(false, files...)
	require.NoError(t, err)
	c, err := New(all, Naming{})
	require.NoError(t, err)
	return c
}

func readFile(t *testing.T, name, text string) *registry.Registry {
	t.Helper()
	reg, err := registry.Read(name, strings.NewReader(text))
	require.NoError(t, err)
	return reg
}

func TestClashes(t *testing.T) {
	const header = "Service Name,Port Number,Transport Protocol,Description,Assignment Notes\n"
	iana := newCatalog(t, rows("taken,8481,udp"))
	clashes := func(files ...*registry.Registry) []string {
		err := merged(t, files...).Clashes(func() (*Catalog, error) { return iana, nil })
		if err == nil {
			return nil
		}
		return strings.Split(err.Error(), "\n")
	}
	const shared = ", or add shared to this row's Assignment Notes"
	for _, c := range []struct {
		name, rows string
		want       []string
	}{
		{"one port, one transport", "orders,8480,tcp,,\nx,8480,tcp,,\n", []string{
			`own.csv:3: port 8480/tcp of "x" is taken by "orders" on line 2: 8482 is free` + shared,
		}},
		{"other ports and transports", "orders,8480,tcp,,\nx,8481,tcp,,\ny,8480,udp,,\norders,8480,sctp,,\n", nil},
		{"each pair once, by line and not by port", "z,9000-9009,,,\ny,8999-9001,,,\nx,8990-9003,tcp,,\n", []string{
			`own.csv:3: port 9000/tcp of "y" is taken by "z" on line 2: 9010-9012 are free` + shared,
			`own.csv:4: port 8999/tcp of "x" is taken by "y" on line 3: 9013-9026 are free` + shared,
			`own.csv:4: port 9000/tcp of "x" is taken by "z" on line 2: 9027-9040 are free` + shared,
		}},
		{"a row without a transport has all", "gossip,8490,,,\nchat,8490,udp,,\n", []string{
			`own.csv:3: port 8490/udp of "chat" is taken by "gossip" on line 2: 8491 is free` + shared,
		}},
		{"shared, on either row, in any case", "a,1100,tcp,,shared\nb,1100,tcp,,\nc,1200,tcp,,\nd,1200,tcp,,With c. Shared with c.\n", nil},
		{"two that are not shared beside one that is", "a,1100,tcp,,shared\nb,1100,tcp,,\nc,1100,tcp,,\n", []string{
			`own.csv:4: port 1100/tcp of "c" is taken by "b" on line 3: 1101 is free` + shared,
		}},
		{"aliases and duplicates", "orders,8480,tcp,,\nold,8480,tcp,,\"This entry is an alias to \"\"Orders\"\"\"\nolder,8480,tcp,,\"This entry is an alias to \"\"orders\"\"\"\n" +
			"twin,8480,tcp,,\"This is a duplicate of the \"\"orders\"\" service\"\n", nil},
		{"an alias of another", "orders,8480,tcp,,\nold,8480,tcp,,\"This entry is an alias to \"\"billing\"\"\"\n", []string{
			`own.csv:3: port 8480/tcp of "old" is taken by "orders" on line 2: 8482 is free` + shared,
		}},
		{"a reserved block, wherever its row is", "pager,8650,tcp,,\n,8600-8699,,Reserved for billing,\nb-api,8699-8701,udp,,shared\n", []string{
			`own.csv:2: port 8650/tcp of "pager" is in the block 8600-8699 "Reserved for billing" on line 3: 8702 is free` + shared,
		}},
		{"a block that does not say Reserved", "pager,8650,tcp,,\n,8600-8699,,Billing,\n", []string{
			`own.csv:2: port 8650/tcp of "pager" is in the block 8600-8699 "Billing" on line 3: 8700 is free` + shared,
		}},
		{"a block of another transport, and of what is unassigned", "pager,8650,tcp,,\n,8600-8699,udp,Reserved,\n,8600-8699,,Unassigned,\n", nil},
		{"two blocks", "a,1,tcp,,\n,8600-8699,,Reserved for billing,\n,8690-8709,tcp,Reserved for ops,\n", []string{
			`own.csv:4: port 8690/tcp of the block 8690-8709 "Reserved for ops" is in the block 8600-8699 "Reserved for billing" on line 3: 8710-8729 are free` + shared,
		}},
		{"a withdrawn service and its successor", "old,8480,tcp,,withdrawn 2026-11-24\nnew,8480,tcp,,\n,9000-9009,,Reserved,\ngone,9001,tcp,,withdrawn 2026-11-24\n", nil},
	} {
		assert.Equal(t, c.want, clashes(readFile(t, "own.csv", header+c.rows)), c.name)
	}

	ianas := readFile(t, "iana.csv", "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\n"+
		",0,tcp,Reserved,,,,,,,,\nwww,80,tcp,,,,,,,,,\nhttp,80,tcp,,,,,,,,,\nin,90,tcp,,,,,,,,,\n,90,tcp,Reserved,,,,,,,,\n")
	assert.Empty(t, clashes(ianas, readFile(t, "own.csv", header+"web,80,tcp,,\n")), "IANA's rows share ports, with each other and with one's own")
	assert.Equal(t, []string{
		`b.csv:2: port 8480/tcp of "x" is taken by "orders" at a.csv:2: 8482 is free` + shared,
	}, clashes(ianas, readFile(t, "a.csv", header+"orders,8480,tcp,,\n"), readFile(t, "b.csv", header+"x,8480,tcp,,\n")))
}

// TestClashWithoutACure has no port that is free.
func TestClashWithoutACure(t *testing.T) {
	own := readFile(t, "own.csv", "Service Name,Port Number,Transport Protocol,Description\na,1-65535,tcp,\nb,9,tcp,\n")
	err := merged(t, own).Clashes(func() (*Catalog, error) { return newCatalog(t, rows("x,1,tcp")), nil })
	assert.EqualError(t, err, `own.csv:3: port 9/tcp of "b" is taken by "a" on line 2: add a column "Assignment Notes" with shared in this row`)
}
