package catalog

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

func TestMatches(t *testing.T) {
	c, err := New(readNamed(t, "half,10,tcp,,,\nrest,10,,,,\n"+
		"cut,20-22,,,,\nmiddle,21,udp,,,\n"+
		"two-rows,30,tcp,Title,,\ntwo-rows,30,udp,Title,,\n"+
		"two-titles,31,tcp,Title,,\ntwo-titles,31,udp,Another,,\n"+
		"old,40,tcp,,\"This entry is an alias to \"\"new\"\"\",\nnew,40,tcp,,,\n"+
		"gone,50,tcp,,withdrawn 2026-01-02,\n"+
		",50-59,,Reserved,,\n,60,udp,any service,,\n,61,udp,Unassigned,,\n"), Naming{})
	require.NoError(t, err)
	var got []string
	for _, m := range c.Matches() {
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
	}, got)
}

func TestRank(t *testing.T) {
	m := &Match{First: 5430, Last: 5432, Name: "postgresql", Alias: "db", Constant: "PostgreSQLServer", Description: "A Title", Owner: "A Team"}
	for word, want := range map[string]Rank{
		"PostgreSQL": Exact, "DB": Exact, "postgresqlserver": Exact, "pg": Exact,
		"gres": InName, "B": InName, "qls": InName,
		"title": InText, "TEAM": InText,
		"mysql": NoMatch,
	} {
		assert.Equal(t, want, Query{Word: word}.Rank(m), word)
	}
	for ports, want := range map[registry.PortRange]Rank{
		{First: 5431, Last: 5431}: Exact, {First: 1, Last: 5430}: Exact, {First: 5432, Last: 6000}: Exact, {First: 1, Last: 6000}: Exact,
		{First: 1, Last: 5429}: NoMatch, {First: 5433, Last: 6000}: NoMatch,
	} {
		assert.Equal(t, want, Query{Ports: &ports}.Rank(m), ports)
	}
}
