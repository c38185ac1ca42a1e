// Package unknown does not import the package of ports of another module.
package unknown

import "unsafe"

var ordersAPIPort = [unsafe.Sizeof(0)]int{8480} // want `port 8480 is orders-api: use shared.OrdersAPI`
