// Package lib makes URLs, of which a parameter is the password.
package lib

import "net/url"

func Redis(secret, host string) { // want Redis:`param 1 address`
	url.Parse("redis://:" + secret + "@" + host + "/0")
}
