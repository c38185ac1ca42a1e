package catalog

import "example.com/ianaports/internal/registry"

// An endpoint is a port of one transport.
type endpoint struct {
	transport registry.Transport
	port      uint16
}

// primaryNames are the human decisions: ports whose first name in the
// registry's order misleads everyone. A registry without the port or without
// the name leaves an entry unused; a test holds every entry in use on the
// shipped one.
var primaryNames = map[endpoint]string{
	// "name" says nothing; IEN 116 calls it the host name server.
	{registry.TCP, 42}: "nameserver",
	{registry.UDP, 42}: "nameserver",
	// RFC 8314 §7.3 gave 465 to submissions; urd is Cisco's older claim.
	{registry.TCP, 465}: "submissions",
	// loadav left no trace; Kerberos IV is what has been seen on 750.
	{registry.UDP, 750}: "kerberos-iv",
	// RFC 2661 §8.1 shares L2F's port; L2TP replaced it.
	{registry.TCP, 1701}: "l2tp",
	{registry.UDP, 1701}: "l2tp",
	// The registry itself notes the conflict: shilp is first, NFS is in use.
	{registry.TCP, 2049}: "nfs",
	{registry.UDP, 2049}: "nfs",
	// Printers announce themselves by the vendor-neutral name.
	{registry.TCP, 9100}: "pdl-datastream",
	{registry.UDP, 9100}: "pdl-datastream",
}

// preferred reports whether the service has the port's first place by a human
// decision.
func (s *Service) preferred(port uint16) bool {
	return primaryNames[endpoint{s.Transport, port}] == s.Name
}

// portsOfNames are the human decisions on names that have several ports on a
// transport: the port that people mean by the name, where that is not the lowest. A
// registry without the name or without the port leaves an entry unused; a test holds
// every entry in use on the shipped one.
//
// IANA has 34 names with several ports. The others stay with the lowest. It is the
// better known port of epp (700, RFC 5734; 3044 is another protocol), mon (2583, as in
// Debian's /etc/services), rap, msp, npp, dls and sql-net, and the right one of
// optohost004, whose second port is that of number 5. raid-am, terminaldb and whosockami
// have one port on each transport. Of the rest, no port is in wider use than the other.
var portsOfNames = map[string]uint16{
	// 591 was FileMaker's; every /etc/services and every proxy means 8080.
	"http-alt": 8080,
}

// decided reports whether the service has the port that its name stands for by a human
// decision.
func (s *Service) decided() bool {
	port, ok := portsOfNames[fold(s.Name)]
	return ok && s.First == port
}
