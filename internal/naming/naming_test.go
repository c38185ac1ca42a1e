package naming

import (
	"fmt"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// parse makes services of lines "NAME PORT[-LAST] [IDENTIFIER[-LAST]] [nameless]", with
// "-" for an identifier that is not written down. Lines of one name and port are one
// service, and a line in parentheses has a last port on which nothing ends any more.
func parse(t testing.TB, lines ...string) []Service {
	t.Helper()
	var services []Service
	for _, line := range lines {
		inner, past := strings.CutPrefix(line, "(")
		fields := strings.Fields(strings.TrimSuffix(inner, ")"))
		require.GreaterOrEqual(t, len(fields), 2, line)
		first, last, isRange := strings.Cut(fields[1], "-")
		port := number16(t, first)
		i := slices.IndexFunc(services, func(s Service) bool { return strings.EqualFold(s.Name, fields[0]) && s.Port == port })
		if i < 0 {
			i = len(services)
			services = append(services, Service{Name: fields[0], Port: port})
		}
		s := &services[i]
		s.Nameless = slices.Contains(fields, "nameless")
		var end uint16
		if isRange {
			if end = number16(t, last); !past {
				s.Ends = append(s.Ends, end)
			}
		}
		if len(fields) > 2 && fields[2] != "-" {
			identifier, lastIdentifier, _ := strings.Cut(fields[2], "-")
			s.Written.Identifier = identifier
			if lastIdentifier != "" {
				if s.Written.Last == nil {
					s.Written.Last = map[uint16]string{}
				}
				s.Written.Last[end] = lastIdentifier
			}
		}
	}
	return services
}

func number16(t testing.TB, digits string) uint16 {
	t.Helper()
	n, err := strconv.ParseUint(digits, 10, 16)
	require.NoError(t, err)
	return uint16(n)
}

// none is no further evidence.
func none() []Service { return nil }

// write returns services with names written down, as an update writes them.
func write(services []Service, names []Names) []Service {
	services = slices.Clone(services)
	for i := range services {
		services[i].Written = names[i]
	}
	return services
}

// list returns the constants of names, without the prefix Port, as "IDENTIFIER=PORT".
func list(services []Service, names []Names) []string {
	var constants []string
	for i, n := range names {
		if n.Identifier == "" {
			continue
		}
		constants = append(constants, fmt.Sprintf("%s=%d", n.Identifier, services[i].Port))
		for _, end := range sortedKeys(n.Last) {
			constants = append(constants, fmt.Sprintf("%s=%d", n.Last[end], end))
		}
	}
	slices.Sort(constants)
	return slices.Compact(constants)
}

// derive derives the constants of services in every way that has to give the same: in
// their order, in the opposite one, and when what was derived is written down.
func derive(t testing.TB, reserved []string, services []Service) []string {
	t.Helper()
	names, problems := Derive(services, reserved, none)
	require.Empty(t, problems)
	require.Len(t, names, len(services))
	constants := list(services, names)

	again := write(services, names)
	twice, problems := Derive(again, reserved, func() []Service {
		require.False(t, slices.ContainsFunc(again, func(s Service) bool { return s.Written.Identifier == "" && !s.Nameless }), "evidence without need")
		return nil
	})
	require.Empty(t, problems)
	require.Equal(t, constants, list(services, twice), "written down")

	backwards := slices.Clone(services)
	slices.Reverse(backwards)
	names, problems = Derive(backwards, reserved, none)
	require.Empty(t, problems)
	require.Equal(t, constants, list(backwards, names), "in the opposite order")
	return constants
}

func TestDerive(t *testing.T) {
	for _, c := range []struct {
		name     string
		services []string
		reserved string
		want     string
	}{
		{name: "a digit in front", services: []string{"9pfs 564"}, want: "9PFS=564"},
		{
			name:     "several ports of a name: none without a number",
			services: []string{"http-alt 8080", "HTTP-Alt 591", "http-alt 8008", "task2000 2402", "task2000 2403"},
			want:     "HTTPAlt591=591 HTTPAlt8008=8008 HTTPAlt8080=8080 Task2000_2402=2402 Task2000_2403=2403",
		},
		{
			name:     "equal but for case",
			services: []string{"flexlm 744", "flex-lm 27000-27009"},
			want:     "FlexLM27000=27000 FlexLM27000Last=27009 Flexlm744=744",
		},
		{
			name:     "one of the package's own",
			services: []string{"lookup 1", "port-map 2", "other 3"}, reserved: "Lookup PortMap",
			want: "Lookup1=1 Other=3 PortMap2=2",
		},
		{
			name:     "one of the package's own but for case",
			services: []string{"look-up 1"}, reserved: "Lookup",
			want: "LookUp1=1",
		},
		{name: "the typed constant is the package's own", services: []string{"map 2"}, reserved: "PortMap", want: "Map2=2"},
		{name: "a typed one and an untyped one", services: []string{"x 1", "port-x 2"}, want: "PortX2=2 X1=1"},
		{name: "an X in front and an X of its own", services: []string{"9pfs 1", "x9-pfs 2"}, want: "9PFS1=1 X9PFS2=2"},
		{
			name:     "a number that makes a new collision",
			services: []string{"a 12", "a 13", "a1x 7", "a12 9"},
			want:     "A12=12 A12_9=9 A13=13 A1x=7",
		},
		{
			name:     "one identifier for one port serves both names",
			services: []string{"ab 5", "a-b 5", "a_b 5", "c-d 6", "c_d 6", "c_d 7"},
			want:     "AB=5 CD6=6 CD7=7",
		},
		{name: "none for what is nameless", services: []string{"a_b 1 - nameless", "a-b 1"}, want: "AB=1"},
		{name: "nameless ones do not count as ports of a name", services: []string{"a 1 - nameless", "a 2"}, want: "A=2"},
		{name: "a written one for what is nameless", services: []string{"old 1 Old nameless", "new 1"}, want: "New=1 Old=1"},
		{name: "written", services: []string{"orders 8480 OrderService", "9p 564 9PFS"}, want: "9PFS=564 OrderService=8480"},
		{
			name:     "a newcomer gives way to a written one",
			services: []string{"crm-api 1", "other 2 CRMAPI", "crm_api 3"},
			want:     "CRMAPI1=1 CRMAPI3=3 CRMAPI=2",
		},
		{
			name:     "a newcomer on a further port of a written one",
			services: []string{"first 10 First", "first 9", "first 11 ByHand"},
			want:     "ByHand=11 First9=9 First=10",
		},
		{
			name:     "a newcomer shares the written one of its port",
			services: []string{"crm-api 1 CRMApi", "crm_api 1", "x-y 2 XY2", "x_y 2"},
			want:     "CRMApi=1 XY2=2",
		},
		{
			name:     "what people write for other ports is shared by none",
			services: []string{"a-b 1 AB", "a_b 2"},
			want:     "AB2=2 AB=1",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, strings.Join(derive(t, strings.Fields(c.reserved), parse(t, c.services...)), " "))
		})
	}
}

// TestLasts: the name of the last port of a range is data like that of the first.
func TestLasts(t *testing.T) {
	for _, c := range []struct {
		name     string
		services []string
		want     string
	}{
		{"one range", []string{"x11 6000-6063"}, "X11=6000 X11Last=6063"},
		{"the same on another transport", []string{"x11 6000-6063", "x11 6000-6063"}, "X11=6000 X11Last=6063"},
		{"a range, and its first port alone on another transport", []string{"x11 6000-6063", "x11 6000"}, "X11=6000 X11Last=6063"},
		{"two ends at once", []string{"a 1-5", "a 1-6"}, "A=1 ALast5=5 ALast6=6"},
		{"two ends of two names that are spelled alike", []string{"a-b 1-5", "a_b 1-6"}, "AB=1 ABLast5=5 ABLast6=6"},
		{"one end of two names that are spelled alike", []string{"a-b 1-5", "a_b 1-5"}, "AB=1 ABLast=5"},
		{"two ranges of a name", []string{"a 1-5", "a 11-15"}, "A11=11 A11Last=15 A1=1 A1Last=5"},
		{"an identifier that ends in a digit", []string{"a9 1-5", "a9 1-6"}, "A9=1 A9Last5=5 A9Last6=6"},
		{"a digit in front", []string{"9p 1-5"}, "9P=1 9PLast=5"},
		{"written", []string{"x11 6000-6063 X11-End"}, "End=6063 X11=6000"},
		{"a written last that ends in a digit", []string{"a 1-5 A-B2"}, "A=1 B2=5"},
		{"a written identifier alone", []string{"a 1-5 ByHand"}, "ByHand=1 ByHandLast=5"},

		// What is written stays, whatever comes.
		{"a newcomer on another transport, with another end", []string{"foobar 6000-6063 Foobar-FoobarLast", "foobar 6000-6007 Foobar"}, "Foobar=6000 FoobarLast6007=6007 FoobarLast=6063"},
		{"a newcomer of the same spelling, with another end", []string{"foobar 6000-6063 Foobar-FoobarLast", "foo-bar 6000-6007"}, "Foobar=6000 FoobarLast6007=6007 FoobarLast=6063"},
		{"a newcomer of the same spelling, with the same end", []string{"foobar 6000-6063 Foobar-FoobarLast", "foo-bar 6000-6063"}, "Foobar=6000 FoobarLast=6063"},
		{"a newcomer of the same spelling, on another port", []string{"foobar 6000-6063 Foobar-FoobarLast", "foo-bar 7000-7007"}, "FooBar7000=7000 FooBar7000Last=7007 Foobar=6000 FoobarLast=6063"},
		{"a newcomer that is spelled like a last", []string{"foobar 6000-6063 Foobar-FoobarLast", "foobar-last 1"}, "Foobar=6000 FoobarLast1=1 FoobarLast=6063"},
		{"two newcomers with further ends", []string{"a 1-5 A-ALast", "a 1-6", "a_ 1-7"}, "A=1 ALast6=6 ALast7=7 ALast=5"},
		{"an end is no more: its name stays", []string{"(x11 6000-6063 X11-X11Last)"}, "X11=6000 X11Last=6063"},
		{"a narrowed range", []string{"(x11 6000-6063 X11-X11Last)", "x11 6000-6007"}, "X11=6000 X11Last6007=6007 X11Last=6063"},
		{"a range that comes back", []string{"x11 6000-6063 X11-X11Last", "(x11 6000-6007 X11-X11Last6007)"}, "X11=6000 X11Last6007=6007 X11Last=6063"},
		{"a last and what only looks like one", []string{"a 1-5 A-ALast6", "a 1-7"}, "A=1 ALast6=5 ALast7=7"},

		// A service that is spelled like the last port of a range would be taken for it.
		{"a name that is spelled like a last", []string{"a 1-5", "a-last 9"}, "A=1 ALast9=9 ALast=5"},
		{"a name that is spelled like the last of a written one", []string{"last 7-9 Crm", "crm-last 10"}, "CRMLast10=10 Crm=7 CrmLast=9"},
		{"a written one that is spelled like a last", []string{"a 1-5", "other 9 ALast"}, "A=1 ALast5=5 ALast=9"},
		{"and its typed constant", []string{"port-a 1-5", "a-last 9"}, "ALast9=9 PortA=1 PortALast=5"},
		{"a further name of the port", []string{"foo-bar 1100 FooBar", "foo_bar 1100-1110", "zed 1130 FooBarLast"}, "FooBar=1100 FooBarLast1110=1110 FooBarLast=1130"},
		{"several services that share an identifier", []string{"a-one 100-110 Foo", "b-one 100-120 Foo", "c-one 130 FooLast"}, "Foo=100 FooLast110=110 FooLast120=120 FooLast=130"},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, strings.Join(derive(t, nil, parse(t, c.services...)), " "))
		})
	}
}

// TestNothingIsChanged: what comes in stays as it was, and what goes out is no part of it.
func TestNothingIsChanged(t *testing.T) {
	input := func() []Service { return parse(t, "a 1-5 A-ALast", "a 1-6", "b 2-3", "c 4") }
	services := input()
	names, problems := Derive(services, nil, none)
	require.Empty(t, problems)
	assert.Equal(t, input(), services)
	names[0].Last[5] = "Other"
	assert.Equal(t, input(), services)
}

func TestProblems(t *testing.T) {
	const reserved = "Lookup TCP TCP4"
	for _, c := range []struct {
		name     string
		services []string
		// The service that each problem is of, its rival, and facts of the message.
		service, rival int
		facts          []string
	}{
		{"no letter", []string{"++ 1"}, 0, None, []string{`"++"`, "no letter or digit", "column Identifier"}},
		{"one of the API's, with its number", []string{"tcp 4"}, 0, API, []string{`"tcp"`, "TCP4", "rename the service"}},
		{"a written one, with its number", []string{"udp 4", "u 5 UDP4", "v 6 UDP"}, 0, 1, []string{`"udp"`, "UDP4", "column Identifier"}},
		{"no identifier: a hyphen", []string{"a 1-2 A-B-C"}, 0, None, []string{`"B-C"`, "no exported name of Go"}},
		{"no identifier: a small letter first", []string{"a 1 a"}, 0, None, []string{`"a"`, "a capital or a digit first"}},
		{"no identifier: a letter that is not ASCII", []string{"a 1 Ä"}, 0, None, []string{`"Ä"`, "ASCII"}},
		{"no identifier: an underscore first", []string{"a 1 _A"}, 0, None, []string{`"_A"`, "a capital or a digit first"}},
		{"taken", []string{"a 1 Same", "b 2 Same"}, 1, 0, []string{`"Same"`, "choose another"}},
		{"taken but for case", []string{"a 1 SameName", "b 2 Samename"}, 1, 0, []string{`"Samename"`, "choose another"}},
		{"taken but for case, on the same port", []string{"a 1 SameName", "b 1 Samename"}, 1, 0, []string{`"Samename"`, "choose another"}},
		{"taken by the last port of a range", []string{"a 1-5 A-ALast", "b 6 ALast"}, 0, 1, []string{`"ALast"`, "choose another"}},
		{"two last ports", []string{"a 1-5 A-Same", "b 6-9 B-Same"}, 1, 0, []string{`"Same"`, "choose another"}},
		{"the last port is the first", []string{"a 1-5 A-A"}, 0, 0, []string{`"a"`, "ports 1 and 5", "A"}},
		{"taken by a typed constant", []string{"a 1 A", "b 6 PortA"}, 1, 0, []string{`"PortA"`, "choose another"}},
		{"takes a typed constant", []string{"b 6 PortA", "a 1 A"}, 1, 0, []string{`"A"`, "PortA", "choose another"}},
		{"taken with an X in front", []string{"a 1 X9", "b 6 9"}, 1, 0, []string{`"9"`, "X9", "choose another"}},
		{"one of the API's", []string{"a 1 Lookup"}, 0, API, []string{`"Lookup"`, "choose another"}},
		{"one of the API's but for case", []string{"a 1 LookUp"}, 0, API, []string{`"LookUp"`, "choose another"}},
		{"one of the API's as a last port", []string{"a 1-2 A-Lookup"}, 0, API, []string{`"Lookup"`, "choose another"}},
		{"the derived name of a last port", []string{"a-one 100-110 Foo", "b-one 100-120 Foo", "c-one 130 FooLast110"}, 0, 2, []string{`"a-one"`, "FooLast110", "after a hyphen"}},
		{"two rows of one name, as a merge of two branches leaves them", []string{"orders 8480 Orders", "orders 8481 Orders"}, 1, 0, []string{`"orders"`, "8480", "8481", "merge", "Orders"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := Derive(parse(t, c.services...), strings.Fields(reserved), none)
			require.Len(t, problems, 1)
			p := problems[0]
			assert.Equal(t, c.service, p.Service)
			assert.Equal(t, c.rival, p.Rival)
			for _, fact := range c.facts {
				assert.Contains(t, p.Before+"…"+p.After, fact)
			}
			assert.Equal(t, p.Rival == None, !strings.HasSuffix(p.Before, " "), "a rival follows, or nothing")
		})
	}
}

// TestEvidence: names that are written down come before titles, and further evidence is
// asked for only if there is something to derive.
func TestEvidence(t *testing.T) {
	services := parse(t, "crm-ldap 8480", "mqx 8481 MqX", "mqx-admin 8482", "words-admin 8483", "ported-admin 8484")
	carried := parse(t, "ldap-old 1 LDAPOld", "mqx 2 MQXOfOther", "words 3 WORDSOfOther", "ported 4 PorTed4")
	carried[0].Titles = []string{"Ldap"}
	names, problems := Derive(services, nil, func() []Service { return carried })
	require.Empty(t, problems)
	var got []string
	for _, n := range names {
		got = append(got, n.Identifier)
	}
	assert.Equal(t, []string{"CRMLDAP", "MqX", "MqXAdmin", "WordsAdmin", "PorTedAdmin"}, got)

	derive(t, nil, write(services, names)) // asks for nothing
	asked := false
	_, _ = Derive(parse(t, "a 1 A", "b 2 - nameless"), nil, func() []Service { asked = true; return nil })
	assert.False(t, asked)
}

// TestReleasedNamesStay adds to names that are written down, in every way in which IANA
// does. Each keeps its constant, and the newcomer has one of its own.
func TestReleasedNamesStay(t *testing.T) {
	old := []string{"first 10 First", "alike 11 Alike", "wide 20-29 Wide-WideLast", "twice 30 Twice30", "twice 31 Twice31", "hand 50 ByHand", "9p 60-69 9P-9PLast"}
	released := derive(t, nil, parse(t, old...))
	for _, c := range []struct{ name, added, want string }{
		{"a second port, below", "first 9", "First9=9"},
		{"a second port, above", "hand 51", "Hand51=51"},
		{"a third port", "twice 32", "Twice32=32"},
		{"a service that is spelled alike", "a-like 12", "ALike12=12"},
		{"the same, in the place of one with its number", "a-like11 12", "ALike11=12"},
		{"a service that is spelled like the end of a range", "wide-last 12", "WideLast12=12"},
		{"a service that is spelled like one with its number", "twice31 33", "Twice31_33=33"},
		{"a range with another end", "wide 20-24", "WideLast24=24"},
		{"a range of the same spelling", "w-ide 20-24", "WideLast24=24"},
		{"a range that starts with a digit", "9-p 60-64", "9PLast64=64"},
		{"a typed constant of the same name", "port-first 12", "PortFirst12=12"},
		{"an X in front", "x9p 12", "X9P12=12"},
		{"a range at a further port", "wide 70-79", "Wide70=70 Wide70Last=79"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := derive(t, nil, parse(t, append(slices.Clone(old), c.added)...))
			added := slices.DeleteFunc(slices.Clone(got), func(constant string) bool { return slices.Contains(released, constant) })
			assert.Equal(t, c.want, strings.Join(added, " "))
			assert.Len(t, got, len(released)+len(added), "all released ones are there")
		})
	}
}

func TestNamesOfConstants(t *testing.T) {
	for identifier, want := range map[string]string{"SyslogTLS": "SyslogTLS", "9PFS": "X9PFS", "X11": "X11", "Z39_50": "Z39_50"} {
		assert.Equal(t, want, Untyped(identifier))
		assert.Equal(t, "Port"+identifier, Typed(identifier))
	}
}

// FuzzIdentifiers gives two services arbitrary names, ports and ends of ranges and, to
// the first one, names that are written down. Whatever comes out has to be names of Go,
// each of one port, the same in either order, and those that are written down among them.
func FuzzIdentifiers(f *testing.F) {
	f.Add("syslog-tls", "syslog_tls", "", "", uint16(6514), uint16(6514), uint16(0), uint16(0))
	f.Add("9pfs", "x9pfs", "", "", uint16(1), uint16(2), uint16(0), uint16(9))
	f.Add("port-x", "x", "", "", uint16(1), uint16(1), uint16(7), uint16(8))
	f.Add("a", "b", "B", "", uint16(1), uint16(2), uint16(5), uint16(5))
	f.Add("a", "b", "B2", "", uint16(1), uint16(2), uint16(0), uint16(0))
	f.Add("foobar", "foo-bar", "Foobar", "FoobarLast", uint16(6000), uint16(6000), uint16(6063), uint16(6007))
	f.Add("a", "a-last", "A", "", uint16(1), uint16(9), uint16(5), uint16(0))
	reserved := []string{"Lookup", "Port", "TCP"}
	f.Fuzz(func(t *testing.T, a, b, identifier, last string, portA, portB, endA, endB uint16) {
		for _, r := range a + b {
			if r < ' ' || r > '~' {
				return // the reader refuses it
			}
		}
		if a == "" || b == "" || strings.EqualFold(a, b) || last != "" && (identifier == "" || endA <= portA) {
			return // as above, or one service
		}
		services := []Service{{Name: a, Port: portA}, {Name: b, Port: portB}}
		services[0].Written.Identifier = identifier
		if endA > portA {
			services[0].Ends = []uint16{endA}
		}
		if endB > portB {
			services[1].Ends = []uint16{endB}
		}
		if last != "" {
			services[0].Written.Last = map[uint16]string{endA: last}
		}
		names, problems := Derive(services, reserved, none)
		if len(problems) > 0 {
			for _, p := range problems {
				require.NotEmpty(t, p.Before)
				require.True(t, p.Service == 0 || p.Service == 1)
				require.True(t, p.Rival >= API && p.Rival <= 1)
			}
			return
		}
		constants := derive(t, reserved, services)
		seen := map[string]bool{"lookup": true, "port": true, "tcp": true}
		for _, constant := range constants {
			name, _, _ := strings.Cut(constant, "=")
			for _, name := range []string{Untyped(name), Typed(name)} {
				require.True(t, token.IsIdentifier(name) && token.IsExported(name), name)
				require.False(t, seen[strings.ToLower(name)], name)
				seen[strings.ToLower(name)] = true
			}
		}
		for i, s := range services {
			require.NotEmpty(t, names[i].Identifier)
			require.Len(t, names[i].Last, len(s.Ends))
		}
		if identifier != "" {
			require.Equal(t, identifier, names[0].Identifier)
		}
		if last != "" {
			require.Equal(t, last, names[0].Last[endA])
		}
	})
}
