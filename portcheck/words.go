package portcheck

import (
	"slices"
	"strings"
	"unicode"

	"example.com/ianaports/internal/nearest"
	"example.com/ianaports/ports"
)

// splitWords returns the words of an identifier, a path or a text in small
// letters: it splits at what is neither a letter nor a digit, and where capitals
// begin or end: HTTPPort has http and port, defaultPortTLS default, port and tls.
func splitWords(s string) []string {
	var words []string
	runes := []rune(s)
	start := -1
	flush := func(end int) {
		if start >= 0 {
			words = append(words, strings.ToLower(string(runes[start:end])))
			start = -1
		}
	}
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush(i)
			continue
		case start < 0:
		case unicode.IsUpper(r) && !unicode.IsUpper(runes[i-1]):
			flush(i) // aB
		case unicode.IsUpper(r) && i+1 < len(runes) && unicode.IsLower(runes[i+1]) && !pluralAcronym(runes, i):
			flush(i) // ABc
		}
		if start < 0 {
			start = i
		}
	}
	flush(len(runes))
	return words
}

// pluralAcronym reports whether a capital is the last of an acronym in the plural,
// as in URLs.
func pluralAcronym(runes []rune, i int) bool {
	return runes[i+1] == 's' && (i+2 == len(runes) || !unicode.IsLower(runes[i+2]))
}

// A nameStrength is how much a name says that its value is a port.
type nameStrength uint8

const (
	noPort   nameStrength = iota
	weakPort              // the word port is in it, such as in defaultPortTLS
	isPort                // the last word is port
)

// portName tells whether a name is that of a port. A name that counts or bounds
// ports is not, and neither is one of another kind of port.
func portName(name string) nameStrength {
	if len(name) < len("port") || !containsFold(name, "port") {
		return noPort
	}
	words := splitWords(name)
	strength := noPort
	for i, word := range words {
		trimmed := strings.TrimRight(word, "0123456789")
		switch {
		case otherPorts[word] || i > 0 && otherPort(words[i-1], word):
			return noPort
		case trimmed == "port" || compoundPort(trimmed):
			strength = weakPort
			if i == len(words)-1 {
				strength = isPort
			}
		case word == "ports":
			strength = weakPort
		}
	}
	return strength
}

func containsFold(s, small string) bool {
	for i := 0; i+len(small) <= len(s); i++ {
		if strings.EqualFold(s[i:i+len(small)], small) {
			return true
		}
	}
	return false
}

// compoundPort reports whether a word that nobody has split is something and port,
// such as PGPORT and sshport, rather than a word such as import.
func compoundPort(word string) bool {
	rest, ok := strings.CutSuffix(word, "port")
	if !ok || len(rest) < 2 || englishPorts[word] {
		return false
	}
	if beforePort[rest] {
		return true
	}
	if len(rest) < 3 {
		return false
	}
	for range ports.ServicesNamed(rest) {
		return true
	}
	return false
}

// setOf makes a set of the words of a text.
func setOf(words string) map[string]bool {
	m := map[string]bool{}
	for _, word := range strings.Fields(words) {
		m[word] = true
	}
	return m
}

// englishPorts are words that only end in port.
var englishPorts = setOf("export import support transport report passport airport teleport rapport deport purport comport " +
	"viewport seaport heliport reexport reimport unsupport newport davenport carport spaceport sport reuseport")

// beforePort are words that precede port where no capital tells the two apart.
var beforePort = setOf("pg my db src dst host http https tcp udp local remote server listen proxy admin api web app default " +
	"rpc grpc bind source dest destination target peer public private external internal container node service smtp amqp mq " +
	"redis mongo kafka mysql postgres ws wss ssl tls metrics health debug control data base outside inside")

// otherPort reports whether two words of a name tell of no port number together:
// ViewPort, ioPort, portID.
func otherPort(first, second string) bool {
	pair := first + second
	return portPairs[pair] || englishPorts[pair] && second == "port" && len(first) > 1
}

// portPairs are pairs of words that have the word port and are no port numbers.
var portPairs = setOf("ioport scsiport portid portids portspeed portmode portgroup portmtu")

// otherPorts are words of names that have the word port and are no port: those of
// counts and bounds, and of other kinds of ports.
var otherPorts = setOf("num count counts counter max min total len length size nr " +
	"timeout retries retry interval delay ttl priority weight width bits mask shift flags state status index idx " +
	"vlan serial com usb tty gpio hdmi parallel bridge switch logical physical pci pcie sata midi ethernet phy lag " +
	"offset ofp openflow relay code type kind")

// hostWords are words of names whose values are hosts or addresses.
var hostWords = setOf("addr addrs address addresses host hosts hostname hostport server servers endpoint endpoints url urls uri uris " +
	"broker brokers listen bind target targets peer peers node nodes dsn domain ip remote upstream backend authority seeds seed " +
	"resolver nameserver proxy origin connect dial daemon")

// hostName reports whether a name is that of a host or an address.
func hostName(name string) bool {
	return slices.ContainsFunc(splitWords(name), func(word string) bool {
		return hostWords[word] || strings.HasSuffix(word, "addr") || strings.HasSuffix(word, "host") || strings.HasSuffix(word, "url")
	})
}

// genericWords are words of names and titles of services that say nothing of the
// service.
var genericWords = setOf("server servers service services protocol protocols port ports data control main client clients secure security alt " +
	"alternate tcp udp sctp tls ssl dtls admin administration proxy manager management remote system systems network networks net web " +
	"the and for over with from via see communication communications message messages messaging transfer access simple internet local file files link " +
	"agent host hosts api app application applications default test testing name names user users connection connections address listener " +
	"database databases key value cache store advanced open time session device devices info information monitor monitoring common general " +
	"world wide alternative version standard private public external internal request response registry registration discovery " +
	"type object objects process program software based using used use interface config configuration status state event events " +
	"gateway cluster node peer group index query search sync update job task queue stream streaming tunnel mail email " +
	"virtual machine daemon direct directory domain engine command console debug transport distributed universal global smart " +
	"source code core server2 ext extended high low fast resource resources model content media audio video voice " +
	"client2 login shell print printer printing backup storage disk license licensing lock memory mobile channel chat game games " +
	"root base basic real start stop live next first last one two three new old all any end read write get set run log logs " +
	"exec route echo who talk sun cl sr go ms")

// A serviceWords has the words by which a service is known.
type serviceWords struct {
	names  []string // the first particular word of its name, its joined form, and its known names
	titles []string // rare words of the title
}

// wordsOf returns the words of a service.
func wordsOf(s service) serviceWords {
	var w serviceWords
	parts := strings.FieldsFunc(strings.ToLower(s.Name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, part := range parts {
		if len(part) >= 3 && !genericWords[part] {
			w.names = append(w.names, part)
			break
		}
	}
	if joined := strings.Join(parts, ""); len(parts) > 1 && len(joined) >= 5 {
		w.names = append(w.names, joined)
	}
	w.names = append(w.names, nearest.KnownAs(s.Name)...)
	for _, word := range splitTitle(s.Description) {
		if len(word) >= 4 && !genericWords[word] && !slices.Contains(w.names, word) && rare(word) {
			w.titles = append(w.titles, word)
		}
	}
	return w
}

// splitTitle splits a title at spaces and punctuation alone, since titles have
// their own capitals.
func splitTitle(title string) []string {
	return strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// in reports whether one of the words occurs.
func (w serviceWords) in(near map[string]bool) bool {
	for _, word := range w.names {
		if occurs(word, near) {
			return true
		}
	}
	for _, word := range w.titles {
		if near[word] {
			return true
		}
	}
	return false
}

// occurs reports whether a word of a name occurs, alone or in a longer or a shorter
// form: postgres for postgresql, socks5, goredis.
func occurs(word string, near map[string]bool) bool {
	if near[word] {
		return true
	}
	// What SIPS is to SIP.
	if plain, ok := strings.CutSuffix(word, "s"); ok && len(plain) == 3 && !genericWords[plain] && near[plain] {
		return true
	}
	if len(word) < 4 {
		return near[word+"s"] || near["go"+word]
	}
	for other := range near {
		if akin(word, other) {
			return true
		}
	}
	return false
}

// akin reports whether two words are forms of one: one continues the other, or the
// longer one has the name of a service in it.
func akin(service, other string) bool {
	short, long := service, strings.TrimRight(other, "0123456789")
	if short == long {
		return true
	}
	if len(service) >= 5 && strings.Contains(other, service) {
		return true
	}
	if len(service) == 4 && !strings.ContainsAny(service, "aeiou") && strings.HasSuffix(long, service) {
		return true // fasthttp: an acronym that no other word ends with
	}
	if len(short) > len(long) {
		short, long = long, short
	}
	most := 1
	if len(short) >= 5 {
		most = 3
	}
	return len(short) >= 4 && len(long)-len(short) <= most && strings.HasPrefix(long, short) && !genericWords[short]
}
