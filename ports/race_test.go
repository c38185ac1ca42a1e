//go:build race

package ports

import (
	"fmt"
	"sync"
	"testing"
)

// TestConcurrentUse can fail only with the race detector.
func TestConcurrentUse(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for p := i; p < 1<<16; p += 8 {
				if name, ok := ServiceName(TCP, Port(p)); ok {
					if _, ok := Lookup(TCP, name); !ok {
						t.Errorf("no port for %s", name)
					}
				}
			}
			for s := range ServicesNamed("http") {
				_ = fmt.Sprint(s)
			}
		}()
	}
	wg.Wait()
}
