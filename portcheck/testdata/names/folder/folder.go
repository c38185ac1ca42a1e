// Package folder is in the module of the package of ports, and does not import it yet.
package folder

import "net"

var _ = net.TCPAddr{Port: 8480} // want `port 8480 is orders-api: use ports.OrdersAPI`
