// Package bench measures package ports beside what its users would pick
// instead. It is a module of its own, so that the peers are no dependencies of
// the package.
package bench

//go:generate go run ./peers
