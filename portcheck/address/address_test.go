package address

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"example.com/ianaports/ports"
)

func TestParse(t *testing.T) {
	type found struct {
		host, port string
		certain    bool
	}
	for _, test := range []struct {
		text string
		form Form
		want []found
	}{
		{"localhost:80", Address, []found{{"localhost", "80", true}}},
		{"localhost:http", Address, []found{{"localhost", "http", true}}},
		{":80", Address, []found{{"", "80", false}}},
		{":80", Tail, []found{{"", "80", false}}},
		{"]:80/x", Tail, []found{{"", "80", false}}},
		{"redis:6379", Address, []found{{"redis", "6379", false}}},
		{"a.example:1,b.example:2", Address, []found{{"a.example", "1", true}, {"b.example", "2", true}}},
		{"[::1]:80", Address, []found{{"[::1]", "80", true}}},
		{"[::1]", Address, []found{{"[::1]", "", true}}},
		{"\x00:80", Address, []found{{"\x00", "80", false}}},
		{"http://u:p@h:80/x:90", Address, []found{{"h", "80", true}}},
		{"http://u:p@h:80/x:90", URL, []found{{"h", "80", true}}},
		{"redis://:\x00@h/0", URL, []found{{"h", "", true}}},
		{"http://\x00:8080/", URL, []found{{"\x00", "8080", true}}},
		{"http://\x00/", URL, []found{{"\x00", "", true}}},
		{"stun:localhost:3478", Address, []found{{"localhost", "3478", true}}},
		{"turn:h:3478?transport=udp", URL, []found{{"h", "3478", true}}},
		{"turn:3478", URL, nil},
		{"--port=8080", Address, []found{{"", "8080", true}}},
		{"-http-port=8080", Address, []found{{"", "8080", true}}},
		{"--export=8080", Address, []found{{"", "8080", true}}},
		{"PGPORT=5432", Address, []found{{"", "5432", true}}},
		{"pgPort=5432", Address, nil},
		{"ETCD_LISTEN=http://h:2379", Address, []found{{"h", "2379", true}}},
		{"tcp and (src port 80 or dst port 443)", Address, []found{{"", "80", true}, {"", "443", true}}},
		{"host a.example and port \x00", Address, []found{{"", "\x00", true}}},
		{"any port 80", Address, nil},
		{"add rule tcp dport 80 accept", Address, []found{{"", "80", true}}},
		{":3306)/name", Tail, []found{{"", "3306", false}}},
		{"--listen=:8080", Address, []found{{"", "8080", false}}},
		{"--redis=redis://localhost:6379/0", Address, []found{{"localhost", "6379", true}}},
		{"dns:///localhost:50051", URL, []found{{"localhost", "50051", true}}},
		{"dns:///h.example:50051?x=y", URL, []found{{"h.example", "50051", true}}},
		{"dns://8.8.8.8/h.example:50051", Address, []found{{"8.8.8.8", "", true}, {"h.example", "50051", true}}},
		{"dns://10.0.0.1:53/zone", URL, []found{{"10.0.0.1", "53", true}, {"zone", "", true}}},
		{"passthrough:///\x00:50051", URL, []found{{"\x00", "50051", true}}},
		{"file:///h:80", URL, []found{{"", "", true}}},
		{"22/tcp", Text, []found{{"", "22", true}}},
		{"https", Text, []found{{"", "https", false}}},
		{"127.0.0.1:5432:5432/tcp", Text, []found{{"", "5432", false}}},
		{"8080:80", Text, []found{{"", "80", false}}},
		{"12:34:56", Text, nil},
		{"80, 443", Text, []found{{"", "80", false}, {"", "443", false}}},
		{"80,x", Text, nil},
		{"80,", Text, nil},
		{"u:p@tcp(127.0.0.1:3306)/x", Address, []found{{"127.0.0.1", "3306", true}}},
		{"host=x port=5432 dbname=y", Address, []found{{"", "5432", true}}},
		{"iptables --dport 22 -j DROP", Address, []found{{"", "22", true}}},
		{"stty --serial-port 22", Address, nil},
		{"/ip4/0.0.0.0/tcp/4001", Address, []found{{"", "4001", true}}},
		{"/dns4/a.example/udp/\x00/quic-v1", Address, []found{{"", "\x00", true}}},
		{"/ip4/0.0.0.0/tcp", Address, []found{{"", "", false}}},
		{"iptables --dport 22 -j A && iptables --dport 443 -j A", Address, []found{{"", "22", true}, {"", "443", true}}},
		{"run again with --port 443 for TLS", Address, nil},
		{"localhost:443?", Address, nil},
		{"localhost:5432?sslmode=disable", Address, []found{{"localhost", "5432", true}}},
		{"a=b:5432", Address, nil},
		{"/tcp/4001", Address, []found{{"", "", false}}},
		{"a:1433?x", Address, []found{{"a", "1433", false}}},
		{":1433?x=y", Tail, []found{{"", "1433", false}}},
		{"mongodb://a:27017,b:27018/x?w=1", URL, []found{{"a", "27017", true}, {"b", "27018", true}}},
		{"nats://a:4222/x?y, nats://b:1,c:2", URL, []found{{"a", "4222", true}, {"b", "1", true}, {"c", "2", true}}},
		{"amqp://u:p@a:5672,u:p@b:5673/x", URL, []found{{"a", "5672", true}, {"b", "5673", true}}},
		{"amqp://u:p,w@a:5672", URL, []found{{"a", "5672", true}}},
		{":80,:443", Address, []found{{"", "80", false}, {"", "443", false}}},
		{"main.go:80", Address, []found{{"main.go", "80", false}}},
		{"::1", Address, nil},
		{"fe80::1:80", Address, nil},
		{"a:99999", Address, nil},
		{"a:080", Address, nil},
		{"say localhost:80", Address, nil},
		{"http://h/80", URL, []found{{"h", "", true}}},
		{"support=12", Address, nil},
		{"2006-01-02T15:04:05", Address, nil},
		{"mailto:443", URL, nil},
		{"443", Tail, nil},
	} {
		var got []found
		for _, p := range Parse(test.text, test.form) {
			got = append(got, found{p.Host, p.Port, p.Certain()})
			assert.Equal(t, p.Port, test.text[p.PortStart:p.PortEnd])
			assert.Equal(t, p.Host, test.text[p.Start:p.Start+len(p.Host)])
		}
		assert.Equal(t, test.want, got, "%q as %v", test.text, test.form)
	}
}

func TestTransport(t *testing.T) {
	for text, want := range map[string]ports.Transport{
		"udp://127.0.0.1:323": ports.UDP, "tcp4://h:1": ports.TCP, "http://h:1": 0, "u@tcp(h:3306)/x": ports.TCP,
	} {
		assert.Equal(t, want, Parse(text, Address)[0].Transport(), text)
	}
	assert.Equal(t, ports.UDP, Parse("53/udp", Text)[0].Transport())
}

func TestVerbs(t *testing.T) {
	assert.Equal(t, "http://\x00\x00:\x00\x00\x00\x00\x00/", Verbs("http://%s:%[2]d/"))
}
