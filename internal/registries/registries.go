// Package registries reads registries and names their services, for the tools that
// must come to the same identifiers.
package registries

import (
	"os"
	"strings"
	"sync"

	"example.com/ianaports"
	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/emit/static"
	"example.com/ianaports/internal/registry"
)

// IANA stands, in place of a file, for the registry that this version carries.
const IANA = "iana"

// Naming names the services that have no identifier: first as the column Identifier
// and the titles of the same registry spell their words, then as those of the
// registry that this version carries.
func Naming() catalog.Naming {
	return catalog.Naming{
		Reserved: static.Exported(),
		Evidence: ianaRecords,
	}
}

// ianaRecords reads the records of the registry that this version carries, once for all
// packages that a process names. Nobody changes them.
var ianaRecords = sync.OnceValues(func() ([]registry.Record, error) {
	reg, err := Read(IANA)
	if err != nil {
		return nil, err
	}
	return reg.Records, nil
})

// Read reads the registry in a file, or the one that this version carries where
// file is [IANA].
func Read(file string) (*registry.Registry, error) {
	if file == IANA {
		return registry.Read(IANA, strings.NewReader(ianaports.Registry))
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return registry.Read(file, f)
}
