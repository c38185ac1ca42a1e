package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/registry"
)

// browsersRefuse are the ports of the table in WHATWG Fetch, "port blocking".
var browsersRefuse = []int{
	0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119,
	123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990,
	993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
}

// freePorts runs gen free, and returns the ports that it lists.
func freePorts(t *testing.T, args ...string) (list []int) {
	t.Helper()
	code, stdout, stderr := gen(append([]string{"free"}, args...)...)
	require.Zero(t, code, stderr)
	require.Empty(t, stderr)
	for line := range strings.Lines(stdout) {
		ports, err := registry.ParsePorts(strings.TrimSpace(line))
		require.NoError(t, err)
		for p := int(ports.First); p <= int(ports.Last); p++ {
			list = append(list, p)
		}
	}
	return list
}

// TestFreeIsNobodys compares the ports that are free with the rows of both registries.
func TestFreeIsNobodys(t *testing.T) {
	unassigned := regexp.MustCompile(`(?i)^\(?unassigned\b`)
	taken := map[int]bool{}
	for _, p := range browsersRefuse {
		taken[p] = true
	}
	for _, file := range []string{shippedRegistry, "../defacto.csv"} {
		rows, err := csv.NewReader(strings.NewReader(readText(t, file))).ReadAll()
		require.NoError(t, err)
		withdrawn := slices.Index(rows[0], "Withdrawn")
		for _, row := range rows[1:] {
			if row[1] == "" || row[0] == "" && unassigned.MatchString(row[3]) || withdrawn >= 0 && row[withdrawn] != "" {
				continue
			}
			var first, last int
			if n, _ := fmt.Sscanf(row[1], "%d-%d", &first, &last); n == 1 {
				last = first
			}
			for p := first; p <= last; p++ {
				taken[p] = true
			}
		}
	}
	var want []int
	for p := 1024; p < 32768; p++ {
		if !taken[p] {
			want = append(want, p)
		}
	}
	list := freePorts(t, "0-65535")
	assert.Equal(t, want, list)
	assert.Greater(t, len(list), 1000)
	for _, p := range []int{9090, 8080, 9092, 3000, 19999, 37429, 61023, 10080} {
		assert.NotContains(t, list, p)
	}
}

// TestFreeInBrowsers: what browsers refuse is not free where IANA's registry, or another
// edition of it, has the port unassigned.
func TestFreeInBrowsers(t *testing.T) {
	iana := writeTemp(t, "iana.csv", canonicalHeader+"ssh,22,tcp,,,,,,,,,,SSH,\n")
	list := freePorts(t, "-iana", iana, "1024-32767")
	assert.NotEmpty(t, list)
	for _, p := range browsersRefuse {
		assert.NotContains(t, list, p)
	}
}

// TestFreeRange lists what is free in a range, and without one the first lines of all.
func TestFreeRange(t *testing.T) {
	in := func(args ...string) (stdout string) {
		code, stdout, stderr := gen(append([]string{"free"}, args...)...)
		require.Zero(t, code, stderr)
		return stdout
	}
	all := strings.SplitAfter(in("1024-49151"), "\n")
	lines := strings.SplitAfter(in(), "\n")
	require.Len(t, lines, maxFree+2) // the last one is empty
	assert.Equal(t, all[:maxFree], lines[:maxFree])
	assert.Equal(t, fmt.Sprintf("and %d more\n", len(all)-1-maxFree), lines[maxFree])

	run := slices.IndexFunc(all, func(line string) bool { return strings.Contains(line, "-") })
	require.GreaterOrEqual(t, run, 0)
	first, _, _ := strings.Cut(all[run], "-")
	assert.Equal(t, first+"\n", in(first), "a port")
	assert.Equal(t, all[run], in(strings.TrimSpace(all[run])))

	for _, none := range []string{"1-1023", "443", "6665-6669", "32768-60999", "49152-65535"} {
		code, stdout, stderr := gen("free", none)
		assert.Equal(t, exitFailed, code)
		assert.Empty(t, stdout)
		assert.Equal(t, none+": no port is free\n", stderr)
	}
}

// TestFreeInATeam takes what a team has: its services on any transport, its blocks, and
// what its machines have; but not what it has withdrawn.
func TestFreeInATeam(t *testing.T) {
	const within = "6723-6739" // of which nobody has any
	before := freePorts(t, within)
	require.Len(t, before, 6739-6723+1, "choose another range, if these have been assigned")
	const columns = "Service Name,Port Number,Transport Protocol,Description,Shared,Withdrawn\n"
	services(t, columns+"orders,6723,sctp,,,\ngossip,6725,,,,\n,6727-6729,,Reserved for billing,,\nold,6730,tcp,,,2026-01-01\nmetrics,6731-6732,udp,,,\n")
	require.NoError(t, os.WriteFile("machine", []byte("pager 6734/tcp\n"), 0o666))
	assert.Equal(t, []int{6724, 6726, 6730, 6733, 6735, 6736, 6737, 6738, 6739}, freePorts(t, "-in", "services.csv", within, "-services", "machine"))

	// What is wrong in a file is told, and so is not taken for free.
	services(t, columns+"a,6723,tcp,,,\nb,6723,tcp,,,\n")
	code, stdout, stderr := gen("free", "-in", "services.csv", within)
	assert.Equal(t, exitFailed, code)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "services.csv:3: port 6723/tcp ")
	code, _, stderr = gen("free", "-in", "missing.csv")
	assert.Equal(t, exitFailed, code)
	assert.Equal(t, "open missing.csv: no such file or directory\n", stderr)
}

// TestSuggestedPortsAreFree follows what a clash and -check suggest: gen free lists it.
func TestSuggestedPortsAreFree(t *testing.T) {
	suggestion := regexp.MustCompile(`: ([0-9-]+) (?:is|are) free`)
	for row, want := range map[string]string{
		"web,8080,tcp,,Web\n":                     "",
		"web,8480,tcp,,Web\nx,8480,tcp,,X\n":      "8483", // VictoriaMetrics has 8481 and 8482
		"chat,9090-9092,tcp,,Chat-ChatLast\n":     "",
		"relay,6667,tcp,,Relay\n":                 "",
		"far,45999,tcp,,Far\nnear,50000,,,Near\n": "",
	} {
		services(t, namedHeader+row)
		_, _, stderr := gen("-in", "services.csv", "-out", "p", "-check")
		suggested := suggestion.FindStringSubmatch(stderr)
		require.NotNil(t, suggested, stderr)
		if want != "" {
			assert.Equal(t, want, suggested[1])
		}
		code, stdout, stderr := gen("free", "-in", "services.csv", suggested[1])
		if strings.Count(row, "8480") < 2 { // else the file has a clash
			assert.Zero(t, code, stderr)
			assert.Equal(t, suggested[1]+"\n", stdout)
		}
	}
}
