package address

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	urlText  = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*)://([^/?#\s]*)`)
	nextURL  = regexp.MustCompile(`,\s*[A-Za-z][A-Za-z0-9+.-]*://`)
	netText  = regexp.MustCompile(`\b(tcp|udp)[46]?\(([^()\s]*:[0-9\x00]+)\)`)
	portText = regexp.MustCompile(`(?:^|[\s;?&])[Pp]ort=([0-9]{2,5}|\x00+)(?:$|[\s;&])`)
	// filterText matches what a command for netfilter has in a text of several arguments,
	// and captureText what pcap-filter(7) has, in a text that is written in its words alone.
	filterText   = regexp.MustCompile(`(?:\s--(?:dport|destination-port)[= ]|\b(?:tcp|udp) [ds]port )([0-9]{2,5}|\x00+)(?:$|[\s;&])`)
	captureText  = regexp.MustCompile(`(?:^|[\s(])port ([0-9]{2,5}|\x00+)(?:$|[\s)])`)
	captureWords = regexp.MustCompile(`^(?:[\s()!]|(?:ip6?|tcp|udp|sctp|src|dst|port|(?:host|net) [\w.:/-]+|and|or|not|&&|\|\||[0-9.:/]+|\x00+)(?:$|[\s)]))*$`)
	queryText    = regexp.MustCompile(`\?[A-Za-z]`)
	hostText     = regexp.MustCompile(`^(?:\*|[A-Za-z0-9_\x00%](?:[A-Za-z0-9_.%\x00-]*[A-Za-z0-9_\x00])?|\[[0-9A-Fa-f:.%A-Za-z0-9\x00]*\])?$`)
	portName     = regexp.MustCompile(`^[0-9A-Za-z_+.*-]*[A-Za-z][0-9A-Za-z_+.*-]*$`)
	// portAndMore matches a port and what is not known behind it: "http://host:80" + path.
	portAndMore = regexp.MustCompile(`:[0-9]{2,5}\x00+$`)
	// argument matches the name in an argument of a command or in a variable of the
	// environment, --listen= or ETCD_LISTEN=, and numberArgument one that is a number:
	// --http-port=8080, PGPORT=5432.
	argument       = regexp.MustCompile(`^(?:--?[A-Za-z][A-Za-z0-9._-]*|[A-Z][A-Z0-9_]*)=`)
	numberArgument = regexp.MustCompile(argument.String() + `([0-9]{2,5}|\x00+)$`)
	// multiaddr matches /ip4/127.0.0.1/tcp/4001 (https://multiformats.io/multiaddr/).
	multiaddr = regexp.MustCompile(`^/(?:ip[46]|dns(?:4|6|addr)?)/[^/\s]+/(tcp|udp|sctp|dccp)/([0-9]{1,5}|\x00+)(?:/|$)`)
	notation  = regexp.MustCompile(`^(\d+|\x00+)/(tcp|udp|sctp|dccp)$`)
	// published matches what docker publishes, and ranges.
	published = regexp.MustCompile(`^(?:[0-9]+(?:\.[0-9]+){3}:)?[0-9]{2,5}:([0-9]{2,5})(?:/(?:tcp|udp))?$`)
)

// pathSchemes have the address in their path: dns:///host:port, the names of gRPC
// (https://github.com/grpc/grpc/blob/master/doc/naming.md).
var pathSchemes = map[string]bool{"dns": true, "passthrough": true}

// opaqueSchemes have addresses without slashes (RFC 7064, 7065, 3261).
var opaqueSchemes = map[string]bool{"stun": true, "stuns": true, "turn": true, "turns": true, "sip": true, "sips": true}

// Parse finds the addresses in a text of a form. It returns nil where the text is not
// of that form.
func Parse(text string, form Form) []Part {
	switch form {
	case Text:
		return parseText(text)
	case Tail:
		return parseTail(text)
	case URL:
		return parseURLs(text)
	case Address:
		if m := numberArgument.FindStringSubmatchIndex(text); m != nil {
			return []Part{{Style: Setting, Start: m[2], Port: text[m[2]:m[3]], PortStart: m[2], PortEnd: m[3]}}
		}
		if start := len(argument.FindString(text)); start > 0 {
			list := Parse(text[start:], form)
			for i := range list {
				list[i].Start, list[i].PortStart, list[i].PortEnd = list[i].Start+start, list[i].PortStart+start, list[i].PortEnd+start
			}
			return list
		}
		if m := multiaddr.FindStringSubmatchIndex(text); m != nil {
			return []Part{{Style: Setting, Scheme: text[m[2]:m[3]], Start: m[4], Port: text[m[4]:m[5]], PortStart: m[4], PortEnd: m[5]}}
		}
		if list := parseURLs(text); list != nil {
			return list
		}
		if list := parseSource(text); list != nil {
			return list
		}
		end := pathStart(text)
		if strings.ContainsAny(text, " \t\n\"'<>(){}|") || strings.Contains(text[:end], "=") {
			return nil
		}
		return parseList(text, 0, end)
	}
	return nil
}

// Argument returns the name in an argument of a command or in a variable of the
// environment: --listen of --listen=:6514. It returns "" for another text.
func Argument(text string) string { return strings.TrimSuffix(argument.FindString(text), "=") }

// Likely reports whether a text can have an address. It is a quick look.
func Likely(text string) bool {
	return strings.ContainsAny(text, ":=") || strings.Contains(text, "port ") || strings.Contains(text, "p/")
}

// pathStart returns where the path or the query behind an address starts.
func pathStart(text string) int {
	if i := strings.IndexByte(text, '/'); i >= 0 {
		text = text[:i]
	}
	if m := queryText.FindStringIndex(text); m != nil {
		return m[0]
	}
	return len(text)
}

func parseText(text string) []Part {
	if m := notation.FindStringSubmatchIndex(text); m != nil {
		return []Part{{Style: Notation, Scheme: text[m[4]:m[5]], Port: text[:m[3]], PortEnd: m[3]}}
	}
	if m := published.FindStringSubmatchIndex(text); m != nil {
		return []Part{{Style: Published, Port: text[m[2]:m[3]], PortStart: m[2], PortEnd: m[3]}}
	}
	if isPort(text) {
		return []Part{{Style: Alone, Port: text, PortEnd: len(text)}}
	}
	var list []Part // 80,443
	for start := 0; strings.Contains(text, ",") && start <= len(text); {
		item, _, _ := strings.Cut(text[start:], ",")
		trimmed := strings.TrimLeft(item, " ")
		if !Decimal(trimmed) {
			return nil
		}
		at := start + len(item) - len(trimmed)
		list = append(list, Part{Style: Alone, Start: at, Port: trimmed, PortStart: at, PortEnd: at + len(trimmed)})
		start += len(item) + 1
	}
	return list
}

func parseTail(text string) []Part {
	start := len(text) - len(strings.TrimPrefix(text, "]"))
	end := pathStart(text)
	if i := strings.IndexByte(text[:end], ')'); i >= 0 { // of tcp(host:3306)
		end = i
	}
	if start >= end || text[start] != ':' || !isPort(text[start+1:end]) {
		return nil
	}
	return []Part{{Start: start, Port: text[start+1 : end], PortStart: start + 1, PortEnd: end}}
}

// parseURLs finds the addresses of a URL, or of several with commas between.
func parseURLs(text string) (list []Part) {
	for start := 0; ; {
		end := len(text)
		next := nextURL.FindStringIndex(text[start:])
		if next != nil {
			end = start + next[0]
		}
		list = append(list, parseURL(text, start, end)...)
		if next == nil || list == nil {
			return list
		}
		for start = end + 1; text[start] == ' ' || text[start] == '\t' || text[start] == '\n' || text[start] == '\r'; start++ {
		}
	}
}

func parseURL(text string, start, end int) (list []Part) {
	if m := urlText.FindStringSubmatchIndex(text[start:end]); m != nil {
		first, last := start+m[4], start+m[5]
		scheme := strings.ToLower(text[start+m[2] : start+m[3]])
		var inPath []Part
		if pathSchemes[scheme] && last < end && text[last] == '/' {
			path, stop := last+1, end
			if i := strings.IndexAny(text[path:end], "?#"); i >= 0 {
				stop = path + i
			}
			if first == last { // no authority
				first, last = path, stop
			} else {
				inPath = parseList(text, path, stop)
			}
		}
		if strings.Count(text[first:last], "@") == 1 { // a password may have commas
			first += strings.IndexByte(text[first:last], '@') + 1
		}
		if m := portAndMore.FindStringIndex(text[first:last]); m != nil {
			last = first + m[0] + len(strings.TrimRight(text[first+m[0]:last], string(Hole))) // a path follows
		}
		list = append(parseList(text, first, last), inPath...)
		for i := range list {
			list[i].Style, list[i].Scheme = InURL, scheme
		}
		return append(list, parseSource(text[start:end])...)
	}
	scheme, rest, ok := strings.Cut(text[start:end], ":")
	if !ok || !opaqueSchemes[strings.ToLower(scheme)] || Decimal(rest) {
		return nil
	}
	last := end
	if i := strings.IndexAny(rest, "?;"); i >= 0 {
		last = start + len(scheme) + 1 + i
	}
	list = parseList(text, start+len(scheme)+1, last)
	for i := range list {
		list[i].Style, list[i].Scheme = InURL, strings.ToLower(scheme)
	}
	return list
}

// parseSource finds what stands in the data source name of a database:
// user@tcp(host:3306)/name, or host=x port=5432; and the argument of a command in a text
// of several: --dport 22.
func parseSource(text string) (list []Part) {
	if !strings.ContainsAny(text, "(=") && !strings.Contains(text, "port ") {
		return nil
	}
	if m := netText.FindStringSubmatchIndex(text); m != nil {
		for _, p := range parseList(text, m[4], m[5]) {
			p.Scheme = text[m[2]:m[3]]
			list = append(list, p)
		}
	}
	forms := []*regexp.Regexp{portText, filterText}
	if captureWords.MatchString(text) {
		forms = append(forms, captureText)
	}
	for _, form := range forms {
		for _, m := range form.FindAllStringSubmatchIndex(text, -1) {
			list = append(list, Part{Style: Setting, Start: m[2], Port: text[m[2]:m[3]], PortStart: m[2], PortEnd: m[3]})
		}
	}
	return list
}

// parseList finds addresses with commas between, each perhaps with user:password@
// before it. All must be addresses.
func parseList(text string, start, end int) (list []Part) {
	for start <= end {
		next := end
		if i := strings.IndexByte(text[start:end], ','); i >= 0 {
			next = start + i
		}
		start += strings.LastIndexByte(text[start:next], '@') + 1
		p, ok := parseAddress(text, start, next)
		if !ok {
			return nil
		}
		list = append(list, p)
		start = next + 1
	}
	return list
}

// parseAddress splits host:port, or a host alone.
func parseAddress(text string, start, end int) (Part, bool) {
	s := text[start:end]
	host, port := s, ""
	i := strings.LastIndexByte(s, ':')
	if strings.HasPrefix(s, "[") && i < strings.LastIndexByte(s, ']') {
		i = -1
	}
	if i >= 0 {
		host, port = s[:i], s[i+1:]
		if port != "" && !isPort(port) {
			return Part{}, false
		}
	}
	if !hostText.MatchString(host) {
		return Part{}, false
	}
	return Part{Host: host, Start: start, Port: port, PortStart: end - len(port), PortEnd: end}, true
}

// isPort reports whether a text can be a port: a number, a service name, or a hole.
func isPort(s string) bool {
	if s != "" && strings.Trim(s, string(Hole)) == "" {
		return true
	}
	if Decimal(s) {
		n, err := strconv.Atoi(s)
		return err == nil && n <= 65535
	}
	return portName.MatchString(s)
}
