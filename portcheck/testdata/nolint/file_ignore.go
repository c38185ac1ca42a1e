package nolint

import "net"

//lint:file-ignore portcheck for a reason

func fileIgnore() {
	net.Dial("tcp", "a:443")
}
