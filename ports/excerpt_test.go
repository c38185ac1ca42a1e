package ports

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// excerpt is what the registry said in November 2024 of some of the ports from
// 6361 to 6963. A row without a transport is about all four.
var excerpt = []struct {
	name             string
	ports            [2]Port // the first and the last
	transport        Transport
	status           Status
	alias, reference string
}{
	{ports: [2]Port{6361, 6362}, transport: 0, status: Unassigned},
	{ports: [2]Port{6371, 6378}, transport: 0, status: Unassigned},
	{ports: [2]Port{6380, 6381}, transport: 0, status: Unassigned},
	{name: "clariion-evr01", ports: [2]Port{6389, 6389}, transport: TCP, status: Assigned},
	{name: "clariion-evr01", ports: [2]Port{6389, 6389}, transport: UDP, status: Assigned},
	{ports: [2]Port{6391, 6399}, transport: 0, status: Unassigned},
	{name: "boe-was", ports: [2]Port{6401, 6401}, transport: 0, status: Assigned},
	{name: "boe-resssvr1", ports: [2]Port{6407, 6407}, transport: 0, status: Assigned},
	{name: "boe-resssvr4", ports: [2]Port{6410, 6410}, transport: 0, status: Assigned},
	{ports: [2]Port{6411, 6416}, transport: 0, status: Unassigned},
	{name: "faxcomservice", ports: [2]Port{6417, 6417}, transport: TCP, status: Assigned},
	{name: "faxcomservice", ports: [2]Port{6417, 6417}, transport: UDP, status: Assigned},
	{name: "syserverremote", ports: [2]Port{6418, 6418}, transport: TCP, status: Assigned},
	{ports: [2]Port{6418, 6418}, transport: UDP, status: Reserved},
	{name: "svdrp", ports: [2]Port{6419, 6419}, transport: TCP, status: Assigned},
	{name: "svdrp-disc", ports: [2]Port{6419, 6419}, transport: UDP, status: Assigned},
	{name: "nim-wan", ports: [2]Port{6421, 6421}, transport: TCP, status: Assigned},
	{name: "nim-wan", ports: [2]Port{6421, 6421}, transport: UDP, status: Assigned},
	{ports: [2]Port{6422, 6431}, transport: 0, status: Unassigned},
	{ports: [2]Port{6441, 6441}, transport: 0, status: Unassigned},
	{name: "ieee11073-20701", ports: [2]Port{6464, 6464}, transport: TCP, status: Assigned},
	{name: "ieee11073-20701", ports: [2]Port{6464, 6464}, transport: UDP, status: Assigned},
	{name: "lvision-lm", ports: [2]Port{6471, 6471}, transport: TCP, status: Assigned},
	{name: "lvision-lm", ports: [2]Port{6471, 6471}, transport: UDP, status: Assigned},
	{name: "servicetags", ports: [2]Port{6481, 6481}, transport: TCP, status: Assigned},
	{name: "servicetags", ports: [2]Port{6481, 6481}, transport: UDP, status: Assigned},
	{name: "boks-servc", ports: [2]Port{6501, 6501}, transport: TCP, status: Assigned},
	{name: "boks_servc", ports: [2]Port{6501, 6501}, transport: TCP, status: Assigned, alias: "boks-servc"},
	{name: "boks-servc", ports: [2]Port{6501, 6501}, transport: UDP, status: Assigned},
	{name: "boks_servc", ports: [2]Port{6501, 6501}, transport: UDP, status: Assigned, alias: "boks-servc"},
	{name: "mcer-port", ports: [2]Port{6510, 6510}, transport: TCP, status: Assigned},
	{name: "mcer-port", ports: [2]Port{6510, 6510}, transport: UDP, status: Assigned},
	{ports: [2]Port{6511, 6511}, transport: TCP, status: Reserved},
	{name: "dccp-udp", ports: [2]Port{6511, 6511}, transport: UDP, status: Assigned, reference: "[RFC6773]"},
	{ports: [2]Port{6512, 6512}, transport: 0, status: Unassigned},
	{name: "netconf-tls", ports: [2]Port{6513, 6513}, transport: TCP, status: Assigned, reference: "[RFC7589][RFC-ietf-netconf-over-tls13-04]"},
	{ports: [2]Port{6513, 6513}, transport: UDP, status: Reserved},
	{name: "syslog-tls", ports: [2]Port{6514, 6514}, transport: TCP, status: Assigned, reference: "[RFC5425]"},
	{name: "syslog-tls", ports: [2]Port{6514, 6514}, transport: UDP, status: Assigned, reference: "[RFC6012]"},
	{name: "syslog-tls", ports: [2]Port{6514, 6514}, transport: DCCP, status: Assigned, reference: "[RFC6012]"},
	{name: "elipse-rec", ports: [2]Port{6515, 6515}, transport: TCP, status: Assigned},
	{name: "elipse-rec", ports: [2]Port{6515, 6515}, transport: UDP, status: Assigned},
	{ports: [2]Port{6516, 6542}, transport: 0, status: Unassigned},
	{name: "sum", ports: [2]Port{6551, 6551}, transport: TCP, status: Assigned},
	{name: "sum", ports: [2]Port{6551, 6551}, transport: UDP, status: Assigned},
	{ports: [2]Port{6567, 6567}, transport: 0, status: Reserved},
	{name: "parsec-peer", ports: [2]Port{6581, 6581}, transport: TCP, status: Assigned},
	{name: "parsec-peer", ports: [2]Port{6581, 6581}, transport: UDP, status: Assigned},
	{name: "mstmg-sstp", ports: [2]Port{6601, 6601}, transport: TCP, status: Assigned},
	{ports: [2]Port{6601, 6601}, transport: UDP, status: Reserved},
	{ports: [2]Port{6603, 6618}, transport: 0, status: Unassigned},
	{name: "odette-ftps", ports: [2]Port{6619, 6619}, transport: TCP, status: Assigned, reference: "[RFC5024]"},
	{name: "odette-ftps", ports: [2]Port{6619, 6619}, transport: UDP, status: Assigned, reference: "[RFC5024]"},
	{name: "kftp", ports: [2]Port{6621, 6621}, transport: TCP, status: Assigned},
	{name: "kftp", ports: [2]Port{6621, 6621}, transport: UDP, status: Assigned},
	{ports: [2]Port{6631, 6631}, transport: 0, status: Unassigned},
	{name: "mpls-udp", ports: [2]Port{6635, 6635}, transport: UDP, status: Assigned, reference: "[RFC7510]"},
	{name: "mpls-udp-dtls", ports: [2]Port{6636, 6636}, transport: UDP, status: Assigned, reference: "[RFC7510]"},
	{ports: [2]Port{6641, 6652}, transport: 0, status: Unassigned},
	{name: "p4p-portal", ports: [2]Port{6671, 6671}, transport: TCP, status: Assigned},
	{name: "p4p-portal", ports: [2]Port{6671, 6671}, transport: UDP, status: Assigned},
	{ports: [2]Port{6691, 6695}, transport: 0, status: Unassigned},
	{name: "ircs-u", ports: [2]Port{6697, 6697}, transport: TCP, status: Assigned, reference: "[RFC7194]"},
	{name: "kti-icad-srvr", ports: [2]Port{6701, 6701}, transport: TCP, status: Assigned},
	{name: "kti-icad-srvr", ports: [2]Port{6701, 6701}, transport: UDP, status: Assigned},
	{ports: [2]Port{6701, 6701}, transport: SCTP, status: Unassigned},
	{name: "frc-hp", ports: [2]Port{6704, 6704}, transport: SCTP, status: Assigned, reference: "[RFC5811]"},
	{name: "frc-mp", ports: [2]Port{6705, 6705}, transport: SCTP, status: Assigned, reference: "[RFC5811]"},
	{name: "frc-lp", ports: [2]Port{6706, 6706}, transport: SCTP, status: Assigned, reference: "[RFC5811]"},
	{ports: [2]Port{6707, 6713}, transport: 0, status: Unassigned},
	{name: "ibprotocol", ports: [2]Port{6714, 6714}, transport: TCP, status: Assigned},
	{name: "ibprotocol", ports: [2]Port{6714, 6714}, transport: UDP, status: Assigned},
	{name: "fibotrader-com", ports: [2]Port{6715, 6715}, transport: TCP, status: Assigned},
	{name: "fibotrader-com", ports: [2]Port{6715, 6715}, transport: UDP, status: Assigned},
	{name: "princity-agent", ports: [2]Port{6716, 6716}, transport: TCP, status: Assigned},
	{ports: [2]Port{6716, 6716}, transport: UDP, status: Reserved},
	{ports: [2]Port{6717, 6766}, transport: 0, status: Unassigned},
	{name: "plysrv-https", ports: [2]Port{6771, 6771}, transport: TCP, status: Assigned},
	{name: "plysrv-https", ports: [2]Port{6771, 6771}, transport: UDP, status: Assigned},
	{name: "bfd-lag", ports: [2]Port{6784, 6784}, transport: UDP, status: Assigned, reference: "[RFC7130]"},
	{name: "hnm", ports: [2]Port{6791, 6791}, transport: TCP, status: Assigned},
	{name: "hnm", ports: [2]Port{6791, 6791}, transport: UDP, status: Assigned},
	{name: "acnet", ports: [2]Port{6801, 6801}, transport: TCP, status: Assigned},
	{name: "acnet", ports: [2]Port{6801, 6801}, transport: UDP, status: Assigned},
	{ports: [2]Port{6802, 6816}, transport: 0, status: Unassigned},
	{name: "pentbox-sim", ports: [2]Port{6817, 6817}, transport: TCP, status: Assigned},
	{ports: [2]Port{6817, 6817}, transport: UDP, status: Reserved},
	{ports: [2]Port{6818, 6830}, transport: 0, status: Unassigned},
	{name: "ambit-lm", ports: [2]Port{6831, 6831}, transport: TCP, status: Assigned},
	{name: "ambit-lm", ports: [2]Port{6831, 6831}, transport: UDP, status: Assigned},
	{name: "netmo-default", ports: [2]Port{6841, 6841}, transport: TCP, status: Assigned},
	{name: "netmo-default", ports: [2]Port{6841, 6841}, transport: UDP, status: Assigned},
	{ports: [2]Port{6851, 6867}, transport: 0, status: Unassigned},
	{name: "jetstream", ports: [2]Port{6901, 6901}, transport: TCP, status: Assigned},
	{ports: [2]Port{6901, 6901}, transport: UDP, status: Reserved},
	{name: "otlp", ports: [2]Port{6951, 6951}, transport: TCP, status: Assigned},
	{name: "otlp", ports: [2]Port{6951, 6951}, transport: UDP, status: Assigned},
	{name: "jmact3", ports: [2]Port{6961, 6961}, transport: TCP, status: Assigned},
	{name: "jmact3", ports: [2]Port{6961, 6961}, transport: UDP, status: Assigned},
	{name: "swismgr1", ports: [2]Port{6963, 6963}, transport: TCP, status: Assigned},
	{name: "swismgr1", ports: [2]Port{6963, 6963}, transport: UDP, status: Assigned},
}

func TestExcerpt(t *testing.T) {
	require.Len(t, excerpt, 101)
	for _, row := range excerpt {
		transports := []Transport{row.transport}
		if row.transport == 0 {
			transports = []Transport{TCP, UDP, SCTP, DCCP}
		}
		for _, transport := range transports {
			t.Run(fmt.Sprintf("%d-%s-%s", row.ports[0], transport, row.name), func(t *testing.T) {
				for p := int(row.ports[0]); p <= int(row.ports[1]); p++ {
					assert.Equal(t, row.status, StatusOf(transport, Port(p)))
					if row.name == "" {
						_, ok := ServiceName(transport, Port(p))
						assert.False(t, ok)
						assert.Empty(t, slices.Collect(Services(transport, Port(p))))
					}
				}
				if row.name == "" {
					return
				}
				port, ok := Lookup(transport, row.name)
				assert.True(t, ok)
				assert.Equal(t, row.ports[0], port)

				name, ok := ServiceName(transport, port)
				assert.True(t, ok)
				if row.alias == "" {
					assert.Equal(t, row.name, name)
				} else {
					assert.Equal(t, row.alias, name)
				}

				services := slices.Collect(Services(transport, port))
				i := slices.IndexFunc(services, func(s Service) bool { return s.Name == row.name })
				require.GreaterOrEqual(t, i, 0)
				assert.Equal(t, row.ports, [2]Port{services[i].First, services[i].Last})
				assert.Equal(t, row.alias, services[i].Alias)
				assert.Equal(t, row.reference, services[i].Reference)
			})
		}
	}
}
