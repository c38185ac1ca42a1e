package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/ports"
	"example.com/ianaports/ports/defacto"
)

const list = `module	place	port	service	judgement	kind	remark
example.com/a@v1.0.0	a.go:1	443	https	plain	comparison	
example.com/a@v1.0.0	a.go:2	3478	turn stun	plain	flag default	path
example.com/a@v1.0.0	a.go:3	9092		doubtful	assignment	Kafka
example.com/a@v1.0.0	a.go:4	8080	http-alt	doubtful	assignment	nothing near
example.com/a@v1.0.0	sub/b.go:5	578		no port	flag default	a version
example.com/a@v1.0.0	sub/b.go:5	80	http	plain	argument	
example.com/a@v1.0.0	sub/b.go:6	25	smtp	plain	argument	found by portcheck

example.com/b@v1.0.0	a.go:1	22	ssh	plain	argument	
`

func TestReadJudged(t *testing.T) {
	places, err := readJudged(strings.NewReader(list), "judged.tsv")
	require.NoError(t, err)
	require.Len(t, places, 8)
	assert.Equal(t, place{
		module: "example.com/a@v1.0.0", spot: spot{"a.go", 2, 3478}, services: []string{"turn", "stun"},
		judgement: plain, kind: "flag default", remark: "path",
	}, places[1])
	assert.Empty(t, places[2].services)
	assert.False(t, places[5].later())
	assert.True(t, places[6].later())
	assert.Equal(t, []string{"example.com/a@v1.0.0", "example.com/b@v1.0.0"}, modules(places))
}

func TestReadJudgedErrors(t *testing.T) {
	for line, want := range map[string]string{
		"m@v1\ta.go:1\t443":                             `l.tsv:3: line "m@v1\ta.go:1\t443": want 7 fields between tabs, got 3`,
		"m\ta.go:1\t443\thttps\tplain\t\t":              `l.tsv:3: module "m": want path@version`,
		"m@v1\ta.go\t443\thttps\tplain\t\t":             `l.tsv:3: place "a.go": want file:line`,
		"m@v1\ta.go:1\t70000\thttps\tplain\t\t":         `l.tsv:3: port "70000": want a number from 0 to 65535`,
		"m@v1\ta.go:1\t443\t\tplain\t\t":                `l.tsv:3: judgement "plain": name the service`,
		"m@v1\ta.go:1\t443\thttps\tmaybe\t\t":           `l.tsv:3: judgement "maybe": want plain, doubtful or no port`,
		"m@v1\tfirst.go:1\t443\thttps\tdoubtful\t\tdup": `l.tsv:3: place "first.go:1\t443": line 2 judges it already`,
	} {
		_, err := readJudged(strings.NewReader("header\nm@v1\tfirst.go:1\t443\thttps\tplain\t\t\n"+line+"\n"), "l.tsv")
		assert.EqualError(t, err, want)
	}
}

// TestLists reads the judged lists. The services of the first one are registered on their
// ports; the judges of the others named what else a port may be called.
func TestLists(t *testing.T) {
	files, err := filepath.Glob("*.tsv")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 7)
	for _, name := range files {
		f, err := os.Open(name)
		require.NoError(t, err)
		defer f.Close()
		places, err := readJudged(f, name)
		require.NoError(t, err)
		assert.GreaterOrEqual(t, len(modules(places)), 12, name)
		for _, p := range places {
			if name != "judged.tsv" {
				break
			}
			for _, service := range p.services {
				if p.port == 0 {
					_, ok := ports.Lookup(0, service)
					assert.True(t, ok, "%s: %s:%s: %s is not registered", name, p.module, p.spot, service)
					continue
				}
				assert.True(t, registered(service, p.port), "%s: %s:%s: %s is not registered on port %d", name, p.module, p.spot, service, p.port)
			}
		}
	}
}

// registered reports whether IANA's registry or the names in use have a name on a port.
func registered(name string, port int) bool {
	for s := range ports.Services(0, ports.Port(port)) {
		if s.Name == name {
			return true
		}
	}
	for s := range defacto.Services(0, ports.Port(port)) {
		if s.Name == name {
			return true
		}
	}
	return false
}

const output = `{
	"example.com/a": {"portcheck": [
		{"category": "number", "posn": "/cache/a/a.go:1:12", "message": "port 443 is https: use ports.HTTPS"},
		{"category": "number", "posn": "/cache/a/a.go:2:30", "message": "port 3478 is stun: use ports.STUN"}
	]}
}
{}
{
	"example.com/a/sub": {"portcheck": [
		{"posn": "/cache/a/sub/b.go:5:7", "message": "port 578 is ipdd: use ports.Ipdd"},
		{"posn": "/cache/a/a.go:3:1", "message": "port 9092 is XmlIpcRegSvc: use ports.XMLIPCRegSvc"},
		{"posn": "/cache/a/a.go:9:1", "message": "service domain is looked up at run time: use ports.PortDomain"}
	]}
}
{
	"example.com/a/sub [example.com/a/sub.test]": {"portcheck": [
		{"posn": "/cache/a/sub/b.go:5:7", "message": "port 578 is ipdd: use ports.Ipdd"}
	]}
}`

func TestParseFindings(t *testing.T) {
	findings, err := parseFindings([]byte(output), "/cache/a")
	require.NoError(t, err)
	require.Len(t, findings, 5, "a finding of two packages counts once")
	assert.Equal(t, finding{spot{"a.go", 1, 443}, "https", "port 443 is https: use ports.HTTPS"}, findings[0])
	assert.Equal(t, finding{spot{"a.go", 2, 3478}, "stun", "port 3478 is stun: use ports.STUN"}, findings[1])
	assert.Equal(t, finding{spot{"a.go", 9, 0}, "domain", "service domain is looked up at run time: use ports.PortDomain"}, findings[3])
	assert.Equal(t, spot{"sub/b.go", 5, 578}, findings[4].spot)

	findings, err = parseFindings([]byte(`{}`), "/cache/a")
	require.NoError(t, err)
	assert.Empty(t, findings)

	_, err = parseFindings([]byte(`{"example.com/a": {"portcheck": {"error": "analysis skipped"}}}`), "/cache/a")
	assert.ErrorContains(t, err, `package example.com/a: {"error": "analysis skipped"}`)
	for _, bad := range []string{"", "{", "panic"} {
		_, err = parseFindings([]byte(bad), "/cache/a")
		assert.ErrorContains(t, err, "output of go vet")
	}
}

// TestParseFinding has each form of a message.
func TestParseFinding(t *testing.T) {
	for message, want := range map[string]struct {
		port    int
		service string
	}{
		"port 443 is https: use ports.HTTPS": {443, "https"},
		"port 22 is ssh: use ports.PortSSH, in a variable: a string constant cannot be made of it":      {22, "ssh"},
		"port 22 is ssh: use ports.PortSSH, as an argument: a format cannot contain it":                 {22, "ssh"},
		"port 5432 is postgresql, ports.PostgreSQL: a tag cannot refer to it":                           {5432, "postgresql"},
		"port 514 is shell over tcp and syslog over udp: nothing here says which is meant":              {514, ""},
		"port 9090 is registered for websm (WebSM): nothing here says that this is meant":               {9090, "websm"},
		"port 9090 is registered for websm: nothing here says that this is meant":                       {9090, "websm"},
		"port 6513 is not registered over udp: it is netconf-tls over tcp":                              {6513, ""},
		"service domain is looked up at run time: use ports.PortDomain":                                 {0, "domain"},
		`service "smtps" is not registered`:                                                             {0, ""},
		`service "smtps" is not registered: did you mean submissions?`:                                  {0, "submissions"},
		`service "htpp" is not registered: did you mean http, https?`:                                   {0, "http"},
		"service netconf-tls is not registered over udp":                                                {0, "netconf-tls"},
		"service syslog is not registered over tcp: 514/tcp is shell":                                   {514, "syslog"},
		"service svdrp is not registered over udp: 6419/udp is svdrp-disc: use ports.PortSVDRPDisc":     {6419, "svdrp"},
		"a listener on port 50000, which the system may have given to a client: choose one below 49152": {50000, ""},
		"a listener on port 80, one of the System Ports, which need a privilege on many systems":        {80, ""},
	} {
		f, err := parseFinding("/a/b.go:1:2", message, "/a")
		require.NoError(t, err)
		assert.Equal(t, finding{spot{"b.go", 1, want.port}, want.service, message}, f)
	}
	_, err := parseFinding("/a/b.go:1:2", "port 443 is something else", "/a")
	assert.EqualError(t, err, `/a/b.go:1:2: message "port 443 is something else": want one of portcheck`)
}

func TestScore(t *testing.T) {
	places, err := readJudged(strings.NewReader(list), "judged.tsv")
	require.NoError(t, err)
	findings, err := parseFindings([]byte(output), "/cache/a")
	require.NoError(t, err)
	s := scoreModule("example.com/a@v1.0.0", places, findings)
	assert.Equal(t, 3, s.plain, "without what portcheck found")
	assert.Equal(t, 2, s.found)
	assert.Equal(t, 5, s.findings)
	assert.Equal(t, 2, s.wrong, "no port, and no service that is right")
	assert.Equal(t, 1, s.unjudged)
	assert.Equal(t, spot{"sub/b.go", 5, 80}, s.missedPlaces[0].spot)
	assert.Equal(t, "missed\texample.com/a@v1.0.0\tsub/b.go:5\t80\thttp\targument\t\n"+
		"wrong\texample.com/a@v1.0.0\ta.go:3\t9092\tport 9092 is XmlIpcRegSvc: use ports.XMLIPCRegSvc\n"+
		"wrong\texample.com/a@v1.0.0\tsub/b.go:5\t578\tport 578 is ipdd: use ports.Ipdd\n"+
		"not judged\texample.com/a@v1.0.0\ta.go:9\t0\tdomain\t\t\tfound by portcheck: service domain is looked up at run time: use ports.PortDomain\n", details(s))
}

// TestScoreService covers a place that is reported as another service, which is
// missed and wrong, and a doubtful one whose service is right, which is neither.
func TestScoreService(t *testing.T) {
	places, err := readJudged(strings.NewReader(list), "judged.tsv")
	require.NoError(t, err)
	s := scoreModule("example.com/a@v1.0.0", places, []finding{
		{spot: spot{"a.go", 1, 443}, service: "http"},
		{spot: spot{"a.go", 4, 8080}, service: "http-alt"},
		{spot: spot{"sub/b.go", 6, 25}, service: "smtp"},
	})
	assert.Equal(t, []int{3, 0, 3, 1, 0}, []int{s.plain, s.found, s.findings, s.wrong, s.unjudged})
}

// TestScoreInUse has a place of a service in use that is reported by a name of IANA's.
func TestScoreInUse(t *testing.T) {
	places := []place{{module: "a@v1", spot: spot{"a.go", 1, 8080}, services: []string{"tomcat", "http-alt"}, judgement: plain}}
	s := scoreModule("a@v1", places, []finding{{spot: spot{"a.go", 1, 8080}, service: "http-alt"}})
	assert.Equal(t, []int{1, 1, 1}, []int{s.inUse.plain, s.inUse.found, s.inUse.findings})
}

func TestFaults(t *testing.T) {
	good := score{module: "a", plain: 20, found: 19, findings: 50, wrong: 1}
	assert.Empty(t, faults([]score{good}))
	missing, wrong, unjudged := good, good, good
	missing.found = 18
	wrong.wrong = 2
	unjudged.unjudged = 1
	assert.Equal(t, []string{"recall is 90.0 %: want at least 95 %"}, faults([]score{missing}))
	assert.Equal(t, []string{"4.0 % of the findings are wrong: want at most 2 %"}, faults([]score{wrong}))
	assert.Equal(t, []string{`1 findings are not judged: add them to the judged list, with "found by portcheck" in the remark`}, faults([]score{unjudged}))
	assert.Equal(t, []string{"b was not analysed"}, faults([]score{good, {module: "b", failed: true}}))
}

func TestTable(t *testing.T) {
	scores := []score{
		{module: "a", plain: 10, found: 9, findings: 21, wrong: 1, unjudged: 1, doubtful: 4, time: 1500 * time.Millisecond,
			inUse: &score{plain: 4, found: 3, findings: 5, wrong: 1}},
		{module: "b", failed: true},
		{module: "c", time: time.Second},
	}
	assert.Equal(t, `| module | plain | found | recall | findings | wrong | not judged | precision | seconds |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| a | 10 | 9 | 90.0 % | 21 | 1 | 1 | 95.0 % | 1.5 |
| b | not analysed |  |  |  |  |  |  |  |
| c | 0 | 0 |  | 0 | 0 | 0 |  | 1.0 |
| all 3 | 10 | 9 | 90.0 % | 21 | 1 | 1 | 95.0 % | 2.5 |
| of these, IANA's | 6 | 6 | 100.0 % | 16 | 0 | 1 | 100.0 % |  |
| of these, defacto's | 4 | 3 | 75.0 % | 5 | 1 | 0 | 80.0 % |  |
`, table(scores, false))
	assert.Contains(t, table(scores, true), "| a | 10 | 9 | 90.0 % | 21 | 1 | 1 | 95.0 % | 1.5 | 4 |\n")
}

func TestReplaceSection(t *testing.T) {
	page := "# Title\n\n<!-- wild -->\nold\n<!-- end of wild -->\nrest\n"
	got, err := replaceSection([]byte(page), "new\n")
	require.NoError(t, err)
	assert.Equal(t, "# Title\n\n<!-- wild -->\nnew\n<!-- end of wild -->\nrest\n", string(got))
	for _, page := range []string{"", "<!-- wild -->\n", "<!-- end of wild -->\n<!-- wild -->\n"} {
		_, err := replaceSection([]byte(page), "new\n")
		assert.ErrorContains(t, err, "put the two lines where the table belongs")
	}
}
