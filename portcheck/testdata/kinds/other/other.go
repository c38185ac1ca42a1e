// Package other is outside the tree of an internal package.
package other

var ordersPort = 8480 // want `port 8480 is orders-api: use ports.OrdersAPI, in a package of its own: an internal one cannot be imported here`
