package address

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"

	"example.com/ianaports/ports"
)

// Hole stands in a text for a byte that is not known: the value of a variable, or a
// verb of a format.
const Hole = '\x00'

// A Style is how an address is written.
type Style uint8

const (
	HostPort  Style = iota // host:port
	InURL                  // scheme://host:port/path
	Setting                // port=5432 in a data source name, --dport 22, /ip4/127.0.0.1/tcp/4001
	Notation               // 22/tcp
	Published              // 127.0.0.1:5432:5432/tcp, as docker publishes the last of the ports
	Alone                  // 443 or https
)

// A Part is one address in a text. Its port is empty if the address has none.
type Part struct {
	Style              Style
	Scheme             string // of a URL, or the network in tcp(host:3306), in small letters
	Host               string // as it is written, with brackets
	Start              int    // of the host
	Port               string
	PortStart, PortEnd int
}

// Number returns the port if it is written in digits. Port 0 is none.
func (p Part) Number() (ports.Port, bool) {
	n, err := strconv.ParseUint(p.Port, 10, 16)
	return ports.Port(n), err == nil && n > 0 && Decimal(p.Port)
}

// BareHost returns the host without brackets.
func (p Part) BareHost() string { return strings.Trim(p.Host, "[]") }

// Transport returns the transport that the address names, such as in udp://host:53
// and in 53/udp, or the one of a scheme that says it.
func (p Part) Transport() ports.Transport {
	scheme, _, _ := strings.Cut(p.Scheme, "+")
	t, err := ports.ParseTransport(scheme)
	if err != nil {
		return 0
	}
	return t
}

// Certain reports whether the address can hardly be anything else: it is in a URL or
// in a data source name, or its host is a domain, an IP address or localhost.
func (p Part) Certain() bool {
	return p.Style == InURL || p.Style == Setting || p.Scheme != "" || certainHost(p.Host)
}

// topLevel and filename tell a.example from main.go.
var (
	topLevel = regexp.MustCompile(`[A-Za-z0-9_\x00-]\.[A-Za-z]{2,}\.?$`)
	filename = regexp.MustCompile(`\.(?:go|js|ts|py|rb|c|h|cc|cpp|java|rs|yaml|yml|json|txt|md|sh|proto|sql|html|css|log)$`)
)

func certainHost(host string) bool {
	bare := strings.Trim(host, "[]")
	if bare == "localhost" || bare == "*" {
		return true
	}
	if _, err := netip.ParseAddr(bare); err == nil {
		return true
	}
	return topLevel.MatchString(host) && !filename.MatchString(host)
}

// Decimal reports whether a string is a number as people write one.
func Decimal(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != "" && (s[0] != '0' || len(s) == 1)
}

// verb matches a verb of a format.
var verb = regexp.MustCompile(`%[-+# 0]*(?:\[\d+\])?\d*(?:\.\d+)?[a-zA-Z]`)

// Verbs returns a format with its verbs as holes of the same length.
func Verbs(format string) string {
	return verb.ReplaceAllStringFunc(format, func(v string) string { return strings.Repeat(string(Hole), len(v)) })
}
