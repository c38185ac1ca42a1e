// Package looks has what only looks like ports.
package looks

import (
	"fmt"
	"net"
)

type container struct{ Ports, Publish string }

func width(text string, n int) int { return n }

func looks(path string) {
	net.Dial("unix", "db.example:443")
	where := "db.example:443"
	net.Dial("unix", where)
	_ = path + ":404"
	rule, owner := "make:443", "user:443"
	_, _ = rule, owner
	_ = container{Publish: "8080:80", Ports: "443:443"}
	_ = map[string]int{"time": 37, "shell": 514}
	_ = map[int]string{37: "time", 22: "shell"}
	counts := map[string]int{"https": 443}
	_ = counts
	_ = width("port", 80)
	for port := 80; port <= 90; port++ {
		fmt.Println(port)
	}
	defer func() { panic("localhost:443") }()
}

type chassis struct{ slots, ports int }

var switches = []chassis{{4, 48}, {slots: 8, ports: 80}}

const document = `
listen 443;
curl --port 443
`

const hint = "run again with --port 443"

// isSmallPort and its kin have parameters of another kind.
func isSmallPort(attempts int) bool { return attempts == 25 }

func openPort(n int) bool { return n == 25 }

func counted(run func(args ...string), get func(key string) string) {
	run("xargs", "-P", "22", "ssh")
	run("iptables", "--dport", "1024:3306", "-m", "mysql")
	get("http-errors:80")
	_ = map[int]int{len("port"): 22}
	_ = map[string]int{"serial/port": 25}
}
