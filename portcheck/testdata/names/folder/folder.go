// Package folder is in the module of the package of ports, and does not import it yet.
package folder

import "unsafe"

var ordersAPIPort = [unsafe.Sizeof(0)]int{8480} // want `port 8480 is orders-api: use ports.OrdersAPI`
