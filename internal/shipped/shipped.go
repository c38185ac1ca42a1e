// Package shipped reads registry files, and has the two registries that this version
// carries: as sources of their own, as what is taken already, and IANA's as the evidence
// of how words are spelled. The generator and portcheck use it, so that both come to the
// same names.
package shipped

import (
	"errors"
	"os"
	"strings"
	"sync"

	"example.com/ianaports"
	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/naming"
	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/static"
)

// These stand, in place of a file, for the registries that this version carries.
const (
	IANA    = "iana"
	Defacto = "defacto"
)

// Read reads a file of a kind, or one of the registries of this version.
func Read(file string, kind registry.Kind) (*registry.File, error) {
	switch file {
	case IANA:
		return registry.Read(IANA, registry.IANA, strings.NewReader(ianaports.Registry))
	case Defacto:
		return registry.Read(Defacto, registry.Team, strings.NewReader(ianaports.Defacto))
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return registry.Read(file, kind, f)
}

// Catalog and DefactoCatalog return the catalogs of IANA's registry and of the names in
// use. Each is made once, and nobody changes it.
var (
	Catalog        = sync.OnceValues(func() (*catalog.Catalog, error) { return read(IANA, registry.IANA) })
	DefactoCatalog = sync.OnceValues(func() (*catalog.Catalog, error) { return read(Defacto, registry.Team) })
)

// Taken returns both catalogs: the ports that others have.
func Taken() ([]*catalog.Catalog, error) {
	iana, errIANA := Catalog()
	defacto, errDefacto := DefactoCatalog()
	return []*catalog.Catalog{iana, defacto}, errors.Join(errIANA, errDefacto)
}

func read(file string, kind registry.Kind) (*catalog.Catalog, error) {
	f, err := Read(file, kind)
	if err != nil {
		return nil, err
	}
	return catalog.New(false, f)
}

// Named returns the catalog of a file with its constants. Those of the registries of this
// version are made once, and nobody changes them.
func Named(file string, kind registry.Kind) (*catalog.Named, error) {
	switch file {
	case IANA:
		return namedIANA()
	case Defacto:
		return namedDefacto()
	}
	return named(read(file, kind))
}

var (
	namedIANA    = sync.OnceValues(func() (*catalog.Named, error) { return named(Catalog()) })
	namedDefacto = sync.OnceValues(func() (*catalog.Named, error) { return named(DefactoCatalog()) })
)

func named(c *catalog.Catalog, err error) (*catalog.Named, error) {
	if err != nil {
		return nil, err
	}
	return Name(c)
}

// Name gives the services of a catalog their constants. Those that are not written down
// are spelled as the catalog's own names and titles spell their words, and then as those
// of IANA's registry.
func Name(c *catalog.Catalog) (*catalog.Named, error) {
	var failed error
	named, err := c.Name(static.Exported(), func() (services []naming.Service) {
		services, failed = evidence()
		return services
	})
	if failed != nil {
		return nil, failed
	}
	return named, err
}

var evidence = sync.OnceValues(func() ([]naming.Service, error) {
	iana, err := Catalog()
	if err != nil {
		return nil, err
	}
	return iana.Evidence(), nil
})
