// Package ports is internal.
package ports

const OrdersAPI = 8480
