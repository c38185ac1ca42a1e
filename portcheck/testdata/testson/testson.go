// Package testson has a test that is looked at with -tests.
package testson
