package catalog

import (
	"errors"
	"go/token"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

const named = "Service Name,Port Number,Transport Protocol,Description,Assignment Notes,Identifier\n"

func readNamed(t testing.TB, rows string) *registry.Registry {
	t.Helper()
	reg, err := registry.Read("test.csv", strings.NewReader(named+rows))
	require.NoError(t, err)
	return reg
}

// TestSpelling gives the evidence of a few titles and looks how words are spelled.
func TestSpelling(t *testing.T) {
	for _, c := range []struct{ name, titles, service, want string }{
		{"the letters of a title", "HDAP", "hdap", "HDAP"},
		{"of another service's title", "the HDAP of tomorrow", "my-hdap-srv", "MyHDAPSrv"},
		{"capitals inside", "NetApp Intercluster|NetApp Sync", "netapp-x", "NetAppX"},
		{"a small letter in front", "HmIP|eZmeeting", "ezmeeting", "EZmeeting"},
		{"digits at the end", "AFS file server", "afs3-bos", "AFS3Bos"},
		{"the majority", "XFER Utility|Xfer one|Xfer two", "my-xferx", "MyXferx"},
		{"more write it plainly", "SYSTEM of the year|the System|a System", "system", "System"},
		{"as many write it in small letters, which may be by chance", "the MSP daemon|msp daemon", "msp", "MSP"},
		{"a name repeated in its title is no evidence", "ssp|SSP over ssp", "ssp", "SSP"},
		{"words that are one in the name", "AFP over TCP", "afpovertcp", "AFPOverTCP"},
		{"initials", "Two-way Active Measurement Protocol", "twamp", "TWAMP"},
		{"initials over small words", "Quote of the Day", "qotd", "QOTD"},
		{"initials without small words", "Institute of Technology Kit", "itk", "ITK"},
		{"no initials of small letters", "quick and dirty", "qad", "Qad"},
		{"initials give way to a plain title", "Simple Old Net|the Son", "son", "Son"},
		{"a long word in a shouting title", "UNICORN SERVICE", "unicorn", "Unicorn"},
		{"a short word in a shouting title", "VSLM SERVICE", "vslm", "VSLM"},
		{"Go's initialisms", "", "x-http-url", "XHTTPURL"},
		{"a protocol over TLS", "HDAP", "hdaps", "HDAPS"},
		{"no protocol", "The AO of a radio", "aos", "Aos"},
		{"no vowel", "the LDAP directory", "crm-ldap", "CRMLDAP"},
		{"no vowel, but a plain title", "the Nth", "nth", "Nth"},
		{"an abbreviation that is no initialism", "the SRV record", "my-srv", "MySrv"},
		{"capitals of the service name", "", "iRAPP", "IRAPP"},
		{"a human decision", "Netbios", "netbios-x", "NetBIOSX"},
		{"digits that meet", "", "z39.50", "Z39_50"},
		{"digits that meet, twice", "", "802-11-1", "802_11_1"},
		{"a digit in front", "", "9pfs", "9PFS"},
		{"what is no letter", "", "a--b_c*d", "ABCD"},
		{"letters that are not ASCII", "", "whois++", "Whois"},
		{"only a number", "", "42", "42"},
		{"nothing", "", "++", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var records []registry.Record
			for _, title := range strings.Split(c.titles, "|") {
				records = append(records, registry.Record{Name: c.service, FullTitle: title})
			}
			assert.Equal(t, c.want, newSpelling(records).identifier(c.service))
		})
	}
}

// TestNamesAreEvidence: identifiers that exist come before titles.
func TestNamesAreEvidence(t *testing.T) {
	carried := []registry.Record{
		{Name: "ldap-old", Identifier: "LDAPOld", FullTitle: "Ldap"},
		{Name: "mqx", Identifier: "MQXOfOther"},
		{Name: "words", Identifier: "WORDSOfOther"},
		{Name: "ported", Ports: registry.PortRange{First: 8484}, Identifier: "PorTed8484"},
	}
	reg := readNamed(t, "crm-ldap,8480,tcp,,,\nmqx,8481,tcp,,,MqX\nmqx-admin,8482,tcp,,,\nwords-admin,8483,tcp,,,\nported-admin,8484,tcp,,,\n")
	naming := Naming{Evidence: func() ([]registry.Record, error) { return carried, nil }}
	require.NoError(t, naming.Name(reg.Records))
	var got []string
	for _, r := range reg.Records {
		got = append(got, r.Identifier)
	}
	assert.Equal(t, []string{"CRMLDAP", "MqX", "MqXAdmin", "WordsAdmin", "PorTedAdmin"}, got)

	// Without anything to name, nothing is asked for.
	none := Naming{Evidence: func() ([]registry.Record, error) { return nil, errors.New("asked") }}
	require.NoError(t, none.Name(reg.Records))
	reg.Records[0].Identifier = ""
	require.EqualError(t, none.Name(reg.Records), "asked")
}

func TestIdentifiers(t *testing.T) {
	for _, c := range []struct {
		name, rows string
		reserved   []string
		want       []string
	}{
		{name: "a digit in front", rows: "9pfs,564,tcp,,,\n", want: []string{"X9PFS Port9PFS"}},
		{
			name: "several ports of a name: no bare constant",
			rows: "http-alt,8080,tcp,,,\nhttp-alt,591,udp,,,\ntask2000,2402,tcp,,,\ntask2000,2403,tcp,,,\n",
			want: []string{
				"HTTPAlt591 PortHTTPAlt591", "Task2000_2402 PortTask2000_2402",
				"Task2000_2403 PortTask2000_2403", "HTTPAlt8080 PortHTTPAlt8080",
			},
		},
		{
			name: "equal but for case",
			rows: "flexlm,744,tcp,,,\nflex-lm,27000-27009,,,,\n",
			want: []string{"Flexlm744 PortFlexlm744", "FlexLM27000 PortFlexLM27000", "FlexLM27000Last PortFlexLM27000Last"},
		},
		{
			name:     "one of the package's own",
			rows:     "lookup,1,tcp,,,\nport-map,2,tcp,,,\nother,3,tcp,,,\n",
			reserved: []string{"Lookup", "PortMap"},
			want:     []string{"Lookup1 PortLookup1", "PortMap2 PortPortMap2", "Other PortOther"},
		},
		{name: "a typed one and an untyped one", rows: "x,1,tcp,,,\nport-x,2,tcp,,,\n", want: []string{"X1 PortX1", "PortX2 PortPortX2"}},
		{
			name: "an X in front and an X of its own",
			rows: "9pfs,1,tcp,,,\nx9-pfs,2,tcp,,,\n",
			want: []string{"X9PFS1 Port9PFS1", "X9PFS2 PortX9PFS2"},
		},
		{
			name: "a number that makes a new collision",
			rows: "a,12,tcp,,,\na,13,tcp,,,\na1x,7,tcp,,,\na12,9,tcp,,,\n",
			want: []string{"A1x PortA1x", "A12_9 PortA12_9", "A12 PortA12", "A13 PortA13"},
		},
		{
			name: "the end of a range and a name",
			rows: "a,1-5,tcp,,,\na-last,9,tcp,,,\n",
			want: []string{"A1 PortA1", "A1Last PortA1Last", "ALast9 PortALast9"},
		},
		{name: "ranges with two ends", rows: "a,1-5,tcp,,,\na,1-6,udp,,,\n", want: []string{"A PortA", "ALast5 PortALast5", "ALast6 PortALast6"}},
		{
			name: "one identifier for one port serves both names",
			rows: "ab,5,tcp,,,\na-b,5,udp,,,\na_b,5,tcp,,,\nc-d,6,tcp,,,\nc_d,6,tcp,,,\nc_d,7,tcp,,,\n",
			want: []string{"AB PortAB", "CD6 PortCD6", "CD7 PortCD7"},
		},
		{
			name: "an alias has none where it means the same port",
			rows: "a_b,1,tcp,,\"This entry is an alias to \"\"a-b\"\"\",\na-b,1,tcp,,,\n" +
				"c_d,3,tcp,,\"This entry is an alias to \"\"a-b\"\"\",\n" +
				"e,4,tcp,,\"This entry is an alias to \"\"e\"\"\",\n" +
				"h,6,udp,,\"This entry is an alias to \"\"i\"\"\",\ni,6,tcp,,,\n" +
				"f,5,tcp,,\"This entry is an alias to \"\"g\"\"\",\ng,5,tcp,,\"This entry is an alias to \"\"f\"\"\",\n",
			want: []string{"AB PortAB", "CD PortCD", "E PortE", "F PortF", "G PortG", "I PortI"},
		},
		{
			name: "an alias of a withdrawn service has one, unless it is withdrawn as well",
			rows: "a,1,tcp,,\"This entry is an alias to \"\"b\"\"\",\nb,1,tcp,,withdrawn 2026-01-02,\n" +
				"c,2,tcp,,\"This entry is an alias to \"\"d\"\". Withdrawn 2026-01-02\",\nd,2,tcp,,withdrawn 2026-01-02,\n" +
				"e,3,tcp,,\"This entry is an alias to \"\"f\"\"\",\nf,3,tcp,,withdrawn 2026-01-02,\nf,3,udp,,,\n",
			want: []string{"A PortA", "B PortB", "D PortD", "F PortF"},
		},
		{
			name: "given",
			rows: "orders,8480,tcp,,,OrderService\n9p,564,tcp,,,9PFS\n",
			want: []string{"X9PFS Port9PFS", "OrderService PortOrderService"},
		},
		{
			name: "given on one of two rows",
			rows: "orders,8480,tcp,,,\norders,8480,udp,,,OrderService\n",
			want: []string{"OrderService PortOrderService"},
		},
		{
			name: "given for an alias",
			rows: "old,1,tcp,,\"This entry is an alias to \"\"new\"\"\",Old\nnew,1,tcp,,,\n",
			want: []string{"New PortNew", "Old PortOld"},
		},
		{
			name: "a newcomer gives way to a given one",
			rows: "crm-api,1,tcp,,,\nother,2,tcp,,,CRMAPI\ncrm_api,3,tcp,,,\nlast,7-9,tcp,,,Crm\ncrm-last,10,tcp,,,\n",
			want: []string{"CRMAPI1 PortCRMAPI1", "CRMAPI PortCRMAPI", "CRMAPI3 PortCRMAPI3", "Crm PortCrm", "CrmLast PortCrmLast", "CRMLast10 PortCRMLast10"},
		},
		{
			name: "a newcomer shares the given one of its port",
			rows: "crm-api,1,tcp,,,CRMApi\ncrm_api,1,udp,,,\nx-y,2,tcp,,,XY2\nx_y,2,udp,,,\n",
			want: []string{"CRMApi PortCRMApi", "XY2 PortXY2"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows := c.rows
			for _, inOrder := range []bool{true, false} {
				cat, err := New(readNamed(t, rows), Naming{Reserved: c.reserved})
				require.NoError(t, err)
				if inOrder {
					assert.Equal(t, c.want, identifiers(cat))
				}
				assert.ElementsMatch(t, c.want, identifiers(cat))
				lines := strings.SplitAfter(strings.TrimSuffix(rows, "\n"), "\n")
				lines[len(lines)-1] += "\n"
				slices.Reverse(lines)
				rows = strings.Join(lines, "")
			}
		})
	}
}

func TestIdentifierErrors(t *testing.T) {
	for _, c := range []struct{ name, rows, reserved, want string }{
		{
			"no port is left", "a,1,tcp,,,\na,1,udp,,,\na,1,sctp,,,\na,1,dccp,,,\nb,1,,,,\n", "",
			`test.csv:6: service name "b": the row has no effect, since other rows name port 1 on every transport: give it a transport`,
		},
		{
			"no letter", "++,1,tcp,,,\n", "",
			`test.csv:2: service name "++": has no letter or digit to name a constant by: rename the service, or write one in the column Identifier`,
		},
		{
			"one of the API's, with its number", "tcp,4,tcp,,,\n", "TCP4 TCP",
			`test.csv:2: service name "tcp": its constant TCP4 is taken by the package's own API: rename the service, or write one in the column Identifier`,
		},
		{
			"a given one, with its number", "tcp,4,tcp,,,\nu,5,tcp,,,TCP4\nv,6,tcp,,,TCP\n", "",
			`test.csv:2: service name "tcp": its constant TCP4 is taken by service name "u" on line 3: rename the service, or write one in the column Identifier`,
		},
		{
			"not an identifier: a hyphen", "a,1,tcp,,,A-B\n", "",
			`test.csv:2: identifier "A-B": makes no exported name of Go: use ASCII letters, digits and _, with a capital or a digit first`,
		},
		{
			"not an identifier: a small letter first", "a,1,tcp,,,a\n", "",
			`test.csv:2: identifier "a": makes no exported name of Go: use ASCII letters, digits and _, with a capital or a digit first`,
		},
		{
			"not an identifier: a letter that is not ASCII", "a,1,tcp,,,Ä\n", "",
			`test.csv:2: identifier "Ä": makes no exported name of Go: use ASCII letters, digits and _, with a capital or a digit first`,
		},
		{
			"not an identifier, on the second row", "a,1,tcp,,,\na,1,udp,,,A-B\n", "",
			`test.csv:3: identifier "A-B": makes no exported name of Go: use ASCII letters, digits and _, with a capital or a digit first`,
		},
		{
			"taken", "a,1,tcp,,,Same\nb,2,tcp,,,Same\n", "",
			`test.csv:3: identifier "Same": its constant Same is taken by service name "a" on line 2: choose another`,
		},
		{
			"taken by a second row", "a,1,tcp,,,\na,1,udp,,,Same\nb,2,tcp,,,Same\n", "",
			`test.csv:4: identifier "Same": its constant Same is taken by service name "a" on line 3: choose another`,
		},
		{
			"taken but for case", "a,1,tcp,,,SameName\nb,2,tcp,,,Samename\n", "",
			`test.csv:3: identifier "Samename": its constant Samename is taken by service name "a" on line 2: choose another`,
		},
		{
			"taken but for case, on the same port", "a,1,tcp,,,SameName\nb,1,tcp,,,Samename\n", "",
			`test.csv:3: identifier "Samename": its constant Samename is taken by service name "a" on line 2: choose another`,
		},
		{
			"taken by the end of a range", "a,1-5,tcp,,,A\nb,6,tcp,,,ALast\n", "",
			`test.csv:3: identifier "ALast": its constant ALast is taken by service name "a" on line 2: choose another`,
		},
		{
			"taken by a typed constant", "a,1,tcp,,,A\nb,6,tcp,,,PortA\n", "",
			`test.csv:3: identifier "PortA": its constant PortA is taken by service name "a" on line 2: choose another`,
		},
		{
			"taken with an X in front", "a,1,tcp,,,X9\nb,6,tcp,,,9\n", "",
			`test.csv:3: identifier "9": its constant X9 is taken by service name "a" on line 2: choose another`,
		},
		{
			"one of the API's", "a,1,tcp,,,Lookup\n", "Lookup",
			`test.csv:2: identifier "Lookup": its constant Lookup is taken by the package's own API: choose another`,
		},
		{
			"one of the API's but for case", "a,1,tcp,,,LookUp\n", "Lookup",
			`test.csv:2: identifier "LookUp": its constant LookUp is taken by the package's own API: choose another`,
		},
		{
			"two rows that disagree", "a,1,tcp,,,A\na,1,udp,,,B\n", "",
			`test.csv:3: identifier "B": service name "a" has "A" for port 1 on line 2: write the same on both rows`,
		},
		{
			"no service name", ",1,tcp,Reserved,,A\n", "",
			`test.csv:2: identifier "A": the row has no service name: remove the identifier`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := New(readNamed(t, c.rows), Naming{Reserved: strings.Fields(c.reserved)})
			assert.EqualError(t, err, c.want)
		})
	}
}

// TestNewLeavesTheRegistry: what a caller reads stays as it was read.
func TestNewLeavesTheRegistry(t *testing.T) {
	reg := readNamed(t, "a,1,tcp,,,\n")
	_, err := New(reg, Naming{})
	require.NoError(t, err)
	assert.Empty(t, reg.Records[0].Identifier)
}

// TestReleasedNamesStay updates a registry in every way that IANA does. Each constant
// of the old one has to keep its name and number.
func TestReleasedNamesStay(t *testing.T) {
	const old = "first,10,tcp,First service,,\n" +
		"alike,11,tcp,Alike,,\n" +
		"wide,20-29,tcp,,,\n" +
		"twice,30,tcp,,,\ntwice,31,tcp,,,\n" +
		"gone,40,tcp,,,\n" +
		"hand,50,tcp,,,ByHand\n"
	for _, c := range []struct{ name, now, added string }{
		{name: "nothing", now: old},
		{name: "a second port, below", now: old + "first,9,tcp,First service,,\n", added: "First9"},
		{name: "a second port, above", now: old + "hand,51,udp,,,\n", added: "Hand51"},
		{name: "a third port", now: old + "twice,32,tcp,,,\n", added: "Twice32"},
		{name: "a service spelled alike", now: old + "a-like,12,tcp,,,\n", added: "ALike12"},
		{name: "a service spelled like the end of a range", now: old + "wide-last,12,tcp,,,\n", added: "WideLast12"},
		{name: "a service spelled like one with its number", now: old + "twice31,33,tcp,,,\n", added: "Twice31_33"},
		{name: "a changed title", now: strings.Replace(strings.Replace(old, "First service", "FIRST one: HAND; GOne; WIDe", 1), "Alike", "ALIKE", 1)},
		{name: "another transport", now: strings.Replace(old, "alike,11,tcp", "alike,11,", 1)},
		{name: "a withdrawn service", now: strings.Replace(old, "gone,40,tcp,,,\n", "", 1)},
		{name: "a withdrawn service, and its name on another port", now: strings.Replace(old, "gone,40", "gone,41", 1), added: "Gone41"},
		{name: "an alias", now: strings.Replace(old, "gone,40,tcp,,,\n", "gone,40,tcp,,\"This entry is an alias to \"\"new\"\"\",\nnew,40,tcp,,,\n", 1), added: "New"},
		{name: "letters of another case", now: strings.Replace(old, "alike,", "ALike,", 1)},
		{name: "rows in another order", now: reversed(old)},
	} {
		t.Run(c.name, func(t *testing.T) {
			update := func(old, new *registry.Registry) *registry.Registry {
				new.Retain(old, false)
				require.NoError(t, Naming{}.Name(new.Records))
				return new
			}
			released := readNamed(t, old)
			require.NoError(t, Naming{}.Name(released.Records))
			before, err := New(released, Naming{})
			require.NoError(t, err)

			// IANA's file has no identifiers, but for the one written by hand above,
			// which only the released registry has.
			now := update(released, readNamed(t, strings.ReplaceAll(c.now, "ByHand", "")))
			after, err := New(now, Naming{})
			require.NoError(t, err)
			is := map[string]uint16{}
			for _, k := range after.Constants {
				is[k.Typed] = k.Port
			}
			for _, k := range before.Constants {
				port, ok := is[k.Typed]
				assert.True(t, ok && port == k.Port, "%s = %d", k.Typed, k.Port)
				delete(is, k.Typed)
			}
			var added []string
			for name := range is {
				added = append(added, strings.TrimPrefix(name, "Port"))
			}
			assert.Equal(t, strings.Fields(c.added), append([]string{}, added...))
			assert.False(t, Compare(before, after).Verdict.AtLeast(Major))

			// Back to the old registry, nothing has another name.
			back, err := New(update(now, readNamed(t, strings.ReplaceAll(old, "ByHand", ""))), Naming{})
			require.NoError(t, err)
			assert.False(t, Compare(before, back).Verdict.AtLeast(Major))
		})
	}
}

// reversed returns lines in the opposite order.
func reversed(text string) string {
	lines := strings.SplitAfter(text, "\n")
	slices.Reverse(lines)
	return strings.Join(lines, "")
}

// TestDecisionsAreInUse holds every entry of the tables to change some name of the
// shipped registry.
func TestDecisionsAreInUse(t *testing.T) {
	records := unnamed(t)
	words := newSpelling(records)
	used := map[string]bool{}
	for i := range records {
		for _, word := range wordsOf(records[i].Name) {
			folded := registry.Fold(word)
			stem, _ := cutDigits(folded)
			used[folded], used[stem] = true, true
		}
	}
	for word, form := range decisions {
		assert.True(t, used[word], "%q is in no service name", word)
		delete(decisions, word)
		assert.NotEqual(t, form, words.of(word), "%q needs no entry", word)
		decisions[word] = form
	}
	for word := range plain {
		assert.True(t, used[word], "%q is in no service name", word)
		titled := words.titled.winner(word, hasOwnCapitals) + words.described.winner(word, hasOwnCapitals)
		assert.True(t, titled != "" || isUnpronounceable(word), "%q needs no entry", word)
	}
	for word := range goInitialisms {
		assert.NotContains(t, decisions, word, "it is Go's")
	}
}

// unnamed returns the shipped records without their identifiers.
func unnamed(t testing.TB) []registry.Record {
	t.Helper()
	records := slices.Clone(shippedRegistry(t).Records)
	for i := range records {
		records[i].Identifier = ""
	}
	return records
}

func shippedRegistry(t testing.TB) *registry.Registry {
	t.Helper()
	f, err := os.Open("../../registry.csv")
	require.NoError(t, err)
	defer f.Close()
	reg, err := registry.Read("registry.csv", f)
	require.NoError(t, err)
	return reg
}

// TestTitlesAreFollowed counts the words of service names that titles spell with
// capitals of their own, and how many of them the shipped identifiers spell so. What
// they spell otherwise has to be a decision: in a table, or in the column.
func TestTitlesAreFollowed(t *testing.T) {
	words := newSpelling(unnamed(t))
	total, followed := 0, 0
	seen := map[string]bool{}
	for _, r := range shippedRegistry(t).Records {
		if r.Name == "" || r.Identifier == "" || seen[r.Name] {
			continue
		}
		seen[r.Name] = true
		rest := r.Identifier
		for _, word := range wordsOf(r.Name) {
			rest = strings.TrimLeft(rest, "_")
			require.Equal(t, registry.Fold(word), registry.Fold(rest[:len(word)]), "%s of %s", r.Identifier, r.Name)
			form, _ := cutDigits(rest[:len(word)])
			rest = rest[len(word):]
			stem := registry.Fold(form)
			if stem == "" || !words.capitalised(stem) {
				continue
			}
			total++
			_, decided := decisions[stem]
			switch titled := words.titled.winner(stem, hasOwnCapitals); {
			case form == raise(titled):
				followed++
			case !decided && !plain[stem]:
				assert.NotEqual(t, words.identifier(r.Name), r.Identifier, "titles spell %q of %q as %q", form, r.Name, titled)
			}
		}
	}
	t.Logf("%d of %d words (%.1f %%) are spelled as titles spell them", followed, total, 100*float64(followed)/float64(total))
	assert.GreaterOrEqual(t, followed*100, total*97)
}

func TestConstantsOfTheRegistry(t *testing.T) {
	seen := map[string]string{}
	for _, k := range shipped(t).Constants {
		for _, name := range []string{k.Untyped, k.Typed} {
			require.True(t, token.IsIdentifier(name) && token.IsExported(name), name)
			other, ok := seen[strings.ToLower(name)]
			require.False(t, ok, "%s and %s", name, other)
			seen[strings.ToLower(name)] = name
		}
	}
}

// FuzzIdentifiers gives two services arbitrary names, ports and, to the first one, an
// identifier.
func FuzzIdentifiers(f *testing.F) {
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
		if a == "" || b == "" || registry.Fold(a) == registry.Fold(b) {
			return // as above, or one service
		}
		reg := &registry.Registry{Records: []registry.Record{
			{File: "a.csv", Line: 2, Name: a, Ports: registry.PortRange{First: portA, Last: portA}, Transport: registry.TCP, Identifier: identifier},
			{File: "a.csv", Line: 3, Name: b, Ports: registry.PortRange{First: portB, Last: portB}, Transport: registry.UDP},
		}}
		naming := Naming{Reserved: []string{"Lookup", "Port", "TCP"}}
		c, err := New(reg, naming)
		if err != nil {
			require.ErrorContains(t, err, "a.csv:")
			return
		}
		reg.Records[0], reg.Records[1] = reg.Records[1], reg.Records[0]
		swapped, err := New(reg, naming)
		require.NoError(t, err)
		require.ElementsMatch(t, identifiers(c), identifiers(swapped))
		seen := map[string]bool{"lookup": true, "port": true, "tcp": true}
		for _, k := range c.Constants {
			for _, name := range []string{k.Untyped, k.Typed} {
				require.True(t, token.IsIdentifier(name) && token.IsExported(name), name)
				require.False(t, seen[strings.ToLower(name)], name)
				seen[strings.ToLower(name)] = true
			}
		}
		if identifier != "" {
			require.True(t, slices.ContainsFunc(c.Constants, func(k *Constant) bool { return k.Typed == "Port"+identifier && k.Port == portA }))
		}
	})
}

// TestLastsOfSeveralServices: services that share an identifier have constants for all
// last ports of their ranges, which other services must leave alone.
func TestLastsOfSeveralServices(t *testing.T) {
	for rows, want := range map[string]string{
		"a-one,100-110,tcp,,Foo\nb-one,100-120,udp,,Foo\nc-one,130,tcp,,FooLast110\n":   `test.csv:4: identifier "FooLast110": its constant FooLast110 is taken by service name "b-one" on line 3: choose another`,
		"a-one,100-110,tcp,,Foo\nb-one,100-120,udp,,Foo\nc-one,130,tcp,,FooLast\n":      "",
		"foo-bar,1100,tcp,,FooBar\nfoo_bar,1100-1110,udp,,\nzed,1130,tcp,,FooBarLast\n": `test.csv:3: identifier "FooBar": its constant FooBarLast is taken by service name "zed" on line 4: choose another`,
	} {
		reg, err := registry.Read("test.csv", strings.NewReader("Service Name,Port Number,Transport Protocol,Description,Identifier\n"+rows))
		require.NoError(t, err)
		if err := (Naming{}).Name(reg.Records); want == "" {
			assert.NoError(t, err)
		} else {
			assert.EqualError(t, err, want)
		}
	}
}
