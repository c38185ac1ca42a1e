//go:build never

package elsewhere

func ianaports() {}
