// Package one calls a wrapper that is two packages away.
package one

import "example.com/test/wrap/two"

func one() { new(two.Pool).Get("ns.example.com:https") } // want `service https is looked up at run time`
