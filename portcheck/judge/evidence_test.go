package judge

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"example.com/ianaports/ports"
)

func TestAkin(t *testing.T) {
	for _, pair := range [][2]string{{"postgresql", "postgres"}, {"memcache", "memcached"}, {"socks", "socks5"}, {"cockroach", "cockroachdb"}, {"amqp", "amqps"}, {"redis", "goredis"}, {"http", "fasthttp"}, {"rtmp", "gortmplib"}, {"postgres", "embeddedpostgres"}} {
		assert.True(t, akin(pair[0], pair[1]), pair)
	}
	for _, pair := range [][2]string{{"time", "timeout"}, {"time", "runtime"}, {"ldap", "ld"}, {"http", "httpexpect"}, {"websm", "web"}, {"httpx", "http"}, {"pyrrho", "vertica"}, {"uscli", "prometheusclient"}} {
		assert.False(t, akin(pair[0], pair[1]), pair)
	}
}

func TestHas(t *testing.T) {
	near := wordSet{"sip": true, "new": true}
	assert.True(t, near.has("sips"))
	assert.False(t, near.has("news"))
	assert.True(t, near.has("sip"))
}

// TestKnownNames judges by the names that people use for services which IANA registers
// under other ones.
func TestKnownNames(t *testing.T) {
	for known, registered := range map[string]string{"rdp": "ms-wbt-server", "vnc": "rfb", "sqlserver": "ms-sql-s", "smb": "microsoft-ds", "dns": "domain", "natpmp": "pcp", "neo4j": "bolt"} {
		list := iana.ByName(registered)
		assert.NotEmpty(t, list, registered)
		for _, s := range list {
			assert.Equal(t, nameWide|wholeWide, evidenceOf(s).in(wordSet{known: true}), known)
		}
	}
}

// TestDigits has services whose titles repeat their ports, and one that is a word of
// English in its title alone.
func TestDigits(t *testing.T) {
	for port, text := range map[ports.Port]string{5066: "5066", 9953: "9953", 7001: "managers"} {
		for _, s := range Candidates(Public, nil, port) {
			assert.Zero(t, evidenceOf(s).in(wordSet{text: true}), text)
		}
	}
}

func TestProse(t *testing.T) {
	w := wordSet{}
	w.prose("Distinct users want distinct ports. Managers use PostgreSQL and go-redis, like managers of MQTT.")
	assert.False(t, w["distinct"])
	assert.False(t, w["managers"])
	assert.True(t, w["postgresql"] || w["postgre"])
	assert.True(t, w["redis"])
	assert.True(t, w["mqtt"])
	w.prose("redis")
	assert.True(t, w["redis"])

	w = wordSet{}
	w.prose("Address for etcd clients; vault and tomcat start later, redises too.")
	assert.True(t, w.has("etcd"), "no word of English")
	w.prose("It waits. Memcached is next. Apple is not.")
	assert.True(t, w.has("memcached"), "at the start of a sentence")
	assert.False(t, w.has("apple"))
	for _, word := range []string{"vault", "tomcat", "redis", "client"} {
		assert.False(t, w.has(word), word)
	}
}

// TestBest chooses between two services in use on one port: a name in the wide
// surroundings tells them apart, and one near counts more.
func TestBest(t *testing.T) {
	list := candidates(Public, nil, 1025)
	for _, test := range []struct{ near, wide, want string }{
		{"listen", "mailpit", "mailpit"}, {"listen", "mailhog", "mailhog"}, {"mailhog", "mailpit", "mailhog"}, {"mailpit", "config", "mailpit"},
	} {
		c, fits := best(list, around{near: wordSet{test.near: true}, wide: wordSet{test.wide: true}}, false)
		assert.Equal(t, test.want, c.Name, test)
		assert.NotZero(t, fits, test)
	}
	_, fits := best(list, around{near: wordSet{"listen": true}, wide: wordSet{"config": true}}, false)
	assert.Zero(t, fits)
}

// TestCrowd has a port of many services, of which an import names one by chance.
func TestCrowd(t *testing.T) {
	kong := wordSet{"kong": true}
	_, fits := best(candidates(Public, nil, 8443), around{imports: kong}, false)
	assert.Zero(t, fits)
	_, fits = best(candidates(Public, nil, 9001), around{near: wordSet{"supervisor": true}}, false)
	assert.Zero(t, fits, "a form of supervisord")
	c, _ := best(candidates(Public, nil, 8443), around{wide: kong}, false)
	assert.Equal(t, "kong-proxy-tls", c.Name)
	c, _ = best(candidates(Public, nil, 8080), around{imports: wordSet{"http": true}}, false)
	assert.Equal(t, "http-alt", c.Name)
}

// TestFirstWord has names in use of which a word behind the first one says nothing.
func TestFirstWord(t *testing.T) {
	for name, word := range map[string]string{"web-dev-server": "dev", "node-exporter": "exporter"} {
		list := inUse.ByName(name)
		assert.NotEmpty(t, list, name)
		for _, s := range list {
			assert.Zero(t, evidenceOf(s).in(wordSet{word: true}), name)
			assert.NotZero(t, evidenceOf(s).in(wordSet{joined(name): true}), name)
		}
	}
}

// TestEverydayFirst has a port of many services, of which a word of English names one by
// chance.
func TestEverydayFirst(t *testing.T) {
	c, fits := best(candidates(Public, nil, 8080), around{near: wordSet{"label": true}}, false)
	assert.Zero(t, fits, c.Name)
}
