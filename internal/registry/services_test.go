package registry

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadServices(t *testing.T) {
	file := read(t, Services, "\ufeff"+strings.Repeat("# A comment.\n", 100)+`
tcpmux		1/tcp				# TCP  port service multiplexer
echo            7/tcp
echo 7/udp
discard 9/TCP sink	null
rtmp	1/ddp	# Routing Table Maintenance Protocol
nbp 2/ddp
sip 5060/sctp
	padded 6000/dccp#close
echo 7/tcp
Null 9/tcp
discard 9/tcp
lite 10/udplite
`)
	const first = 101
	row := func(line int, name string, port uint16, transport Transport, description, alias string) *Row {
		return &Row{
			File: file, Line: first + line, Name: name, Ports: Ports{port, port}, HasPort: true,
			Transport: transport, Description: description, Alias: alias,
		}
	}
	assert.Equal(t, []*Row{
		row(1, "tcpmux", 1, TCP, "TCP port service multiplexer", ""),
		row(2, "echo", 7, TCP, "", ""),
		row(3, "echo", 7, UDP, "", ""),
		row(4, "discard", 9, TCP, "", ""),
		row(4, "sink", 9, TCP, "", "discard"),
		row(4, "null", 9, TCP, "", "discard"),
		row(7, "sip", 5060, SCTP, "", ""),
		row(8, "padded", 6000, DCCP, "close", ""),
	}, file.Rows)
	assert.Equal(t, 3, file.OtherProtocols)
	assert.Equal(t, 3, file.Repeated)
	assert.Empty(t, file.Warnings)

	// As CSV it is the same.
	assert.Equal(t, plain(file.Rows), plain(read(t, IANA, canonical(t, file)).Rows))
}

// TestNamesOfServices: a name and its aliases are spelled as the first line spells them.
func TestNamesOfServices(t *testing.T) {
	file := read(t, Services, "Discard 9/tcp SINK\ndiscard 9/udp sink\nsink 10/tcp DISCARD\n")
	var got []string
	for _, r := range file.Rows {
		got = append(got, r.Name+" "+r.Ports.String()+"/"+r.Transport.String()+" "+r.Alias)
	}
	assert.Equal(t, []string{"Discard 9/tcp ", "SINK 9/tcp Discard", "Discard 9/udp ", "SINK 9/udp Discard", "SINK 10/tcp ", "Discard 10/tcp SINK"}, got)
}

// TestNoAliases: what has no letter is no alias. nmap writes how frequent a port is, and
// some files have a title without the # before it.
func TestNoAliases(t *testing.T) {
	file := read(t, Services, "ssh\t22/tcp\t0.182286\t# Secure Shell\nweb 80/tcp www 2 - w3\n")
	assertFindings(t, []finding{
		at(1, `"0.182286"`, `"ssh"`, "no letter", "ignored", "write a #"),
		at(2, `"2"`, `"web"`, "no letter"),
		at(2, `"-"`, `"web"`, "no letter"),
	}, file.Warnings)
	var names []string
	for _, r := range file.Rows {
		names = append(names, r.Name)
	}
	assert.Equal(t, []string{"ssh", "web", "www", "w3"}, names)
}

func TestErrorsOfServices(t *testing.T) {
	for text, want := range map[string]finding{
		"ssh 22/tcp\n\nssh 22\n":      at(3, `"ssh 22"`, "NAME PORT/PROTOCOL", "ssh 22/tcp"),
		"ssh 22/tcp\nssh\n":           at(2, `"ssh"`, "NAME PORT/PROTOCOL"),
		"ssh 22/\n":                   at(1, `"ssh 22/"`, "NAME PORT/PROTOCOL"),
		"ssh /tcp\n":                  at(1, `port number ""`, "write N or N-M"),
		"ssh 2x2/tcp\n":               at(1, `port number "2x2"`, "write N or N-M"),
		"x11 6000-6063/tcp\n":         at(1, `port number "6000-6063"`, "no ranges", "a line for each port"),
		"spr-itunes 0/tcp\n":          at(1, `port number "0"`, "reserved", "remove the line"),
		"a 1/tcp\nssh 65536/tcp\n":    at(2, `port number "65536"`, "0 to 65535"),
		"a 1/tcp\nssh 65536/ddp\n":    at(2, `port number "65536"`, "0 to 65535"),
		"orders 8480/tpc\n":           at(1, `protocol "tpc"`, "tcp, udp, sctp or dccp"),
		"orders 8480/tcp/udp\n":       at(1, `protocol "tcp/udp"`, "one line for each"),
		"orders 8480/tcp,udp\n":       at(1, `protocol "tcp,udp"`, "one line for each"),
		"orders 8480/tcp4\n":          at(1, `protocol "tcp4"`, "tcp, udp, sctp or dccp"),
		"s\u00e9 22/tcp\n":            at(1, `service name "sé"`, "U+00E9", "RFC 6335"),
		"ssh 22/tcp s\u00e9\n":        at(1, `alias "sé"`, "U+00E9", "RFC 6335"),
		"ssh 22/tcp s\"h\n":           at(1, `name "s\"h"`, "quotation mark", "remove it"),
		"ssh 22/tcp # \x01\n":         at(1, `comment "\x01"`, "U+0001", "remove it"),
		"ssh 22/tcp\n<<<<<<< HEAD\n":  at(2, `"<<<<<<< HEAD"`),
		short + "ssh,22,tcp,Secure\n": at(1, `"Service Name,Port`, "NAME PORT/PROTOCOL"),
	} {
		file, err := Read("test.csv", Services, strings.NewReader(text))
		assert.Nil(t, file)
		assertFindings(t, []finding{want}, errorsOf(t, err)[:1])
	}
	_, err := Read("services", Services, strings.NewReader("ssh 22/tcp "+strings.Repeat("x", 1<<20)))
	require.NoError(t, err)
}
