package catalog

import "example.com/ianaports/internal/registry"

// A NetName is a name that package net has for a service without asking
// /etc/services, and the registry has not.
type NetName struct {
	Name      string
	Transport registry.Transport
	Service   string // its name in the registry
	Port      uint16
}

// netNames are the names in the table of net/lookup.go that IANA does not have.
var netNames = []NetName{
	// RFC 1176, IMAP 2, called the port of IMAP so; IANA has since renamed it.
	{"imap2", registry.TCP, "imap", 143},
}

// NetNames returns the names that package net has for services of the catalog, as
// far as the catalog does not have them itself.
func (c *Catalog) NetNames() []NetName {
	var names []NetName
	for _, n := range netNames {
		_, known := c.ports[n.Transport][n.Name]
		if port, ok := c.ports[n.Transport][n.Service]; ok && port == n.Port && !known {
			names = append(names, n)
		}
	}
	return names
}
