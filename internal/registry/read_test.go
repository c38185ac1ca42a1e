package registry

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const header = "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\n"

// short is a header with the required columns only.
const short = "Service Name,Port Number,Transport Protocol,Description\n"

func read(t testing.TB, text string) *Registry {
	t.Helper()
	reg, err := Read("test.csv", strings.NewReader(text))
	require.NoError(t, err)
	return reg
}

func canonical(t testing.TB, reg *Registry) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, reg.Write(&b))
	return b.String()
}

func TestRead(t *testing.T) {
	type records = []Record
	for _, c := range []struct {
		name, text string
		want       records
		nameOnly   int
	}{
		{
			name: "the columns are found by name, in any order, and unknown ones ignored",
			text: "Description,Shoe Size,Transport Protocol,Port Number,Service Name\nSecure Shell,44,tcp,22,ssh\n",
			want: records{{Line: 2, Name: "ssh", Ports: PortRange{22, 22}, Transport: TCP, Description: "Secure Shell"}},
		},
		{
			name: "the former name of a column",
			text: "Service Name,Port Number,Transport Protocol,Description,Known Unauthorized Uses\nssh,22,tcp,,Known Unauthorized Use on port 22\n",
			want: records{{Line: 2, Name: "ssh", Ports: PortRange{22, 22}, Transport: TCP, UnauthorizedUse: "Known Unauthorized Use on port 22"}},
		},
		{
			name: "BOM, CRLF, and LF inside quotes",
			text: "\ufeff" + strings.TrimSuffix(short, "\n") + "\r\nssh,22,tcp,\"Secure\n      Shell\"\r\nhttp,80,tcp,\r\n",
			want: records{
				{Line: 2, Name: "ssh", Ports: PortRange{22, 22}, Transport: TCP, Description: "Secure Shell"},
				{Line: 4, Name: "http", Ports: PortRange{80, 80}, Transport: TCP},
			},
		},
		{
			name:     "rows without a port are counted, ranges are inclusive",
			text:     short + "onlyname,,tcp,\nx11,6000-6063,tcp,\n,0-65535,,Reserved\n",
			nameOnly: 1,
			want: records{
				{Line: 4, Ports: PortRange{0, 65535}, Description: "Reserved"},
				{Line: 3, Name: "x11", Ports: PortRange{6000, 6063}, Transport: TCP},
			},
		},
		{
			name: "names of all kinds keep their case",
			text: short + "EtherNet/IP-1,1,tcp,\nApple Remote Desktop (Net Assistant),2,udp,\nwhois++,3,sctp,\n*,4,dccp,\n",
			want: records{
				{Line: 2, Name: "EtherNet/IP-1", Ports: PortRange{1, 1}, Transport: TCP},
				{Line: 3, Name: "Apple Remote Desktop (Net Assistant)", Ports: PortRange{2, 2}, Transport: UDP},
				{Line: 4, Name: "whois++", Ports: PortRange{3, 3}, Transport: SCTP},
				{Line: 5, Name: "*", Ports: PortRange{4, 4}, Transport: DCCP},
			},
		},
		{
			name: "notes: of the prose only three phrases stay",
			text: header +
				"a,1,tcp,,,,2001-02,2003-04-05,[RFC1][RFC2],,,\"New contact. This entry is an alias to \"\"b\"\".\n   This entry is now historic.\"\n" +
				"b,1,tcp,,[Someone],[Someone_Else],,,[Jane Doe <jane&example.com>],,,See elsewhere.\n" +
				"c,1,tcp,,,,,,,,,\"This is a duplicate of the \"\"b\"\" service and should not be used\"\n" +
				"d,1,tcp,,,,,,,,,This entry records an unassigned but widespread use (added 5/21/97)\n",
			want: records{
				{Line: 2, Name: "a", Ports: PortRange{1, 1}, Transport: TCP, Registered: "2001-02", Modified: "2003-04-05", Reference: "[RFC1][RFC2]", Alias: "b"},
				{Line: 4, Name: "b", Ports: PortRange{1, 1}, Transport: TCP},
				{Line: 5, Name: "c", Ports: PortRange{1, 1}, Transport: TCP, DuplicateOf: "b"},
				{Line: 6, Name: "d", Ports: PortRange{1, 1}, Transport: TCP, Widespread: true},
			},
		},
		{
			name: "rows are put in the order of their first ports",
			text: short + "b,2,tcp,\na,1-9,tcp,\nc,2,udp,\n",
			want: records{
				{Line: 3, Name: "a", Ports: PortRange{1, 9}, Transport: TCP},
				{Line: 2, Name: "b", Ports: PortRange{2, 2}, Transport: TCP},
				{Line: 4, Name: "c", Ports: PortRange{2, 2}, Transport: UDP},
			},
		},
		{
			name: "one name on one port, with a transport and without",
			text: short + "a,1,tcp,\na,1,,\n",
			want: records{
				{Line: 2, Name: "a", Ports: PortRange{1, 1}, Transport: TCP},
				{Line: 3, Name: "a", Ports: PortRange{1, 1}},
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i := range c.want {
				c.want[i].File, c.want[i].Own = "test.csv", true
				c.want[i].HasNotes = strings.Contains(c.text, "Assignment Notes")
			}
			reg := read(t, c.text)
			assert.Equal(t, c.want, reg.Records)
			assert.Equal(t, c.nameOnly, reg.NameOnly)
		})
	}
}

func TestReadErrors(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"empty file", "", []string{`test.csv:1: the file has no header: it must start with Service Name,Port Number,Transport Protocol,Description`}},
		{"BOM alone", "\ufeff", []string{`test.csv:1: the file has no header: it must start with Service Name,Port Number,Transport Protocol,Description`}},
		{"header alone", header, []string{`test.csv:1: no rows after the header: write some, or get the whole file if it was cut short`}},
		{"missing columns", "Service Name,Transport Protocol\nssh,tcp\n", []string{
			`test.csv:1: header "Service Name,Transport Protocol": has no "Port Number", "Description": the required columns are Service Name, Port Number, Transport Protocol, Description`,
		}},
		{"column twice", "Service Name,Port Number,Transport Protocol,Description,Port Number\n", []string{
			`test.csv:1: column "Port Number" stands twice in the header: remove one`,
		}},
		{"first column twice", "Service Name,Port Number,Transport Protocol,Description,Service Name\n", []string{
			`test.csv:1: column "Service Name" stands twice in the header: remove one`,
		}},
		{"a page instead of CSV", "<!DOCTYPE html>\n<html>\n", []string{
			`test.csv:1: header "<!DOCTYPE html>": has no "Service Name", "Port Number", "Transport Protocol", "Description": the required columns are Service Name, Port Number, Transport Protocol, Description`,
		}},
		{"short row", short + "ssh,22,tcp,\nhttp,80,tcp\n", []string{
			`test.csv:3: row "http,80,tcp": has 3 fields, the header has 4: put a field that has a comma in double quotes, and leave none out`,
		}},
		{"long row", short + "ssh,22,tcp,Secure Shell, for short SSH\n", []string{
			`test.csv:2: row "ssh,22,tcp,Secure Shell,for short SSH": has 5 fields, the header has 4: put a field that has a comma in double quotes, and leave none out`,
		}},
		{"comment after blanks", short + "ssh,22,tcp,\n  # telnet,23,tcp,\n", []string{
			`test.csv:3: row "# telnet,23,tcp,": starts with #: write the # of a comment at the beginning of the line`,
		}},
		{"name that is a comment", short + "\"#ssh\",22,tcp,\n", []string{
			`test.csv:2: row "#ssh,22,tcp,": starts with #: write the # of a comment at the beginning of the line`,
		}},
		{"name that is a comment in another column", "Port Number,Service Name,Transport Protocol,Description\n22,#ssh,tcp,\n", []string{
			`test.csv:2: service name "#ssh": starts with #, as a comment does: choose another name`,
		}},
		{"semicolons", "Service Name;Port Number;Transport Protocol;Description\nssh;22;tcp;\n", []string{
			`test.csv:1: header "Service Name;Port Number;Transport Protocol;Description": has no "Service Name", "Port Number", "Transport Protocol", "Description": the required columns are Service Name, Port Number, Transport Protocol, Description, with commas between`,
		}},
		{"comment after blanks before the header", "  # ours\n" + short + "ssh,22,tcp,\n", []string{
			`test.csv:1: header "# ours": has no "Service Name", "Port Number", "Transport Protocol", "Description": the required columns are Service Name, Port Number, Transport Protocol, Description; write the # of a comment at the beginning of the line`,
		}},
		{"UTF-16", "\xff\xfeS\x00e\x00", []string{
			`test.csv:1: header "\xff\xfeS\x00e\x00": has no "Service Name", "Port Number", "Transport Protocol", "Description": the required columns are Service Name, Port Number, Transport Protocol, Description; save the file as UTF-8`,
		}},
		{"bare quote", short + "ssh,22,tcp,the \"Secure\" Shell\n", []string{
			`test.csv:2: column 16 of line 2: bare " in non-quoted-field: put the field in double quotes, with nothing between them and the commas, and double each quote inside it`,
		}},
		{"quote that does not end", short + "ssh,22,tcp,\nhttp,80,tcp,\"Hyper\ntext\n", []string{
			`test.csv:3: column 6 of line 4: extraneous or missing " in quoted-field: put the field in double quotes, with nothing between them and the commas, and double each quote inside it`,
		}},
		{"empty row", short + ",,,\n", []string{`test.csv:2: row has neither a service name nor a port number: remove it`}},
		{"range backwards", short + "syslog-tls,6514-6513,tcp,\n", []string{
			`test.csv:2: port number "6514-6513": range ends before it starts: write 6513-6514`,
		}},
		{"port too high", short + "a,65536,tcp,\nb,1-65536,tcp,\nc,99999999999999999999,tcp,\n", []string{
			`test.csv:2: port number "65536": out of range: ports go from 0 to 65535`,
			`test.csv:3: port number "1-65536": out of range: ports go from 0 to 65535`,
			`test.csv:4: port number "99999999999999999999": out of range: ports go from 0 to 65535`,
		}},
		{"no number", short + "a,http,tcp,\nb,-1,tcp,\nc,1-,tcp,\nd,1-2-3,tcp,\ne,+1,tcp,\nf,0x10,tcp,\n", []string{
			`test.csv:2: port number "http": neither a number nor a range: write N or N-M`,
			`test.csv:3: port number "-1": neither a number nor a range: write N or N-M`,
			`test.csv:4: port number "1-": neither a number nor a range: write N or N-M`,
			`test.csv:5: port number "1-2-3": neither a number nor a range: write N or N-M`,
			`test.csv:6: port number "+1": neither a number nor a range: write N or N-M`,
			`test.csv:7: port number "0x10": neither a number nor a range: write N or N-M`,
		}},
		{"unknown transport", short + "a,1,quic,\n", []string{
			`test.csv:2: transport protocol "quic": unknown: write tcp, udp, sctp or dccp, or leave it empty for every transport`,
		}},
		{"transport with a version of IP", short + "a,1,tcp6,\n", []string{
			`test.csv:2: transport protocol "tcp6": unknown: write tcp, udp, sctp or dccp, or leave it empty for every transport`,
		}},
		{"name with the character after ~", short + "a~b,1,tcp,\na\x7fb,2,tcp,\n", []string{
			`test.csv:3: service name "a\x7fb": control character U+007F is not printable ASCII: RFC 6335 allows letters, digits and hyphens`,
		}},
		{"name with a control character", short + "a\x00b,1,tcp,\n", []string{
			`test.csv:2: service name "a\x00b": control character U+0000 is not printable ASCII: RFC 6335 allows letters, digits and hyphens`,
		}},
		{"name beyond ASCII", short + "café,1,tcp,\n", []string{
			`test.csv:2: service name "café": character U+00E9 is not printable ASCII: RFC 6335 allows letters, digits and hyphens`,
		}},
		{"name with a no-break space after it", short + "ssh\u00a0,1,tcp,\n", []string{
			`test.csv:2: service name "ssh\u00a0": character U+00A0 is not printable ASCII: RFC 6335 allows letters, digits and hyphens`,
		}},
		{"control character in a text", short + "a,1,tcp,x\x1b[31m\n", []string{
			`test.csv:2: description "x\x1b[31m": control character U+001B is not printable text: remove it`,
		}},
		{"text that reads backwards", short + "a,1,tcp,x\u202ey\n", []string{
			`test.csv:2: description "x\u202ey": character U+202E is not printable text: remove it`,
		}},
		{"broken UTF-8", short + "a,1,tcp,x\xffy\n", []string{
			`test.csv:2: description "x\xffy": invalid UTF-8 is not printable text: remove it`,
		}},
		{"alias to nothing", header + "a,1,tcp,,,,,,,,,\"This entry is an alias to \"\"\"\".\"\n", []string{
			`test.csv:2: assignment notes: This entry is an alias to "": names no service`,
		}},
		{"twice", short + "a,1,tcp,\nz,2,tcp,\nA,1,udp,\na,1,tcp,\nZ,2,udp,\n", []string{
			`test.csv:4: service name "A": differs only in case from "a" on line 2: spell both the same`,
			`test.csv:5: service name "a": has port 1 on tcp already on line 2: remove one of the rows`,
			`test.csv:6: service name "Z": differs only in case from "z" on line 3: spell both the same`,
		}},
		{"twice, by a range", short + "a,5,tcp,\na,1-9,tcp,\nb,7,,\nb,7,,\n", []string{
			`test.csv:3: service name "a": has port 5 on tcp already on line 2: remove one of the rows`,
			`test.csv:5: service name "b": has port 7 on any transport already on line 4: remove one of the rows`,
		}},
		{"ranges that meet on one port", short + "a,1-5,tcp,\na,5-9,tcp,\na,10,tcp,\n", []string{
			`test.csv:3: service name "a": has port 5 on tcp already on line 2: remove one of the rows`,
		}},
		{"inside the first of two ranges", short + "a,1-9,tcp,\na,2-3,tcp,\na,5-9,tcp,\na,9,tcp,\n", []string{
			`test.csv:3: service name "a": has port 2 on tcp already on line 2: remove one of the rows`,
			`test.csv:4: service name "a": has port 5 on tcp already on line 2: remove one of the rows`,
			`test.csv:5: service name "a": has port 9 on tcp already on line 2: remove one of the rows`,
		}},
		{"all errors of all rows, in order", header + "a,x,quic,\x01,,,,,,,,\n" + "b,1,tcp,,,,,,,,\n", []string{
			`test.csv:2: port number "x": neither a number nor a range: write N or N-M`,
			`test.csv:2: transport protocol "quic": unknown: write tcp, udp, sctp or dccp, or leave it empty for every transport`,
			`test.csv:2: description "\x01": control character U+0001 is not printable text: remove it`,
			`test.csv:3: row "b,1,tcp,,,,,,,,": has 11 fields, the header has 12: put a field that has a comma in double quotes, and leave none out`,
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			reg, err := Read("test.csv", strings.NewReader(c.text))
			assert.Nil(t, reg)
			require.EqualError(t, err, strings.Join(c.want, "\n"))
		})
	}
}

func TestMissingColumns(t *testing.T) {
	assert.Empty(t, read(t, header+"a,1,tcp,,,,,,,,,\n").Missing)
	assert.Equal(t, []string{
		"Assignee", "Contact", "Registration Date", "Modification Date", "Reference", "Service Code",
		"Unauthorized Use Reported", "Assignment Notes",
	}, read(t, short+"a,1,tcp,\n").Missing)
}

func TestTooManyErrors(t *testing.T) {
	_, err := Read("test.csv", strings.NewReader(short+strings.Repeat("a,x,tcp,\n", 25)))
	require.ErrorIs(t, err, errTooMany)
	lines := strings.Split(err.Error(), "\n")
	assert.Len(t, lines, 21)
	assert.Equal(t, `test.csv:21: port number "x": neither a number nor a range: write N or N-M`, lines[19])
	assert.Equal(t, "too many errors", lines[20])

	_, err = Read("test.csv", strings.NewReader(short+strings.Repeat("a,x,tcp,\n", 20)))
	assert.NotErrorIs(t, err, errTooMany)

	for rows, want := range map[int]bool{20: false, 21: true} {
		err := read(t, short+"a,1,tcp,\n"+strings.Repeat("no-port,,tcp,\n", rows)).CheckOwn()
		require.Error(t, err)
		assert.Equal(t, want, errors.Is(err, errTooMany), "%d errors in a file of one's own", rows)
	}
}

// TestHandwritten reads the form that a person writes.
func TestHandwritten(t *testing.T) {
	got := read(t, `# Our services.

service name, Port Number,  TRANSPORT PROTOCOL, Description
# the first one
orders , 9001 , TCP , "Orders, over HTTP"
  billing, 9002-9003, Udp,
   
# the last one
cache,9004,,

`)
	want := read(t, short+`orders,9001,tcp,"Orders, over HTTP"
billing,9002-9003,udp,
cache,9004,,
`)
	for i, line := range []int{5, 6, 9} {
		assert.Equal(t, line, got.Records[i].Line)
		got.Records[i].Line = want.Records[i].Line
	}
	assert.Equal(t, want, got)
}

func TestStatus(t *testing.T) {
	for description, want := range map[string]Status{
		"Unassigned": Unassigned, "unassigned": Unassigned, "Unassigned [was netstat]": Unassigned,
		"(unassigned) Possibly assigned": Unassigned, "Reserved": Reserved, "Reserved - IANA": Reserved,
		"De-registered": Reserved, "Removed": Reserved, "Deprecated": Reserved,
		"De-Commissioned Port": Reserved, "Decomissioned Port 04/14/00, ms": Reserved, "Decommissioned": Reserved,
		"any private mail system": Assigned, "Possibly used by Sun Solaris????": Assigned, "": Assigned,
	} {
		r := Record{Description: description}
		assert.Equal(t, want, r.Status(), description)
	}
}

func TestTitle(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"  Secure \n\t Shell ", "Secure Shell"},
		{"BoKS Servc\n  IANA assigned this well-formed service name as a replacement for \"boks_servc\".", "BoKS Servc"},
		{strings.Repeat("x", 80), strings.Repeat("x", 80)},
		{strings.Repeat("é", 80), strings.Repeat("é", 80)},
		{strings.Repeat("x", 81), strings.Repeat("x", 79) + "…"},
		{"used by mail system to notify users of new mail received; currently receives messages only from processes", "used by mail system to notify users of new mail received…"},
		{"The protocol is used by two programs that exchange \"table\" data used in the AMPL modeling language", "The protocol is used by two programs that exchange \"table\" data used in the…"},
		// A clause counts if it ends in the second half of the 80 characters.
		{strings.Repeat("x", 40) + ", yy" + strings.Repeat(" zzzz", 8), strings.Repeat("x", 40) + ", yy" + strings.Repeat(" zzzz", 7) + "…"},
		{strings.Repeat("x", 41) + ", yy" + strings.Repeat(" zzzz", 8), strings.Repeat("x", 41) + "…"},
		{strings.Repeat("x", 78) + ". y", strings.Repeat("x", 78) + "…"},
		{strings.Repeat("x", 40) + " - y" + strings.Repeat(" zzzz", 8), strings.Repeat("x", 40) + "…"},
		{strings.Repeat("x", 50) + "- y" + strings.Repeat(" zzzz", 8), strings.Repeat("x", 50) + "- y" + strings.Repeat(" zzzz", 5) + "…"},
		{"x " + strings.Repeat("y", 80), "x…"},
	} {
		assert.Equal(t, c.want, Title(c.text))
		assert.Equal(t, c.want, Title(Title(c.text)))
	}
}

// TestCanonicalFormIsStable writes the shipped registry, which is in canonical form.
func TestCanonicalFormIsStable(t *testing.T) {
	text, err := os.ReadFile("../../registry.csv")
	require.NoError(t, err)
	assert.Equal(t, string(text), canonical(t, read(t, string(text))))
}

func TestCanonicalFormOfWhatNests(t *testing.T) {
	const stock = `IANA assigned this well-formed service name as a replacement for "x".`
	for _, c := range []struct{ description, reference string }{
		{"a", "[RFC1] [Jane <j@x>]"},
		{"a", "[x[<a>]<b>]"},
		{"IANA assigned this " + stock + ` well-formed service name as a replacement for "y".`, ""},
	} {
		quoted := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
		once := canonical(t, read(t, header+"a,1,tcp,"+quoted(c.description)+",,,,,"+quoted(c.reference)+",,,\n"))
		assert.Equal(t, once, canonical(t, read(t, once)))
		assert.NotContains(t, once, "<")
		assert.NotContains(t, once, "IANA")
	}
}

func TestCanonicalForm(t *testing.T) {
	got := canonical(t, read(t, "\ufeff"+header+
		"nameonly,,tcp,,,,,,,,,\r\n"+
		"b,2-3,,\"A title, with\n a comma\",[Jane_Doe],[Jane_Doe],2001-02,2003-04-05,[RFC1],1,Known Unauthorized Use,\"Ask Jane. This entry is an alias to \"\"a\"\". Historic.\"\r\n"+
		",1,udp,Reserved,,,,,,,,Removed\r\n"))
	assert.Equal(t, strings.TrimSuffix(header, "\n")+",Identifier\n"+
		",1,udp,Reserved,,,,,,,,,\n"+
		"b,2-3,,\"A title, with a comma\",,,2001-02,2003-04-05,[RFC1],,Known Unauthorized Use,\"This entry is an alias to \"\"a\"\".\",\n", got)
}

func FuzzRead(f *testing.F) {
	f.Add(header + "ssh,22,tcp,Secure Shell,,,2001-02,,[RFC1],,,\"This entry is an alias to \"\"x\"\".\"\n")
	f.Add("\ufeff" + short + "a,1-2,,\"x\r\ny\"\r\n,3,udp,(unassigned)\r\nonly,,,\r\n")
	f.Add(short + "a b,0,sctp,IANA assigned this well-formed service name as a replacement for \"a_b\".\n")
	f.Add(header + "a,1,tcp,IANA assigned this well-formed service name as a replacement for \"\"b IANA assigned this well-formed service name as a replacement for \"\"c\"\".\"\".,,,,,[RFC1] [Jane <j@x>],,,\n")
	f.Add(short + strings.Repeat("x", 100) + ",1,tcp," + strings.Repeat("y z, ", 40))
	f.Add(header + "a,1,tcp," + strings.Repeat("long ", 20) + ",,,,,,,,\n")
	f.Add("# services(5)\nssh\t22/tcp secsh\t# Secure, Shell\nrtmp 1/ddp\nssh 22/tcp\n")
	f.Fuzz(func(t *testing.T, text string) {
		reg, err := Read("test.csv", strings.NewReader(text))
		if err != nil {
			require.Nil(t, reg)
			for line := range strings.Lines(err.Error()) {
				require.True(t, strings.HasPrefix(line, "test.csv:") || line == "too many errors", line)
			}
			return
		}
		once := canonical(t, reg)
		again, err := Read("test.csv", strings.NewReader(once))
		if len(reg.Records) == 0 {
			return // nothing but names without ports
		}
		require.NoError(t, err, once)
		require.Equal(t, once, canonical(t, again))
		require.Len(t, again.Records, len(reg.Records))
		for i, r := range reg.Records {
			// What is not written does not come back.
			r.File, r.Line, r.FromServices, r.FullTitle = again.Records[i].File, again.Records[i].Line, false, ""
			r.Own, r.Shared, r.HasNotes = again.Records[i].Own, again.Records[i].Shared, again.Records[i].HasNotes
			require.Equal(t, r, again.Records[i])
			require.LessOrEqual(t, len([]rune(r.Description)), MaxDescription)
			_, bad := unprintable(r.Description + r.Reference + r.UnauthorizedUse + r.Name + r.Alias)
			require.False(t, bad)
		}
	})
}

// TestForm tells IANA's files from one's own.
func TestForm(t *testing.T) {
	const port0 = ",0,tcp,Reserved,,,,,,,,\n"
	for _, c := range []struct {
		name, text string
		iana       bool
	}{
		{"all columns and port 0", header + port0 + "ssh,22,tcp,,,,,,,,,\n", true},
		{"port 0 in a range, later", header + "ssh,22,tcp,,,,,,,,,\n,0-9,,Reserved,,,,,,,,\n", true},
		{"all columns alone", header + "ssh,22,tcp,,,,,,,,,\n", false},
		{"port 0 alone", short + ",0,tcp,Reserved\nssh,22,tcp,\n", false},
		{"a name on port 0", header + "zero,0,tcp,,,,,,,,,\n", false},
	} {
		reg := read(t, c.text)
		assert.Equal(t, !c.iana, reg.Own, c.name)
		for _, r := range reg.Records {
			assert.Equal(t, !c.iana, r.Own, c.name)
		}
		if c.iana {
			assert.False(t, read(t, canonical(t, reg)).Own, c.name+", in canonical form")
		}
	}
}

// TestOwnRows has what only a file of one's own may say, and what it may not.
func TestOwnRows(t *testing.T) {
	const columns = "Service Name,Port Number,Transport Protocol,Description,Assignment Notes,owner,Shoe Size,\n"
	reg := read(t, columns+
		"a,1,tcp,,Shared.,Team A,44,\n"+
		"b,1,tcp,,\"shared with a; Withdrawn: 2026-11-24, see b2\",,,\n"+
		"c,2,tcp,,unshared,,,\n"+
		"d,3,tcp,"+strings.Repeat("long ", 20)+",,,,\n")
	assert.Equal(t, []Record{
		{File: "test.csv", Own: true, HasNotes: true, Line: 2, Name: "a", Ports: PortRange{1, 1}, Transport: TCP, Shared: true, Owner: "Team A"},
		{File: "test.csv", Own: true, HasNotes: true, Line: 3, Name: "b", Ports: PortRange{1, 1}, Transport: TCP, Shared: true, Withdrawn: "2026-11-24"},
		{File: "test.csv", Own: true, HasNotes: true, Line: 4, Name: "c", Ports: PortRange{2, 2}, Transport: TCP},
	}, reg.Records[:3])
	assert.NoError(t, reg.CheckOwn())
	var warnings []string
	for _, w := range reg.Warnings {
		warnings = append(warnings, w.Error())
	}
	assert.Equal(t, []string{
		`test.csv:1: column "Shoe Size": unknown, and ignored: the columns are ` + strings.Join(columnNames[:], ", "),
		`test.csv:4: assignment notes "unshared": neither shared nor withdrawn DATE nor one of IANA's phrases: ignored`,
		`test.csv:5: description "` + strings.Repeat("long ", 12) + `…": cut to 80 characters: shorten it`,
	}, warnings)

	// The canonical form keeps it.
	text := canonical(t, reg)
	assert.Contains(t, text, "Assignment Notes,Identifier,Owner\n")
	again := read(t, text)
	assert.Equal(t, text, canonical(t, again))
	assert.Equal(t, "Team A", again.Records[0].Owner)
	assert.NotContains(t, canonical(t, read(t, short+"a,1,tcp,\n")), "Owner")

	// In IANA's file the words are prose.
	iana := read(t, header+",0,tcp,Reserved,,,,,,,,\na,1,tcp,,,,,,,,,Shared by many. Withdrawn 2026-11-24.\nname,,,,,,,,,,,withdrawn\nb,1,tcp,"+strings.Repeat("long ", 20)+",,,,,,,,\n")
	assert.False(t, iana.Records[1].Shared)
	assert.Empty(t, iana.Records[1].Withdrawn)
	assert.NoError(t, iana.CheckOwn())
	assert.Empty(t, iana.Warnings)
	assert.NotContains(t, canonical(t, iana), "hared")

	assert.EqualError(t, read(t, columns+"a,,tcp,,,,,\nb,2,tcp,,withdrawn soon,,,\n").CheckOwn(), strings.Join([]string{
		`test.csv:2: service name "a": has no port number: write one, or remove the row`,
		`test.csv:3: assignment notes "withdrawn soon": no date in the form 2006-01-31 after withdrawn: write withdrawn and such a date`,
	}, "\n"))
}

// TestLongFields: messages show the beginning of what is wrong.
func TestLongFields(t *testing.T) {
	long := strings.Repeat("ä", 1<<17)
	for _, row := range []string{
		long + ",1,tcp,,", "a," + long + ",tcp,,", "a,1," + long + ",,", "a,1,tcp,\x01" + long + ",", long,
		"a,1,tcp,,\"This entry is an alias to \"\"" + long + "\"\"\"",
	} {
		_, err := Read("test.csv", strings.NewReader(strings.TrimSuffix(short, "\n")+",Assignment Notes\n"+row+"\n"))
		require.Error(t, err)
		assert.Less(t, len(err.Error()), 400)
		assert.Contains(t, err.Error(), "…")
	}
	_, err := Read("test.csv", strings.NewReader(long))
	assert.Less(t, len(err.Error()), 400)
}

// TestMaxSize has files of the largest size, and of one byte more.
func TestMaxSize(t *testing.T) {
	text := strings.Repeat("\n", MaxSize)
	all, err := ReadAll(strings.NewReader(text))
	assert.NoError(t, err)
	assert.Len(t, all, MaxSize)
	_, err = Read("test.csv", strings.NewReader(text+"\n"))
	assert.ErrorIs(t, err, ErrTooLarge)
	assert.ErrorContains(t, err, "test.csv: has more than 32 MB")
}

func TestLosses(t *testing.T) {
	old := read(t, dated+
		"stays,1,tcp,,,\nSPELT,2,tcp,,,\ngoes,3,tcp,,,\nmoves,4,udp,,,\nwas,5,tcp,,,withdrawn 2025-01-01\n,6,tcp,Reserved,,\n"+
		"any,7,,,,\nrange,8-9,tcp,,,\nhalf,100,tcp,,,\nhalf,100,udp,,,\n")
	reg := read(t, dated+
		"stays,1,tcp,,,\nspelt,2,tcp,,,\nother,3,tcp,,,\nmoves,40,udp,,,\n"+
		"any,7,tcp,,,\nany,7,udp,,,\nany,7,sctp,,,\nany,7,dccp,,,\nrange,8-19,tcp,,,\nhalf,100,,,,\nhalf,100,udp,,,\n")
	losses, all := reg.Losses(old)
	assert.Equal(t, 8, all)
	var texts []string
	for _, l := range losses {
		texts = append(texts, l.String())
	}
	assert.Equal(t, []string{"goes 3/tcp is gone", "moves 4/udp is 40 now"}, texts)
}

// TestMarksInNames: what marks a row in its notes marks nothing in the name of a service.
func TestMarksInNames(t *testing.T) {
	reg, err := Read("own.csv", strings.NewReader("Service Name,Port Number,Transport Protocol,Description,Assignment Notes\n"+
		"a,1,tcp,,\"This entry is an alias to \"\"shared-db\"\"\"\nb,2,tcp,,\"This is a duplicate of the \"\"withdrawn-cash\"\" service\"\n"))
	require.NoError(t, err)
	require.NoError(t, reg.CheckOwn())
	assert.False(t, reg.Records[0].Shared)
	assert.Empty(t, reg.Records[1].Withdrawn)
}
