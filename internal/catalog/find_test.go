package catalog

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

func TestMatches(t *testing.T) {
	n := named(t, made(t, iana(t, "Alias,Withdrawn", "half,10,tcp\nrest,10\n"+
		"cut,20-22\nmiddle,21,udp\n"+
		"two-rows,30,tcp,Title\ntwo-rows,30,udp,Title\n"+
		"two-titles,31,tcp,Title\ntwo-titles,31,udp,Another\n"+
		"old,40,tcp,,new\nnew,40,tcp\n"+
		"gone,50,tcp,,,2026-01-02\n"+
		",50-59,,Reserved\n,60,udp,any service\n,61,udp,Unassigned\n"+
		"zeta,,tcp\nairplay,,tcp\nairplay,,udp\nno-transport\nnew\n")))
	var got []string
	for _, m := range n.Matches() {
		got = append(got, strings.TrimSpace(fmt.Sprintf("%d %s %s: %s %s", m.Line, m.Ports(), strings.Join(m.Transports, ","), m.Name, m.Constant)))
	}
	assert.Equal(t, []string{
		"2 10 tcp: half Half",
		"3 10 udp,sctp,dccp: rest Rest",
		"4 20 udp: cut Cut",
		"4 20-22 tcp,sctp,dccp: cut Cut",
		"5 21 udp: middle Middle",
		"4 22 udp: cut",
		"6 30 tcp,udp: two-rows TwoRows",
		"8 31 tcp: two-titles TwoTitles",
		"9 31 udp: two-titles TwoTitles",
		"11 40 tcp: new New",
		"10 40 tcp: old New",
		"12 50 tcp: gone Gone",
		"13 50-59 tcp,udp,sctp,dccp:",
		"14 60 udp:",
		"17  tcp,udp: airplay",
		"20  : new",
		"19  : no-transport",
		"16  tcp: zeta",
	}, got)
}

// TestMatchesAsJSON: a name without a port has no port, and not port 0.
func TestMatchesAsJSON(t *testing.T) {
	n := named(t, made(t, iana(t, "", "ssh,22,tcp,Secure Shell\nairplay,,tcp,AirPlay\n,0,udp,Reserved\nall\n")))
	text, err := json.Marshal(n.Matches())
	require.NoError(t, err)
	assert.JSONEq(t, `[
		{"first": 0, "last": 0, "transports": ["udp"], "status": "Reserved", "description": "Reserved", "file": "iana.csv", "line": 4},
		{"first": 22, "last": 22, "transports": ["tcp"], "name": "ssh", "status": "Assigned", "constant": "SSH", "typed": "PortSSH", "description": "Secure Shell", "file": "iana.csv", "line": 2},
		{"transports": ["tcp"], "name": "airplay", "status": "Assigned", "description": "AirPlay", "file": "iana.csv", "line": 3},
		{"transports": [], "name": "all", "status": "Assigned", "file": "iana.csv", "line": 5}
	]`, string(text))
}

// TestMatchesOfColumns has what a team's columns say.
func TestMatchesOfColumns(t *testing.T) {
	n := named(t, made(t, team(t, "Owner,Shared", "admin,8080,tcp,,ops,behind the proxy\n,8600-8699,,Billing,billing\n")))
	list := n.Matches()
	require.Len(t, list, 2)
	assert.Equal(t, []string{"ops", "behind the proxy", "Assigned"}, []string{list[0].Owner, list[0].Shared, list[0].Status})
	assert.Equal(t, []string{"billing", "Reserved"}, []string{list[1].Owner, list[1].Status})
}

func TestRank(t *testing.T) {
	first, last := uint16(5430), uint16(5432)
	m := &Match{First: &first, Last: &last, Name: "postgresql-main", Alias: "db", Constant: "PostgreSQLMainServer", Typed: "PortPostgreSQLMainServer", Description: "A Title of database", Owner: "A Team"}
	for word, want := range map[string]Rank{
		"PostgreSQL-main": Exact, "postgresql main": Exact, "postgresqlmainserver": Exact, "PortPostgreSQLMainServer": Exact,
		"postgresql": WordOf, "MAIN": WordOf, "DB": WordOf, "main postgresql": WordOf, "main team": WordOfText,
		"title": WordOfText, "TEAM": WordOfText, "database": WordOfText,
		"gres": PartOf, "B": PartOf, "qlm": PartOf,
		"itl": PartOfText, "tea": PartOfText,
		"mysql": NoMatch,
	} {
		assert.Equal(t, want, Query{Words: word}.Rank(m), word)
	}
	for ports, want := range map[registry.Ports]Rank{
		{First: 5431, Last: 5431}: Exact, {First: 1, Last: 5430}: Exact, {First: 5432, Last: 6000}: Exact, {First: 1, Last: 6000}: Exact,
		{First: 1, Last: 5429}: NoMatch, {First: 5433, Last: 6000}: NoMatch,
	} {
		assert.Equal(t, want, Query{Ports: &ports}.Rank(m), ports)
		assert.Equal(t, NoMatch, Query{Ports: &ports}.Rank(&Match{Name: "airplay"}), "which has no port")
	}
	assert.Equal(t, Exact, Query{Words: "++"}.Rank(&Match{Name: "++"}), "a name without letters")
	assert.Equal(t, NoMatch, Query{Words: "++"}.Rank(m))
	assert.Less(t, Exact, WordOf)
	assert.Less(t, WordOf, WordOfText)
	assert.Less(t, WordOfText, PartOf, "a whole word ranks above a part of one")
	assert.Less(t, PartOf, PartOfText)
	assert.Less(t, PartOfText, NoMatch)
}

// TestFindWithoutAPort: a name without a port is found in IANA's registry.
func TestFindWithoutAPort(t *testing.T) {
	var found []string
	for _, m := range named(t, made(t, shippedFile(t))).Matches() {
		if (Query{Words: "airplay"}).Rank(m) == Exact {
			assert.Nil(t, m.First)
			found = append(found, m.Name+" "+strings.Join(m.Transports, ","))
		}
	}
	assert.Equal(t, []string{"airplay tcp,udp"}, found)
}

func TestNearest(t *testing.T) {
	c := made(t, iana(t, "", "https,443,tcp\nhttps,443,udp\nairplay,,tcp\n"))
	assert.Equal(t, []string{"https"}, Nearest("htpps", c))
	assert.Equal(t, []string{"airplay"}, Nearest("airpaly", c), "a name without a port is one, too")
	assert.Empty(t, Nearest("nothing", c))
}
