package two

import "example.com/test/wrap/three"

type Pool struct{}

func (p *Pool) Get(address string) { // want Get:`param 0 address:tcp`
	three.Connect("tcp", address)
}

func (p *Pool) GetUnix(path string) {
	three.Connect("unix", path)
}
