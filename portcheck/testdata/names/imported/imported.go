// Package imported imports a package of ports of another module in one file.
package imported

import (
	"unsafe"

	"example.com/shared/v2"
)

const ordersPort = shop.OrdersAPI

var ordersAPIPort = [unsafe.Sizeof(0)]int{8480} // want `port 8480 is orders-api: use shop.OrdersAPI`
