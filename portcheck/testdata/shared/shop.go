// Package shop has a name that its path does not say.
package shop

const OrdersAPI = 8480
