package imported

import "net"

var _ = net.TCPAddr{Port: 8480} // want `port 8480 is orders-api: use shop.OrdersAPI`
