// Package tests has a test that is not looked at.
package tests
