package ports

import (
	"encoding"
	"encoding/json"
	"errors"
	"iter"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	_ encoding.TextMarshaler   = TCP
	_ encoding.TextUnmarshaler = new(Transport)

	_ iter.Seq[Service] = All()
	_ iter.Seq[Service] = Services(TCP, 80)
	_ iter.Seq[Service] = ServicesNamed("http")
)

func TestPortString(t *testing.T) {
	for p := range 1 << 16 {
		require.Equal(t, strconv.Itoa(p), Port(p).String())
	}
}

func TestQuote(t *testing.T) {
	for _, s := range []string{"", "tcp", `a"b\c`, "é", "\x00\n\xff", "\u202e"} {
		unquoted, err := strconv.Unquote(quote(s))
		require.NoError(t, err)
		assert.Equal(t, s, unquoted)
	}
}

func TestAddr(t *testing.T) {
	for _, host := range []string{"", "example.com", "192.0.2.1", "2001:db8::1", "fe80::1%eth0", "::"} {
		assert.Equal(t, net.JoinHostPort(host, "6514"), PortSyslogTLS.Addr(host))
	}
	assert.Equal(t, ":0", Port(0).Addr(""))
	assert.Equal(t, "[::1]:65535", Port(65535).Addr("::1"))
	_, err := netip.ParseAddrPort(PortSyslogTLS.Addr("2001:db8::1"))
	assert.NoError(t, err)
}

func TestClass(t *testing.T) {
	for p, want := range map[Port]string{
		0: "System Ports", 1023: "System Ports", 1024: "User Ports", 49151: "User Ports",
		49152: "Dynamic Ports", 65535: "Dynamic Ports",
	} {
		assert.Equal(t, want, p.Class().String(), "port %d", p)
	}
	assert.Equal(t, "Class(0)", Class(0).String())
	assert.Equal(t, "Class(4)", Class(4).String())
}

func TestTransport(t *testing.T) {
	for name, want := range map[string]Transport{
		"tcp": TCP, "udp": UDP, "sctp": SCTP, "dccp": DCCP,
		"any": 0, "Any": 0, "TCP": TCP, "tcp4": TCP, "tcp6": TCP, "udp4": UDP, "Udp6": UDP, "sctp4": SCTP,
	} {
		got, err := ParseTransport(name)
		require.NoError(t, err, name)
		assert.Equal(t, want, got, name)
	}
	for _, name := range []string{"", "tcp5", "tcp46", "4", "ip", "unspecified", "any4", "tcp ", "sctpx", "tcp\x00", "ſctp"} {
		got, err := ParseTransport(name)
		assert.ErrorIs(t, err, ErrUnknownTransport, name)
		assert.EqualError(t, err, "ports: unknown transport "+quote(name))
		assert.Zero(t, got)
	}
	for transport, want := range map[Transport]string{0: "any", TCP: "tcp", UDP: "udp", SCTP: "sctp", DCCP: "dccp", 5: "Transport(5)", 255: "Transport(255)"} {
		assert.Equal(t, want, transport.String())
	}
}

// TestProtocol compares with the numbers of IANA's registry of protocol numbers.
func TestProtocol(t *testing.T) {
	numbers := map[uint8]Transport{6: TCP, 17: UDP, 33: DCCP, 132: SCTP}
	for n := range 256 {
		transport, ok := TransportOf(uint8(n))
		want, wantOK := numbers[uint8(n)]
		assert.Equal(t, wantOK, ok, n)
		assert.Equal(t, want, transport, n)
		if ok {
			assert.Equal(t, uint8(n), transport.Protocol())
		}
	}
	assert.Zero(t, Transport(0).Protocol())
	assert.Zero(t, Transport(6).Protocol(), "which is no conversion from a protocol number")
}

func TestTransportText(t *testing.T) {
	for _, transport := range []Transport{0, TCP, UDP, SCTP, DCCP} {
		text, err := json.Marshal(transport)
		require.NoError(t, err)
		got := Transport(9)
		require.NoError(t, json.Unmarshal(text, &got))
		assert.Equal(t, transport, got)
	}
	empty := TCP
	require.NoError(t, empty.UnmarshalText(nil))
	assert.Zero(t, empty, "a field that is left empty is any transport")
	_, err := Transport(9).MarshalText()
	assert.ErrorIs(t, err, ErrUnknownTransport)
	got := TCP
	assert.ErrorIs(t, got.UnmarshalText([]byte("tpc")), ErrUnknownTransport)
	assert.Equal(t, TCP, got, "an error leaves the value")
}

func TestStatusString(t *testing.T) {
	for s, want := range map[Status]string{0: "Status(0)", Assigned: "Assigned", Reserved: "Reserved", Unassigned: "Unassigned", Dynamic: "Dynamic", 5: "Status(5)"} {
		assert.Equal(t, want, s.String())
	}
	assert.Zero(t, StatusOf(DCCP+1, 80))
	assert.Equal(t, Assigned, StatusOf(0, 4791), "udp has it, tcp reserves it")
	assert.Equal(t, Dynamic, StatusOf(0, 65535))
}

// TestKnownCases has what other port tables get wrong.
func TestKnownCases(t *testing.T) {
	names := func(transport Transport, p Port) (list []string) {
		for s := range Services(transport, p) {
			list = append(list, s.Name)
		}
		return list
	}
	assert.Equal(t, []string{"http", "www", "www-http"}, names(TCP, 80))
	assert.Equal(t, []string{"nfs", "shilp"}, names(TCP, 2049))
	assert.Equal(t, []string{"submissions", "urd"}, names(TCP, 465))
	assert.Equal(t, []string{"igmpv3lite"}, names(UDP, 465))
	assert.Equal(t, []string{"shell"}, names(TCP, 514))
	assert.Equal(t, []string{"syslog"}, names(UDP, 514))
	assert.Equal(t, []string{"x11"}, names(TCP, 6063))
	assert.Equal(t, []string{"boe-cms"}, names(DCCP, 6400))
	assert.Equal(t, []string{"svdrp"}, names(TCP, 6419))
	assert.Equal(t, []string{"svdrp-disc"}, names(UDP, 6419))
	assert.Equal(t, []string{"swx"}, names(SCTP, 7359))
	assert.Equal(t, []string{"whoispp", "whois++"}, names(TCP, 63))
	assert.Equal(t, []string{"nfs"}, names(SCTP, 2049))
	assert.Equal(t, []string{"shell", "syslog"}, names(0, 514), "tcp comes first")
	assert.Equal(t, []string{"http", "www", "www-http", "http", "www", "www-http", "http"}, names(0, 80))
	assert.Equal(t, []string{"tftp", "tftp"}, names(0, 69))
	assert.Empty(t, names(0, 0))
	assert.Empty(t, names(DCCP+1, 80))

	assert.Equal(t, Reserved, StatusOf(TCP, 0))
	assert.Equal(t, Reserved, StatusOf(TCP, 6511))
	assert.Equal(t, Assigned, StatusOf(UDP, 6511))
	assert.Equal(t, Reserved, StatusOf(UDP, 2379))
	assert.Equal(t, Assigned, StatusOf(TCP, 24), "any private mail system")
	assert.Equal(t, Unassigned, StatusOf(SCTP, 6701))
	assert.Equal(t, Dynamic, StatusOf(TCP, 49152))

	for _, c := range []struct {
		transport Transport
		name      string
		want      Port
	}{
		{TCP, "whois++", 63}, {TCP, "WHOIS++", 63}, {UDP, "boks_servc", 6501}, {TCP, "sql*net", 66},
		{TCP, "cl/1", 172}, {TCP, "z39.50", 210}, {TCP, "914c/g", 211}, {TCP, "ethernet/ip-1", 2222},
		{TCP, "9pfs", 564}, {TCP, "3com-amp3", 629}, {TCP, "name", 42}, {TCP, "http-alt", 8080}, {UDP, "HTTP-Alt", 8080}, {TCP, "epp", 700}, {TCP, "mon", 2583},
		{TCP, "raid-am", 2013}, {UDP, "raid-am", 2007}, {0, "raid-am", 2013}, {0, "syslog", 514},
		{TCP, "X11", 6000},
	} {
		got, ok := Lookup(c.transport, c.name)
		assert.True(t, ok, c.name)
		assert.Equal(t, c.want, got, c.name)
	}
	var ports []Port
	for s := range ServicesNamed("HTTP-alt") {
		if s.Transport == TCP {
			ports = append(ports, s.First)
		}
	}
	assert.Equal(t, []Port{591, 8008, 8080}, ports)
	airplay := slices.Collect(ServicesNamed("AirPlay"))
	require.Len(t, airplay, 2, "a name without a port")
	assert.Equal(t, "airplay", airplay[0].Name)
	assert.False(t, airplay[0].HasPort())
	ssh := slices.Collect(ServicesNamed("ssh"))
	assert.True(t, ssh[0].HasPort())
	assert.False(t, ssh[len(ssh)-1].HasPort(), "a name with a port and without one")
	for s := range ServicesNamed("dccp-ping") {
		assert.Equal(t, Service{Name: "dccp-ping", Transport: DCCP, Description: "ping/traceroute using DCCP", Registered: "2012-11-14", ServiceCode: 1885957735}, s)
	}
	assert.Empty(t, slices.Collect(ServicesNamed("")))
	assert.Empty(t, slices.Collect(ServicesNamed("syslog-tl")))
}

func TestSequencesStop(t *testing.T) {
	for range All() {
		break
	}
	for range Services(TCP, 80) {
		break
	}
	for range ServicesNamed("http-alt") {
		break
	}
}

func TestMapsAreYours(t *testing.T) {
	clear(NameMap(TCP))
	clear(PortMap(TCP))
	assert.Equal(t, "https", NameMap(TCP)[443])
	assert.Equal(t, PortHTTPS, PortMap(TCP)["https"])
}

func TestLookupPort(t *testing.T) {
	for _, c := range []struct {
		network, service string
		want             int
	}{
		{"tcp", "https", 443}, {"tcp4", "HTTPS", 443}, {"tcp6", "https", 443},
		{"udp", "syslog", 514}, {"udp4", "syslog", 514}, {"udp6", "syslog", 514},
		{"sctp", "nfs", 2049}, {"dccp", "syslog-tls", 6514},
		{"ip", "syslog", 514}, {"", "syslog", 514},
		{"tcp", "", 0}, {"tcp", "0", 0}, {"tcp", "65535", 65535}, {"tcp", "+80", 80}, {"tcp", "0080", 80},
		{"no such network", "80", 80}, {"no such network", "", 0},
	} {
		got, err := LookupPort(c.network, c.service)
		require.NoError(t, err, "%q %q", c.network, c.service)
		assert.Equal(t, c.want, got, "%q %q", c.network, c.service)
	}
	for _, c := range []struct {
		network, service, text string
		want                   error
	}{
		{"tpc", "https", `ports: unknown network "tpc"`, ErrUnknownNetwork},
		{"TCP", "https", `ports: unknown network "TCP"`, ErrUnknownNetwork},
		{"tcp", "syslogtls", `ports: unknown service "syslogtls" on network "tcp"`, ErrUnknownService},
		{"tcp", "igmpv3lite", `ports: unknown service "igmpv3lite" on network "tcp"`, ErrUnknownService},
		{"tcp", "80 ", `ports: unknown service "80 " on network "tcp"`, ErrUnknownService},
		{"tcp", "-", `ports: unknown service "-" on network "tcp"`, ErrUnknownService},
		{"tcp", "65536", `ports: invalid port "65536"`, ErrInvalidPort},
		{"tcp", "-1", `ports: invalid port "-1"`, ErrInvalidPort},
		{"tcp", "99999999999999999999999", `ports: invalid port "99999999999999999999999"`, ErrInvalidPort},
	} {
		got, err := LookupPort(c.network, c.service)
		require.EqualError(t, err, c.text)
		assert.ErrorIs(t, err, c.want)
		assert.Zero(t, got)
		for _, other := range []error{ErrUnknownNetwork, ErrUnknownService, ErrInvalidPort} {
			assert.Equal(t, other == c.want, errors.Is(err, other), "%v is %v", err, other)
		}
	}
}

// TestLookupPortLikeNet holds LookupPort to what package net says, where the
// machine's /etc/services has no part in it.
func TestLookupPortLikeNet(t *testing.T) {
	for _, network := range []string{"tcp", "tcp4", "udp6", "ip", "", "bogus"} {
		for _, service := range []string{"", "0", "1", "80", "65535", "65536", "-1", "-0", "+1", "007", "1e3", "0x50", "no such service", "99999999999999999999"} {
			want, wantErr := net.LookupPort(network, service)
			got, err := LookupPort(network, service)
			assert.Equal(t, want, got, "%q %q", network, service)
			assert.Equal(t, wantErr == nil, err == nil, "%q %q: %v, net says %v", network, service, err, wantErr)
		}
	}
}

func TestNoAllocations(t *testing.T) {
	var port Port
	var name string
	var ok bool
	var status Status
	var number int
	names := []string{"syslog-tls", "HTTPS", "no such service", "whois++", "", "a name that is longer than any service name of the registry"}
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		for _, transport := range []Transport{0, TCP, UDP, SCTP, DCCP, 9} {
			for _, service := range names {
				port, ok = Lookup(transport, service)
			}
			for _, p := range []Port{0, 80, 6514, 6063, 65535} {
				name, ok = ServiceName(transport, p)
				status = StatusOf(transport, p)
			}
		}
		for _, network := range []string{"tcp", "udp6", "ip", "", "dccp"} {
			for _, service := range []string{"syslog-tls", "SYSLOG-TLS", "443", ""} {
				number, _ = LookupPort(network, service)
			}
		}
	}))
	_, _, _, _, _ = port, name, ok, status, number
}
