package catalog

// KnownAs returns the constants of services that are aliases of a name on a port: in a
// registry of names that people use, what they call the service.
func (n *Named) KnownAs(service string, port uint16) []*Constant {
	return n.lookup.known[nameAndPort{fold(service), port}]
}

// Namesake returns a constant that has the name of another catalog's constant, or of a
// service of its, and stands for another port; or nil. Who takes one of the two for the
// other is trapped.
func (n *Named) Namesake(other *Constant) *Constant {
	if other.Last {
		return nil
	}
	names := []string{other.Untyped}
	for _, s := range other.Services {
		names = append(names, s.Name)
	}
	for _, name := range names {
		for _, k := range n.lookup.named[fold(name)] {
			if k.Port != other.Port && n.Constant(name, other.Port) == nil {
				return k
			}
		}
	}
	return nil
}
