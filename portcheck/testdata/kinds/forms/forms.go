// Package forms has ports in the forms in which programs write them.
package forms

import (
	_ "net"

	"example.com/test/kinds/forms/attribute"
)

type options struct {
	Port int `env:"PORT,default=22"` // want `^port 22 is ssh, ports.SSH: a tag cannot refer to it$`
}

func forms(portNumber int) {
	exposed := "22/tcp"                         // want `port 22 is ssh: use ports.PortSSH`
	server := "stun:localhost:3478"             // want `port 3478 is stun`
	source := "host=db port=5432 user=postgres" // want `port 5432 is postgresql`
	_, _, _ = exposed, server, source
	_ = attribute.ServerPort(80)                                 // want `port 80 is http: use ports.HTTP`
	_ = map[string]int{"postgres": 5432, "dns": 53, "rdp": 3389} // want `port 5432 is postgresql` `port 53 is domain` `port 3389 is ms-wbt-server`
	_ = map[int]string{22: "ssh", 37: "time", 80: "first"}       // want `port 22 is ssh` `port 37 is time`
	if portNumber == 443 {                                       // want `port 443 is https`
		return
	}
	setting("ports", "389,636") // want `port 389 is ldap: use ports.PortLDAP, address by address: a list in a string cannot contain it` `port 636 is ldaps`
	setting("reports", "389,636")
	clock := "udp://127.0.0.1:324"
	_ = clock
	_ = map[string]string{"https": "443"} // want `port 443 is https`
}

func setting(name, value string) {}
