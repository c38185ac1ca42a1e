package nearest

import (
	"slices"
	"strings"
)

// registeredAs has the names by which services are widely known, and those under
// which IANA registers the same services. A few of the known names are registered as
// well, on other ports.
var registeredAs = map[string][]string{
	"bootp":      {"bootps", "bootpc"},
	"cifs":       {"microsoft-ds"},
	"dhcp":       {"bootps", "bootpc"},
	"dns":        {"domain"},
	"firebird":   {"gds-db"},
	"identd":     {"ident", "auth"},
	"ike":        {"isakmp"},
	"interbase":  {"gds-db"},
	"ipmi":       {"asf-rmcp"},
	"iscsi":      {"iscsi-target"},
	"jetdirect":  {"pdl-datastream"},
	"lpd":        {"printer"},
	"lpr":        {"printer"},
	"memcached":  {"memcache"},
	"modbus":     {"mbap"},
	"mssql":      {"ms-sql-s"},
	"pg":         {"postgresql"},
	"pgsql":      {"postgresql"},
	"portmap":    {"sunrpc"},
	"portmapper": {"sunrpc"},
	"postgres":   {"postgresql"},
	"psql":       {"postgresql"},
	"rdp":        {"ms-wbt-server"},
	"rexec":      {"exec"},
	"rlogin":     {"login"},
	"rmcp":       {"asf-rmcp"},
	"rpcbind":    {"sunrpc"},
	"rsh":        {"shell"},
	"rtmp":       {"macromedia-fcs"},
	"rwho":       {"who"},
	"samba":      {"microsoft-ds"},
	"smb":        {"microsoft-ds"},
	"smtps":      {"submissions"},
	"sqlserver":  {"ms-sql-s"},
	"ssmtp":      {"submissions"},
	"vnc":        {"rfb"},
	"whois":      {"nicname"},
	"winrm":      {"wsman", "wsmans"},
}

// knownAs is registeredAs from the registered name to the known ones, sorted.
var knownAs = func() map[string][]string {
	m := map[string][]string{}
	for known, registered := range registeredAs {
		for _, name := range registered {
			m[name] = append(m[name], known)
		}
	}
	for _, known := range m {
		slices.Sort(known)
	}
	return m
}()

// RegisteredAs returns the names under which IANA registers a service that is known
// by another name, in any case: ms-wbt-server for rdp. It returns nil for all others.
func RegisteredAs(known string) []string { return registeredAs[strings.ToLower(known)] }

// KnownAs returns the other names of a registered service, sorted: rdp for
// ms-wbt-server. It returns nil for a service that has none.
func KnownAs(registered string) []string { return knownAs[strings.ToLower(registered)] }
