package imports

import (
	"net"
	"strings"
)

var _, _ = net.Dial("tcp", strings.TrimSpace(""))

const blockKafkaPort = 9092 // want `port 9092 is kafka`

const blockPostgresPort = 5432 // want `port 5432 is postgresql`
