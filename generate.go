// Package ianaports carries IANA's Service Name and Transport Protocol Port Number
// Registry for the generator. The constants and lookups are in package
// [example.com/ianaports/ports].
package ianaports

import _ "embed"

//go:generate go run ./gen -iana registry.csv -out ports
//go:generate go run ./gen -in portcheck/testdata/own/services.csv -out portcheck/testdata/own/ports

// Registry is registry.csv: the registry in the columns of IANA's file.
//
//go:embed registry.csv
var Registry string
