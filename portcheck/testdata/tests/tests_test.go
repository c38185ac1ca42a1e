package tests

import "net"

func dial() { net.Dial("tcp", "example.com:443") }
