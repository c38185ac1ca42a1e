package naming

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

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
			var services []Service
			for _, title := range strings.Split(c.titles, "|") {
				services = append(services, Service{Name: c.service, Titles: []string{title}})
			}
			assert.Equal(t, c.want, newSpelling(services).identifier(c.service))
			slices.Reverse(services)
			assert.Equal(t, c.want, newSpelling(services).identifier(c.service))
			together := []Service{{Name: c.service, Titles: strings.Split(c.titles, "|")}}
			assert.Equal(t, c.want, newSpelling(together).identifier(c.service))
		})
	}
}

// TestOrderOfEvidence: an identifier that says nothing of how a word is spelled hides no
// other one of the same name.
func TestOrderOfEvidence(t *testing.T) {
	services := parse(t, "foo 1 Other", "foo 2 FOO2", "foo 3 FOO3", "foo-a 4 FooA", "foo-b 5 FooB")
	assert.Equal(t, "FooX", newSpelling(services).identifier("foo-x"), "a name has one vote")
	services = services[:4]
	services[3].Written.Identifier = "FOOA"
	assert.Equal(t, "FOOX", newSpelling(services).identifier("foo-x"))
	slices.Reverse(services)
	assert.Equal(t, "FOOX", newSpelling(services).identifier("foo-x"))
	services = services[2:]
	assert.Equal(t, "FOOX", newSpelling(services).identifier("foo-x"))
	slices.Reverse(services)
	assert.Equal(t, "FOOX", newSpelling(services).identifier("foo-x"))
}

// shipped returns the services of the shipped registry, with their names and without.
func shipped(t testing.TB) (named, unnamed []Service) {
	t.Helper()
	f, err := os.Open("../../registry.csv")
	require.NoError(t, err)
	defer f.Close()
	file, err := registry.Read("registry.csv", registry.IANA, f)
	require.NoError(t, err)
	type key struct {
		name string
		port uint16
	}
	index := map[key]int{}
	for _, r := range file.Rows {
		if r.Name == "" || !r.HasPort {
			continue
		}
		k := key{strings.ToLower(r.Name), r.Ports.First}
		i, ok := index[k]
		if !ok {
			i = len(named)
			index[k] = i
			named = append(named, Service{Name: r.Name, Port: k.port, Nameless: r.Identifier == ""})
		}
		s := &named[i]
		s.Written.Identifier = r.Identifier
		if !slices.Contains(s.Titles, r.Description) {
			s.Titles = append(s.Titles, r.Description)
		}
		if !r.Ports.IsRange() {
			continue
		}
		if !slices.Contains(s.Ends, r.Ports.Last) {
			s.Ends = append(s.Ends, r.Ports.Last)
		}
		if s.Written.Last == nil {
			s.Written.Last = map[uint16]string{}
		}
		s.Written.Last[r.Ports.Last] = r.LastIdentifier
	}
	unnamed = slices.Clone(named)
	for i := range unnamed {
		unnamed[i].Written = Names{}
	}
	return named, unnamed
}

// TestShippedNames takes the names of the shipped registry: nothing is left to derive.
func TestShippedNames(t *testing.T) {
	named, unnamed := shipped(t)
	names, problems := Derive(named, nil, func() []Service {
		assert.Fail(t, "something is not named")
		return nil
	})
	require.Empty(t, problems)
	for i, s := range named {
		assert.Equal(t, s.Written, names[i], s.Name)
		assert.Len(t, names[i].Last, len(s.Ends), s.Name)
	}

	// Derived anew, each service has a name as well.
	names, problems = Derive(unnamed, nil, none)
	require.Empty(t, problems)
	for i, s := range unnamed {
		assert.Equal(t, s.Nameless, names[i].Identifier == "", s.Name)
		assert.Len(t, names[i].Last, len(s.Ends), s.Name)
	}
}

// TestDecisionsAreInUse holds every entry of the tables to change some name of the
// shipped registry.
func TestDecisionsAreInUse(t *testing.T) {
	_, services := shipped(t)
	words := newSpelling(services)
	used := map[string]bool{}
	for i := range services {
		for _, word := range wordsOf(services[i].Name) {
			folded := strings.ToLower(word)
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

// TestTitlesAreFollowed counts the words of service names that titles spell with
// capitals of their own, and how many of them the shipped identifiers spell so. What
// they spell otherwise has to be a decision: in a table, or in the column, as where the
// capitals of a title are no product's.
func TestTitlesAreFollowed(t *testing.T) {
	named, unnamed := shipped(t)
	words := newSpelling(unnamed)
	total, followed := 0, 0
	seen := map[string]bool{}
	for _, s := range named {
		identifier := s.Written.Identifier
		if identifier == "" || seen[s.Name] {
			continue
		}
		seen[s.Name] = true
		rest := identifier
		for _, word := range wordsOf(s.Name) {
			rest = strings.TrimLeft(rest, "_")
			require.True(t, strings.EqualFold(word, rest[:len(word)]), "%s of %s", identifier, s.Name)
			form, _ := cutDigits(rest[:len(word)])
			rest = rest[len(word):]
			stem := strings.ToLower(form)
			if stem == "" || !words.capitalised(stem) {
				continue
			}
			total++
			_, decided := decisions[stem]
			switch titled := words.titled.winner(stem, hasOwnCapitals); {
			case form == raise(titled):
				followed++
			case !decided && !plain[stem]:
				assert.NotEqual(t, words.identifier(s.Name), identifier, "titles spell %q of %q as %q", form, s.Name, titled)
			}
		}
	}
	t.Logf("%d of %d words (%.1f %%) are spelled as titles spell them", followed, total, 100*float64(followed)/float64(total))
	assert.GreaterOrEqual(t, followed*100, total*95)
}
