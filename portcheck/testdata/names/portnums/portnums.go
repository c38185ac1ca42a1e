// Package ports has a name that its path does not say.
package ports

const OrdersAPI = 8480
