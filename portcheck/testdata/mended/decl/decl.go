package decl

import "example.com/ianaports/ports"

const (
	ServerPort = ports.BOOTPS
	ClientPort = 68 // of BOOTP // want `port 68 is bootpc`
)

var Listen = ports.PortSyslogTLS.Addr("")
