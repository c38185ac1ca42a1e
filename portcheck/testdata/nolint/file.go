//nolint:portcheck

package nolint

import "net"

func file() {
	net.Dial("tcp", "a:443")
}
