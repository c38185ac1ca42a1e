package nolint

import "net"

func silent() {
	net.Dial("tcp", "a:443") //nolint
	net.Dial("tcp", "a:443") //nolint:portcheck
	net.Dial("tcp", "a:443") //nolint:errcheck,portcheck // for a reason
	net.Dial("tcp", "a:443") //nolint:all
	net.Dial("tcp", "a:443") // nolint: portcheck
	net.Dial("tcp", "a:443") //lint:ignore portcheck for a reason
	//nolint:portcheck
	net.Dial("tcp", "a:443")
	//lint:ignore portcheck for a reason
	net.Dial("tcp", "a:443")
	net.Dial("tcp", //nolint:portcheck
		"a:443")
	net.Dial("tcp", "a:443") //nolint because of a reason
	net.Dial("tcp", "a:443") //nolint:PortCheck
	net.Dial("tcp", "a:443") //  nolint:portcheck
	_ = []net.TCPAddr{
		//nolint:portcheck
		{
			Port: 22,
		},
	}
}

func loud() {
	net.Dial("tcp", "a:443") //nolint:errcheck // want `port 443`
	net.Dial("tcp", "a:443") // nolinting // want `port 443`
	net.Dial("tcp", "a:443") /* want `port 443` */ //lint:ignore portcheck
	net.Dial("tcp", "a:443") //nolint:portcheck
	net.Dial("tcp", "a:443") // want `port 443`
}

//nolint:portcheck
func whole() {
	net.Dial("tcp", "a:443")
}

// wholeToo has a directive at the end of its comment.
//
//nolint:portcheck
func wholeToo() {
	net.Dial("tcp", "a:443")
}

var _, _ = net.Dial("tcp", "a:443") // want `port 443`

// after has a directive that ends a line of code.
func after() {
	if true {
	} //nolint:portcheck
	net.Dial("tcp", "a:443") // want `port 443`
}
