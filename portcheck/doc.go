// Package portcheck defines an analyzer that turns raw port numbers into checked
// references.
//
// # Analyzer portcheck
//
// portcheck: find ports that the compiler cannot check
//
// A port that is written as a number, or as a service name in a string, is
// checked by nobody. Where a port is a port (in the addresses that package net
// and its like take, in the Port of a net.TCPAddr, in URLs that are fetched), the
// analyzer compares it with IANA's registry, as package
// [example.com/ianaports/ports] has it, and suggests the package's constants:
//
//	net.Listen("tcp", ":6514")                      // is reported, and becomes
//	net.Listen("tcp", ports.PortSyslogTLS.Addr("")) // this
//
// It reports, each under a name by which it can be switched off:
//
//   - number: a registered port as a number; of a range, the first one.
//   - name: a registered service as a name in a string.
//   - unknown: a service name that is in no registry, with the nearest ones.
//   - transport: a service over a transport on which it is not registered.
//   - dynamic: a listener on a port from 49152 on, which the system may have given
//     to a client.
//   - system: a listener on a port below 1024, which needs a privilege on many
//     systems. This one is off unless it is asked for.
//
// The network of a call decides the transport; where it is not constant, any will
// do. A number that only looks like a port is left alone, and so is port 0.
//
// A fix is suggested where the port is written as a literal. A constant that is
// declared for it may have another value on another system, and is reported only;
// one that is declared by a constant of the package, or has its type Port, is
// checked already.
//
// The comments //nolint, //nolint:portcheck and //lint:ignore portcheck reason
// silence it on their line, on the next one if they stand alone, and in what
// starts there. Generated files are left alone, and so are those that use cgo,
// which are generated when they are compiled.
//
// The flags -func and -package tell it of further functions that take a port and
// of packages that the generator made of other registries.
package portcheck
