// Package shipped reads registry files, and has the registry that this version carries:
// as a source of its own, and as the evidence of how words are spelled. The generator and
// portcheck use it, so that both come to the same names.
package shipped

import (
	"os"
	"strings"
	"sync"

	"example.com/ianaports"
	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/naming"
	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/static"
)

// IANA stands, in place of a file, for IANA's registry as this version carries it.
const IANA = "iana"

// Read reads a file of a kind, or IANA's registry where the file is [IANA].
func Read(file string, kind registry.Kind) (*registry.File, error) {
	if file == IANA {
		return registry.Read(IANA, registry.IANA, strings.NewReader(ianaports.Registry))
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return registry.Read(file, kind, f)
}

// Catalog returns the catalog of IANA's registry. It is made once, and nobody changes it.
var Catalog = sync.OnceValues(func() (*catalog.Catalog, error) {
	file, err := Read(IANA, registry.IANA)
	if err != nil {
		return nil, err
	}
	return catalog.New(false, file)
})

// Named returns IANA's registry with its constants.
var Named = sync.OnceValues(func() (*catalog.Named, error) {
	c, err := Catalog()
	if err != nil {
		return nil, err
	}
	return Name(c)
})

// Name gives the services of a catalog their constants. Those that are not written down
// are spelled as the catalog's own names and titles spell their words, and then as those
// of IANA's registry.
func Name(c *catalog.Catalog) (*catalog.Named, error) {
	var failed error
	named, err := c.Name(static.Exported(), func() []naming.Service {
		iana, err := Catalog()
		if err != nil {
			failed = err
			return nil
		}
		return iana.Evidence()
	})
	if failed != nil {
		return nil, failed
	}
	return named, err
}
