package registry

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadServices(t *testing.T) {
	reg := read(t, strings.Repeat("# A comment.\n", 100)+`
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
`)
	const first = 101
	record := func(line int, name string, port uint16, transport Transport, description, alias string) Record {
		return Record{
			File: "test.csv", Line: first + line, Name: name, Ports: PortRange{port, port},
			Transport: transport, Description: description, Alias: alias, FromServices: true,
		}
	}
	assert.Equal(t, []Record{
		record(1, "tcpmux", 1, TCP, "TCP port service multiplexer", ""),
		record(2, "echo", 7, TCP, "", ""),
		record(3, "echo", 7, UDP, "", ""),
		record(4, "discard", 9, TCP, "", ""),
		record(4, "sink", 9, TCP, "", "discard"),
		record(4, "null", 9, TCP, "", "discard"),
		record(7, "sip", 5060, SCTP, "", ""),
		record(8, "padded", 6000, DCCP, "close", ""),
	}, reg.Records)
	assert.Equal(t, 2, reg.OtherProtocols)
	assert.Equal(t, 3, reg.Repeated)
	assert.Equal(t, canonical(t, reg), canonical(t, read(t, canonical(t, reg))), "as CSV it is the same")
}

func TestServicesAreToldFromCSV(t *testing.T) {
	for text, want := range map[string]bool{
		"ssh 22/tcp\n":                    true,
		"\r\n# x, y\r\n\tssh\t22/tcp\r\n": true,
		"ssh 22\n":                        true, // and wrong
		"discard 9/tcp\n":                 true,
		"spr-itunes 0/tcp\n":              true,
		"ssh :22\n":                       false,
		"ssh /22\n":                       false,
		short:                             false,
		"# a b\n" + short:                 false,
		"Service Name;Port Number\n":      false,
		"\"Service Name\", 22\n":          false,
		"# only comments 22/tcp\n":        false,
		"":                                false,
		"ssh\n":                           false,
	} {
		assert.Equal(t, want, isServices([]byte(text)), "%q", text)
	}
}

func TestErrorsOfServices(t *testing.T) {
	for text, want := range map[string]string{
		"ssh 22/tcp\n\nssh 22\n":   `3: line "ssh 22": has no port and protocol after the name: write NAME PORT/PROTOCOL, as in ssh 22/tcp`,
		"ssh 22/tcp\nssh\n":        `2: line "ssh": has no port and protocol after the name: write NAME PORT/PROTOCOL, as in ssh 22/tcp`,
		"ssh 22/\n":                `1: line "ssh 22/": has no port and protocol after the name: write NAME PORT/PROTOCOL, as in ssh 22/tcp`,
		"ssh 2x2/tcp\n":            `1: port number "2x2": neither a number nor a range: write N or N-M`,
		"x11 6000-6063/tcp\n":      `1: port number "6000-6063": services(5) has no ranges: write a line for each port`,
		"a 1/tcp\nssh 65536/tcp\n": `2: port number "65536": out of range: ports go from 0 to 65535`,
		"a 1/tcp\nssh 65536/ddp\n": `2: port number "65536": out of range: ports go from 0 to 65535`,
		"s\u00e9 22/tcp\n":         `1: service name "sé": character U+00E9 is not printable ASCII: RFC 6335 allows letters, digits and hyphens`,
		"ssh 22/tcp s\u00e9\n":     `1: alias "sé": character U+00E9 is not printable ASCII: RFC 6335 allows letters, digits and hyphens`,
		"ssh 22/tcp s\"h\n":        `1: name "s\"h": has a quotation mark: remove it`,
		"ssh 22/tcp # \x01\n":      `1: comment "\x01": control character U+0001 is not printable text: remove it`,
	} {
		_, err := Read("services", strings.NewReader(text))
		assert.EqualError(t, err, "services:"+want)
	}
	_, err := Read("services", strings.NewReader("ssh 22/tcp\n"+strings.Repeat("x\n", 30)))
	assert.ErrorContains(t, err, "too many errors")
	_, err = Read("services", strings.NewReader("ssh 22/tcp "+strings.Repeat("x", 1<<20)))
	assert.NoError(t, err)
}

// TestMergeOfServices has a services(5) file beside a registry, on either side of it.
func TestMergeOfServices(t *testing.T) {
	own := read(t, "Service Name,Port Number,Transport Protocol,Description,Assignment Notes\n"+
		"http-alt,591,tcp,,\nX11,6000-6063,tcp,,\ndicom,11112,tcp,,\nssh,22,tcp,Secure Shell,\nback,7,tcp,,Withdrawn: not in the registry of 2020-01-01 any more.\n")
	services := read(t, "http-alt 8080/tcp webcache\nx11 6000/tcp\nx11 6001/tcp\nacr-nema 104/tcp dicom\nssh 22/tcp\nssh 22/udp\nback 7/tcp\n")
	for _, registries := range [][]*Registry{{own, services}, {services, own}} {
		for _, later := range []bool{false, true} {
			merged, err := Merge(later, registries...)
			require.NoError(t, err)
			servicesFirst := (registries[0] == services) != later
			var got []string
			for _, r := range merged.Records {
				before := r.FromServices == servicesFirst
				for _, other := range merged.Records {
					if other.Name == r.Name && other.Ports.First != r.Ports.First && other.FromServices != r.FromServices {
						assert.Equal(t, before, r.Precedence < other.Precedence, "%s %s", r.Name, r.Ports)
					}
				}
				assert.Empty(t, r.Withdrawn)
				got = append(got, fmt.Sprintf("%s %s/%s %s", r.Name, r.Ports, r.Transport, r.Description))
			}
			assert.Equal(t, []string{
				"back 7/tcp ", "ssh 22/tcp Secure Shell", "ssh 22/udp ", "acr-nema 104/tcp ", "dicom 104/tcp ",
				"http-alt 591/tcp ", "X11 6000-6063/tcp ", "http-alt 8080/tcp ", "webcache 8080/tcp ", "dicom 11112/tcp ",
			}, got)
			assert.Equal(t, 4, merged.Repeated)
		}
	}
	assert.Equal(t, "2020-01-01", own.Records[0].Withdrawn, "the registry itself stays")
}

// TestServicesBesideEveryTransport: a row without a transport has its name on every
// transport, unless another row names the port there.
func TestServicesBesideEveryTransport(t *testing.T) {
	services := read(t, "gossip 8490/tcp # the machine's\ngossip 8490/udp\n")
	for text, want := range map[string][]string{
		"gossip,8490,,Ours\n":                        {"gossip 8490/ Ours"},
		"gossip,8490,,Ours\nother,8490,udp,Theirs\n": {"gossip 8490/ Ours", "other 8490/udp Theirs", "gossip 8490/udp "},
	} {
		merged, err := Merge(false, own(t, text), services)
		require.NoError(t, err)
		var got []string
		for _, r := range merged.Records {
			got = append(got, fmt.Sprintf("%s %s/%s %s", r.Name, r.Ports, r.Transport, r.Description))
		}
		assert.Equal(t, want, got)
	}
}
