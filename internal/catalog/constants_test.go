package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"go/token"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/naming"
	"example.com/ianaports/internal/registry"
)

// listed lists constants as "A=1 ALast=5", the deprecated ones with "-" in front.
func listed(constants []*Constant) string {
	var list []string
	for _, k := range constants {
		text := fmt.Sprintf("%s=%d", k.Untyped, k.Port)
		if k.Withdrawn() != "" {
			text = "-" + text
		}
		list = append(list, text)
	}
	return strings.Join(list, " ")
}

// TestConstants has names of services that are on several rows: which rows make one
// constant, which make none, and which of them have it written down.
func TestConstants(t *testing.T) {
	const columns = "Alias,Withdrawn,Identifier"
	for _, c := range []struct{ name, rows, want string }{
		{"a digit in front", "9pfs,564,tcp", "X9PFS=564"},
		{"several ports of a name: no bare constant", "http-alt,8080,tcp\nhttp-alt,591,udp", "HTTPAlt591=591 HTTPAlt8080=8080"},
		{"several transports", "a,1,tcp\na,1,udp\na,1", "A=1"},
		{"a range", "a,1-5,tcp\na,1-5,udp", "A=1 ALast=5"},
		{"ranges with two ends", "a,1-5,tcp\na,1-6,udp", "A=1 ALast5=5 ALast6=6"},
		{"a port and a range", "a,1,tcp\na,1-6,udp", "A=1 ALast=6"},
		{"one identifier for one port serves both names", "ab,5,tcp\na-b,5,udp\na_b,5,tcp", "AB=5"},
		{"and their ranges", "ab,5-7,tcp\na-b,5-9,udp", "AB=5 ABLast7=7 ABLast9=9"},
		{"an alias of the same port", "b,80,tcp,,a\na,80,tcp", "A=80"},
		{"an alias of the same port on another transport", "b,80,udp,,a\na,80,tcp", "A=80"},
		{"an alias of another port", "b,81,tcp,,a\na,80,tcp", "A=80 B=81"},
		{"an alias in one of two rows, the first one", "b,80,tcp,,a\nb,80,udp\na,80,tcp", "A=80 B=80"},
		{"an alias in one of two rows, the second one", "b,80,udp\nb,80,tcp,,a\na,80,tcp", "A=80 B=80"},
		{"an alias of nothing", "b,80,tcp,,b", "B=80"},
		{"aliases of each other", "a,80,tcp,,b\nb,80,tcp,,a", "A=80 B=80"},
		{"an alias of two services, the first of the port", "b,80,tcp,,a\nb,80,udp,,c\na,80,tcp\nc,90,tcp", "A=80 B=80 C=90"},
		{"an alias of two services, the second of the port", "b,80,tcp,,c\nb,80,udp,,a\na,80,tcp\nc,90,tcp", "A=80 B=80 C=90"},
		{"an alias of two services of the port", "b,80,tcp,,a\nb,80,udp,,c\na,80,tcp\nc,80,udp", "A=80 C=80"},
		{"an alias of a withdrawn service", "a,1,tcp,,b\nb,1,tcp,,,2026-01-02", "A=1 -B=1"},
		{"a withdrawn alias of a withdrawn service", "c,2,tcp,,d,2026-01-02\nd,2,tcp,,,2026-01-02", "-D=2"},
		{"an alias of a service that is withdrawn on one transport", "e,3,tcp,,f\nf,3,tcp,,,2026-01-02\nf,3,udp", "F=3"},
		{"written", "orders,8480,tcp,,,,OrderService\n9p,564,tcp,,,,9PFS", "X9PFS=564 OrderService=8480"},
		{"written on one of two rows", "orders,8480,tcp\norders,8480,udp,,,,OrderService", "OrderService=8480"},
		{"written for an alias", "old,1,tcp,,new,,Old\nnew,1,tcp", "New=1 Old=1"},
		{"written with the last port", "m,1-5,tcp,,,,Metrics-MetricsEnd", "Metrics=1 MetricsEnd=5"},
		{"written with the last port, on one of two rows", "m,1-5,tcp\nm,1-5,udp,,,,Metrics-MetricsEnd", "Metrics=1 MetricsEnd=5"},
		{"written for one of two ends", "m,1-5,tcp,,,,M-MLast\nm,1-6,udp", "M=1 MLast=5 MLast6=6"},
		{"written without the last port", "m,1-5,tcp,,,,Metrics", "Metrics=1 MetricsLast=5"},
		{"written, and the name of the last port is taken", "m,1-5,tcp,,,,Metrics\nn,9,tcp,,,,MetricsLast", "Metrics=1 MetricsLast5=5 MetricsLast=9"},
		{"the last port of a row that is withdrawn", "m,1-5,tcp,,,2026-01-01,M-MLast\nm,1,tcp", "M=1 -MLast=5"},
		{"the last port of a row whose ports are all in another", "m,1-5,tcp,,,2026-01-01,M-MLast\nm,1-9,tcp", "M=1 -MLast=5 MLast9=9"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := named(t, made(t, iana(t, columns, c.rows+"\n")))
			assert.Equal(t, c.want, listed(n.Constants))
			lines := strings.Split(c.rows, "\n")
			slices.Reverse(lines)
			reversed := named(t, made(t, iana(t, columns, strings.Join(lines, "\n"))))
			assert.ElementsMatch(t, strings.Fields(c.want), strings.Fields(listed(reversed.Constants)), "the order of the rows does not matter")
		})
	}
}

// TestServicesOfConstants says which services and aliases a constant stands for.
func TestServicesOfConstants(t *testing.T) {
	n := named(t, made(t, iana(t, "Alias", "a,1,udp\na,1,tcp\nb,1,tcp,,a\nb,1,udp,,a\nc,2-9\nd,5,tcp\n")))
	var got []string
	for _, k := range n.Constants {
		text := k.Typed
		for _, s := range k.Services {
			text += fmt.Sprintf(" %s/%s", s.Name, s.Transport)
		}
		got = append(got, text+" "+strings.Join(k.Aliases, ","))
	}
	assert.Equal(t, []string{
		"PortA a/tcp a/udp b",
		"PortC c/tcp c/udp c/sctp c/dccp ",
		"PortD d/tcp ",
		"PortCLast c/tcp c/udp c/sctp c/dccp ",
	}, got)

	assert.Equal(t, "A", n.Constant("A", 1).Untyped)
	assert.Equal(t, "A", n.Constant("b", 1).Untyped, "of an alias")
	assert.Equal(t, "CLast", n.LastConstant("c", 9).Untyped)
	assert.Nil(t, n.Constant("c", 9))
	assert.Nil(t, n.Constant("a", 2))
}

// TestConstantsInOrder: on one port, the constant of the primary service comes first.
func TestConstantsInOrder(t *testing.T) {
	n := named(t, made(t, iana(t, "Withdrawn", "zz,2049,tcp\nshilp,2049,tcp\nnfs,2049,tcp\nold,2049,tcp,,2026-01-01\nlow,5-2049,tcp\n")))
	assert.Equal(t, "Low=5 LowLast=2049 NFS=2049 ZZ=2049 Shilp=2049 -Old=2049", listed(n.Constants))
}

// TestNamingErrors: an error about a name is at its row, and names the row in the way.
func TestNamingErrors(t *testing.T) {
	for _, c := range []struct {
		name, rows, reserved string
		has                  []string
	}{
		{"no letter", "++,1,tcp", "", []string{"own.csv:2: ", `"++"`, "column Identifier"}},
		{"the API's, with its number", "tcp,4,tcp", "TCP4 TCP", []string{"own.csv:2: ", `"tcp"`, "TCP4", "API"}},
		{"written as one of the API's", "a,1,tcp,,Lookup", "Lookup", []string{"own.csv:2: ", `"Lookup"`, "API", "choose another"}},
		{"not exported", "a,1,tcp,,a", "", []string{"own.csv:2: ", `"a"`, "exported"}},
		{"taken", "a,1,tcp,,Same\nb,2,tcp,,Same", "", []string{"own.csv:3: ", `"Same"`, `"a"`, "line 2", "choose another"}},
		{"taken by a second row", "a,1,tcp\na,1,udp,,Same\nb,2,tcp,,Same", "", []string{"own.csv:4: ", `"Same"`, `"a"`, "line 3"}},
		{"taken but for case", "a,1,tcp,,SameName\nb,2,tcp,,Samename", "", []string{"own.csv:3: ", `"Samename"`, `"a"`, "line 2"}},
		{"taken by the end of a range", "a,1-5,tcp,,A-ALast\nb,6,tcp,,ALast", "", []string{"own.csv:2: ", "ALast", `"b"`, "line 3"}},
		{"two rows that disagree", "a,1,tcp,,A\na,1,udp,,B", "", []string{"own.csv:3: ", `"B"`, `"A"`, "port 1", "line 2", "the same on both"}},
		{"two rows that disagree on the last port", "a,1-5,tcp,,A-AEnd\na,1-5,udp,,A-ALast", "", []string{"own.csv:3: ", `"ALast"`, `"AEnd"`, "port 5", "line 2", "the same on both"}},
		{"two rows of one service, as a merge leaves them", "orders,8480,tcp,,Orders\norders,8490,tcp,,Orders", "", []string{"own.csv:3: ", `"orders"`, "8480", "8490", "line 2", "merge of two branches", "remove one"}},
		{"text that looks like a format", "rate100%d,1,tcp,,Same\nb%s,2,tcp,,Same", "", []string{"own.csv:3: ", `"Same"`, `"rate100%d"`, "line 2"}},
	} {
		_, err := made(t, team(t, "Identifier", c.rows)).Name(strings.Fields(c.reserved), noEvidence)
		if assert.Error(t, err, c.name) {
			assert.Len(t, texts(err), 1, c.name)
			assert.NotContains(t, err.Error(), "%!", c.name)
			for _, fact := range c.has {
				assert.ErrorContains(t, err, fact, c.name)
			}
		}
	}
}

// TestTwoFilesDisagree has two identifiers for a name of two files.
func TestTwoFilesDisagree(t *testing.T) {
	a := read(t, "a.csv", registry.Team, "Identifier", "x,1,tcp,,A\n")
	_, err := made(t, a, read(t, "b.csv", registry.Team, "Identifier", "x,1,udp,,B\n")).Name(nil, noEvidence)
	for _, fact := range []string{"b.csv:2: ", `"B"`, `"A"`, "at a.csv:2"} {
		assert.ErrorContains(t, err, fact)
	}
	n := named(t, made(t, a, read(t, "b.csv", registry.Team, "Identifier", "x,1,tcp,,B\n")))
	assert.Equal(t, "A=1", listed(n.Constants), "a repeated row has no effect")
}

// TestNameLeavesTheRows: what was read stays as it was read.
func TestNameLeavesTheRows(t *testing.T) {
	file := iana(t, "Identifier", "a,1-5,tcp\nb,2,tcp,,B\n")
	before := []registry.Row{*file.Rows[0], *file.Rows[1]}
	n := named(t, made(t, file))
	assert.Equal(t, before, []registry.Row{*file.Rows[0], *file.Rows[1]})

	identifier, last := n.Identifier(file.Rows[0])
	assert.Equal(t, []string{"A", "ALast"}, []string{identifier, last})
	identifier, last = n.Identifier(file.Rows[1])
	assert.Equal(t, []string{"B", ""}, []string{identifier, last})
}

// TestUnwritten: the rows are told whose identifiers are not written down, those of their
// last ports among them. More evidence is asked for only then.
func TestUnwritten(t *testing.T) {
	n := named(t, made(t, team(t, "Identifier", "a,1,tcp,,A\nb,2-5,tcp,,B\nc,6,tcp\nd,7-9,tcp,,D-DLast\n")))
	assert.Equal(t, []string{"b", "c"}, []string{n.Derived[0].Name, n.Derived[1].Name})
	assert.Len(t, n.Derived, 2)

	asked := false
	more := func() []naming.Service { asked = true; return nil }
	written, err := made(t, team(t, "Identifier,Alias", "a,1,tcp,,A\nb,1,tcp,,,a\n")).Name(nil, more)
	require.NoError(t, err)
	assert.Empty(t, written.Derived)
	assert.False(t, asked)
	_, err = made(t, team(t, "", "a,1,tcp\n")).Name(nil, more)
	require.NoError(t, err)
	assert.True(t, asked)
}

// TestEvidence spells words as the services of another catalog do.
func TestEvidence(t *testing.T) {
	other := made(t, iana(t, "Identifier", "hdap-x,1,tcp,,HDAPX\nmqx,2,tcp,Mqx is not what MqX says\n"))
	n, err := made(t, team(t, "", "my-hdap,1,tcp\n")).Name(nil, other.Evidence)
	require.NoError(t, err)
	assert.Equal(t, "MyHDAP=1", listed(n.Constants))
}

// TestConstantsOfTheRegistry: no two names of the shipped registry are alike, and all are
// written down.
func TestConstantsOfTheRegistry(t *testing.T) {
	n := named(t, made(t, shippedFile(t)))
	assert.Empty(t, n.Derived)
	seen := map[string]string{}
	for _, k := range n.Constants {
		assert.Equal(t, k.Untyped, naming.Untyped(strings.TrimPrefix(k.Typed, "Port")))
		for _, name := range []string{k.Untyped, k.Typed} {
			require.True(t, token.IsIdentifier(name) && token.IsExported(name), name)
			other, ok := seen[strings.ToLower(name)]
			require.False(t, ok, "%s and %s", name, other)
			seen[strings.ToLower(name)] = name
		}
	}
}

// TestRowOrder: the order of the rows decides which name of a port comes first, and never
// whether a constant exists, or what it is called.
func TestRowOrder(t *testing.T) {
	random := rand.New(rand.NewSource(2))
	shuffled := 0
	for range 100 {
		rows := randomRows(random, 2+random.Intn(6), "foobar-last", "a1")
		c, err := tryIANA(t, randomColumns, strings.Join(rows, "\n"))
		if err != nil {
			continue
		}
		n, err := c.Name([]string{"TCP"}, noEvidence)
		if err != nil {
			continue
		}
		random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		shuffled++
		other := named(t, made(t, iana(t, randomColumns, strings.Join(rows, "\n"))), "TCP")
		require.ElementsMatch(t, strings.Fields(listed(n.Constants)), strings.Fields(listed(other.Constants)), strings.Join(rows, "\n"))
	}
	assert.Greater(t, shuffled, 50)
}

// randomColumns are those of randomRows besides the required ones.
const randomColumns = "Alias,Withdrawn,Identifier"

// randomRows makes rows of a few names and more on a few ports. They are not always a
// registry.
func randomRows(random *rand.Rand, n int, more ...string) (rows []string) {
	names := append([]string{"a", "b", "foo-bar", "foobar", "foo_bar", "9p"}, more...)
	for range n {
		name, alias, withdrawn := names[random.Intn(len(names))], "", ""
		first := 1 + random.Intn(4)
		last := first
		if random.Intn(3) == 0 {
			last += random.Intn(4)
		}
		if random.Intn(4) == 0 {
			alias = names[random.Intn(len(names))]
		}
		if random.Intn(5) == 0 {
			withdrawn = []string{"2026-01-01", "2026-02-02"}[random.Intn(2)]
		}
		transport := []string{"tcp", "udp", "sctp", ""}[random.Intn(4)]
		rows = append(rows, fmt.Sprintf("%s,%s,%s,,%s,%s,", name, registry.Ports{First: uint16(first), Last: uint16(last)}, transport, alias, withdrawn))
	}
	return rows
}

// An edition is a registry after an update: its file in canonical form, read again.
type edition struct {
	*Named
	file *registry.File
}

// update brings in a new edition of IANA's registry as gen update does.
func update(t *testing.T, old *edition, rows string, date string) *edition {
	t.Helper()
	new, err := New(false, iana(t, randomColumns, rows))
	require.NoError(t, err)
	return succeed(t, old, new, date)
}

func succeed(t *testing.T, old *edition, new *Catalog, date string) *edition {
	t.Helper()
	list := new.files[0].Rows
	if old != nil {
		list = old.Succeed(new, date, false)
	}
	c, err := New(false, &registry.File{Name: "iana.csv", Kind: registry.IANA, Rows: list})
	require.NoError(t, err)
	n := named(t, c)
	var canonical bytes.Buffer
	require.NoError(t, registry.Write(&canonical, list, n.Identifier))
	file, err := registry.Read("registry.csv", registry.IANA, &canonical)
	require.NoError(t, err)
	reread := named(t, made(t, file))
	require.Empty(t, reread.Derived)
	require.Equal(t, listed(n.Constants), listed(reread.Constants))
	return &edition{reread, file}
}

// TestReleasedNamesStay updates a registry in every way that IANA does. Each constant
// of the old one has to keep its name and number.
func TestReleasedNamesStay(t *testing.T) {
	const old = "first,10,tcp,First service\n" +
		"alike,11,tcp,Alike\n" +
		"wide,20-29,tcp\n" +
		"twice,30,tcp\ntwice,31,tcp\n" +
		"gone,40,tcp\n" +
		"hand,50,tcp,,,,ByHand\n" +
		"single,60,tcp\n" +
		"foobar,6000-6063,tcp\n" +
		"x11,7000-7063,tcp\nx11,7000-7063,udp\n"
	replaced := func(from, to string) string {
		require.Contains(t, old, from)
		return strings.Replace(old, from, to, 1)
	}
	lines := strings.SplitAfter(old, "\n")
	slices.Reverse(lines)
	for _, c := range []struct {
		name, now, added, deprecated string
	}{
		{name: "nothing", now: old},
		{name: "a second port, below", now: old + "first,9,tcp,First service\n", added: "First9"},
		{name: "a second port, above", now: old + "hand,51,udp\n", added: "Hand51"},
		{name: "a third port", now: old + "twice,32,tcp\n", added: "Twice32"},
		{name: "a service spelled alike", now: old + "a-like,12,tcp\n", added: "ALike12"},
		{name: "a service spelled like the end of a range", now: old + "wide-last,12,tcp\n", added: "WideLast12"},
		{name: "a service spelled like one with its number", now: old + "twice31,33,tcp\n", added: "Twice31_33"},
		{name: "a changed title", now: strings.Replace(replaced("First service", "FIRST one: HAND; GOne; WIDe"), "Alike", "ALIKE", 1)},
		{name: "another transport", now: replaced("alike,11,tcp", "alike,11,")},
		{name: "a withdrawn service", now: replaced("gone,40,tcp\n", ""), deprecated: "Gone"},
		{name: "a withdrawn service, and its name on another port", now: replaced("gone,40", "gone,41"), added: "Gone41", deprecated: "Gone"},
		{name: "an alias", now: replaced("gone,40,tcp\n", "gone,40,tcp,,new\nnew,40,tcp\n"), added: "New"},
		{name: "letters of another case", now: replaced("alike,", "ALike,")},
		{name: "rows in another order", now: strings.Join(lines, "")},
		{name: "a range spelled alike with another end", now: old + "foo-bar,6000-6007,udp\n", added: "FoobarLast6007"},
		{name: "a range on another transport with another end", now: old + "foobar,6000-6007,udp\n", added: "FoobarLast6007"},
		{name: "a port on another transport", now: old + "foobar,6000,udp\n"},
		{name: "a range narrowed to its first port", now: replaced("x11,7000-7063,tcp\nx11,7000-7063,udp\n", "x11,7000,tcp\nx11,7000,udp\n"), deprecated: "X11Last"},
		{name: "a range narrowed to its first port on one transport", now: replaced("x11,7000-7063,udp", "x11,7000,udp")},
		{name: "a range narrowed", now: replaced("wide,20-29,tcp", "wide,20-25,tcp"), added: "WideLast25", deprecated: "WideLast"},
		{name: "a range widened", now: replaced("wide,20-29,tcp", "wide,20-35,tcp"), added: "WideLast35", deprecated: "WideLast"},
		{name: "a range widened to the front", now: replaced("wide,20-29,tcp", "wide,15-29,tcp"), added: "Wide15 Wide15Last", deprecated: "Wide WideLast"},
		{name: "a range narrowed from the front", now: replaced("wide,20-29,tcp", "wide,25-29,tcp"), added: "Wide25 Wide25Last", deprecated: "Wide WideLast"},
		{name: "a range moved", now: replaced("wide,20-29,tcp", "wide,70-79,tcp"), added: "Wide70 Wide70Last", deprecated: "Wide WideLast"},
		{name: "a range cut in two", now: replaced("wide,20-29,tcp", "wide,20-24,tcp\nwide,26-29,tcp"), added: "WideLast24 Wide26 Wide26Last", deprecated: "WideLast"},
		{name: "a port becomes a range", now: replaced("single,60,tcp", "single,60-65,tcp"), added: "SingleLast"},
		{name: "a port becomes a range that starts before", now: replaced("single,60,tcp", "single,55-65,tcp"), added: "Single55 Single55Last", deprecated: "Single"},
		{name: "a port becomes the end of a range", now: replaced("single,60,tcp", "single,55-60,tcp"), added: "Single55 Single55Last", deprecated: "Single"},
		{name: "a port becomes that of every transport", now: replaced("single,60,tcp", "single,55-60,"), added: "Single55 Single55Last", deprecated: "Single"},
	} {
		t.Run(c.name, func(t *testing.T) {
			released := update(t, nil, old, "")
			require.Contains(t, listed(released.Constants), "X11Last=7063")

			// IANA's file has no identifiers, but for the one written by hand above,
			// which only the released registry has.
			now := update(t, released, strings.ReplaceAll(c.now, ",ByHand", ""), "2026-01-01")
			var added, deprecated []string
			before := map[string]uint16{}
			for _, k := range released.Constants {
				before[k.Untyped] = k.Port
			}
			for _, k := range now.Constants {
				if port, ok := before[k.Untyped]; ok {
					assert.Equal(t, port, k.Port, k.Untyped)
					delete(before, k.Untyped)
				} else {
					added = append(added, k.Untyped)
				}
				if k.Withdrawn() != "" {
					deprecated = append(deprecated, k.Untyped)
				}
			}
			assert.Empty(t, before, "constants that are gone")
			assert.ElementsMatch(t, strings.Fields(c.added), added)
			assert.ElementsMatch(t, strings.Fields(c.deprecated), deprecated)

			// The same edition once more changes nothing.
			again := update(t, now, strings.ReplaceAll(c.now, ",ByHand", ""), "2026-03-03")
			assert.Equal(t, listed(now.Constants), listed(again.Constants))
			assert.Equal(t, len(now.file.Rows), len(again.file.Rows))

			// Back to the old edition, nothing has another name, and nothing old is deprecated.
			back := update(t, now, strings.ReplaceAll(old, ",ByHand", ""), "2026-04-04")
			for _, k := range Compare(released.Named, back.Named).Constants {
				assert.Equal(t, Added, k.Kind, k.String())
			}
		})
	}
}

// TestReleasedNamesStayForever updates a registry many times at random, ranges among it.
// Each constant that was ever released keeps its name and number, and each name that ever
// had a port is known on it.
func TestReleasedNamesStayForever(t *testing.T) {
	random := rand.New(rand.NewSource(3))
	updates := 0
	for range 12 {
		var old *edition
		released := map[string]uint16{}
		had := map[Key]bool{}
		rows := randomRows(random, 5)
		for edit := range 8 {
			for range random.Intn(3) {
				if i := random.Intn(len(rows) + 1); i < len(rows) {
					rows = slices.Delete(slices.Clone(rows), i, i+1)
				}
			}
			rows = append(rows, randomRows(random, 1+random.Intn(3))...)
			// IANA has neither identifiers nor withdrawn rows.
			for i, row := range rows {
				fields := strings.Split(row, ",")
				fields[5] = ""
				rows[i] = strings.Join(fields, ",")
			}
			new, err := tryIANA(t, randomColumns, strings.Join(rows, "\n"))
			if err != nil {
				rows = rows[:len(rows)/2] // IANA would not publish it
				if len(rows) == 0 {
					rows = randomRows(random, 2)
				}
				continue
			}
			before := old
			old = succeed(t, old, new, fmt.Sprintf("2026-01-%02d", edit+1))
			updates++
			is := map[string]uint16{}
			for _, k := range old.Constants {
				is[k.Untyped] = k.Port
			}
			text := func() string {
				var was bytes.Buffer
				if before != nil {
					require.NoError(t, registry.Write(&was, before.file.Rows, before.Identifier))
				}
				return was.String() + "\n" + strings.Join(rows, "\n")
			}
			for name, port := range released {
				number, ok := is[name]
				require.True(t, ok, "%s = %d is gone:\n%s", name, port, text())
				require.Equal(t, port, number, "%s:\n%s", name, text())
			}
			maps.Copy(released, is)
			has := map[Key]bool{}
			for _, s := range old.Services {
				for p := int(s.First); p <= int(s.Last); p++ {
					has[Key{fold(s.Name), s.Transport, uint16(p)}] = true
				}
			}
			for k := range had {
				// The very row may be there, without the transports that others took from it.
				veryRow := slices.ContainsFunc(new.rows, func(r *registry.Row) bool {
					return fold(r.Name) == k.Name && r.Transport == 0 && r.Ports.First <= k.Port && k.Port <= r.Ports.Last
				})
				require.True(t, has[k] || veryRow, "%s %d/%s is gone:\n%s", k.Name, k.Port, k.Transport, text())
			}
			had = has
			// What is live is what IANA has.
			require.Equal(t, new.coverage(), old.coverage(), text())
			if before != nil {
				for _, change := range Compare(before.Named, old.Named).Constants {
					require.NotContains(t, []Kind{Removed, Renamed, Renumbered}, change.Kind, change.String())
				}
			}
		}
	}
	assert.Greater(t, updates, 40)
}

// FuzzConstants gives two services arbitrary names, ports and, to the first one, an
// identifier.
func FuzzConstants(f *testing.F) {
	f.Add("syslog-tls", "syslog_tls", "", uint16(6514), uint16(6514))
	f.Add("9pfs", "x9pfs", "", uint16(1), uint16(2))
	f.Add("port-x", "x", "", uint16(1), uint16(1))
	f.Add("a", "b", "B", uint16(1), uint16(2))
	f.Add("a", "b", "B2", uint16(1), uint16(2))
	f.Fuzz(func(t *testing.T, a, b, identifier string, portA, portB uint16) {
		for _, name := range []string{a, b} {
			for _, r := range name {
				if r < ' ' || r > '~' {
					return // the reader refuses it
				}
			}
		}
		if a == "" || b == "" || fold(a) == fold(b) {
			return // as above, or one service
		}
		file := &registry.File{Name: "a.csv"}
		file.Rows = []*registry.Row{
			{File: file, Line: 2, Name: a, Ports: registry.Ports{First: portA, Last: portA}, HasPort: true, Transport: registry.TCP, Identifier: identifier},
			{File: file, Line: 3, Name: b, Ports: registry.Ports{First: portB, Last: portB}, HasPort: true, Transport: registry.UDP},
		}
		reserved := []string{"Lookup", "Port", "TCP"}
		n, err := made(t, file).Name(reserved, noEvidence)
		if err != nil {
			var at *registry.Error
			require.True(t, errors.As(err, &at) || strings.Contains(err.Error(), "a.csv:"), "%v", err)
			return
		}
		slices.Reverse(file.Rows)
		swapped := named(t, made(t, file), reserved...)
		require.ElementsMatch(t, untyped(n), untyped(swapped))
		seen := map[string]bool{"lookup": true, "port": true, "tcp": true}
		for _, k := range n.Constants {
			for _, name := range []string{k.Untyped, k.Typed} {
				require.True(t, token.IsIdentifier(name) && token.IsExported(name), name)
				require.False(t, seen[strings.ToLower(name)], name)
				seen[strings.ToLower(name)] = true
			}
		}
		if identifier != "" {
			require.True(t, slices.ContainsFunc(n.Constants, func(k *Constant) bool { return k.Typed == "Port"+identifier && k.Port == portA }))
		}
	})
}
