// Package joined has ports that are another service over each transport.
package joined

import "example.com/test/kinds/joined/lib"

func joined() {
	lib.Both(":514")
	lib.Two("a.example:514", "a.example:514") // want `port 514 is shell` `port 514 is syslog`
}
