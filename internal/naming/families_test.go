package naming

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// twoSpellings are the words of service names that the column Identifier spells in
// several ways, each with the reason. Any other word has to have one spelling.
var twoSpellings = map[string]string{
	"aas":   "NDLAAS is Active API Server; nobody knows what Aas is",
	"acc":   "access in ComboxWebAcc; a part of the name ACC RAID",
	"ads":   "AeroFlight's title is AeroFlight-ADs",
	"as":    "an application server; RemoteAs is the Remote Assistant",
	"base":  "a word; the service of 5429 is the Billing and Accounting System Exchange",
	"bcast": "broadcast; BCAST is a primitive of the Isis toolkit",
	"cas":   "Arepa's title is Arepa Cas",
	"ch":    "a clearinghouse, a channel; CH is NETCONF's call home",
	"cli":   "a client; CLI may be a command line",
	"de":    "nobody knows: the titles repeat the names",
	"di":    "nobody knows of DiTraceware and DiAse; DI is Digital Instinct and DI Messaging",
	"dta":   "LM Dta; D-TA is a maker",
	"elm":   "Elm-Momentum has its title; EVB's ELM is a license manager",
	"emp":   "Empress's servers; an initialism of AppSwitch's",
	"ets":   "SDL's is the Ent Trans Server; nobody knows what Ets is",
	"hb":    "a heartbeat, where a title says so; nobody knows of HBEngine",
	"ice":   "ZeroC's Ice; an initialism elsewhere",
	"icon":  "a word; ICON Discover has its title",
	"md":    "nobody knows of MdCGHTTP; TRDP's is Message Data",
	"mon":   "a monitor; an initialism where it is the whole name",
	"op":    "an operation; ObjectPlanet",
	"ora":   "Oracle; Optical Research Associates",
	"re":    "remote; RE in the titles of the others",
	"sea":   "a word; Sun's SEA",
	"sec":   "secure; the Samsung Electronics Co.",
	"set":   "a word; Secure Electronic Transaction",
	"sim":   "a simulator; Symantec's and PenTBox's SIM",
	"slp":   "a service location protocol and others; DSSlp is a sleeper service",
	"stat":  "a status; STAT is a product",
	"stm":   "nobody knows of StmPproc; AllJoyn's is standard messaging",
	"tag":   "a word; the Advantage Group",
	"v":     "a version after a protocol's capitals is small, as in DHCPv6; where a title has V, it is not",
	"xact":  "a transaction; PanQuest XACT has its title",
	"zen":   "a word; Novell's ZENworks",
}

// TestFamilies groups the words of service names, and lists those that identifiers spell
// in several ways. One who knows one member of a family expects the others to be spelled
// alike.
func TestFamilies(t *testing.T) {
	named, _ := shipped(t)
	families := map[string]map[string][]string{} // by word and form, the identifiers
	seen := map[string]bool{}
	for _, s := range named {
		identifier := s.Written.Identifier
		if identifier == "" || seen[identifier] {
			continue
		}
		seen[identifier] = true
		rest := identifier
		for _, word := range wordsOf(s.Name) {
			rest = strings.TrimLeft(rest, "_")
			require.True(t, len(rest) >= len(word) && strings.EqualFold(word, rest[:len(word)]), "%s has other words than %s", identifier, s.Name)
			form, _ := cutDigits(rest[:len(word)])
			rest = rest[len(word):]
			if form == "" {
				continue
			}
			forms := families[strings.ToLower(form)]
			if forms == nil {
				forms = map[string][]string{}
				families[strings.ToLower(form)] = forms
			}
			forms[form] = append(forms[form], fmt.Sprintf("%s=%d %q", identifier, s.Port, s.Titles))
		}
	}
	for _, word := range slices.Sorted(maps.Keys(families)) {
		forms := families[word]
		reason, accepted := twoSpellings[word]
		if accepted {
			assert.Greater(t, len(forms), 1, "%q has one spelling: remove it from the table", word)
			assert.NotEmpty(t, reason, word)
			continue
		}
		if len(forms) > 1 {
			text := ""
			for _, form := range slices.Sorted(maps.Keys(forms)) {
				text += fmt.Sprintf("\n- %s (%d): %s", form, len(forms[form]), strings.Join(forms[form], ", "))
			}
			assert.Fail(t, "two spellings", "%s: choose one in the column Identifier, or give the reason in the table%s", word, text)
		}
	}
	for word := range twoSpellings {
		assert.Contains(t, families, word, "no service name has the word")
	}
}

// ownInitialisms are the parts of identifiers that look like initialisms of Go's with
// small letters, and are none or are a product's spelling.
var ownInitialisms = map[string]string{
	"DbControlOMS":   "Oracle writes dbControl",
	"DbControlAgent": "Oracle writes dbControl",
	"OpenHPId":       "the daemon of OpenHPI",
}

var part = regexp.MustCompile(`[A-Z][a-z]+`)

// TestInitialisms: within a word as well, Go's initialisms are in capitals: BESAPI.
func TestInitialisms(t *testing.T) {
	named, _ := shipped(t)
	used := map[string]bool{}
	for _, s := range named {
		for _, word := range part.FindAllString(s.Written.Identifier, -1) {
			if goInitialisms[strings.ToLower(word)] {
				used[s.Written.Identifier] = true
				assert.Contains(t, ownInitialisms, s.Written.Identifier, "%s is %s in Go", word, strings.ToUpper(word))
			}
		}
	}
	for identifier := range ownInitialisms {
		assert.True(t, used[identifier], "%s needs no entry", identifier)
	}
}

// capitalS are the identifiers that end in a capital S after a small letter, though the
// service name has no hyphen there.
var capitalS = map[string]string{
	"CiscoAQoS":    "quality of service",
	"FSQoS":        "quality of service",
	"InstlBootS":   "the server beside the client InstlBootC",
	"NetworkLensS": "a lens over SSL, not a lenss",
}

var (
	endsInS       = regexp.MustCompile(`[a-z]S$`)
	endsInHyphenS = regexp.MustCompile(`[^A-Za-z0-9]s$`)
)

// TestFinalS: the hyphen of a service name decides whether a final s is a capital:
// DomainS of domain-s, Submissions of submissions.
func TestFinalS(t *testing.T) {
	named, _ := shipped(t)
	used := map[string]bool{}
	for _, s := range named {
		identifier := strings.TrimSuffix(s.Written.Identifier, fmt.Sprint(s.Port))
		switch {
		case identifier == "":
		case endsInHyphenS.MatchString(s.Name):
			assert.True(t, strings.HasSuffix(identifier, "S"), "%s of %s", identifier, s.Name)
		case endsInS.MatchString(identifier):
			used[identifier] = true
			assert.Contains(t, capitalS, identifier, "%s has no hyphen before the s", s.Name)
		}
	}
	for identifier := range capitalS {
		assert.True(t, used[identifier], "%s needs no entry", identifier)
	}
}
