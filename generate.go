// Package ianaports holds the directive that generates package ports from
// registry.csv. It has no code of its own.
package ianaports

//go:generate go run ./gen -in registry.csv -out ports
