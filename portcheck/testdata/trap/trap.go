package trap

import (
	"net"

	"example.com/ianaports/ports"
)

func dial(host string) (net.Conn, error) {
	return net.Dial("tcp", ports.PortSFTP.Addr(host)) // want `PortSFTP is port 115, .* is defacto.PortSFTP, port 22`
}

const otlp = ports.OTLP // want `OTLP is port 6951, .*: .* is defacto.OTLP, port 4317`

const ssh = ports.SSH
