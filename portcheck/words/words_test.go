package words

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSplit(t *testing.T) {
	for name, want := range map[string][]string{
		"HTTPPort":       {"http", "port"},
		"defaultPortTLS": {"default", "port", "tls"},
		"LDAP_PORT":      {"ldap", "port"},
		"socks5":         {"socks5"},
		"URLs":           {"urls"},
		"go-redis/v9":    {"go", "redis", "v9"},
		"":               nil,
		"Ünïcode port":   {"ünïcode", "port"},
	} {
		assert.Equal(t, want, Split(name), name)
	}
}

func TestPortName(t *testing.T) {
	for name, want := range map[string]Strength{
		"port": LastPort, "Port": LastPort, "sshPort": LastPort, "HTTPPort": LastPort, "DB_PORT": LastPort, "PGPORT": LastPort,
		"sshport": LastPort, "srcport": LastPort, "http-port": LastPort, "port2": LastPort, "portNumber": LastPort,
		"defaultPortTLS": HasPort, "PortSSL": HasPort, "portMap": HasPort, "portForScheme": HasPort, "ports": HasPort,
		"export": NoPort, "Import": NoPort, "support": NoPort, "transport": NoPort, "reports": NoPort, "viewport": NoPort, "viewPortX": NoPort, "ViewPort": NoPort, "view_port": NoPort,
		"portSpeed": NoPort, "portID": NoPort, "ioPort": NoPort, "IOPort": NoPort, "idPort": NoPort, "sPort": LastPort, "PortIDs": NoPort,
		"airport": NoPort, "csvexport": NoPort, "accessport": LastPort, "SO_REUSEPORT": NoPort, "numPorts": NoPort, "portCount": NoPort, "maxPort": NoPort, "serialPort": NoPort,
		"usbPort": NoPort, "portTimeout": NoPort, "relayPort": NoPort, "": NoPort, "por": NoPort, "portable": NoPort,
	} {
		assert.Equal(t, want, PortName(name), name)
	}
}
