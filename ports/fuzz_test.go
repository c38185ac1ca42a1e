package ports

import "testing"

// FuzzLookup compares the lookups with the oracle. The generator's tests and make fuzz
// run it on other packages as well.
func FuzzLookup(f *testing.F) {
	o := newOracle(f)
	for i := 0; i < len(o.rows); i += 50 { // the other tests go through them all
		f.Add(o.rows[i].name, uint16(o.rows[i].first), uint8(i%5))
	}
	f.Add("Syslog-TLS", uint16(6514), uint8(0))
	f.Add("0\u017f", uint16(0), uint8(0)) // shorter in capitals
	f.Fuzz(func(t *testing.T, name string, port uint16, transport uint8) {
		if len(name) > 256 {
			return // it only takes longer
		}
		for _, tr := range oracleTransports {
			for _, name := range nearMisses(name) {
				got, ok := Lookup(tr, name)
				want, wantOK := o.lookup(tr, name)
				if got != want || ok != wantOK {
					t.Fatalf("Lookup(%v, %q) = %d, %v; want %d, %v", tr, name, got, ok, want, wantOK)
				}
			}
		}
		p, tr := Port(port), Transport(transport)
		got, ok := ServiceName(tr, p)
		if want, wantOK := o.serviceName(tr, int(port)); tr != 0 && (got != want || ok != wantOK) {
			t.Fatalf("ServiceName(%v, %d) = %q, %v; want %q, %v", tr, p, got, ok, want, wantOK)
		}
		number, err := LookupPort(tr.String(), name)
		if err == nil && (number < 0 || number > 65535) {
			t.Fatalf("LookupPort(%q, %q) = %d", tr.String(), name, number)
		}
		StatusOf(tr, p)
		for s := range ServicesNamed(name) {
			if oracleFold(s.Name) != oracleFold(name) {
				t.Fatalf("ServicesNamed(%q) has %q", name, s.Name)
			}
		}
		if _, err := ParseTransport(name); err == nil && len(name) > len("sctp6") {
			t.Fatalf("ParseTransport(%q) succeeds", name)
		}
	})
}
