// Package ports has the ports of a program.
package ports

const (
	CollectorZipkin = 9411 // want `port 9411 is zipkin: use defacto.Zipkin`
	CollectorCount  = 389
)

func retries() int {
	n := 389
	return n
}
