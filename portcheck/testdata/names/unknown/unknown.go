// Package unknown does not import the package of ports of another module.
package unknown

import "net"

var _ = net.TCPAddr{Port: 8480} // want `port 8480 is orders-api: use shared.OrdersAPI`
