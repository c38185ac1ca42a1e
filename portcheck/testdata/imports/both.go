package imports

import "net"

var _, _ = net.Dial("tcp", "")

const bothKafkaPort = 9092 // want `port 9092 is kafka`

const bothPostgresPort = 5432 // want `port 5432 is postgresql`
