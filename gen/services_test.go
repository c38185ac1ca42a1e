package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/ports"
)

// A networkName is a name as net.LookupPort takes it.
type networkName struct{ Network, Name string }

// portsIn reads a services(5) file by the shortest way: the lowest port of a name counts.
func portsIn(t *testing.T, file string) map[networkName]int {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	found := map[networkName]int{}
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		number, protocol, _ := strings.Cut(fields[1], "/")
		var port int
		require.NoError(t, json.Unmarshal([]byte(number), &port))
		for _, name := range append(fields[:1:1], fields[2:]...) {
			key := networkName{protocol, strings.ToLower(name)}
			if old, known := found[key]; (!known || port < old) && strings.Contains(" tcp udp sctp dccp ", " "+protocol+" ") {
				found[key] = port
			}
		}
	}
	return found
}

// rowsOfNames returns the rows of the shipped registry that have one of the names.
func rowsOfNames(t *testing.T, names map[networkName]int) string {
	t.Helper()
	wanted := map[string]bool{}
	for n := range names {
		wanted[n.Name] = true
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	for i, row := range csvRows(t, readText(t, shippedRegistry)) {
		if i == 0 || wanted[strings.ToLower(row[nameColumn])] {
			require.NoError(t, w.Write(row))
		}
	}
	w.Flush()
	return b.String()
}

// lookUp is a program that looks up the names that it is given as JSON, each in one of
// the packages.
const lookUp = `package main

import (
	"encoding/json"
	"os"

	p0 "example.com/machine/p0/ports"
	p1 "example.com/machine/p1/ports"
	p2 "example.com/machine/p2/ports"
	p3 "example.com/machine/p3/ports"
	p4 "example.com/machine/p4/ports"
)

func main() {
	var queries []struct {
		Package       int
		Network, Name string
	}
	if err := json.NewDecoder(os.Stdin).Decode(&queries); err != nil {
		panic(err)
	}
	lookup := []func(network, name string) (int, error){p0.LookupPort, p1.LookupPort, p2.LookupPort, p3.LookupPort, p4.LookupPort}
	found := []int{}
	for _, q := range queries {
		port, err := lookup[q.Package](q.Network, q.Name)
		if err != nil {
			port = -1
		}
		found = append(found, port)
	}
	json.NewEncoder(os.Stdout).Encode(found)
}
`

// TestServices generates from a services(5) file, alone and beside what IANA's registry
// has of the same names, and looks up all of its names.
func TestServices(t *testing.T) {
	t.Parallel()
	file := "testdata/services"
	want := portsIn(t, file)
	require.Greater(t, len(want), 30)
	var list strings.Builder
	for n := range want {
		list.WriteString(n.Name + "\n")
	}
	only := "@" + writeTemp(t, "names.txt", list.String())
	iana := writeTemp(t, "iana.csv", rowsOfNames(t, want))
	type query struct {
		Package int
		networkName
	}
	var queries []query
	var numbers []int
	module := t.TempDir()
	for i, c := range []struct {
		args      []string
		ianaFirst bool // for names that both have
	}{
		{[]string{"-services", file}, false},
		{[]string{"-iana", iana, "-services", file, "-only", only}, true},
		{[]string{"-iana", iana, "-services", file, "-only", only, "-prefer", "later"}, false},
		{[]string{"-services", file, "-iana", iana, "-only", only, "-lookup", "table"}, false},
		{[]string{"-services", file, "-iana", iana, "-only", only, "-lookup", "table", "-prefer", "later"}, true},
	} {
		stderr := mustGen(t, append(c.args, "-out", filepath.Join(module, fmt.Sprintf("p%d/ports", i)))...)
		assert.Contains(t, stderr, "3 of other protocols", "%v", c.args)
		differ := 0
		for n, port := range want {
			known, err := ports.ParseTransport(n.Network)
			require.NoError(t, err)
			if registered, ok := ports.Lookup(known, n.Name); ok && int(registered) != port {
				differ++
				if c.ianaFirst {
					port = int(registered)
				}
			}
			queries = append(queries, query{i, n}, query{i, networkName{n.Network, strings.ToUpper(n.Name)}})
			numbers = append(numbers, port, port)
		}
		require.Equal(t, 2, differ, "icp and dicom have other ports")
	}
	text, err := json.Marshal(queries)
	require.NoError(t, err)
	for name, content := range map[string]string{"go.mod": "module example.com/machine\n\ngo 1.25.0\n", "main.go": lookUp, "names.json": string(text)} {
		require.NoError(t, os.WriteFile(filepath.Join(module, name), []byte(content), 0o666))
	}
	out, err := shell(t, module, "go run . <names.json")
	require.NoError(t, err, out)
	var found []int
	require.NoError(t, json.Unmarshal([]byte(out), &found))
	require.Len(t, found, len(queries))
	for i, q := range queries {
		assert.Equal(t, numbers[i], found[i], "%+v", q)
	}
}

// TestServicesBesideOwn has a services(5) file beside a team's rows, which keep their
// ports, and no warnings of ports that nobody has chosen here.
func TestServicesBesideOwn(t *testing.T) {
	own := writeTemp(t, "own.csv", header+"team-orders,18480,tcp,Ours\norders,18490,tcp,Ours\n")
	dir := filepath.Join(t.TempDir(), "own")
	stderr := mustGen(t, "-in", own, "-services", "testdata/services", "-out", dir)
	assert.Contains(t, stderr, "repeated")
	assert.Regexp(t, `testdata/services:\d+: note: service name "orders": left out`, stderr)
	lookup := contents(t, dir)["lookup.go"]
	assert.Contains(t, lookup, "case \"orders\":\n\t\treturn PortOrders, true", "the earlier file counts")
	assert.NotContains(t, lookup, `{Name: "orders", Transport: TCP, First: PortTeamOrders`)
	assert.Contains(t, lookup, `{Name: "team-orders", Transport: TCP, First: PortTeamOrders, Last: PortTeamOrders, Description: "Ours"`)
	assert.Contains(t, lookup, `{Name: "Orders2", Transport: TCP, First: PortTeamOrders, Last: PortTeamOrders, Description: "indented, with tabs in the comment", Alias: "team-orders"`)
	stderr = mustGen(t, "-in", own, "-services", "testdata/services", "-out", dir, "-check")
	assert.NotContains(t, stderr, "IANA assigns")
	assert.NotContains(t, stderr, "RFC 6335")

	code, _, stderr := gen("name", "testdata/services")
	assert.Equal(t, 1, code)
	assert.Contains(t, stderr, "testdata/services:")
}

// TestServicesThatAreWarnedOf has what a services(5) file may have in the place of
// aliases: a warning, which -strict makes an error.
func TestServicesThatAreWarnedOf(t *testing.T) {
	for line, want := range map[string]string{
		"orders\t8480/tcp\t0.484143\t# Orders": `services:2: warning: alias "0.484143" of "orders": has no letter`, // nmap's frequency
		"orders 8480/tcp Orders of 24 hours":   `services:2: warning: alias "24" of "orders": has no letter`,       // no # before the title
		"orders 8480/tcp login":                `services:2: warning: alias "login" of "orders": IANA has this name on port 513/tcp`,
	} {
		file := filepath.Join(t.TempDir(), "services")
		require.NoError(t, os.WriteFile(file, []byte("web 8481/tcp www-alt\n"+line+"\n"), 0o666))
		out := filepath.Join(t.TempDir(), "p")
		mustGen(t, "-services", file, "-out", out)
		assert.NotContains(t, contents(t, out)["lookup.go"], "0.484143")
		stderr := mustGen(t, "-services", file, "-out", out, "-check")
		assert.Contains(t, stderr, want)
		assert.Equal(t, 1, strings.Count(stderr, "warning: "), stderr)
		code, _, stderr := gen("-services", file, "-out", out, "-check", "-strict")
		assert.Equal(t, exitFailed, code)
		assert.Contains(t, stderr, strings.Replace(want, "warning: ", "", 1))
	}
}
