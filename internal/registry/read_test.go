package registry

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name string
		kind Kind
		text string
		want []Row
	}{
		{
			name: "the columns are found by name, in any order, and unknown ones ignored",
			text: "Description,Shoe Size,Transport Protocol,Port Number,Service Name\nSecure Shell,44,tcp,22,ssh\n",
			want: []Row{{Line: 2, Name: "ssh", Ports: Ports{22, 22}, HasPort: true, Transport: TCP, Description: "Secure Shell"}},
		},
		{
			name: "the former name of a column",
			text: "Service Name,Port Number,Transport Protocol,Description,Known Unauthorized Uses\nssh,22,tcp,,Known Unauthorized Use on port 22\n",
			want: []Row{{Line: 2, Name: "ssh", Ports: Ports{22, 22}, HasPort: true, Transport: TCP, UnauthorizedUse: "Known Unauthorized Use on port 22"}},
		},
		{
			name: "BOM, CRLF, and LF inside quotes",
			text: "\ufeff" + strings.TrimSuffix(short, "\n") + "\r\nssh,22,tcp,\"Secure\n      Shell\"\r\nhttp,80,tcp,\r\n",
			want: []Row{
				{Line: 2, Name: "ssh", Ports: Ports{22, 22}, HasPort: true, Transport: TCP, Description: "Secure Shell"},
				{Line: 4, Name: "http", Ports: Ports{80, 80}, HasPort: true, Transport: TCP},
			},
		},
		{
			name: "names without a port, with a transport and without; ranges are inclusive",
			text: short + "airplay,,tcp,\nsip-names,,,\nx11,6000-6063,tcp,\n,0-65535,,Reserved\n",
			want: []Row{
				{Line: 2, Name: "airplay", Transport: TCP},
				{Line: 3, Name: "sip-names"},
				{Line: 4, Name: "x11", Ports: Ports{6000, 6063}, HasPort: true, Transport: TCP},
				{Line: 5, Ports: Ports{0, 65535}, HasPort: true, Description: "Reserved"},
			},
		},
		{
			name: "port 0 stands for none where the row has a name",
			text: short + "spr-itunes,0,tcp,\n,0,tcp,Reserved\nrange,0-9,tcp,\n",
			want: []Row{
				{Line: 2, Name: "spr-itunes", Transport: TCP},
				{Line: 3, Ports: Ports{0, 0}, HasPort: true, Transport: TCP, Description: "Reserved"},
				{Line: 4, Name: "range", Ports: Ports{0, 9}, HasPort: true, Transport: TCP},
			},
		},
		{
			name: "names of all kinds keep their case",
			text: short + "EtherNet/IP-1,1,tcp,\nApple Remote Desktop (Net Assistant),2,udp,\nwhois++,3,sctp,\n*,4,dccp,\n",
			want: []Row{
				{Line: 2, Name: "EtherNet/IP-1", Ports: Ports{1, 1}, HasPort: true, Transport: TCP},
				{Line: 3, Name: "Apple Remote Desktop (Net Assistant)", Ports: Ports{2, 2}, HasPort: true, Transport: UDP},
				{Line: 4, Name: "whois++", Ports: Ports{3, 3}, HasPort: true, Transport: SCTP},
				{Line: 5, Name: "*", Ports: Ports{4, 4}, HasPort: true, Transport: DCCP},
			},
		},
		{
			name: "notes: of IANA's prose only three phrases mean something",
			text: ianaHeader +
				"a,1,tcp,,,,2001-02,2003-04-05,[RFC1][RFC2],,,\"New contact. This entry is an alias to \"\"b\"\".\n   This entry is now historic.\"\n" +
				"b,1,tcp,,[Someone],[Someone_Else],,,[Jane Doe <jane&example.com>],,,See elsewhere.\n" +
				"c,1,tcp,,,,,,,,,\"This is a duplicate of the \"\"b\"\" service and should not be used\"\n" +
				"d,1,tcp,,,,,,,,,This entry records an unassigned but widespread use (added 5/21/97)\n",
			want: []Row{
				{Line: 2, Name: "a", Ports: Ports{1, 1}, HasPort: true, Transport: TCP, Registered: "2001-02", Modified: "2003-04-05", Reference: "[RFC1][RFC2]", Alias: "b"},
				{Line: 4, Name: "b", Ports: Ports{1, 1}, HasPort: true, Transport: TCP},
				{Line: 5, Name: "c", Ports: Ports{1, 1}, HasPort: true, Transport: TCP, Duplicate: "b"},
				{Line: 6, Name: "d", Ports: Ports{1, 1}, HasPort: true, Transport: TCP, Widespread: true},
			},
		},
		{
			name: "no prose of IANA's is a switch",
			text: ianaHeader +
				"a,1,tcp,Withdrawn 2026-01-01,,,,,,,,Shared by many. This port must not be shared.\n" +
				"b,1,tcp,Deprecated,,,,,,,,Withdrawn 2026-11-24; deprecated.\n",
			want: []Row{
				{Line: 2, Name: "a", Ports: Ports{1, 1}, HasPort: true, Transport: TCP, Description: "Withdrawn 2026-01-01"},
				{Line: 3, Name: "b", Ports: Ports{1, 1}, HasPort: true, Transport: TCP, Description: "Deprecated"},
			},
		},
		{
			name: "service codes of DCCP, with a port and without",
			text: ianaHeader + "discard,9,dccp,,,,,,,1145656131,,\ndccp-ping,,dccp,,,,,,, 1885957735 ,,\nmost,1,dccp,,,,,,,4294967295,,\n",
			want: []Row{
				{Line: 2, Name: "discard", Ports: Ports{9, 9}, HasPort: true, Transport: DCCP, ServiceCode: 1145656131},
				{Line: 3, Name: "dccp-ping", Transport: DCCP, ServiceCode: 1885957735},
				{Line: 4, Name: "most", Ports: Ports{1, 1}, HasPort: true, Transport: DCCP, ServiceCode: 4294967295},
			},
		},
		{
			name: "the columns of the shipped registry that are not IANA's",
			text: "Service Name,Port Number,Transport Protocol,Description,Identifier,Withdrawn\na,1,tcp,,SyslogTLS,2026-01-02\nx11,6000-6063,tcp,,X11-X11Last,\n9pfs,5-6,tcp,,9PFS,\n",
			want: []Row{
				{Line: 2, Name: "a", Ports: Ports{1, 1}, HasPort: true, Transport: TCP, Identifier: "SyslogTLS", Withdrawn: "2026-01-02"},
				{Line: 3, Name: "x11", Ports: Ports{6000, 6063}, HasPort: true, Transport: TCP, Identifier: "X11", LastIdentifier: "X11Last"},
				{Line: 4, Name: "9pfs", Ports: Ports{5, 6}, HasPort: true, Transport: TCP, Identifier: "9PFS"},
			},
		},
		{
			name: "the columns of a team's file",
			kind: Team,
			text: full + "rdp,3389,tcp,,ms-wbt-server, our jump hosts\tlisten here ,2026-01-02, Team  A,RDP\n,8600-8699,,Reserved for billing,,,,Billing,\n",
			want: []Row{
				{Line: 2, Name: "rdp", Ports: Ports{3389, 3389}, HasPort: true, Transport: TCP, Alias: "ms-wbt-server", Shared: "our jump hosts listen here", Withdrawn: "2026-01-02", Owner: "Team A", Identifier: "RDP"},
				{Line: 3, Ports: Ports{8600, 8699}, HasPort: true, Description: "Reserved for billing", Owner: "Billing"},
			},
		},
		{
			name: "what is no switch in a team's notes",
			kind: Team,
			text: "Service Name,Port Number,Transport Protocol,Description,Assignment Notes\n" +
				"a,1,tcp,,This port must not be shared\nb,2,tcp,,not withdrawn 2026-01-01 after all\nc,3,tcp,shared,unshared\nd,4,tcp,,This entry records an unassigned but widespread use\n",
			want: []Row{
				{Line: 2, Name: "a", Ports: Ports{1, 1}, HasPort: true, Transport: TCP},
				{Line: 3, Name: "b", Ports: Ports{2, 2}, HasPort: true, Transport: TCP},
				{Line: 4, Name: "c", Ports: Ports{3, 3}, HasPort: true, Transport: TCP, Description: "shared"},
				{Line: 5, Name: "d", Ports: Ports{4, 4}, HasPort: true, Transport: TCP},
			},
		},
		{
			name: "rows stay in their order",
			text: short + "b,2,tcp,\na,1-9,tcp,\nc,2,udp,\n",
			want: []Row{
				{Line: 2, Name: "b", Ports: Ports{2, 2}, HasPort: true, Transport: TCP},
				{Line: 3, Name: "a", Ports: Ports{1, 9}, HasPort: true, Transport: TCP},
				{Line: 4, Name: "c", Ports: Ports{2, 2}, HasPort: true, Transport: UDP},
			},
		},
		{
			name: "rows that spreadsheets leave blank",
			kind: Team,
			text: ",,,\n" + short + "a,1,tcp,\n,,,\n , ,\t,\nb,2,tcp,\n,,,,,,\n,\n\n",
			want: []Row{
				{Line: 3, Name: "a", Ports: Ports{1, 1}, HasPort: true, Transport: TCP},
				{Line: 6, Name: "b", Ports: Ports{2, 2}, HasPort: true, Transport: TCP},
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := read(t, c.kind, c.text)
			assert.Equal(t, "test.csv", file.Name)
			assert.Equal(t, c.kind, file.Kind)
			var got []Row
			for _, r := range file.Rows {
				assert.Same(t, file, r.File)
				row := *r
				row.File = nil
				got = append(got, row)
			}
			assert.Equal(t, c.want, got)
		})
	}
}

// TestKindIsTold: nothing about a file's kind comes from its content.
func TestKindIsTold(t *testing.T) {
	// What IANA's own file has: all columns, and port 0.
	const text = ianaHeader + ",0-1023,,Unassigned,,,,,,,,\na,1,tcp,,,,,,,,,\"See also: this entry is an alias to \"\"b\"\"\"\n"
	iana, team := read(t, IANA, text), read(t, Team, text)
	assert.Equal(t, Unassigned, iana.Rows[0].Status())
	assert.Equal(t, Reserved, team.Rows[0].Status())
	assert.Equal(t, plain(iana.Rows), plain(team.Rows))

	for _, text := range []string{"ssh 22/tcp\n", short + "ssh,22,tcp,\n"} {
		_, asCSV := Read("test.csv", Team, strings.NewReader(text))
		_, asServices := Read("test.csv", Services, strings.NewReader(text))
		assert.Equal(t, text[0] == 's', asCSV != nil, text)
		assert.Equal(t, text[0] != 's', asServices != nil, text)
	}
}

func TestReadErrors(t *testing.T) {
	const required = "Service Name, Port Number, Transport Protocol, Description"
	const all = `"Service Name", "Port Number", "Transport Protocol", "Description"`
	const notes = "Service Name,Port Number,Transport Protocol,Description,Assignment Notes\n"
	for _, c := range []struct {
		name string
		kind Kind
		text string
		want []finding
	}{
		{"empty file", IANA, "", []finding{at(1, "no header", "Service Name,Port Number,Transport Protocol,Description")}},
		{"BOM alone", IANA, "\ufeff", []finding{at(1, "no header")}},
		{"blank rows alone", IANA, ",,,\n\n", []finding{at(1, "no header")}},
		{"header alone", IANA, ianaHeader, []finding{at(1, "no rows after the header", "get the whole file")}},
		{"header and blank rows", Team, short + ",,,\n", []finding{at(2, "no rows after the header")}},
		{"missing columns", IANA, "Service Name,Transport Protocol\nssh,tcp\n", []finding{
			at(1, `"Service Name,Transport Protocol"`, `no "Port Number", "Description"`, required),
		}},
		{"column twice", IANA, "Service Name,Port Number,Transport Protocol,Description,Port Number\n", []finding{
			at(1, `"Port Number"`, "twice", "remove one"),
		}},
		{"first column twice", IANA, "Service Name,Port Number,Transport Protocol,Description,service name\n", []finding{
			at(1, `"service name"`, "twice", "remove one"),
		}},
		{"a column and its former name", IANA, "Service Name,Port Number,Transport Protocol,Description,Unauthorized Use Reported,Known Unauthorized Uses\n", []finding{
			at(1, `"Known Unauthorized Uses"`, "twice"),
		}},
		{"a page instead of CSV", IANA, "<!DOCTYPE html>\n<html>\n", []finding{at(1, `"<!DOCTYPE html>"`, all, required)}},
		{"services(5) instead of CSV", Team, "ssh 22/tcp\n", []finding{at(1, `"ssh 22/tcp"`, "-services")}},
		{"semicolons", IANA, "Service Name;Port Number;Transport Protocol;Description\nssh;22;tcp;\n", []finding{
			at(1, "Service Name;Port Number", all, "commas between"),
		}},
		{"tabs", Team, "Service Name\tPort Number\tTransport Protocol\tDescription\n", []finding{at(1, all, "commas between")}},
		{"UTF-16", IANA, "\xff\xfeS\x00e\x00", []finding{at(1, `"\xff\xfeS\x00e\x00"`, "save the file as UTF-8")}},
		{"comment after blanks before the header", IANA, "  # ours\n" + short + "ssh,22,tcp,\n", []finding{
			at(1, `"# ours"`, required, "write the # of a comment at the beginning of the line"),
		}},
		{"comment after blanks", IANA, short + "ssh,22,tcp,\n  # telnet,23,tcp,\n", []finding{
			at(3, `"# telnet,23,tcp,"`, "write the # of a comment at the beginning of the line"),
		}},
		{"name that is a comment", IANA, short + "\"#ssh\",22,tcp,\n", []finding{
			at(2, `"#ssh,22,tcp,"`, "write the # of a comment at the beginning of the line"),
		}},
		{"name that is a comment in another column", IANA, "Port Number,Service Name,Transport Protocol,Description\n22,#ssh,tcp,\n", []finding{
			at(2, `service name "#ssh"`, "choose another name"),
		}},
		{"name that is a conflict marker in another column", Team, "Port Number,Service Name,Transport Protocol,Description\n22,=======,tcp,\n", []finding{
			at(2, `service name "======="`, "conflict marker", "choose another name"),
		}},
		{"conflict markers", Team, short + "<<<<<<< HEAD\na,1,tcp,\n||||||| parent\nb,2,tcp,\n=======\nc,3,tcp,\n>>>>>>> branch (new, of b)\n", []finding{
			at(2, `"<<<<<<< HEAD"`, "conflict marker", "resolve the conflict"),
			at(4, `"||||||| parent"`, "conflict marker"),
			at(6, `"======="`, "conflict marker"),
			at(8, `">>>>>>> branch (new`, "conflict marker"),
		}},
		{"conflict before the header", Team, "<<<<<<< HEAD\n" + short + "=======\n", []finding{
			at(1, `"<<<<<<< HEAD"`, "conflict marker"),
		}},
		{"short row", IANA, short + "ssh,22,tcp,\nhttp,80,tcp\n", []finding{
			at(3, `"http,80,tcp"`, "3 fields", "4", "leave none out"),
		}},
		{"long row", IANA, short + "ssh,22,tcp,Secure Shell, for short SSH\n", []finding{
			at(2, `"ssh,22,tcp,Secure Shell,for short SSH"`, "5 fields", "4", "double quotes"),
		}},
		{"bare quote", IANA, short + "ssh,22,tcp,the \"Secure\" Shell\n", []finding{
			at(2, "column 16 of line 2", "put the field in double quotes", "double each quote"),
		}},
		{"quote that does not end", IANA, short + "ssh,22,tcp,\nhttp,80,tcp,\"Hyper\ntext\n", []finding{
			at(3, "column 6 of line 4", "double quotes"),
		}},
		{"neither name nor port", IANA, short + ",,tcp,\n,,,Reserved\n", []finding{
			at(2, "neither a service name nor a port number", "remove the row"),
			at(3, "neither a service name nor a port number"),
		}},
		{"name without a port in a team's file", Team, short + "a,,tcp,\n", []finding{
			at(2, `service name "a"`, "no port number", "write one, or remove the row"),
		}},
		{"name on port 0 in a team's file", Team, short + "a,0,tcp,\n", []finding{
			at(2, `service name "a"`, "port 0 is reserved", "choose another port"),
		}},
		{"range backwards", IANA, short + "syslog-tls,6514-6513,tcp,\n", []finding{
			at(2, `port number "6514-6513"`, "ends before it starts", "write 6513-6514"),
		}},
		{"port too high", IANA, short + "a,65536,tcp,\nb,1-65536,tcp,\nc,99999999999999999999,tcp,\n", []finding{
			at(2, `port number "65536"`, "0 to 65535"),
			at(3, `port number "1-65536"`, "0 to 65535"),
			at(4, `port number "99999999999999999999"`, "0 to 65535"),
		}},
		{"no number", IANA, short + "a,http,tcp,\nb,-1,tcp,\nc,1-,tcp,\nd,1-2-3,tcp,\ne,+1,tcp,\nf,0x10,tcp,\ng,1_0,tcp,\n", []finding{
			at(2, `port number "http"`, "write N or N-M"),
			at(3, `port number "-1"`, "write N or N-M"),
			at(4, `port number "1-"`, "write N or N-M"),
			at(5, `port number "1-2-3"`, "write N or N-M"),
			at(6, `port number "+1"`, "write N or N-M"),
			at(7, `port number "0x10"`, "write N or N-M"),
			at(8, `port number "1_0"`, "write N or N-M"),
		}},
		{"unknown transport", IANA, short + "a,1,quic,\nb,2,tcp6,\nc,3,unspecified,\nd,4,6,\n", []finding{
			at(2, `transport protocol "quic"`, "tcp, udp, sctp or dccp", "empty for every transport"),
			at(3, `transport protocol "tcp6"`, "tcp, udp, sctp or dccp"),
			at(4, `transport protocol "unspecified"`, "tcp, udp, sctp or dccp"),
			at(5, `transport protocol "6"`, "tcp, udp, sctp or dccp"),
		}},
		{"several transports", IANA, short + "a,1,tcp/udp,\nb,2,\"TCP, udp\",\n", []finding{
			at(2, `transport protocol "tcp/udp"`, "one row for each transport"),
			at(3, `transport protocol "TCP, udp"`, "one row for each transport"),
		}},
		{"name with DEL", IANA, short + "a\x7fb,1,tcp,\n", []finding{at(2, `service name "a\x7fb"`, "control character U+007F", "RFC 6335")}},
		{"name with a control character", IANA, short + "a\x00b,1,tcp,\n", []finding{at(2, `service name "a\x00b"`, "control character U+0000", "RFC 6335")}},
		{"name beyond ASCII", IANA, short + "café,1,tcp,\n", []finding{at(2, `service name "café"`, "U+00E9", "RFC 6335")}},
		{"name with a no-break space after it", IANA, short + "ssh\u00a0,1,tcp,\n", []finding{at(2, `service name "ssh\u00a0"`, "U+00A0", "RFC 6335")}},
		{"control character in a text", IANA, short + "a,1,tcp,x\x1b[31m\n", []finding{at(2, `description "x\x1b[31m"`, "control character U+001B", "remove it")}},
		{"text that reads backwards", IANA, short + "a,1,tcp,x\u202ey\n", []finding{at(2, `description "x\u202ey"`, "U+202E", "remove it")}},
		{"broken UTF-8", IANA, short + "a,1,tcp,x\xffy\n", []finding{at(2, `description "x\xffy"`, "invalid UTF-8", "remove it")}},
		{"control characters in a team's columns", Team, full + "a,1,tcp,,\x01b,c\x02,,d\x03,\n", []finding{
			at(2, `alias "\x01b"`, "U+0001"),
			at(2, `shared "c\x02"`, "U+0002"),
			at(2, `owner "d\x03"`, "U+0003"),
		}},
		{"alias to nothing", IANA, ianaHeader + "a,1,tcp,,,,,,,,,\"This entry is an alias to \"\"\"\".\"\n", []finding{
			at(2, `This entry is an alias to ""`, "names no service"),
		}},
		{"service code", IANA, ianaHeader + "a,1,dccp,,,,,,,DISC,,\nb,2,dccp,,,,,,,4294967296,,\nc,3,dccp,,,,,,,-1,,\n", []finding{
			at(2, `service code "DISC"`, "decimal"),
			at(3, `service code "4294967296"`, "32 bits"),
			at(4, `service code "-1"`),
		}},
		{"dates in Withdrawn", Team, full + "a,1,tcp,,,,soon,,\nb,2,tcp,,,,2206-13-45,,\nc,3,tcp,,,,2026-01,,\n,4,tcp,,,,2026-01-01,,\n", []finding{
			at(2, `withdrawn "soon"`, "2006-01-31"),
			at(3, `withdrawn "2206-13-45"`, "2006-01-31"),
			at(4, `withdrawn "2026-01"`, "2006-01-31"),
			at(5, `withdrawn "2026-01-01"`, "no service name", "remove the row"),
		}},
		{"identifiers that belong to nothing", Team, full + ",1,tcp,Reserved,,,,,A\nb,2,tcp,,,,,,B-BLast\nc,3-4,tcp,,,,,,-CLast\n", []finding{
			at(2, `identifier "A"`, "no service name", "remove the identifier"),
			at(3, `identifier "B-BLast"`, `port number "2"`, `remove "-BLast"`),
			at(4, `identifier "-CLast"`, "before the hyphen"),
		}},
		{"identifier of a name without a port", IANA, "Service Name,Port Number,Transport Protocol,Description,Identifier\nairplay,,tcp,,AirPlay\nzero,0,tcp,,Zero\n", []finding{
			at(2, `identifier "AirPlay"`, "no port number", "remove the identifier"),
			at(3, `identifier "Zero"`, "no port number"),
		}},
		{"notes by which a team means a column", Team, notes +
			"a,1,tcp,,Shared.\nb,2,tcp,,\"shared with a; Withdrawn: 2026-11-24, see b2\"\nc,3,tcp,,withdrawn 2026-01-01\nd,4,tcp,,Deprecated\n" +
			"e,5,tcp,,\"See there. This entry is an alias to \"\"a\"\"\"\nf,6,tcp,,\"This is a duplicate of the \"\"a\"\" service\"\n", []finding{
			at(2, `assignment notes "Shared."`, `column "Shared"`),
			at(3, `assignment notes "shared with a;`, `column "Shared"`),
			at(4, `assignment notes "withdrawn 2026-01-01"`, `column "Withdrawn"`),
			at(5, `assignment notes "Deprecated"`, `column "Withdrawn"`),
			at(6, "assignment notes", `column "Alias"`),
			at(7, "assignment notes", `column "Alias"`),
		}},
		{"misspelt columns", Team, strings.TrimSuffix(short, "\n") + ",Identifer,Withdrawed,Deprecated,Ownr,Alias\n", []finding{
			at(1, `column "Identifer"`, `did you mean "Identifier"?`),
			at(1, `column "Withdrawed"`, `did you mean "Withdrawn"?`),
			at(1, `column "Deprecated"`, `did you mean "Withdrawn"?`),
			at(1, `column "Ownr"`, `did you mean "Owner"?`),
		}},
		{"a misspelt column that must be there", Team, "Service Nam,Port Number,Transport Protocol,Description\na,1,tcp,\n", []finding{
			at(1, `column "Service Nam"`, `did you mean "Service Name"?`),
			at(1, `has no "Service Name"`),
		}},
		{"a misspelt column of names in IANA's file", IANA, strings.TrimSuffix(short, "\n") + ",Identifer\na,1,tcp,,A\n", []finding{
			at(1, `column "Identifer"`, `did you mean "Identifier"?`),
		}},
		{"all errors of all rows, in order", IANA, ianaHeader + "a,x,quic,\x01,,,,,,,,\n" + "b,1,tcp,,,,,,,,\n", []finding{
			at(2, `transport protocol "quic"`),
			at(2, `description "\x01"`),
			at(2, `port number "x"`),
			at(3, `"b,1,tcp,,,,,,,,"`, "11 fields", "12"),
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, err := Read("test.csv", c.kind, strings.NewReader(c.text))
			assert.Nil(t, file)
			assertFindings(t, c.want, errorsOf(t, err))
		})
	}
}

func TestColumns(t *testing.T) {
	file := read(t, IANA, ianaHeader+"a,1,tcp,,,,,,,,,\n")
	assert.Empty(t, file.Lacks)
	assert.Empty(t, file.Own)
	file = read(t, Team, strings.TrimSuffix(short, "\n")+",OWNER,identifier\na,1,tcp,,,\n")
	assert.Equal(t, []string{
		"Assignee", "Contact", "Registration Date", "Modification Date", "Reference", "Service Code",
		"Unauthorized Use Reported", "Assignment Notes",
	}, file.Lacks)
	assert.Equal(t, []string{"Identifier", "Owner"}, file.Own)
}

// TestUses: an update asks what an older registry has in a column.
func TestUses(t *testing.T) {
	file := read(t, IANA, ianaHeader+"a,1,tcp,,[Someone],,2001-02,,,,,See elsewhere.\nb,1,dccp,,,,,,,7,,\n")
	for column, want := range map[string]bool{
		"Service Name": true, "Port Number": true, "Transport Protocol": true, "Description": false, "Assignee": false, "Contact": false,
		"Registration Date": true, "Modification Date": false, "Reference": false, "Service Code": true, "Unauthorized Use Reported": false, "Assignment Notes": false,
	} {
		assert.Equal(t, want, file.Uses(column), column)
	}
}

// TestWarnings are about what is read and has no effect.
func TestWarnings(t *testing.T) {
	long := strings.Repeat("long ", 20)
	text := strings.TrimSuffix(short, "\n") + ",Shoe Size,,State\na,1,tcp," + long + ",44,,\nb,2,tcp,,,,\n"
	assertFindings(t, []finding{
		at(1, `column "Shoe Size"`, "ignored", strings.Join(columnNames[:], ", ")),
		at(1, `column "State"`, "ignored"),
		at(2, `description "long long`, `…"`, "80 characters", "shorten it"),
	}, read(t, Team, text).Warnings)
	assertFindings(t, []finding{at(1, `column "Shoe Size"`), at(1, `column "State"`)}, read(t, IANA, text).Warnings)

	// A column of IANA's that is called otherwise is none that renames constants.
	assertFindings(t, []finding{at(1, `column "References"`, "ignored")},
		read(t, IANA, strings.Replace(ianaHeader, "Reference", "References", 1)+"a,1,tcp,,,,,,,,,\n").Warnings)
}

func TestTooManyErrors(t *testing.T) {
	for _, c := range []struct {
		kind         Kind
		header, line string
	}{{IANA, short, "a,x,tcp,\n"}, {Team, short, "no-port,,tcp,\n"}, {Services, "ssh 22/tcp\n", "x\n"}} {
		_, err := Read("test.csv", c.kind, strings.NewReader(c.header+strings.Repeat(c.line, 25)))
		require.ErrorIs(t, err, errTooMany)
		lines := strings.Split(err.Error(), "\n")
		require.Len(t, lines, 21)
		assert.Contains(t, lines[19], "test.csv:21: ")
		assert.Equal(t, "too many errors", lines[20])

		_, err = Read("test.csv", c.kind, strings.NewReader(c.header+strings.Repeat(c.line, 21)))
		assert.ErrorIs(t, err, errTooMany)
		_, err = Read("test.csv", c.kind, strings.NewReader(c.header+strings.Repeat(c.line, 20)))
		assert.NotErrorIs(t, err, errTooMany)
	}
}

// TestHandwritten reads the form that a person writes.
func TestHandwritten(t *testing.T) {
	got := read(t, Team, `# Our services.

service name, Port Number,  TRANSPORT PROTOCOL, Description, ALIAS , Identifier
# the first one
orders , 9001 , TCP , "Orders, over HTTP",,
  billing, 9002-9003, Udp,, , Billing - BillingLast
   
# the last one
cache,9004,,, orders ,

`)
	want := read(t, Team, full+`orders,9001,tcp,"Orders, over HTTP",,,,,
billing,9002-9003,udp,,,,,,Billing-BillingLast
cache,9004,,,orders,,,,
`)
	assert.Equal(t, plain(want.Rows), plain(got.Rows))
	for i, line := range []int{5, 6, 9} {
		assert.Equal(t, line, got.Rows[i].Line)
	}
}

// TestLongFields: messages show the beginning of what is wrong.
func TestLongFields(t *testing.T) {
	long := strings.Repeat("ä", 1<<17)
	for _, row := range []string{
		long + ",1,tcp,,", "a," + long + ",tcp,,", "a,1," + long + ",,", "a,1,tcp,\x01" + long + ",", long,
		"a,1,tcp,,\"This entry is an alias to \"\"" + long + "\"\"\"",
	} {
		_, err := Read("test.csv", IANA, strings.NewReader(strings.TrimSuffix(short, "\n")+",Assignment Notes\n"+row+"\n"))
		require.Error(t, err)
		assert.Less(t, len(err.Error()), 400)
		assert.Contains(t, err.Error(), "…")
	}
	_, err := Read("test.csv", IANA, strings.NewReader(long))
	assert.Less(t, len(err.Error()), 400)
}

// TestMaxSize has files of the largest size, and of one byte more.
func TestMaxSize(t *testing.T) {
	text := strings.Repeat("\n", MaxSize)
	all, err := ReadAll(strings.NewReader(text))
	assert.NoError(t, err)
	assert.Len(t, all, MaxSize)
	_, err = Read("test.csv", IANA, strings.NewReader(text+"\n"))
	assert.ErrorIs(t, err, ErrTooLarge)
	assert.ErrorContains(t, err, "test.csv: has more than 32 MB")
}

// FuzzRead reads arbitrary text as each kind of file. What is refused is refused with a
// position; what is read of IANA's can be written, and comes back as it was.
func FuzzRead(f *testing.F) {
	f.Add(ianaHeader + "ssh,22,tcp,Secure Shell,,,2001-02,,[RFC1],,,\"This entry is an alias to \"\"x\"\".\"\n")
	f.Add("\ufeff" + short + "a,1-2,,\"x\r\ny\"\r\n,3,udp,(unassigned)\r\nonly,,,\r\n")
	f.Add(short + "a b,0,sctp,IANA assigned this well-formed service name as a replacement for \"a_b\".\n")
	f.Add(ianaHeader + "a,1,tcp,IANA assigned this well-formed service name as a replacement for \"\"b IANA assigned this well-formed service name as a replacement for \"\"c\"\".\"\".,,,,,[RFC1] [Jane <j@x>],,,\n")
	f.Add(short + strings.Repeat("x", 100) + ",1,tcp," + strings.Repeat("y z, ", 40))
	f.Add(ianaHeader + "a,1,tcp," + strings.Repeat("long ", 20) + ",,,,,,7,,\n")
	f.Add("# services(5)\nssh\t22/tcp secsh 7\t# Secure, Shell\nrtmp 1/ddp\nssh 22/tcp\n")
	f.Add("Port Number,Service Name,Transport Protocol,Description,Identifier,Withdrawn\n1-2,=======,,,A -ALast,2026-01-31\n,,,,,\n")
	f.Add(full + "rdp,3389,tcp,,ms-wbt-server,\"jump \"\"hosts\"\"\",2026-01-02,Team,RDP\n<<<<<<< HEAD\n")
	f.Add(miniature)
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range []Kind{IANA, Team, Services} {
			file, err := Read("test.csv", kind, strings.NewReader(text))
			if err != nil {
				require.Nil(t, file)
				for line := range strings.Lines(err.Error()) {
					require.True(t, strings.HasPrefix(line, "test.csv:") || line == "too many errors", line)
				}
				continue
			}
			for _, r := range file.Rows {
				_, bad := unprintable(r.Name + r.Description + r.Reference + r.UnauthorizedUse + r.Alias + r.Duplicate + r.Shared + r.Owner)
				require.False(t, bad)
				require.LessOrEqual(t, len([]rune(Title(r.Description))), MaxTitle)
				require.True(t, r.HasPort || r.Ports == Ports{} && r.Name != "")
			}
			if kind != IANA || len(file.Rows) == 0 || slices.Contains(file.Own, "Alias") {
				continue
			}
			once := canonical(t, file)
			again, err := Read("test.csv", IANA, strings.NewReader(once))
			require.NoError(t, err, once)
			require.Equal(t, once, canonical(t, again))
			require.Len(t, again.Rows, len(file.Rows))
			same := plain(again.Rows)
			for i, r := range plain(file.Rows) {
				// These columns are of a team's file alone, and the title is cut.
				r.Shared, r.Owner = "", ""
				r.Description = Title(r.Description)
				require.Equal(t, r, same[i])
			}
		}
	})
}
