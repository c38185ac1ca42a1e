// Package ianaports carries two registries for the generator: IANA's Service Name and
// Transport Protocol Port Number Registry, and one of the names and ports in use that IANA
// does not have. The constants and lookups are in the packages
// [example.com/ianaports/ports] and [example.com/ianaports/ports/defacto].
package ianaports

import _ "embed"

//go:generate go run ./gen -iana registry.csv -out ports -see example.com/ianaports/ports/defacto=defacto.csv
//go:generate go run ./gen -in defacto.csv -out ports/defacto -doc ports/defacto/doc.txt -types example.com/ianaports/ports -see example.com/ianaports/ports=iana
//go:generate go run ./gen -in portcheck/testdata/own/services.csv -out portcheck/testdata/own/ports

// Registry is registry.csv: IANA's registry in canonical form.
//
//go:embed registry.csv
var Registry string

// Defacto is defacto.csv: names and ports in use, in the form of a team's registry.
//
//go:embed defacto.csv
var Defacto string
