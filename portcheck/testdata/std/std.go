// Package std imports the packages of the standard library that are looked at.
package std

import (
	_ "crypto/tls"
	_ "crypto/x509"
	_ "expvar"
	_ "log/syslog"
	_ "net"
	_ "net/http"
	_ "net/http/httptest"
	_ "net/http/httputil"
	_ "net/netip"
	_ "net/rpc"
	_ "net/rpc/jsonrpc"
	_ "net/smtp"
	_ "net/textproto"
	_ "net/url"
	_ "os/user"
)
