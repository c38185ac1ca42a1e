package portcheck

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"example.com/ianaports/ports"
)

func TestSplitWords(t *testing.T) {
	for name, want := range map[string][]string{
		"HTTPPort":       {"http", "port"},
		"defaultPortTLS": {"default", "port", "tls"},
		"LDAP_PORT":      {"ldap", "port"},
		"socks5":         {"socks5"},
		"URLs":           {"urls"},
		"go-redis/v9":    {"go", "redis", "v9"},
		"":               nil,
		"Ünïcode port":   {"ünïcode", "port"},
	} {
		assert.Equal(t, want, splitWords(name), name)
	}
}

func TestPortName(t *testing.T) {
	for name, want := range map[string]nameStrength{
		"port": isPort, "Port": isPort, "sshPort": isPort, "HTTPPort": isPort, "DB_PORT": isPort, "PGPORT": isPort,
		"sshport": isPort, "srcport": isPort, "http-port": isPort, "port2": isPort,
		"defaultPortTLS": weakPort, "PortSSL": weakPort, "portMap": weakPort, "portForScheme": weakPort, "ports": weakPort,
		"export": noPort, "Import": noPort, "support": noPort, "transport": noPort, "reports": noPort, "viewport": noPort, "viewPortX": noPort, "ViewPort": noPort, "view_port": noPort,
		"portSpeed": noPort, "portID": noPort, "ioPort": noPort, "IOPort": noPort, "idPort": isPort, "sPort": isPort, "PortIDs": noPort,
		"airport": noPort, "SO_REUSEPORT": noPort, "numPorts": noPort, "portCount": noPort, "maxPort": noPort, "serialPort": noPort,
		"usbPort": noPort, "portTimeout": noPort, "relayPort": noPort, "": noPort, "por": noPort, "portable": noPort,
	} {
		assert.Equal(t, want, portName(name), name)
	}
}

func TestHostPorts(t *testing.T) {
	type found struct {
		host, port string
		certain    bool
	}
	for text, want := range map[string][]found{
		"localhost:80":                      {{"localhost", "80", true}},
		":80":                               {{"", "80", false}},
		"redis:6379":                        {{"redis", "6379", false}},
		"a.example:1,b.example:2":           {{"a.example", "1", true}, {"b.example", "2", true}},
		"[::1]:80":                          {{"[::1]", "80", true}},
		"%s:80":                             {{"%s", "80", true}},
		"http://u:p@h:80/x:90":              {{"h", "80", true}},
		"u:p@tcp(127.0.0.1:3306)/x":         {{"127.0.0.1", "3306", true}},
		"host=x port=5432 dbname=y":         {{"", "5432", true}},
		"mongodb://a:27017,b:27018/x?w=1":   {{"a", "27017", true}, {"b", "27018", true}},
		"mongodb://a:27017,mongob:27017/x":  {{"a", "27017", true}, {"mongob", "27017", true}},
		"nats://a:4222,nats://b:4223":       {{"a", "4222", true}, {"b", "4223", true}},
		"nats://a:4222/x?y, nats://b:1,c:2": {{"a", "4222", true}, {"b", "1", true}, {"c", "2", true}},
		"amqp://u:p@a:5672,u:p@b:5673/x":    {{"a", "5672", true}, {"b", "5673", true}},
		"amqp://u:p,w@a:5672":               {{"a", "5672", true}},
		":80,:443":                          {{"", "80", false}, {"", "443", false}},
		"main.go:80":                        {{"main.go", "80", false}},
		"::1":                               nil,
		"fe80::1:80":                        nil,
		"a:99999":                           nil,
		"a:080":                             nil,
		"say localhost:80":                  nil,
		"http://h/80":                       nil,
		"support=12":                        nil,
		"2006-01-02T15:04:05":               nil,
	} {
		var got []found
		for _, h := range hostPorts(text) {
			got = append(got, found{h.host, h.port, h.certain})
			assert.Contains(t, text[h.start:h.end], h.port)
		}
		assert.Equal(t, want, got, text)
	}
}

func TestAkin(t *testing.T) {
	for _, pair := range [][2]string{{"postgresql", "postgres"}, {"memcache", "memcached"}, {"socks", "socks5"}, {"cockroach", "cockroachdb"}, {"amqp", "amqps"}, {"redis", "goredis"}, {"http", "fasthttp"}} {
		assert.True(t, akin(pair[0], pair[1]), pair)
	}
	for _, pair := range [][2]string{{"time", "timeout"}, {"time", "runtime"}, {"ldap", "ld"}, {"http", "httpexpect"}, {"websm", "web"}, {"pyrrho", "vertica"}} {
		assert.False(t, akin(pair[0], pair[1]), pair)
	}
}

func TestOccurs(t *testing.T) {
	near := map[string]bool{"sip": true, "new": true}
	assert.True(t, occurs("sips", near))
	assert.False(t, occurs("news", near))
	assert.True(t, occurs("sip", near))
}

// TestKnownNames judges by the names that people use for services which IANA registers
// under other ones.
func TestKnownNames(t *testing.T) {
	for known, registered := range map[string]string{"rdp": "ms-wbt-server", "vnc": "rfb", "sqlserver": "ms-sql-s", "smb": "microsoft-ds", "dns": "domain", "pg": "postgresql"} {
		found := false
		for s := range ports.ServicesNamed(registered) {
			found = true
			assert.True(t, wordsOf(service{Service: s}).in(map[string]bool{known: true}), known)
		}
		assert.True(t, found, registered)
	}
}
