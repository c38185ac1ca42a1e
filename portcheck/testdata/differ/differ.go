// Package differ collects logs, from ports that have one service over TCP and
// another over UDP. A dot in a pattern keeps the word from being near the port.
package differ

type Options struct{ Addr, UDPAddr string }

func dial(addr string)      {}
func listenUDP(addr string) {}

var options = Options{
	Addr:    "0.0.0.0:514", // nothing says which
	UDPAddr: "0.0.0.0:514", // want `^port 514 is s.slog: use ports.PortS.slog$`
}

func differ() {
	tcpPort := 514 // want `^port 514 is s.ell: use ports.S.ell$`
	_ = tcpPort
	listenUDP("a.example:514")   // want `port 514 is s.slog: use`
	dial("a.example:514")        // the same
	syslog := "a.example:514"    // want `port 514 is s.slog: use`
	rsh := "a.example:514"       // want `port 514 is s.ell: use`
	smtps := "a.example:465"     // want `port 465 is s.bmissions: use`
	ipmi := "a.example:623"      // want `port 623 is a.f-r.cp: use`
	loginAddr := "a.example:513" // want `port 513 is l.gin: use`
	_, _, _, _, _ = syslog, rsh, smtps, ipmi, loginAddr
	rdp := "a.example:3389"       // want `port 3389 is m.-w.t-s.rver: use`
	vnc := "a.example:5900"       // want `port 5900 is r.b: use`
	sqlserver := "a.example:1433" // want `port 1433 is m.-s.l-s: use`
	_, _, _ = rdp, vnc, sqlserver
}

type listener struct{ Port int }

var listeners = map[string]listener{
	"tcp": {Port: 514}, // want `port 514 is s.ell: use ports.S.ell`
	"udp": {Port: 514}, // want `port 514 is s.slog: use ports.S.slog`
}

// relay runs over TCP, or not.
func relay() { dial("a.example:514") }

func either(network string) {
	if network == "udp" {
		dial("a.example:514")
	} else {
		dial("b.example:514")
	}
}
