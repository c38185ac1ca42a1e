package ports

import (
	"encoding/csv"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The oracle answers every question of the package from the rows of the CSV
// file, by the shortest way there is. It shares no code with the generator.

// registryFiles are the files that the package was generated from, the preferred one
// first. The generator's tests set the variable to run the oracle on packages of their own
// making. A file whose name starts with "team" is a team's, any other IANA's.
func registryFiles() []string {
	if files := os.Getenv("PORTS_REGISTRY"); files != "" {
		return filepath.SplitList(files)
	}
	return []string{"../registry.csv"}
}

type oracleRow struct {
	file int // the lower, the more preferred
	team bool

	name, transport, description, registered, modified, reference, code, use, notes string
	alias, withdrawn, identifier                                                    string
	first, last                                                                     int
}

var (
	oracleAlias = regexp.MustCompile(`This entry is an alias to\s+"([^"]*)"`)
	oracleSpace = regexp.MustCompile(`\s+`)
)

func (r *oracleRow) covers(p int) bool { return r.first <= p && p <= r.last }

// secondary reports whether the registry advises against the name.
func (r *oracleRow) secondary() bool {
	notes := oracleSpace.ReplaceAllString(r.notes, " ")
	return r.alias != "" || strings.Contains(notes, "This is a duplicate of the ") ||
		strings.Contains(notes, "This entry records an unassigned but widespread use")
}

func (r *oracleRow) status() Status {
	d := strings.ToLower(strings.TrimLeft(r.description, "("))
	switch {
	case r.name != "":
		return Assigned
	case r.team:
		return Reserved
	case strings.HasPrefix(d, "unassigned"):
		return Unassigned
	case strings.HasPrefix(d, "reserved"), strings.HasPrefix(d, "removed"),
		strings.HasPrefix(d, "de"): // registered, precated, commissioned, …
		return Reserved
	}
	return Assigned
}

// oracleFirst are the primary names that no rule gives.
var oracleFirst = map[string]string{
	"tcp/42": "nameserver", "udp/42": "nameserver",
	"tcp/465":  "submissions",
	"udp/750":  "kerberos-iv",
	"tcp/1701": "l2tp", "udp/1701": "l2tp",
	"tcp/2049": "nfs", "udp/2049": "nfs",
	"tcp/9100": "pdl-datastream", "udp/9100": "pdl-datastream",
}

// oraclePorts are the ports of names that the rule of the lowest does not give.
var oraclePorts = map[string]int{"http-alt": 8080}

func oracleFold(name string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 {
			return unicode.ToLower(r)
		}
		return r
	}, name)
}

var oracleTransports = []Transport{TCP, UDP, SCTP, DCCP}

type oracle struct {
	rows     []*oracleRow // those with a port
	goneRows []*oracleRow // of these, the withdrawn ones, the last first
	portless []*oracleRow
	// on has the rows of each port and transport, named ones first and the
	// primary first of all.
	on map[Transport]map[int][]*oracleRow
	// ports has the ports of each name in small letters, and gone those that
	// are withdrawn.
	ports, gone map[Transport]map[string][]int
}

// newOracle returns the oracle, which all tests share and none changes.
func newOracle(t testing.TB) *oracle {
	t.Helper()
	o, err := readOracle()
	require.NoError(t, err)
	return o
}

var readOracle = sync.OnceValues(func() (*oracle, error) {
	o := &oracle{on: map[Transport]map[int][]*oracleRow{}, ports: map[Transport]map[string][]int{}, gone: map[Transport]map[string][]int{}}
	for i, file := range registryFiles() {
		if err := o.read(i, file); err != nil {
			return nil, err
		}
	}
	o.leaveOut()
	held := map[*oracleRow]bool{}
	for _, transport := range oracleTransports {
		o.spread(transport)
		for _, rows := range o.on[transport] {
			for _, r := range rows {
				held[r] = true
			}
		}
	}
	// What a preferred file has as well is nothing besides it.
	o.rows = slices.DeleteFunc(o.rows, func(r *oracleRow) bool { return r.withdrawn == "" && !held[r] })
	return o, nil
})

func (o *oracle) read(number int, file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	if err != nil {
		return err
	}
	column := func(row []string, name string) string {
		if i := slices.Index(records[0], name); i >= 0 {
			return strings.TrimSpace(oracleSpace.ReplaceAllString(row[i], " "))
		}
		return ""
	}
	for _, row := range records[1:] {
		r := &oracleRow{
			file:        number,
			team:        strings.HasPrefix(filepath.Base(file), "team"),
			name:        column(row, "Service Name"),
			transport:   column(row, "Transport Protocol"),
			description: column(row, "Description"),
			registered:  column(row, "Registration Date"),
			modified:    column(row, "Modification Date"),
			reference:   column(row, "Reference"),
			code:        column(row, "Service Code"),
			use:         column(row, "Unauthorized Use Reported"),
			notes:       column(row, "Assignment Notes"),
			alias:       column(row, "Alias"),
			withdrawn:   column(row, "Withdrawn"),
			identifier:  column(row, "Identifier"),
		}
		if m := oracleAlias.FindStringSubmatch(r.notes); m != nil {
			r.alias = m[1]
		}
		ports := column(row, "Port Number")
		if ports == "" {
			o.portless = append(o.portless, r)
			continue
		}
		low, high, _ := strings.Cut(ports, "-")
		if r.first, err = strconv.Atoi(low); err != nil {
			return err
		}
		if r.last = r.first; r.first == 0 && r.name != "" {
			o.portless = append(o.portless, r) // IANA had such names once
			continue
		}
		if high != "" {
			if r.last, err = strconv.Atoi(high); err != nil {
				return err
			}
		}
		o.rows = append(o.rows, r)
		if r.withdrawn != "" {
			o.goneRows = append(o.goneRows, r)
		}
	}
	slices.SortStableFunc(o.goneRows, func(a, b *oracleRow) int { return strings.Compare(b.withdrawn, a.withdrawn) })
	return nil
}

// leaveOut leaves out the rows of names that a preferred file has on other ports.
func (o *oracle) leaveOut() {
	named := func(name string, file int) (rows []*oracleRow) {
		for _, r := range o.rows {
			if r.file == file && r.withdrawn == "" && oracleFold(r.name) == oracleFold(name) {
				rows = append(rows, r)
			}
		}
		return rows
	}
	o.rows = slices.DeleteFunc(o.rows, func(r *oracleRow) bool {
		for file := 0; file < r.file && r.name != "" && r.withdrawn == ""; file++ {
			if rows := named(r.name, file); len(rows) > 0 {
				r.name = rows[0].name // as the preferred file spells it
				return !slices.ContainsFunc(rows, func(o *oracleRow) bool { return o.covers(r.first) && o.covers(r.last) })
			}
		}
		return false
	})
}

// spread finds the rows of each port of a transport, and the ports of each name.
func (o *oracle) spread(transport Transport) {
	on := map[int][]*oracleRow{}
	o.on[transport], o.ports[transport], o.gone[transport] = on, map[string][]int{}, map[string][]int{}
	holds := func(r *oracleRow, p int) bool {
		for _, other := range on[p] {
			switch {
			case r.name == "" || other.name == "":
			case oracleFold(other.name) == oracleFold(r.name):
				return false // another row has the name here
			case r.transport == "" && other.transport != "" && other.file == r.file && !r.team:
				return false // and in IANA's registry, any name
			}
		}
		return true
	}
	for file := range registryFiles() {
		for _, blank := range []bool{false, true} {
			for _, r := range o.rows {
				if r.file != file || r.withdrawn != "" || blank != (r.transport == "") || !blank && r.transport != transport.String() {
					continue
				}
				for p := r.first; p <= r.last; p++ {
					if holds(r, p) {
						on[p] = append(on[p], r)
					}
				}
			}
		}
	}
	for p, rows := range on {
		first := oracleFirst[fmt.Sprintf("%s/%d", transport, p)]
		order := func(r *oracleRow) int {
			n := 10 * r.file
			switch {
			case r.name == "":
				return 1000
			case r.name == first:
				n += 0
			case !r.secondary() && r.transport != "":
				n += 1
			case !r.secondary():
				n += 2
			case r.transport != "":
				n += 3
			default:
				n += 4
			}
			return n
		}
		slices.SortStableFunc(rows, func(a, b *oracleRow) int {
			if n := order(a) - order(b); n != 0 {
				return n
			}
			if a.name == "" {
				// What one file calls unassigned, another may reserve. Otherwise with a
				// transport before without, then the narrower, then Assigned, Reserved,
				// Unassigned.
				weigh := func(r *oracleRow) int {
					n := (r.last-r.first)*4 + int(r.status())
					if r.transport == "" {
						n += 1 << 20
					}
					if a.file != b.file && r.status() == Unassigned {
						n += 1 << 21
					}
					return n
				}
				return weigh(a) - weigh(b)
			}
			// The registry's order is that of the ports.
			return a.first - b.first
		})
		for _, r := range rows {
			if r.name != "" {
				name := oracleFold(r.name)
				o.ports[transport][name] = append(o.ports[transport][name], p)
			}
		}
	}
	for _, blank := range []bool{false, true} {
		for _, r := range o.goneRows {
			if blank != (r.transport == "") || !blank && r.transport != transport.String() {
				continue
			}
			name := oracleFold(r.name)
			for p := r.first; p <= r.last; p++ {
				if !slices.Contains(o.ports[transport][name], p) && !slices.Contains(o.gone[transport][name], p) {
					o.gone[transport][name] = append(o.gone[transport][name], p)
				}
			}
		}
	}
	for _, ports := range []map[string][]int{o.ports[transport], o.gone[transport]} {
		for _, list := range ports {
			slices.Sort(list)
		}
	}
}

func (o *oracle) serviceName(t Transport, p int) (string, bool) {
	if rows := o.on[t][p]; len(rows) > 0 && rows[0].name != "" {
		return rows[0].name, true
	}
	return "", false
}

func (o *oracle) status(t Transport, p int) Status {
	rows := o.on[t][p]
	switch {
	case len(rows) > 0 && rows[0].name != "":
		return Assigned
	case p >= 49152:
		return Dynamic
	case len(rows) > 0:
		return rows[0].status()
	}
	return Unassigned
}

func (o *oracle) lookup(t Transport, name string) (Port, bool) {
	if list := o.ports[t][oracleFold(name)]; len(list) > 0 {
		if p := oraclePorts[oracleFold(name)]; slices.Contains(list, p) {
			return Port(p), true
		}
		return Port(list[0]), true
	}
	if !slices.Contains(oracleTransports, t) {
		return 0, false
	}
	// Of what is withdrawn, the last and of these the lowest.
	last, port := "", 0
	for _, r := range o.goneRows {
		if oracleFold(r.name) != oracleFold(name) || r.transport != "" && r.transport != t.String() {
			continue
		}
		for p := r.last; p >= r.first; p-- {
			if slices.Contains(o.gone[t][oracleFold(name)], p) && (last == "" || r.withdrawn == last && p < port || r.withdrawn > last) {
				last, port = r.withdrawn, p
			}
		}
	}
	return Port(port), last != ""
}

// rowOf returns the row of a service. Several services can have one row, if that has no
// transport.
func (o *oracle) rowOf(s Service) *oracleRow {
	rows := o.on[s.Transport][int(s.First)]
	if s.Withdrawn != "" {
		rows = o.rows
	}
	for _, r := range rows {
		if r.name == s.Name && r.covers(int(s.First)) && r.covers(int(s.Last)) && r.withdrawn == s.Withdrawn &&
			(r.transport == "" || r.transport == s.Transport.String()) {
			return r
		}
	}
	return nil
}

func TestOracleEveryPort(t *testing.T) {
	t.Parallel()
	o := newOracle(t)
	for p := range 1 << 16 {
		var wantAny string
		var okAny bool
		statusAny := Status(0)
		for _, transport := range oracleTransports {
			want, wantOK := o.serviceName(transport, p)
			name, ok := ServiceName(transport, Port(p))
			if name != want || ok != wantOK {
				t.Errorf("ServiceName(%v, %d) = %q, %v; want %q, %v", transport, p, name, ok, want, wantOK)
			}
			if got, want := StatusOf(transport, Port(p)), o.status(transport, p); got != want {
				t.Errorf("StatusOf(%v, %d) = %v; want %v", transport, p, got, want)
			}
			if !okAny {
				wantAny, okAny = want, wantOK
			}
			if s := o.status(transport, p); statusAny == 0 || s < statusAny {
				statusAny = s
			}
		}
		name, ok := ServiceName(0, Port(p))
		if name != wantAny || ok != okAny {
			t.Errorf("ServiceName(0, %d) = %q, %v; want %q, %v", p, name, ok, wantAny, okAny)
		}
		if got := StatusOf(0, Port(p)); got != statusAny {
			t.Errorf("StatusOf(0, %d) = %v; want %v", p, got, statusAny)
		}
	}
}

// TestOracleServices checks every named row by its ports and by its name, and
// that there is nothing besides the rows.
func TestOracleServices(t *testing.T) {
	t.Parallel()
	o := newOracle(t)
	for _, transport := range oracleTransports {
		for p := range 1 << 16 {
			var want, got []string
			for _, r := range o.on[transport][p] {
				if r.name != "" {
					want = append(want, r.name)
				}
			}
			for s := range Services(transport, Port(p)) {
				got = append(got, s.Name)
				if s.Transport != transport || s.First > Port(p) || s.Last < Port(p) {
					t.Fatalf("Services(%v, %d) has %+v", transport, p, s)
				}
			}
			if len(want) > 0 && len(got) > 0 && want[0] != got[0] {
				t.Fatalf("Services(%v, %d) starts with %q; want %q", transport, p, got[0], want[0])
			}
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(want, got) { // for a quarter of a million ports require is slow
				t.Fatalf("Services(%v, %d) has %q; want %q", transport, p, got, want)
			}
		}
		for _, withdrawn := range []bool{false, true} {
			wanted := o.ports[transport]
			if withdrawn {
				wanted = o.gone[transport]
			}
			for name, ports := range wanted {
				var got []int
				for s := range ServicesNamed(strings.ToUpper(name)) {
					if s.HasPort() && s.Transport == transport && withdrawn == (s.Withdrawn != "") {
						for p := int(s.First); p <= int(s.Last); p++ {
							got = append(got, p)
						}
					}
				}
				require.Equal(t, ports, got, "%s/%v", name, transport)
			}
		}
	}
}

func TestOracleMetadata(t *testing.T) {
	t.Parallel()
	o := newOracle(t)
	seen := map[*oracleRow]bool{}
	previous := Service{}
	for s := range All() {
		if !s.HasPort() {
			continue // see TestOraclePortless
		}
		if s.First < previous.First || s.First == previous.First && s.Transport < previous.Transport {
			t.Fatalf("All: %v before %v", previous, s)
		}
		previous = s
		r := o.rowOf(s)
		require.NotNil(t, r, "%+v", s)
		seen[r] = true
		assert.Equal(t, r.registered, s.Registered, s.Name)
		assert.Equal(t, r.code, codeText(s), s.Name)
		assert.Equal(t, r.modified, s.Modified, s.Name)
		assert.Equal(t, r.use, s.UnauthorizedUse, s.Name)
		assert.Equal(t, r.alias, s.Alias, s.Name)
		if !strings.Contains(r.reference, "<") { // a mail address
			assert.Equal(t, r.reference, s.Reference, s.Name)
		}
		title, _, _ := strings.Cut(r.description, "IANA assigned this well-formed service name")
		title = strings.TrimSpace(title)
		if cut, ok := strings.CutSuffix(s.Description, "…"); ok {
			assert.LessOrEqual(t, len([]rune(s.Description)), 80, s.Name)
			assert.True(t, strings.HasPrefix(title, cut), "%s: %q", s.Name, s.Description)
		} else {
			assert.Equal(t, title, s.Description, s.Name)
		}
	}
	for _, r := range o.rows {
		if r.name == "" || seen[r] {
			continue
		}
		for _, transport := range oracleTransports {
			if r.transport == transport.String() {
				t.Errorf("All has no %+v", r)
			}
		}
	}
}

func codeText(s Service) string {
	if s.ServiceCode == 0 {
		return ""
	}
	return strconv.FormatUint(uint64(s.ServiceCode), 10)
}

// TestOraclePortless checks the services without a port: that All and ServicesNamed have
// them, after those with a port, and that nothing else does.
func TestOraclePortless(t *testing.T) {
	t.Parallel()
	o := newOracle(t)
	text := func(name, transport, code, reference string) string {
		return name + "/" + transport + "/" + code + "/" + reference
	}
	want, withPort := map[string]int{}, map[string]bool{}
	for _, r := range o.portless {
		want[text(r.name, r.transport, r.code, r.reference)]++
	}
	for _, r := range o.rows {
		withPort[oracleFold(r.name)] = true
	}
	got, named := map[string]int{}, map[string]int{}
	previous := ""
	for s := range All() {
		if s.HasPort() {
			require.Empty(t, previous, "%+v comes after those without a port", s)
			continue
		}
		require.Zero(t, s.Last)
		require.LessOrEqual(t, previous, oracleFold(s.Name))
		previous = oracleFold(s.Name)
		transport := ""
		if s.Transport != 0 {
			transport = s.Transport.String()
		}
		got[text(s.Name, transport, codeText(s), s.Reference)]++
	}
	for _, r := range o.portless {
		if named[r.name] > 0 {
			continue
		}
		for s := range ServicesNamed(strings.ToUpper(r.name)) {
			if !s.HasPort() {
				named[r.name]++
			}
		}
		require.Positive(t, named[r.name], r.name)
		for _, transport := range append(oracleTransports, 0) {
			_, ok := Lookup(transport, r.name)
			require.True(t, !ok || withPort[oracleFold(r.name)], "Lookup has %s", r.name)
		}
	}
	total := 0
	for _, n := range named {
		total += n
	}
	require.Equal(t, len(o.portless), total)
	require.True(t, maps.Equal(want, got) || hasMail(o.portless), "%d and %d", len(want), len(got))
}

// hasMail reports whether a reference has a mail address, which the package leaves out.
func hasMail(rows []*oracleRow) bool {
	return slices.ContainsFunc(rows, func(r *oracleRow) bool { return strings.Contains(r.reference, "<") })
}

// TestOracleLookup looks up every name, aliases among them, in several cases,
// and names that are nearly those.
func TestOracleLookup(t *testing.T) {
	t.Parallel()
	o := newOracle(t)
	check := func(transport Transport, name string) {
		port, ok := Lookup(transport, name)
		want, wantOK := o.lookup(transport, name)
		if transport == 0 {
			for _, transport := range oracleTransports {
				if want, wantOK = o.lookup(transport, name); wantOK {
					break
				}
			}
		}
		if port != want || ok != wantOK {
			t.Errorf("Lookup(%v, %q) = %d, %v; want %d, %v", transport, name, port, ok, want, wantOK)
		}
	}
	names := map[string]bool{}
	for _, r := range o.rows {
		names[r.name] = true
	}
	for name := range names {
		for _, transport := range append(oracleTransports, 0, DCCP+1, 255) {
			for _, near := range nearMisses(name) {
				check(transport, near)
			}
		}
	}
}

func TestOracleAllocations(t *testing.T) {
	o := newOracle(t)
	names := []string{"", "no such service", strings.Repeat("x", 100)}
	for _, r := range o.rows[:min(500, len(o.rows))] {
		names = append(names, r.name, strings.ToUpper(r.name))
	}
	var port Port
	var name string
	var status Status
	assert.Zero(t, testing.AllocsPerRun(10, func() {
		for _, transport := range []Transport{0, TCP, UDP, SCTP, DCCP, 9} {
			for i, service := range names {
				port, _ = Lookup(transport, service)
				name, _ = ServiceName(transport, port+Port(i))
				status = StatusOf(transport, Port(i))
			}
		}
	}))
	_, _, _ = port, name, status
}

// nearMisses returns a name in several cases and strings that differ from it a
// little, in ways that a careless fold, hash or load would not see.
func nearMisses(name string) []string {
	if name == "" {
		return []string{"", " ", "\x00", "\xff"}
	}
	mixed := []byte(name)
	for i, c := range mixed {
		// In ASCII alone: strings.ToUpper may give fewer bytes, as for U+017F.
		if i%2 == 0 && 'a' <= c && c <= 'z' {
			mixed[i] -= 'a' - 'A'
		}
	}
	list := []string{
		name, strings.ToUpper(name), strings.ToLower(name), string(mixed),
		name + "\x00", "\x00" + name, name + " ", name + "x", name + "-1", name + name,
		name[:len(name)-1], name[1:],
		strings.Replace(name, "s", "\u017f", 1), strings.Replace(name, "k", "\u212a", 1),
		name + strings.Repeat("\x00", 16),
	}
	for _, bit := range []byte{0x20, 0x80, 0x01} {
		for _, i := range []int{0, len(name) / 2, len(name) - 1} {
			b := []byte(name)
			b[i] ^= bit
			list = append(list, string(b))
		}
	}
	return list
}

func TestOracleMaps(t *testing.T) {
	t.Parallel()
	o := newOracle(t)
	for _, transport := range oracleTransports {
		names, ports := map[Port]string{}, map[string]Port{}
		for p := range o.on[transport] {
			if name, ok := o.serviceName(transport, p); ok {
				names[Port(p)] = name
			}
			for _, r := range o.on[transport][p] {
				if _, ok := ports[r.name]; !ok && r.name != "" {
					ports[r.name], _ = o.lookup(transport, r.name)
				}
			}
		}
		for _, r := range o.rows {
			if len(o.gone[transport][oracleFold(r.name)]) > 0 {
				ports[r.name], _ = o.lookup(transport, r.name)
			}
		}
		assert.True(t, maps.Equal(names, NameMap(transport)), "%v", transport)
		assert.True(t, maps.Equal(ports, PortMap(transport)), "%v", transport)
	}
	assert.Empty(t, NameMap(DCCP+1))
	assert.Empty(t, PortMap(DCCP+1))
	for name, p := range PortMap(0) {
		if want, _ := Lookup(0, name); p != want {
			t.Errorf("%s: port %d, Lookup has %d", name, p, want)
		}
	}
	for p, name := range NameMap(0) {
		if want, _ := ServiceName(0, p); name != want {
			t.Errorf("port %d: %s, ServiceName has %s", p, name, want)
		}
	}
}

// subject matches the part of a comment that says what a constant is the port of.
var subject = regexp.MustCompile(`(?:is|It is also) the (first port|last port|port) of (.+?)(?: \((?:tcp|udp|sctp|dccp)[,)]|: |\.\s)`)

// TestOracleConstants finds the constants of every named row but those of aliases by their
// comments, with the right numbers and the identifiers that the row has, and finds nothing
// else.
func TestOracleConstants(t *testing.T) {
	t.Parallel()
	o := newOracle(t)
	type fact struct {
		name string // in small letters
		port int
		last bool
	}
	numbers, comments := constants(t)
	found := map[fact][]string{}
	for constant, comment := range comments {
		subjects := subject.FindAllStringSubmatch(strings.Join(strings.Fields(comment), " ")+" ", -1)
		require.NotEmpty(t, subjects, "%s: %s", constant, comment)
		for _, m := range subjects {
			f := fact{oracleFold(m[2]), numbers[constant], m[1] == "last port"}
			found[f] = append(found[f], constant)
		}
	}
	isTarget := map[fact]bool{} // of rows that are no aliases
	for _, r := range o.rows {
		if r.alias == "" {
			isTarget[fact{name: oracleFold(r.name), port: r.first}] = true
		}
	}
	live := map[fact]bool{}
	wanted := map[fact]string{}
	for _, r := range o.rows {
		if r.name == "" {
			continue
		}
		first, last, _ := strings.Cut(r.identifier, "-")
		isAlias := r.alias != "" && isTarget[fact{name: oracleFold(r.alias), port: r.first}] && !isTarget[fact{name: oracleFold(r.name), port: r.first}]
		for _, f := range []struct {
			fact
			identifier string
		}{{fact{oracleFold(r.name), r.first, false}, first}, {fact{oracleFold(r.name), r.last, true}, last}} {
			if f.last && r.last == r.first || isAlias && f.identifier == "" {
				continue
			}
			if f.identifier != "" || wanted[f.fact] == "" {
				wanted[f.fact] = f.identifier
			}
			live[f.fact] = live[f.fact] || r.withdrawn == ""
		}
	}
	// A constant is deprecated if all that it stands for is withdrawn.
	deprecated := map[string]bool{}
	for f, identifier := range wanted {
		constants := found[f]
		require.Len(t, constants, 2, "%+v", f)
		slices.SortFunc(constants, func(a, b string) int { return len(a) - len(b) })
		bare := strings.TrimPrefix(constants[1], "Port")
		require.Contains(t, []string{bare, "X" + bare}, constants[0])
		if unicode.IsDigit(rune(bare[0])) {
			require.Equal(t, "X"+bare, constants[0])
		}
		if identifier != "" {
			require.Equal(t, "Port"+identifier, constants[1])
		}
		for _, constant := range constants {
			if _, ok := deprecated[constant]; !ok {
				deprecated[constant] = true
			}
			deprecated[constant] = deprecated[constant] && !live[f]
		}
	}
	for f, constants := range found {
		_, ok := wanted[f]
		require.True(t, ok, "%v stands for %+v, which no row has", constants, f)
	}
	for constant, comment := range comments {
		require.Equal(t, deprecated[constant], strings.Contains(comment, "\nDeprecated: "), "%s is deprecated", constant)
	}
}

// constants parses the constants of ports: their numbers, and their comments.
func constants(t *testing.T) (numbers map[string]int, comments map[string]string) {
	t.Helper()
	files, err := filepath.Glob("constants*.go")
	require.NoError(t, err)
	numbers, comments = map[string]int{}, map[string]string{}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		require.NoError(t, err)
		for _, decl := range parsed.Decls {
			for _, spec := range decl.(*ast.GenDecl).Specs {
				spec := spec.(*ast.ValueSpec)
				name := spec.Names[0].Name
				_, twice := numbers[name]
				require.False(t, twice, name)
				numbers[name], err = strconv.Atoi(spec.Values[0].(*ast.BasicLit).Value)
				require.NoError(t, err)
				comments[name] = spec.Doc.Text()
				require.True(t, strings.HasPrefix(comments[name], name+" is the "), name)
				require.Equal(t, spec.Type != nil, strings.HasPrefix(name, "Port") && spec.Type != nil, name)
			}
		}
	}
	return numbers, comments
}
