package imported

import "unsafe"

var otherPort = [unsafe.Sizeof(0)]int{8480} // want `port 8480 is orders-api: use shop.OrdersAPI`
