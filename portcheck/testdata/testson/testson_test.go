package testson

import "net"

func dial() { net.Dial("tcp", "example.com:22") } // want `port 22 is ssh`
