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

// registryFile is the file that the package was generated from. The generator's
// tests set the variable to run the oracle on packages of their own making.
func registryFile() string {
	if file := os.Getenv("PORTS_REGISTRY"); file != "" {
		return file
	}
	return "../registry.csv"
}

type oracleRow struct {
	name, transport, description, registered, modified, reference, use, notes string
	first, last                                                               int
}

var (
	oracleAlias = regexp.MustCompile(`This entry is an alias to\s+"([^"]*)"`)
	oracleSpace = regexp.MustCompile(`\s+`)
)

func (r *oracleRow) covers(p int) bool { return r.first <= p && p <= r.last }

func (r *oracleRow) alias() string {
	if m := oracleAlias.FindStringSubmatch(r.notes); m != nil {
		return m[1]
	}
	return ""
}

var oracleWithdrawn = regexp.MustCompile(`Withdrawn: not in the registry of (\S+) any more`)

// withdrawn returns the date of the registry that lacks the row, if it does.
func (r *oracleRow) withdrawn() string {
	if m := oracleWithdrawn.FindStringSubmatch(r.notes); m != nil {
		return m[1]
	}
	return ""
}

// secondary reports whether the registry advises against the name.
func (r *oracleRow) secondary() bool {
	notes := oracleSpace.ReplaceAllString(r.notes, " ")
	return r.alias() != "" || strings.Contains(notes, "This is a duplicate of the ") ||
		strings.Contains(notes, "This entry records an unassigned but widespread use")
}

func (r *oracleRow) status() Status {
	d := strings.ToLower(strings.TrimLeft(r.description, "("))
	switch {
	case r.name != "":
		return Assigned
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
	goneRows []*oracleRow // of these, the withdrawn ones
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
	text, err := os.ReadFile(registryFile())
	if err != nil {
		return nil, err
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	if err != nil {
		return nil, err
	}
	column := func(row []string, name string) string {
		if i := slices.Index(records[0], name); i >= 0 {
			return strings.TrimSpace(oracleSpace.ReplaceAllString(row[i], " "))
		}
		return ""
	}
	o := &oracle{on: map[Transport]map[int][]*oracleRow{}, ports: map[Transport]map[string][]int{}, gone: map[Transport]map[string][]int{}}
	for _, row := range records[1:] {
		ports := column(row, "Port Number")
		if ports == "" {
			continue
		}
		r := &oracleRow{
			name:        column(row, "Service Name"),
			transport:   column(row, "Transport Protocol"),
			description: column(row, "Description"),
			registered:  column(row, "Registration Date"),
			modified:    column(row, "Modification Date"),
			reference:   column(row, "Reference"),
			use:         column(row, "Unauthorized Use Reported"),
			notes:       column(row, "Assignment Notes"),
		}
		low, high, _ := strings.Cut(ports, "-")
		if r.first, err = strconv.Atoi(low); err != nil {
			return nil, err
		}
		r.last = r.first
		if high != "" {
			if r.last, err = strconv.Atoi(high); err != nil {
				return nil, err
			}
		}
		o.rows = append(o.rows, r)
		if r.withdrawn() != "" {
			o.goneRows = append(o.goneRows, r)
		}
	}
	for _, transport := range oracleTransports {
		o.on[transport] = map[int][]*oracleRow{}
		o.ports[transport], o.gone[transport] = map[string][]int{}, map[string][]int{}
		for _, blank := range []bool{false, true} {
			named := map[int]bool{} // by the rows with a transport
			for p, rows := range o.on[transport] {
				named[p] = slices.ContainsFunc(rows, func(r *oracleRow) bool { return r.name != "" })
			}
			for _, r := range o.rows {
				if r.withdrawn() != "" || blank != (r.transport == "") || !blank && r.transport != transport.String() {
					continue
				}
				for p := r.first; p <= r.last; p++ {
					if blank && r.name != "" && named[p] {
						continue
					}
					o.on[transport][p] = append(o.on[transport][p], r)
				}
			}
		}
		for p, rows := range o.on[transport] {
			first := oracleFirst[fmt.Sprintf("%s/%d", transport, p)]
			order := func(r *oracleRow) int {
				switch {
				case r.name == "":
					return 3
				case r.name == first:
					return 0
				case !r.secondary():
					return 1
				}
				return 2
			}
			slices.SortStableFunc(rows, func(a, b *oracleRow) int {
				if n := order(a) - order(b); n != 0 {
					return n
				}
				if a.name == "" {
					// With a transport before without, then the narrower, then
					// Assigned, Reserved, Unassigned.
					weigh := func(r *oracleRow) int {
						n := (r.last-r.first)*4 + int(r.status())
						if r.transport == "" {
							n += 1 << 20
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
		for _, r := range o.rows {
			if r.withdrawn() == "" || r.transport != "" && r.transport != transport.String() {
				continue
			}
			for p := r.first; p <= r.last; p++ {
				name := oracleFold(r.name)
				explicit := slices.ContainsFunc(o.rows, func(other *oracleRow) bool {
					return oracleFold(other.name) == name && other.transport == transport.String() && other.covers(p)
				})
				if r.transport != "" || !explicit && !slices.Contains(o.ports[transport][name], p) {
					o.gone[transport][name] = append(o.gone[transport][name], p)
				}
			}
		}
		for _, ports := range []map[string][]int{o.ports[transport], o.gone[transport]} {
			for _, list := range ports {
				slices.Sort(list)
			}
		}
	}
	return o, nil
})

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
	var last *oracleRow
	for _, r := range o.goneRows {
		if oracleFold(r.name) != oracleFold(name) || r.transport != "" && r.transport != t.String() {
			continue
		}
		if last == nil || r.withdrawn() > last.withdrawn() || r.withdrawn() == last.withdrawn() && r.first < last.first {
			last = r
		}
	}
	if last == nil {
		return 0, false
	}
	return Port(last.first), true
}

// rowOf returns the row of a service. Several services can have one row, if that has no
// transport.
func (o *oracle) rowOf(s Service) *oracleRow {
	rows := o.on[s.Transport][int(s.First)]
	if s.Withdrawn != "" {
		rows = o.rows
	}
	for _, r := range rows {
		if r.name == s.Name && r.covers(int(s.First)) && r.covers(int(s.Last)) && r.withdrawn() == s.Withdrawn &&
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
					if s.Transport == transport && withdrawn == (s.Withdrawn != "") {
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
		if s.First < previous.First || s.First == previous.First && s.Transport < previous.Transport {
			t.Fatalf("All: %v before %v", previous, s)
		}
		previous = s
		r := o.rowOf(s)
		require.NotNil(t, r, "%+v", s)
		seen[r] = true
		assert.Equal(t, r.registered, s.Registered, s.Name)
		assert.Equal(t, r.modified, s.Modified, s.Name)
		assert.Equal(t, r.use, s.UnauthorizedUse, s.Name)
		assert.Equal(t, r.alias(), s.Alias, s.Name)
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

// TestOracleConstants checks that every named row but those of aliases has its
// constants with the right numbers, and that there are no others.
func TestOracleConstants(t *testing.T) {
	t.Parallel()
	o := newOracle(t)
	type standsFor struct{ constant, name string }
	numbers := map[string]int{}    // of the typed constants
	withdrawn := map[string]bool{} // whether all services of a constant are
	stands := map[standsFor]bool{} // with the name in small letters
	want := func(constant string, s Service, port int) {
		stands[standsFor{constant, oracleFold(s.Name)}] = true
		if n, ok := numbers[constant]; ok {
			require.Equal(t, n, port, constant)
			withdrawn[constant] = withdrawn[constant] && s.Withdrawn != ""
			return
		}
		numbers[constant], withdrawn[constant] = port, s.Withdrawn != ""
	}
	type nameAndPort struct {
		name string // in small letters
		port int
	}
	isTarget := map[nameAndPort]bool{} // of rows that are no aliases
	for _, r := range o.rows {
		if r.alias() == "" {
			isTarget[nameAndPort{oracleFold(r.name), r.first}] = true
		}
	}
	var aliases []Service
	for s := range All() {
		r := o.rowOf(s)
		require.NotNil(t, r, "%+v", s)
		if int(s.First) != r.first {
			require.Empty(t, s.Constant, "other rows have the beginning of the range: %+v", s)
			continue
		}
		if s.Alias != "" && isTarget[nameAndPort{oracleFold(s.Alias), r.first}] {
			aliases = append(aliases, s)
			continue
		}
		require.True(t, strings.HasPrefix(s.Constant, "Port"), "%+v", s)
		want(s.Constant, s, r.first)
		if r.last != r.first {
			want(s.Constant+"Last", s, r.last)
		}
	}
	for _, s := range aliases { // they name the constant of what they are aliases of
		require.Equal(t, numbers[s.Constant], int(s.First), s.Name)
		require.True(t, stands[standsFor{s.Constant, oracleFold(s.Alias)}], s.Name)
	}

	typed, untyped, deprecated := constants(t)
	requireSame(t, numbers, typed)
	untypedNumbers := map[string]int{}
	for name, number := range numbers {
		bare := strings.TrimPrefix(name, "Port")
		if unicode.IsDigit(rune(bare[0])) {
			bare = "X" + bare
		}
		untypedNumbers[bare] = number
		require.Equal(t, withdrawn[name], deprecated[name], "%s is deprecated", name)
		require.Equal(t, withdrawn[name], deprecated[bare], "%s is deprecated", bare)
	}
	requireSame(t, untypedNumbers, untyped)
}

// requireSame shows what differs between two maps, and not all of them.
func requireSame(t *testing.T, want, got map[string]int) {
	t.Helper()
	for name, port := range want {
		found, ok := got[name]
		require.True(t, ok, "there is no constant %s", name)
		require.Equal(t, port, found, name)
	}
	for name := range got {
		_, ok := want[name]
		require.True(t, ok, "there is another constant, %s", name)
	}
}

// constants parses the constants of ports, and returns which are deprecated.
func constants(t *testing.T) (typed, untyped map[string]int, deprecated map[string]bool) {
	t.Helper()
	dir := os.Getenv("PORTS_SOURCE")
	if dir == "" {
		dir = "."
	}
	files, err := filepath.Glob(filepath.Join(dir, "constants*.go"))
	require.NoError(t, err)
	typed, untyped, deprecated = map[string]int{}, map[string]int{}, map[string]bool{}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		require.NoError(t, err)
		for _, decl := range parsed.Decls {
			for _, spec := range decl.(*ast.GenDecl).Specs {
				spec := spec.(*ast.ValueSpec)
				name := spec.Names[0].Name
				port, err := strconv.Atoi(spec.Values[0].(*ast.BasicLit).Value)
				require.NoError(t, err)
				deprecated[name] = strings.Contains(spec.Doc.Text(), "\nDeprecated: ")
				if spec.Type == nil {
					untyped[name] = port
					continue
				}
				require.Equal(t, "Port", spec.Type.(*ast.Ident).Name)
				typed[name] = port
			}
		}
	}
	return typed, untyped, deprecated
}
