package portcheck

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"
)

// A hostPort is a port in a string, with the host before it.
type hostPort struct {
	host, port string
	start, end int // of host:port in the string
	scheme     string
	// certain says that the string can hardly be anything else than an address.
	certain bool
}

var (
	urlText  = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*)://([^/?#\s]*)`)
	netText  = regexp.MustCompile(`\b(?:tcp|udp)[46]?\(([^()\s]*:[0-9]+)\)`)
	portText = regexp.MustCompile(`(?:^|[\s;?&])[Pp]ort=([0-9]{2,5})(?:$|[\s;&])`)
	hostText = regexp.MustCompile(`^(?:\*|[A-Za-z0-9_%]+|[A-Za-z0-9_%][A-Za-z0-9_.%-]*[A-Za-z0-9_]|\[[0-9A-Fa-f:.%A-Za-z0-9]*\])?$`)
	nextURL  = regexp.MustCompile(`,\s*[A-Za-z][A-Za-z0-9+.-]*://`)
	label    = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)
	topLevel = regexp.MustCompile(`\.[A-Za-z]{2,}\.?$`)
	filename = regexp.MustCompile(`\.(?:go|js|ts|py|rb|c|h|cc|cpp|java|rs|yaml|yml|json|txt|md|sh|proto|sql|html|css|log)$`)
)

// hostPorts finds the numbers of ports in a string that is an address, a list of
// addresses, a URL or the data source name of a database.
func hostPorts(s string) []hostPort {
	if !strings.ContainsAny(s, ":=") || !strings.ContainsAny(s, "0123456789") {
		return nil
	}
	if m := nextURL.FindStringIndex(s); m != nil && urlText.MatchString(s) {
		start := m[0] + 1 // of the next URL in a list
		for start < len(s) && strings.IndexByte(" \t\n\r", s[start]) >= 0 {
			start++
		}
		list := hostPorts(s[:m[0]])
		for _, h := range hostPorts(s[start:]) {
			h.start, h.end = h.start+start, h.end+start
			list = append(list, h)
		}
		return list
	}
	if m := urlText.FindStringSubmatchIndex(s); m != nil {
		list := addressList(s, m[4], m[5])
		if len(list) == 0 { // a password may have commas
			list = addressList(s, m[4]+strings.LastIndexByte(s[m[4]:m[5]], '@')+1, m[5])
		}
		for i := range list {
			list[i].scheme, list[i].certain = s[m[2]:m[3]], true
		}
		return append(list, databaseName(s)...)
	}
	if list := databaseName(s); len(list) > 0 {
		return list
	}
	if strings.ContainsAny(s, " \t\n\"'<>(){}|=@") {
		return nil
	}
	end := len(s)
	if i := strings.IndexByte(s, '/'); i >= 0 {
		end = i
	}
	return addressList(s, 0, end)
}

// databaseName finds what stands in the data source name of a database:
// user@tcp(host:3306)/name, or host=x port=5432.
func databaseName(s string) (list []hostPort) {
	if m := netText.FindStringSubmatchIndex(s); m != nil {
		for _, h := range addressList(s, m[2], m[3]) {
			h.certain = true
			list = append(list, h)
		}
	}
	if m := portText.FindStringSubmatchIndex(s); m != nil {
		list = append(list, hostPort{port: s[m[2]:m[3]], start: m[2], end: m[3], certain: true, scheme: "port="})
	}
	return list
}

// addressList finds addresses with commas between, each perhaps with user:password@
// before it.
func addressList(s string, start, end int) (list []hostPort) {
	for start < end {
		next := end
		if i := strings.IndexByte(s[start:end], ','); i >= 0 {
			next = start + i
		}
		start += strings.LastIndexByte(s[start:next], '@') + 1
		if h, ok := splitAddress(s[start:next]); ok {
			h.start, h.end = start, next
			list = append(list, h)
		} else {
			return nil
		}
		start = next + 1
	}
	return list
}

// splitAddress splits host:port with a decimal port.
func splitAddress(s string) (hostPort, bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return hostPort{}, false
	}
	host, port := s[:i], s[i+1:]
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 || !decimal(port) || !hostText.MatchString(host) {
		return hostPort{}, false
	}
	return hostPort{host: host, port: port, certain: certainHost(host)}, true
}

// decimal reports whether a string is a number as people write one.
func decimal(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != "" && (s[0] != '0' || len(s) == 1)
}

// certainHost reports whether what stands before a colon and a number can hardly be
// anything else than a host: a domain, an IP address, a verb of a format.
func certainHost(host string) bool {
	switch host {
	case "localhost", "*", "%s", "%v", "[%s]", "[%v]":
		return true
	}
	bare := strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	if _, err := netip.ParseAddr(bare); err == nil {
		return true
	}
	return topLevel.MatchString(host) && !filename.MatchString(host)
}
