// Package addresses has addresses in sums, for HTTP.
package addresses

import (
	"net/http"
	"net/url"
)

func addresses(host, path string) {
	http.Get("http://" + host + ":8080/")    // want `port 8080 is http-alt: use ports.PortHTTPAlt8080`
	url.Parse("https://" + host + ":443")    // want `port 443 is https: use ports.PortHTTPS`
	http.Get("http://localhost:8080" + path) // want `port 8080 is http-alt`
	base := "http://localhost:8080"          // want `port 8080 is http-alt`
	http.Get(base + path)
	url.Parse("h.example:443") // want `port 443 is https: use ports.PortHTTPS`
	url.Parse("mailto:443")
}
