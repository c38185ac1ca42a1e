package catalog

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

// checked returns the errors of a check beside a registry of IANA's that has one port.
func checked(t *testing.T, files ...*registry.File) []string {
	t.Helper()
	return texts(made(t, files...).Check(func() ([]*Catalog, error) {
		return []*Catalog{made(t, iana(t, "", "taken,8481,udp\nbilling,9999,tcp\n"))}, nil
	}))
}

// TestClashes has the facts of each clash: where it is, on which port, with which row, and
// what is free.
func TestClashes(t *testing.T) {
	for _, c := range []struct {
		name, rows string
		want       [][]string
	}{
		{"one port, one transport", "orders,8480,tcp\nx,8480,tcp", [][]string{
			{"own.csv:3: ", "port 8480/tcp", `"x"`, `"orders"`, "line 2", ": 8482 is free"},
		}},
		{"other ports and transports", "orders,8480,tcp\nx,8481,tcp\ny,8480,udp\norders,8480,sctp", nil},
		{"each pair once, by line and not by port", "z,9000-9009\ny,8999-9001\nx,8990-9003,tcp", [][]string{
			{"own.csv:3: ", "port 9000/tcp", `"y"`, `"z"`, "line 2", ": 9010-9012 are free"},
			{"own.csv:4: ", "port 8999/tcp", `"x"`, `"y"`, "line 3", ": 9013-9026 are free"},
			{"own.csv:4: ", "port 9000/tcp", `"x"`, `"z"`, "line 2", ": 9027-9040 are free"},
		}},
		{"a row without a transport has all", "gossip,8490\nchat,8490,udp", [][]string{
			{"own.csv:3: ", "port 8490/udp", `"chat"`, `"gossip"`, "line 2", ": 8491 is free"},
		}},
		{"shared, on either row, for any reason", "a,1100,tcp,,,with b\nb,1100,tcp\nc,1200,tcp\nd,1200,tcp,,,no", nil},
		{"two that are not shared beside one that is", "a,1100,tcp,,,with b\nb,1100,tcp\nc,1100,tcp", [][]string{
			{"own.csv:4: ", "port 1100/tcp", `"c"`, `"b"`, "line 3", ": 1101 is free"},
		}},
		{"prose shares nothing", "a,1100,tcp,This port must not be shared\nb,1100,tcp,shared", [][]string{
			{"own.csv:3: ", "port 1100/tcp", `"b"`, `"a"`, "line 2", ": 1101 is free"},
		}},
		{"aliases", "orders,8480,tcp\nold,8480,tcp,,Orders\nolder,8480,tcp,,orders", nil},
		{"an alias of another", "orders,8480,tcp\nold,8480,tcp,,billing", [][]string{
			{"own.csv:3: ", "port 8480/tcp", `"old"`, `"orders"`, "line 2", ": 8482 is free"},
		}},
		{"a reserved block, wherever its row is", "pager,8650,tcp\n,8600-8699,,Reserved for billing\nb-api,8699-8701,udp,,,agreed", [][]string{
			{"own.csv:2: ", "port 8650/tcp", `"pager"`, "8600-8699", `"Reserved for billing"`, "line 3", ": 8702 is free"},
		}},
		{"a block that does not say Reserved", "pager,8650,tcp\n,8600-8699,,Billing", [][]string{
			{"own.csv:2: ", "port 8650/tcp", `"pager"`, "8600-8699", `"Billing"`, "line 3", ": 8700 is free"},
		}},
		{"a block that says Unassigned is one still", "pager,8650,tcp\n,8600-8699,,Unassigned", [][]string{
			{"own.csv:2: ", "port 8650/tcp", `"pager"`, "8600-8699", "line 3", ": 8700 is free"},
		}},
		{"a block of another transport", "pager,8650,tcp\n,8600-8699,udp,Reserved", nil},
		{"a block that is shared", "pager,8650,tcp\n,8600-8699,,Billing,,whoever asks", nil},
		{"two blocks", "a,1,tcp\n,8600-8699,,Reserved for billing\n,8690-8709,tcp,Reserved for ops", [][]string{
			{"own.csv:4: ", "port 8690/tcp", "8690-8709", `"Reserved for ops"`, "8600-8699", `"Reserved for billing"`, "line 3", ": 8710-8729 are free"},
		}},
		{"a block of the service's owner, and of others", ",8600-8699,,Billing,,,Billing\napi,8650,tcp,,,,billing\nweb,8651,tcp,,,,shop\ncron,8652,tcp", [][]string{
			{"own.csv:4: ", "port 8651/tcp", `"web"`, "8600-8699", `"Billing"`, "line 2", ": 8700 is free"},
			{"own.csv:5: ", "port 8652/tcp", `"cron"`, "8600-8699", `"Billing"`, "line 2", ": 8701 is free"},
		}},
		{"two services in a block of their owner: a free port of the block", ",8600-8605,,Billing,,,billing\na,8603,tcp,,,,billing\nb,8603,tcp,,,,billing\nc,8603,tcp,,,,billing\nd,8605,udp,,,,billing\ne,8605,udp,,,,billing", [][]string{
			{"own.csv:4: ", "port 8603/tcp", `"b"`, `"a"`, "line 3", ": 8600 is free"},
			{"own.csv:5: ", "port 8603/tcp", `"c"`, `"a"`, "line 3", ": 8601 is free"},
			{"own.csv:7: ", "port 8605/udp", `"e"`, `"d"`, "line 6", ": 8602 is free"},
		}},
		{"a block of their owner that is full", ",8600-8601,,Billing,,,billing\na,8600,tcp,,,,billing\nb,8601,tcp,,,,billing\nc,8601,tcp,,,,billing", [][]string{
			{"own.csv:5: ", "port 8601/tcp", `"c"`, `"b"`, "line 4", ": 8602 is free"},
		}},
		{"a block in a block of the same owner", ",8600-8699,,Billing,,,billing\n,8610-8619,,Core,,,billing\na,1,tcp", [][]string{
			{"own.csv:3: ", "port 8610/tcp", "8610-8619", "8600-8699", "line 2", ": 8700-8709 are free"},
		}},
		{"a withdrawn service and its successor", "old,8480,tcp,,,,,2026-11-24\nnew,8480,tcp\n,9000-9009,,Reserved\ngone,9001,tcp,,,,,2026-11-24", nil},
		{"text that looks like a format", "rate100%d,8480,tcp\nx%s,8480,tcp\n,8480,tcp,50%d", [][]string{
			{"own.csv:2: ", `"rate100%d"`, `"50%d"`, "line 4"},
			{"own.csv:3: ", `"x%s"`, `"50%d"`, "line 4"},
		}},
	} {
		got := checked(t, team(t, "Alias,Shared,Owner,Withdrawn", c.rows))
		if !assert.Len(t, got, len(c.want), "%s: %s", c.name, got) {
			continue
		}
		for i, facts := range c.want {
			for _, fact := range append(facts, `"Shared"`) {
				assert.Contains(t, got[i], fact, c.name)
			}
			assert.NotContains(t, got[i], "%!", c.name)
		}
	}
}

// TestClashesOfKinds: a file is a team's because the caller says so, whatever its columns
// and its rows look like. Rows of IANA's and of the machine's share ports.
func TestClashesOfKinds(t *testing.T) {
	const columns = "Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes"
	const rows = ",0-1023,,Reserved for the system\nweb,80,tcp\nhttp,80,tcp\n"
	got := checked(t, read(t, "own.csv", registry.Team, columns, rows))
	require.Len(t, got, 2)
	for i, facts := range [][]string{{"own.csv:3: ", "0-1023", "line 2"}, {"own.csv:4: ", "0-1023", "line 2"}} {
		for _, fact := range facts {
			assert.Contains(t, got[i], fact)
		}
	}
	ianas := read(t, "iana.csv", registry.IANA, columns, rows)
	assert.Empty(t, checked(t, ianas))
	assert.Empty(t, checked(t, ianas, team(t, "", "admin,80,tcp\n")), "with one's own, too")
	assert.Empty(t, checked(t, machine(t, "services", "a 80/tcp\nb 80/tcp\n"), team(t, "", "admin,80,tcp\n")))

	got = checked(t, ianas, read(t, "a.csv", registry.Team, "", "orders,8480,tcp\n"), read(t, "b.csv", registry.Team, "", "x,8480,tcp\n"))
	require.Len(t, got, 1)
	for _, fact := range []string{"b.csv:2: ", "port 8480/tcp", `"x"`, `"orders"`, "at a.csv:2", "8482 is free"} {
		assert.Contains(t, got[0], fact)
	}
}

// TestClashWithoutACure has no port that is free.
func TestClashWithoutACure(t *testing.T) {
	got := checked(t, team(t, "", "a,1-65535,tcp\nb,9,tcp\n"))
	require.Len(t, got, 1)
	assert.Contains(t, got[0], "own.csv:3: ")
	assert.NotContains(t, got[0], "free")
	assert.Contains(t, got[0], `"Shared"`)
}

// TestStrayAliases has aliases of names that neither the files nor IANA have.
func TestStrayAliases(t *testing.T) {
	assert.Empty(t, checked(t, team(t, "Alias", "orders,8480,tcp\nold,8480,tcp,,Orders\nbill,8482,tcp,,billing\n")))
	got := checked(t, team(t, "Alias", "orders,8480,tcp\nold,8480,tcp,,order\nother,8482,tcp,,100%d\n"))
	require.Len(t, got, 3, "one is a clash as well: %s", got)
	all := strings.Join(got, "\n")
	for _, fact := range []string{`own.csv:3: alias "order": `, "did you mean orders", `own.csv:4: alias "100%d": `} {
		assert.Contains(t, all, fact)
	}
	assert.NotContains(t, all, "%!")
}

// TestCheckAsksForIANA only if there is something to report.
func TestCheckAsksForIANA(t *testing.T) {
	failed := errors.New("no registry")
	ask := func() ([]*Catalog, error) { return nil, failed }
	assert.NoError(t, made(t, team(t, "", "a,1,tcp\n")).Check(ask))
	assert.ErrorIs(t, made(t, team(t, "", "a,1,tcp\nb,1,tcp\n")).Check(ask), failed)
}

// TestManyClashes reports the first of them.
func TestManyClashes(t *testing.T) {
	rows := ""
	for i := range 30 {
		rows += fmt.Sprintf("s%d,8480,tcp\n", i)
	}
	got := checked(t, team(t, "", rows))
	assert.Len(t, got, 21)
	assert.Equal(t, "too many errors", got[20])
}
