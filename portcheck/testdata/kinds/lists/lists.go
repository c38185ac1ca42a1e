// Package lists has ports of which nothing is known.
package lists

var dbPorts = []int{3306, 3389} // want `port 3306 is registered for ` `port 3389 is registered for `
