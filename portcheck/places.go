package portcheck

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"example.com/ianaports/ports"
)

// A form is a form in which a place takes a port.
type form uint8

const (
	address form = iota + 1 // "host:port" or "host:service"
	number                  // 6514
	text                    // "6514" or "syslog-tls"
	url                     // "https://host:port/path"
	socket                  // &net.TCPAddr{Port: 6514}
)

// A place is one where a port is a port.
type place struct {
	form      form
	arg       int             // of a function: the index of the parameter
	network   int             // the index of the parameter that names the network, or -1
	transport ports.Transport // where no parameter names it; zero for any
	listen    bool            // something listens there
	numeric   bool            // a service name is no port there
}

// functions are the places of package functions and methods, by the full name
// that go/types gives them.
var functions = map[string]place{
	"net.Dial":                         {form: address, arg: 1, network: 0},
	"net.DialTimeout":                  {form: address, arg: 1, network: 0},
	"(*net.Dialer).Dial":               {form: address, arg: 1, network: 0},
	"(*net.Dialer).DialContext":        {form: address, arg: 2, network: 1},
	"net.Listen":                       {form: address, arg: 1, network: 0, listen: true},
	"net.ListenPacket":                 {form: address, arg: 1, network: 0, listen: true},
	"(*net.ListenConfig).Listen":       {form: address, arg: 2, network: 1, listen: true},
	"(*net.ListenConfig).ListenPacket": {form: address, arg: 2, network: 1, listen: true},
	"net.ResolveTCPAddr":               {form: address, arg: 1, network: 0},
	"net.ResolveUDPAddr":               {form: address, arg: 1, network: 0},
	"net.LookupPort":                   {form: text, arg: 1, network: 0},
	"(*net.Resolver).LookupPort":       {form: text, arg: 2, network: 1},
	"net.JoinHostPort":                 {form: text, arg: 1, network: -1},
	"net/netip.AddrPortFrom":           {form: number, arg: 1, network: -1},
	"net/netip.ParseAddrPort":          {form: address, arg: 0, network: -1, numeric: true},
	"net/netip.MustParseAddrPort":      {form: address, arg: 0, network: -1, numeric: true},
	"net.ListenTCP":                    {form: socket, arg: 1, network: 0, listen: true},
	"net.ListenUDP":                    {form: socket, arg: 1, network: 0, listen: true},

	"crypto/tls.Dial":                  {form: address, arg: 1, network: 0},
	"crypto/tls.DialWithDialer":        {form: address, arg: 2, network: 1},
	"(*crypto/tls.Dialer).Dial":        {form: address, arg: 1, network: 0},
	"(*crypto/tls.Dialer).DialContext": {form: address, arg: 2, network: 1},
	"crypto/tls.Listen":                {form: address, arg: 1, network: 0, listen: true},

	"net/http.ListenAndServe":        {form: address, arg: 0, network: -1, transport: ports.TCP, listen: true},
	"net/http.ListenAndServeTLS":     {form: address, arg: 0, network: -1, transport: ports.TCP, listen: true},
	"net/http.Get":                   {form: url, arg: 0, network: -1, transport: ports.TCP},
	"net/http.Head":                  {form: url, arg: 0, network: -1, transport: ports.TCP},
	"net/http.Post":                  {form: url, arg: 0, network: -1, transport: ports.TCP},
	"net/http.PostForm":              {form: url, arg: 0, network: -1, transport: ports.TCP},
	"(*net/http.Client).Get":         {form: url, arg: 0, network: -1, transport: ports.TCP},
	"(*net/http.Client).Head":        {form: url, arg: 0, network: -1, transport: ports.TCP},
	"(*net/http.Client).Post":        {form: url, arg: 0, network: -1, transport: ports.TCP},
	"(*net/http.Client).PostForm":    {form: url, arg: 0, network: -1, transport: ports.TCP},
	"net/http.NewRequest":            {form: url, arg: 1, network: -1, transport: ports.TCP},
	"net/http.NewRequestWithContext": {form: url, arg: 2, network: -1, transport: ports.TCP},

	"net/smtp.Dial":        {form: address, arg: 0, network: -1, transport: ports.TCP},
	"net/smtp.SendMail":    {form: address, arg: 0, network: -1, transport: ports.TCP},
	"net/rpc.Dial":         {form: address, arg: 1, network: 0},
	"net/rpc.DialHTTP":     {form: address, arg: 1, network: 0},
	"net/rpc.DialHTTPPath": {form: address, arg: 1, network: 0},
	"net/rpc/jsonrpc.Dial": {form: address, arg: 1, network: 0},
	"net/textproto.Dial":   {form: address, arg: 1, network: 0},
	"log/syslog.Dial":      {form: address, arg: 1, network: 0},
}

// fields are the places of struct fields, by type and name.
var fields = map[string]place{
	"net.TCPAddr.Port":     {form: number, network: -1, transport: ports.TCP},
	"net.UDPAddr.Port":     {form: number, network: -1, transport: ports.UDP},
	"net/http.Server.Addr": {form: address, network: -1, transport: ports.TCP, listen: true},
}

// A functionFlag adds functions: NAME:FORM:ARG[:NETWORK], several of them with
// commas between.
type functionFlag map[string]place

func (f functionFlag) String() string { return "" }

func (f functionFlag) Set(list string) error {
	for item := range strings.SplitSeq(typeParameters.ReplaceAllString(list, ""), ",") {
		name, p, err := parseFunction(item)
		if err != nil {
			return fmt.Errorf("%q: %w", item, err)
		}
		f[name] = p
	}
	return nil
}

// typeParameters are in the names of the methods of generic types, [T]: it does not
// matter how they are called.
var typeParameters = regexp.MustCompile(`\[[^\]]*\]`)

var formsByName = map[string]place{
	"address": {form: address}, "listen": {form: address, listen: true},
	"number": {form: number}, "text": {form: text}, "url": {form: url, transport: ports.TCP},
}

func parseFunction(item string) (name string, p place, err error) {
	parts := strings.Split(strings.TrimSpace(item), ":")
	if len(parts) != 3 && len(parts) != 4 {
		return "", place{}, errors.New("want NAME:FORM:ARG[:NETWORK], such as (*example.com/x.Client).Dial:address:1:tcp")
	}
	p, ok := formsByName[parts[1]]
	if !ok {
		return "", place{}, fmt.Errorf("form %q: want address, listen, number, text or url", parts[1])
	}
	if p.arg, err = strconv.Atoi(parts[2]); err != nil || p.arg < 0 {
		return "", place{}, fmt.Errorf("argument %q: want an index, 0 for the first", parts[2])
	}
	p.network = -1
	if len(parts) == 4 {
		if i, err := strconv.Atoi(parts[3]); err == nil && i >= 0 {
			p.network = i
		} else if p.transport, err = ports.ParseTransport(parts[3]); err != nil {
			return "", place{}, fmt.Errorf("network %q: want the index of the argument that names it, or tcp, udp, sctp, dccp", parts[3])
		}
	}
	return parts[0], p, nil
}
