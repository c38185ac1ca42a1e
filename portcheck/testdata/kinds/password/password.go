// Package password has a password that is no service.
package password

import "example.com/test/kinds/password/lib"

func password() { lib.Redis("guest", "redis.example:6379") } // want `port 6379 is redis`
