package catalog

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

// compared compares two editions of IANA's registry.
func compared(t *testing.T, old, new string) *Changes {
	t.Helper()
	const columns = "Reference,Alias,Withdrawn,Identifier"
	return Compare(named(t, made(t, iana(t, columns, old))), named(t, made(t, iana(t, columns, new))))
}

func describe(changes []Change) (list []string) {
	for _, change := range changes {
		list = append(list, string(change.Kind)+" "+change.String())
	}
	return list
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name, old, new              string
		constants, names, primaries []string
		statuses, portless          int
		verdict                     Level
	}{
		{
			name: "nothing", old: "a,1,tcp", new: "a,1,tcp",
			verdict: Patch,
		},
		{
			name: "a new service", old: "a,1,tcp", new: "a,1,tcp\nb,2,udp",
			constants: []string{"added B = 2"},
			names:     []string{"added b 2/udp"},
			statuses:  1,
			verdict:   Minor,
		},
		{
			name: "a lost service", old: "a,1,tcp\nb,2,udp", new: "a,1,tcp",
			constants: []string{"removed B = 2"},
			names:     []string{"removed b 2/udp"},
			statuses:  1,
			verdict:   Major,
		},
		{
			name: "another port", old: "a,1,tcp", new: "a,2,tcp",
			constants: []string{"renumbered A = 2, was 1"},
			names:     []string{"renumbered a is 2/tcp, was 1"},
			statuses:  2,
			verdict:   Major,
		},
		{
			name: "another identifier and another case", old: "a,1,tcp\nb,1,tcp", new: "A,1,tcp,,,,,AOfOld\nb,1,tcp",
			constants: []string{"renamed AOfOld = 1, was A"},
			names:     []string{"renamed A, was spelled a"},
			verdict:   Major,
		},
		{
			name: "another case", old: "a,1,tcp,,,,,A\nb,2,tcp,,,,,B", new: "A,1,tcp,,,,,A\nb,2,tcp,,,,,B",
			names:   []string{"renamed A, was spelled a"},
			verdict: Major,
		},
		{
			name: "another identifier of a port that starts and ends ranges",
			old:  "a,1-5,tcp,,,,,A\na,5-9,udp,,,,,B", new: "a,1-5,tcp,,,,,X\na,5-9,udp,,,,,Y",
			constants: []string{"renamed X = 1, was A", "renamed XLast = 5, was ALast", "renamed Y = 5, was B", "renamed YLast = 9, was BLast"},
			verdict:   Major,
		},
		{
			name: "the ends of two ranges swapped",
			old:  "a,1-5,tcp,,,,,A-AFive\na,1-9,udp,,,,,A-ANine", new: "a,1-9,tcp,,,,,A-ANine\na,1-5,udp,,,,,A-AFive",
			names:    []string{"resized a/tcp ends at 9, ended at 5", "resized a/udp ends at 5, ended at 9"},
			statuses: 8,
			verdict:  Minor,
		},
		{
			name: "a lost name of a port that has another", old: "a,1,tcp,,,,,A\nb,1,tcp,,,,,B", new: "b,1,tcp,,,,,B",
			constants: []string{"removed A = 1"},
			names:     []string{"removed a 1/tcp"},
			primaries: []string{"primary 1/tcp is b, was a"},
			verdict:   Major,
		},
		{
			name: "another typed constant", old: "a,1,tcp,,,,,9", new: "a,1,tcp,,,,,X9",
			constants: []string{"renamed PortX9 = 1, was Port9"},
			verdict:   Major,
		},
		{
			name:      "a withdrawn service, and one that is withdrawn no longer",
			old:       "a,1,tcp\nb,2,tcp,,,,2026-01-02\nc,3,tcp,,,,2026-01-02",
			new:       "a,1,tcp,,,,2026-01-03\nb,2,tcp\nc,3,tcp,,,,2026-01-02",
			constants: []string{"withdrawn A = 1", "returned B = 2"},
			names:     []string{"withdrawn a 1/tcp", "returned b 2/tcp"},
			statuses:  2,
			verdict:   Minor,
		},
		{
			name: "a withdrawn transport", old: "a,1,tcp\na,1,udp", new: "a,1,tcp\na,1,udp,,,,2026-01-03",
			names:    []string{"withdrawn a 1/udp"},
			statuses: 1,
			verdict:  Minor,
		},
		{
			name: "a withdrawn service whose name has another port",
			old:  "foo,500,tcp,,,,,Foo", new: "foo,500,tcp,,,,2026-01-03,Foo\nfoo,600,tcp,,,,,Foo600",
			constants: []string{"withdrawn Foo = 500", "added Foo600 = 600"},
			names:     []string{"renumbered foo is 600/tcp, was 500", "withdrawn foo 500/tcp"},
			statuses:  2,
			verdict:   Major,
		},
		{
			name: "a second port, below", old: "foo,500,tcp,,,,,Foo", new: "foo,500,tcp,,,,,Foo\nfoo,400,tcp,,,,,Foo400",
			constants: []string{"added Foo400 = 400"},
			names:     []string{"renumbered foo is 400/tcp, was 500"},
			statuses:  1,
			verdict:   Major,
		},
		{
			name: "a second port, above", old: "foo,500,tcp,,,,,Foo", new: "foo,500,tcp,,,,,Foo\nfoo,600,tcp,,,,,Foo600",
			constants: []string{"added Foo600 = 600"},
			names:     []string{"added foo 600/tcp"},
			statuses:  1,
			verdict:   Minor,
		},
		{
			name: "the lower port is lost, and the higher one returns",
			old:  "a,1,tcp,,,,,A\na,2,tcp,,,,2026-01-02,A2", new: "a,2,tcp,,,,,A2",
			constants: []string{"removed A = 1", "returned A2 = 2"},
			names:     []string{"renumbered a is 2/tcp, was 1", "returned a 2/tcp"},
			statuses:  2,
			verdict:   Major,
		},
		{
			name: "a port of an earlier transport", old: "a,2,udp,,,,,A", new: "a,2,udp,,,,,A\na,1,tcp,,,,,A1",
			constants: []string{"added A1 = 1"},
			names:     []string{"renumbered a is 1/any transport, was 2", "added a 1/tcp"},
			statuses:  1,
			verdict:   Major,
		},
		{
			name: "no port of an earlier transport", old: "a,2,udp,,,,,A\na,1,tcp,,,,,A1", new: "a,2,udp,,,,,A",
			constants: []string{"removed A1 = 1"},
			names:     []string{"removed a 1/tcp"},
			statuses:  1,
			verdict:   Major,
		},
		{
			name: "a name that package net had", old: "imap,143,tcp", new: "imap,143,tcp\nimap2,220,tcp",
			constants: []string{"added Imap2 = 220"},
			names:     []string{"renumbered imap2 is 220/tcp, was 143"},
			statuses:  1,
			verdict:   Major,
		},
		{
			name: "a name that package net had on another transport", old: "imap,143,tcp", new: "imap,143,tcp\nimap2,143,udp",
			constants: []string{"added Imap2 = 143"},
			names:     []string{"added imap2 143/udp"},
			statuses:  1,
			verdict:   Minor,
		},
		{
			name: "another order of the rows", old: "a,1,tcp\nb,1,tcp", new: "b,1,tcp\na,1,tcp",
			primaries: []string{"primary 1/tcp is b, was a"},
			verdict:   Minor,
		},
		{
			name: "another order behind the first", old: "a,1,tcp\nb,1,tcp\nc,1,tcp", new: "a,1,tcp\nc,1,tcp\nb,1,tcp",
			primaries: []string{"reordered 1/tcp is a, c, b, was a, b, c"},
			verdict:   Minor,
		},
		{
			name: "a reserved port", old: "a,1,tcp", new: "a,1,tcp\n,2-3,,Reserved",
			statuses: 8,
			verdict:  Minor,
		},
		{
			name: "a range with another end, and no constant for it", old: "a,1,tcp\nb,1-5,tcp,,,a", new: "a,1,tcp\nb,1-3,tcp,,,a",
			names:    []string{"resized b/tcp ends at 3, ended at 5"},
			statuses: 2,
			verdict:  Minor,
		},
		{
			name:      "a range that is narrowed and kept",
			old:       "x11,6000-6063,tcp,,,,,X11-X11Last",
			new:       "x11,6000,tcp,,,,,X11\nx11,6000-6063,tcp,,,,2026-01-01,X11-X11Last",
			constants: []string{"withdrawn X11Last = 6063"},
			names:     []string{"withdrawn x11 6001/tcp", "resized x11/tcp ends at 6000, ended at 6063"},
			statuses:  63,
			verdict:   Minor,
		},
		{
			name: "a range that another service is in no longer",
			old:  "a,10-14,,,,,,A-ALast\nb,12,tcp,,,,,B", new: "a,10-14,,,,,,A-ALast\nb,12,tcp,,,,2026-01-01,B",
			constants: []string{"withdrawn B = 12"},
			names:     []string{"withdrawn b 12/tcp", "resized a/tcp ends at 14, ended at 11"},
			primaries: []string{"primary 12/tcp is a, was b"},
			verdict:   Minor,
		},
		{
			name: "a range that another service is in now",
			old:  "a,10-14,,,,,,A-ALast\nb,2,tcp,,,,,B", new: "a,10-14,,,,,,A-ALast\nb,2,tcp,,,,,B\nc,12,tcp,,,,,C",
			constants: []string{"added C = 12"},
			names:     []string{"resized a/tcp ends at 11, ended at 14", "added c 12/tcp"},
			primaries: []string{"primary 12/tcp is c, was a"},
			verdict:   Minor,
		},
		{
			name: "a new name without a port", old: "a,1,tcp", new: "a,1,tcp\nairplay,,tcp",
			portless: 1,
			verdict:  Minor,
		},
		{
			name: "texts", old: "a,1,tcp,A,[RFC1]", new: "a,1,tcp,Another,[RFC2]",
			verdict: Patch,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			changes := compared(t, c.old, c.new)
			assert.Equal(t, c.constants, describe(changes.Constants))
			assert.ElementsMatch(t, c.names, describe(changes.Names))
			assert.Equal(t, c.primaries, describe(changes.Primaries))
			assert.Equal(t, c.statuses, changes.Statuses)
			assert.Equal(t, c.portless, changes.Portless)
			assert.Equal(t, c.verdict, changes.Verdict)
		})
	}
}

// TestCompareCountsTexts has a different number of changes in each text of a service.
func TestCompareCountsTexts(t *testing.T) {
	catalog := func(rows string) *Named { return named(t, made(t, team(t, "Reference,Owner,Alias", rows))) }
	changes := Compare(
		catalog("a,1,tcp,A,[RFC1],x\nb,2,tcp,B,[RFC2],x\nc,3,tcp,C,[RFC3],x\nd,4,tcp,D,[RFC4],x\nold,5,tcp,Old"),
		catalog("a,1,tcp,a,[RFC8],y,e\nb,2,tcp,b,[RFC8],y\nc,3,tcp,c,[RFC8],x\nd,4,tcp,d,[RFC4],x\nnew,6,tcp,New"))
	assert.Equal(t, []int{4, 3, 2, 1}, []int{changes.Titles, changes.References, changes.Owners, changes.Aliases})
}

// TestChangesAsJSON: lists are never null, and an absent port is left out.
func TestChangesAsJSON(t *testing.T) {
	text, err := json.Marshal(compared(t, "a,1,tcp", "a,1,tcp"))
	require.NoError(t, err)
	assert.Contains(t, string(text), `"constants":[],"names":[],"primaries":[]`)
	assert.Contains(t, string(text), `"verdict":"patch"`)
	text, err = json.Marshal(compared(t, "a,1,tcp\nb,2,tcp", "a,1,tcp"))
	require.NoError(t, err)
	assert.Contains(t, string(text), `{"kind":"removed","name":"b","transport":"tcp","oldPort":2}`)
	assert.Contains(t, string(text), `"verdict":"major"`)
}

func TestLevels(t *testing.T) {
	assert.Less(t, Level(0), Patch)
	assert.Less(t, Patch, Minor)
	assert.Less(t, Minor, Major)
	for _, level := range []Level{Patch, Minor, Major} {
		text, err := level.MarshalText()
		require.NoError(t, err)
		var back Level
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, level, back)
		assert.Equal(t, level.String(), string(text))
	}
	var level Level
	for _, text := range []string{"", "Major", "none"} {
		assert.Error(t, level.UnmarshalText([]byte(text)), text)
	}
}

// Answers are all that callers see of a package that would be generated. Those by a name
// must stay, those by a port may change.
type answers struct {
	byName, byPort map[string]string
	// starts has where each name has services, and covers the ports of these.
	starts, covers map[string]bool
}

// answersOf asks for each name, and for the few ports that the test uses.
func answersOf(n *Named, ports []int) answers {
	a := answers{map[string]string{}, map[string]string{}, map[string]bool{}, map[string]bool{}}
	for _, k := range n.Constants {
		a.byName["constant "+k.Untyped] = fmt.Sprint(k.Port)
		a.byName["constant "+k.Typed] = fmt.Sprint(k.Port)
		a.byPort["deprecation of "+k.Untyped] = fmt.Sprint(k.Withdrawn() != "")
	}
	// Which port a name stands for is worked out anew here.
	lookup := func(t registry.Transport, name string) string {
		best := ""
		var found *Service
		for _, s := range n.Services {
			if s.Transport != t || !strings.EqualFold(s.Name, name) {
				continue
			}
			switch {
			case found == nil,
				s.Withdrawn == "" && found.Withdrawn != "",
				s.Withdrawn != "" && found.Withdrawn != "" && s.Withdrawn > found.Withdrawn,
				s.Withdrawn == found.Withdrawn && s.First < found.First:
				found, best = s, fmt.Sprint(s.First)
			}
		}
		return best
	}
	anyTransport := func(answer func(t registry.Transport) string) string {
		for _, t := range registry.Transports {
			if text := answer(t); text != "" {
				return text
			}
		}
		return ""
	}
	for _, s := range n.Services {
		for _, t := range registry.Transports {
			if port := lookup(t, s.Name); port != "" {
				a.byName[fmt.Sprintf("Lookup(%s, %s)", t, strings.ToLower(s.Name))] = port
				a.byName[fmt.Sprintf("LookupPort(%d, %s)", t, strings.ToLower(s.Name))] = port
				a.byName[fmt.Sprintf("PortMap(%s)[%s]", t, s.Name)] = port
			}
		}
		first := anyTransport(func(t registry.Transport) string { return lookup(t, s.Name) })
		a.byName["Lookup(0, "+strings.ToLower(s.Name)+")"] = first
		a.byName["LookupPort(0, "+strings.ToLower(s.Name)+")"] = first
		// What a name has, and what of it is withdrawn.
		for p := int(s.First); p <= int(s.Last); p++ {
			key := fmt.Sprintf("ServicesNamed(%s) %d/%s", strings.ToLower(s.Name), p, s.Transport)
			a.covers[key] = true
			a.starts[key] = a.starts[key] || p == int(s.First)
			a.byPort[key] = fmt.Sprintf("%d-%d, withdrawn: %t", s.First, s.Last, s.Withdrawn != "")
		}
	}
	// Package net knows the port of imap by another name.
	if lookup(registry.TCP, "imap") == "143" {
		for _, t := range []registry.Transport{registry.TCP, 0} {
			key, first, last := fmt.Sprintf("LookupPort(%d, imap2)", t), registry.TCP, registry.TCP
			if t == 0 {
				last = registry.DCCP
			}
			a.byName[key] = "143"
			for t := last; t >= first; t-- {
				if port := lookup(t, "imap2"); port != "" {
					a.byName[key] = port
				}
			}
		}
	}
	for _, s := range n.Portless {
		key := fmt.Sprintf("ServicesNamed(%s)/%d without a port", s.Name, s.Transport)
		a.byPort[key] += s.Withdrawn + ";"
	}
	for _, p := range ports {
		for _, t := range registry.Transports {
			var services []string
			for _, s := range n.Services {
				if s.Transport == t && int(s.First) <= p && p <= int(s.Last) && s.Withdrawn == "" {
					services = append(services, s.Name)
				}
			}
			if s := n.Primary(t, p); s != nil { // moved to the front
				i := slices.Index(services, s.Name)
				services = slices.Insert(slices.Delete(services, i, i+1), 0, s.Name)
				a.byPort[fmt.Sprintf("ServiceName(%s, %d)", t, p)] = s.Name
			}
			a.byPort[fmt.Sprintf("Services(%s, %d)", t, p)] = strings.Join(services, " ")
			a.byPort[fmt.Sprintf("StatusOf(%s, %d)", t, p)] = n.Status(t, p).String()
		}
	}
	return a
}

// verdict is a naive comparison of all answers.
func (a answers) verdict(new answers) (level Level, why []string) {
	level = Patch
	for key, was := range a.byName {
		if is, ok := new.byName[key]; !ok || is != was {
			level = Major
			why = append(why, fmt.Sprintf("%s was %s and is %q", key, was, is))
		}
	}
	for key, isStart := range a.starts {
		if isStart && !new.covers[key] {
			level = Major
			why = append(why, key+" is gone")
		}
	}
	for _, pair := range [][2]map[string]string{{a.byPort, new.byPort}, {new.byPort, a.byPort}, {new.byName, a.byName}} {
		for key, one := range pair[0] {
			if other, ok := pair[1][key]; !ok || one != other {
				level = max(level, Minor)
				why = append(why, fmt.Sprintf("%s: %q and %q", key, one, other))
			}
		}
	}
	return level, why
}

// TestVerdictIsComplete compares random registries with changes of theirs: the verdict is
// that of a naive comparison of all that callers see, and something is listed that says so.
func TestVerdictIsComplete(t *testing.T) {
	random := rand.New(rand.NewSource(4))
	ports := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 143, 220}
	levels := map[Level]int{}
	for range 150 {
		rows := randomRegistry(random)
		old, ok := tryNamed(t, rows)
		if !ok {
			continue
		}
		// The names of constants are data: those of the old registry stay, mostly.
		changed := slices.Clone(rows)
		if random.Intn(4) > 0 {
			changed = written(old)
		}
		for range 1 + random.Intn(2) {
			changed = randomChange(random, changed)
		}
		new, ok := tryNamed(t, changed)
		if !ok {
			continue
		}
		was, is := answersOf(old, ports), answersOf(new, ports)
		want, why := was.verdict(is)
		changes := Compare(old, new)
		text := strings.Join(rows, "\n") + "\n\n" + strings.Join(changed, "\n") + "\n\n" + strings.Join(why, "\n")
		require.Equal(t, want, changes.Verdict, text)
		levels[want]++

		// What is listed amounts to the verdict.
		listed := Patch
		for _, change := range slices.Concat(changes.Constants, changes.Names, changes.Primaries) {
			listed = max(listed, change.Kind.level())
		}
		if changes.Statuses+changes.Portless > 0 {
			listed = max(listed, Minor)
		}
		require.Equal(t, want, listed, text)
	}
	t.Log(levels)
	for _, level := range []Level{Patch, Minor, Major} {
		assert.Greater(t, levels[level], 15, level.String())
	}
}

const verdictColumns = "Alias,Withdrawn,Identifier"

func tryNamed(t *testing.T, rows []string) (*Named, bool) {
	t.Helper()
	c, err := tryIANA(t, verdictColumns, strings.Join(rows, "\n"))
	if err != nil {
		return nil, false
	}
	n, err := c.Name(nil, noEvidence)
	return n, err == nil
}

// randomRegistry makes rows with names, blocks, and names without a port.
func randomRegistry(random *rand.Rand) []string {
	rows := randomRows(random, 2+random.Intn(5), "imap2")
	if random.Intn(4) == 0 {
		rows = append(rows, "imap,143,tcp,,,,")
	}
	for range random.Intn(3) {
		rows = append(rows, []string{",5-8,,Reserved,,,", ",7,tcp,Unassigned,,,", ",3,udp,any service,,,", "a,,tcp,,,,", "airplay,,udp,,,,", "airplay,,,,,,"}[random.Intn(6)])
	}
	return rows
}

// written returns the rows of a catalog with the identifiers that they have got.
func written(n *Named) (rows []string) {
	for _, r := range n.files[0].Rows {
		ports, transport := "", ""
		if r.HasPort {
			ports = r.Ports.String()
		}
		if r.Transport != 0 {
			transport = r.Transport.String()
		}
		identifier, last := n.Identifier(r)
		if last != "" {
			identifier += "-" + last
		}
		rows = append(rows, strings.Join([]string{r.Name, ports, transport, r.Description, r.Alias, r.Withdrawn, identifier}, ","))
	}
	return rows
}

// randomChange changes rows in one of the ways that a registry changes.
func randomChange(random *rand.Rand, rows []string) []string {
	i, j := random.Intn(len(rows)), random.Intn(len(rows))
	rows = slices.Clone(rows)
	edit := func(field int, text string) {
		fields := strings.Split(rows[i], ",")
		fields[field] = text
		rows[i] = strings.Join(fields, ",")
	}
	kind := random.Intn(9)
	if strings.HasPrefix(rows[i], ",") && kind > 2 {
		kind = 8 // a row without a name has a text
	}
	switch kind {
	case 0:
		rows = append(rows, randomRegistry(random)[0])
	case 1:
		rows = append(slices.Delete(rows, i, i+1), "z,9,tcp,,,,")
	case 2:
		rows[i], rows[j] = rows[j], rows[i]
	case 3:
		edit(5, []string{"", "2026-01-01", "2026-02-02", "2026-03-03"}[random.Intn(4)])
	case 4:
		name, rest, _ := strings.Cut(rows[i], ",")
		for k, row := range rows { // all of them, or it is an error
			if other, _, _ := strings.Cut(row, ","); other == name && k != i {
				rows[k] = strings.ToUpper(other) + strings.TrimPrefix(row, other)
			}
		}
		rows[i] = strings.ToUpper(name) + "," + rest
	case 5:
		edit(1, strings.Split(randomRows(random, 1)[0], ",")[1])
		identifier, _, _ := strings.Cut(rows[i][strings.LastIndex(rows[i], ",")+1:], "-")
		edit(6, identifier) // without the name of the last port
	case 6:
		edit(2, []string{"tcp", "udp", "sctp", ""}[random.Intn(4)])
	case 7:
		edit(4, []string{"", "a", "b"}[random.Intn(3)])
	case 8:
		edit(3, "Reserved for a text") // of services too
	}
	return rows
}
