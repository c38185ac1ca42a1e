package defacto_test

import (
	"encoding/csv"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/ports"
	"example.com/ianaports/ports/defacto"
)

// The types are those of package ports.
var (
	_ ports.Port                         = defacto.PortKafka
	_ ports.Transport                    = defacto.TCP
	_ func(func(ports.Service) bool)     = defacto.All()
	_ func(ports.Transport) ports.Status = func(t ports.Transport) ports.Status { return defacto.StatusOf(t, defacto.Kafka) }
	_                                    = net.TCPAddr{Port: defacto.Kafka}
)

// pinned are constants that callers rely on. None may be renamed or renumbered.
var pinned = []struct {
	name      string
	got, want int
}{
	{"Alertmanager", defacto.Alertmanager, 9093},
	{"Consul", defacto.Consul, 8500},
	{"DNS", defacto.DNS, 53},
	{"Elasticsearch", defacto.Elasticsearch, 9200},
	{"Grafana", defacto.Grafana, 3000},
	{"InfluxDB", defacto.InfluxDB, 8086},
	{"Kafka", defacto.Kafka, 9092},
	{"Kubelet", defacto.Kubelet, 10250},
	{"MSSQL", defacto.MSSQL, 1433},
	{"NodeExporter", defacto.NodeExporter, 9100},
	{"OTLP", defacto.OTLP, 4317},
	{"Postgres", defacto.Postgres, 5432},
	{"Prometheus", defacto.Prometheus, 9090},
	{"RDP", defacto.RDP, 3389},
	{"SFTP", defacto.SFTP, 22},
	{"SMB", defacto.SMB, 445},
	{"SMTPS", defacto.SMTPS, 465},
	{"VNC", defacto.VNC, 5900},
	{"Vault", defacto.Vault, 8200},
	{"WireGuard", defacto.WireGuard, 51820},
	{"ZooKeeper", defacto.ZooKeeper, 2181},
}

func TestPinned(t *testing.T) {
	for _, p := range pinned {
		assert.Equal(t, p.want, p.got, p.name)
	}
}

func TestLookups(t *testing.T) {
	port, ok := defacto.Lookup(defacto.TCP, "RDP")
	assert.True(t, ok)
	assert.Equal(t, ports.PortMSWBTServer, port)
	_, ok = defacto.Lookup(defacto.TCP, "ms-wbt-server")
	assert.False(t, ok, "what is registered is in package ports")
	name, ok := defacto.ServiceName(ports.UDP, 51820)
	assert.True(t, ok)
	assert.Equal(t, "wireguard", name)
}

// A row is one of a registry's file, by the names of its columns.
type row map[string]string

func rows(t *testing.T, file string) (list []row) {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	records, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	require.NoError(t, err)
	for _, record := range records[1:] {
		r := row{}
		for i, field := range record {
			r[records[0][i]] = field
		}
		list = append(list, r)
	}
	return list
}

// ports returns the ports of a row.
func (r row) ports() (first, last int) {
	low, high, isRange := strings.Cut(r["Port Number"], "-")
	first, _ = strconv.Atoi(low)
	if last = first; isRange {
		last, _ = strconv.Atoi(high)
	}
	return first, last
}

// transports returns those of a row.
func (r row) transports() []string {
	if t := r["Transport Protocol"]; t != "" {
		return []string{t}
	}
	return []string{"tcp", "udp", "sctp", "dccp"}
}

var reference = regexp.MustCompile(`^(https://[a-z0-9.-]+\.[a-z]+(/\S*)?|RFC \d+(, Section [\d.]+)?)$`)

// TestRows holds each row to what CONTRIBUTING says of one: it has a reference, what it is
// an alias of is in IANA's registry on its port, and it says with whom it shares its port.
func TestRows(t *testing.T) {
	own := rows(t, "../../defacto.csv")
	require.GreaterOrEqual(t, len(own), 250)
	iana, target := map[string]bool{}, map[string]bool{}
	for _, r := range rows(t, "../../registry.csv") {
		if r["Service Name"] == "" || r["Port Number"] == "" || r["Withdrawn"] != "" {
			continue
		}
		first, last := r.ports()
		for _, transport := range r.transports() {
			for p := first; p <= last; p++ {
				target[fmt.Sprintf("%s/%s/%d", r["Service Name"], transport, p)] = true
				if !strings.Contains(r["Assignment Notes"], "alias") {
					iana[fmt.Sprintf("%s/%d", transport, p)] = true
				}
			}
		}
	}
	on := map[string][]row{}
	for _, r := range own {
		name := r["Service Name"]
		assert.Regexp(t, `^[a-z0-9]+(-[a-z0-9]+)*$`, name)
		assert.LessOrEqual(t, len(name), 15, name)
		assert.Regexp(t, reference, r["Reference"], name)
		assert.NotEmpty(t, r["Description"], name)
		assert.NotEmpty(t, r["Identifier"], name)
		first, last := r.ports()
		for _, transport := range r.transports() {
			if alias := r["Alias"]; alias != "" {
				assert.True(t, target[fmt.Sprintf("%s/%s/%d", alias, transport, first)], "%s: IANA has no %s on %d/%s", name, alias, first, transport)
			}
			for p := first; p <= last; p++ {
				at := fmt.Sprintf("%s/%d", transport, p)
				if iana[at] && r["Alias"] == "" {
					assert.NotEmpty(t, r["Shared"], "%s: IANA has another service on %s", name, at)
				}
				for _, other := range on[at] {
					if other["Service Name"] != name && (other["Alias"] == "" || other["Alias"] != r["Alias"]) {
						assert.NotEmpty(t, r["Shared"]+other["Shared"], "%s and %s on %s", name, other["Service Name"], at)
					}
				}
				on[at] = append(on[at], r)
			}
		}
	}
}

// TestIdentifiers: a constant that is spelled as one of package ports, whatever the case,
// has its number, unless it is a trap: the name of the registered service itself, which
// means another one to most people.
func TestIdentifiers(t *testing.T) {
	registered := map[string]row{}
	for _, r := range rows(t, "../../registry.csv") {
		for _, identifier := range strings.Split(r["Identifier"], "-") {
			registered[strings.ToLower(identifier)] = r
		}
	}
	traps := 0
	for _, r := range rows(t, "../../defacto.csv") {
		first, _ := r.ports()
		other, ok := registered[strings.ToLower(strings.Split(r["Identifier"], "-")[0])]
		if !ok {
			continue
		}
		if p, _ := other.ports(); p == first {
			continue
		}
		traps++
		assert.Equal(t, strings.ToLower(other["Service Name"]), r["Service Name"], "defacto.%s = %d, and ports.%s = %s", r["Identifier"], first, other["Identifier"], other["Port Number"])
	}
	assert.Greater(t, traps, 8, "SFTP, OTLP, ISCSI, …")
}

// TestTrapsSpeak: the comments of both constants say that the other one is not meant.
func TestTrapsSpeak(t *testing.T) {
	here, there := comments(t, "constants.go"), comments(t, "../constants.go")
	for name, about := range map[string]string{"SFTP": "22", "OTLP": "4317", "ISCSI": "3260", "IRC": "6667", "Nomad": "4646"} {
		assert.Contains(t, there[name], "\nNot ", name)
		assert.Contains(t, there[name], about+": see defacto."+name+".")
		assert.Contains(t, here[name], "\nNot ", name)
		assert.Contains(t, here[name], ": see ports."+name+".")
	}
	assert.Contains(t, there["MSWBTServer"], "Widely known as RDP")
	assert.Contains(t, here["RDP"], "see ports.MSWBTServer.")
	assert.NotContains(t, there["SyslogTLS"], "\nNot ")
}

// comments returns the comments of the constants in a file.
func comments(t *testing.T, file string) map[string]string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), filepath.FromSlash(file), nil, parser.ParseComments)
	require.NoError(t, err)
	list := map[string]string{}
	for _, decl := range parsed.Decls {
		for _, spec := range decl.(*ast.GenDecl).Specs {
			spec := spec.(*ast.ValueSpec)
			list[spec.Names[0].Name] = spec.Doc.Text()
		}
	}
	return list
}
