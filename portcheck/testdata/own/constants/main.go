// Constants prints the services of package ports, with their transports, first ports and
// constants, one a line with spaces between.
package main

import (
	"fmt"

	"example.com/test/own/ports"
)

func main() {
	for s := range ports.All() {
		fmt.Println(s.Name, s.Transport, int(s.First), s.Constant)
	}
}
