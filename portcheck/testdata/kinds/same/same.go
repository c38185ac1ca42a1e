// Package same has names and formats that no fix may change.
package same

import (
	"fmt"
	"net"
)

func same(addr string) {
	if addr == ":https" {
		return
	}
	net.Listen("tcp", addr)
	_ = map[string]int{":https": 1}
	net.SplitHostPort("h:https")
	net.Listen("tcp", ":https") // want `service https is looked up at run time: use ports.PortHTTPS`
	where := ":https"           // want `service https is looked up at run time`
	net.Listen("tcp", where)
	fmt.Println(where)
	_ = fmt.Sprintf("https://e.example:443/") // want `port 443 is https: use ports.PortHTTPS, as an argument: a format cannot contain it`
	_ = fmt.Sprintf("https://%s:443/", addr)  // want `port 443 is https: use ports.PortHTTPS, as an argument: a format cannot contain it`
	_ = map[string]string{"https": "443"}     // want `port 443 is https: use ports.PortHTTPS`
	_ = []string{"https://a.example:443"}     // want `port 443 is https`
	_ = [...]string{0: "https://b:443/%s"}    // want `port 443 is https`
}
