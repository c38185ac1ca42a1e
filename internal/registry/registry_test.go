package registry

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// ianaHeader is the header of IANA's file.
const ianaHeader = "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\n"

// short is a header with the required columns only.
const short = "Service Name,Port Number,Transport Protocol,Description\n"

// full is a header with all columns of a team's file that mean something.
const full = "Service Name,Port Number,Transport Protocol,Description,Alias,Shared,Withdrawn,Owner,Identifier\n"

// read reads a file of a kind that has no errors.
func read(t testing.TB, kind Kind, text string) *File {
	t.Helper()
	file, err := Read("test.csv", kind, strings.NewReader(text))
	require.NoError(t, err)
	return file
}

// canonical writes a file with the identifiers that it has.
func canonical(t testing.TB, file *File) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Write(&b, file.Rows, written))
	return b.String()
}

// written returns the identifiers that a row has.
func written(r *Row) (first, last string) { return r.Identifier, r.LastIdentifier }

// plain returns the rows without their lines and files, to compare them with others.
func plain(rows []*Row) []Row {
	var list []Row
	for _, r := range rows {
		row := *r
		row.File, row.Line = nil, 0
		list = append(list, row)
	}
	return list
}

// A finding is what a message has to tell: where it is, the value, the cure. Each fact is
// a part of the message.
type finding struct {
	line  int
	facts []string
}

func at(line int, facts ...string) finding { return finding{line, facts} }

// assertFindings holds a list of errors to have these findings and no others, in this
// order, in the file test.csv.
func assertFindings(t *testing.T, want []finding, errs []*Error) {
	t.Helper()
	for i := range max(len(want), len(errs)) {
		switch {
		case i >= len(errs):
			assert.Fail(t, "not found", "%d: %s", want[i].line, want[i].facts)
		case i >= len(want):
			assert.Fail(t, "not expected", "%v", errs[i])
		default:
			assert.Equal(t, fmt.Sprintf("test.csv:%d: %s", want[i].line, errs[i].Msg), errs[i].Error())
			assert.NotEqual(t, ".", errs[i].Msg[len(errs[i].Msg)-1:], "a full stop")
			for _, fact := range want[i].facts {
				assert.Contains(t, errs[i].Msg, fact)
			}
		}
	}
}

// errorsOf returns the list that an error was made of.
func errorsOf(t *testing.T, err error) []*Error {
	t.Helper()
	require.Error(t, err)
	if single := (*Error)(nil); errors.As(err, &single) && single.Error() == err.Error() {
		return []*Error{single}
	}
	joined, ok := err.(interface{ Unwrap() []error })
	require.True(t, ok, "%v", err)
	var list []*Error
	for _, err := range joined.Unwrap() {
		single := (*Error)(nil)
		require.ErrorAs(t, err, &single)
		list = append(list, single)
	}
	return list
}

func TestPorts(t *testing.T) {
	assert.Equal(t, "80", Ports{80, 80}.String())
	assert.Equal(t, "6000-6063", Ports{6000, 6063}.String())
	assert.True(t, Ports{1, 2}.IsRange())
	assert.False(t, Ports{2, 2}.IsRange())
	for _, c := range []struct {
		a, b Ports
		want bool
	}{
		{Ports{1, 5}, Ports{5, 9}, true},
		{Ports{1, 5}, Ports{6, 9}, false},
		{Ports{1, 9}, Ports{3, 4}, true},
		{Ports{7, 7}, Ports{7, 7}, true},
		{Ports{7, 7}, Ports{8, 8}, false},
	} {
		assert.Equal(t, c.want, c.a.Overlap(c.b), "%s and %s", c.a, c.b)
		assert.Equal(t, c.want, c.b.Overlap(c.a), "%s and %s", c.b, c.a)
	}
	for text, want := range map[string]Ports{"80": {80, 80}, "1-65535": {1, 65535}, " 1 - 2 ": {1, 2}} {
		got, err := ParsePorts(text)
		assert.NoError(t, err)
		assert.Equal(t, want, got)
	}
}

// TestStatus: IANA's rows without a name say a status in their descriptions. Those of
// others reserve their ports, whatever they say.
func TestStatus(t *testing.T) {
	for description, want := range map[string]Status{
		"Unassigned": Unassigned, "unassigned": Unassigned, "Unassigned [was netstat]": Unassigned,
		"(unassigned) Possibly assigned": Unassigned, "Reserved": Reserved, "Reserved - IANA": Reserved,
		"De-registered": Reserved, "Removed": Reserved, "Deprecated": Reserved,
		"De-Commissioned Port": Reserved, "Decomissioned Port 04/14/00, ms": Reserved, "Decommissioned": Reserved,
		"any private mail system": Assigned, "Possibly used by Sun Solaris????": Assigned, "": Assigned,
	} {
		r := Row{File: &File{Kind: IANA}, Description: description}
		assert.Equal(t, want, r.Status(), description)
		r.File.Kind = Team
		assert.Equal(t, Reserved, r.Status(), description)
		r.Name = "named"
		assert.Equal(t, Assigned, r.Status(), description)
	}
}

// TestDate: the newest date counts, in either form of the registry's. What is no date,
// what is to come and what is withdrawn does not.
func TestDate(t *testing.T) {
	for date, want := range map[string]string{
		"2026-01-02": "2026-01-02", "2026-01": "2026-01", "2024-02-29": "2024-02-29",
		"2026": "", "2026-1-002": "", "2026-01-0": "", "2026/01/02": "", "2026-0102": "", "x026-01-02": "", "2026-01-0:": "",
		"2026-01-020": "", "20260-1": "", "": "", "soon": "",
		"2206-13-45": "", "9999-99-99": "", "0000-00": "", "2026-13": "", "2026-02-30": "", "2025-02-29": "",
	} {
		assert.Equal(t, want, Date([]*Row{{Registered: date}}, ""), date)
		assert.Equal(t, want, Date([]*Row{{Modified: date}}, ""), date)
	}
	rows := []*Row{
		{Registered: "2026-01-01", Modified: "2026-02"},
		{Registered: "2026-03", Modified: "2026-01-01"},
		{Registered: "2027-01-01", Withdrawn: "2027-01-02"},
		{Modified: "2206-12-31"},
	}
	assert.Equal(t, "2206-12-31", Date(rows, ""))
	assert.Equal(t, "2026-03", Date(rows, "2026-12-31"))
	assert.Equal(t, "2026-02", Date(rows, "2026-02-28"))
	assert.Equal(t, "2026-01-01", Date(rows, "2026-01-01"), "the last day counts")
	assert.Empty(t, Date(rows, "2025-12-31"))
	assert.Empty(t, Date(nil, ""))
}

// TestPositions: a row of the same file is named by its line.
func TestPositions(t *testing.T) {
	one, two := &File{Name: "one.csv"}, &File{Name: "two.csv"}
	a, b, c := &Row{File: one, Line: 2}, &Row{File: one, Line: 3}, &Row{File: two, Line: 4}
	assert.Equal(t, "one.csv:2", a.Pos())
	assert.Equal(t, "on line 3", b.SeenFrom(a))
	assert.Equal(t, "at two.csv:4", c.SeenFrom(a))
	assert.Equal(t, `one.csv:2: name "x": bad`, a.Errorf("name %q: bad", "x").Error())
}

// TestErrorList: a list is sorted by line, file by file in the order of their first
// errors, and ends after 20.
func TestErrorList(t *testing.T) {
	assert.NoError(t, ErrorList(nil).Err())
	list := ErrorList{{"b", 9, "x"}, {"a", 2, "x"}, {"b", 3, "y"}, {"a", 1, "x"}, {"b", 3, "z"}}
	assert.EqualError(t, list.Err(), "b:3: y\nb:3: z\nb:9: x\na:1: x\na:2: x")
}

// TestShort: messages show whole characters of the beginning of a text.
func TestShort(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "",
		"short":                          "short",
		strings.Repeat("ä", 60):          strings.Repeat("ä", 60),
		strings.Repeat("ä", 61):          strings.Repeat("ä", 60) + "…",
		strings.Repeat("x", 60) + "\xff": strings.Repeat("x", 60) + "…",
	} {
		assert.Equal(t, want, Short(text))
	}
	assert.Equal(t, `"a\"b"`, Quote(`a"b`))
}
