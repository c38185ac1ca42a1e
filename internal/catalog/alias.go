package catalog

import (
	"cmp"
	"strings"

	"example.com/ianaports/internal/registry"
)

// CheckAliases finds rows of one's own that are noted as an alias or a duplicate of a
// service that neither this catalog nor IANA's has. IANA's is asked for only if a name is
// not in this one.
func (c *Catalog) CheckAliases(iana func() (*Catalog, error)) error {
	known := c.byName()
	var assigned map[string]bool // the names that IANA has
	var errs registry.ErrorList
	for i := range c.records {
		r := &c.records[i]
		target := cmp.Or(r.Alias, r.DuplicateOf)
		if target == "" || !r.Own || known[registry.Fold(target)] {
			continue
		}
		if assigned == nil {
			registered, err := iana()
			if err != nil {
				return err
			}
			assigned = registered.byName()
		}
		if assigned[registry.Fold(target)] {
			continue
		}
		cure := "write the name of a service"
		if near := c.Nearest(target); len(near) > 0 {
			cure = "did you mean " + strings.Join(near, ", ") + "?"
		}
		errs = append(errs, r.Errorf("assignment notes: no service has the name %q: "+cure, target))
	}
	return errs.Err()
}
