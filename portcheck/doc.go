// Package portcheck defines an analyzer that turns raw port numbers into checked
// references.
//
// # Analyzer portcheck
//
// portcheck: find ports that the compiler cannot check
//
// A port that is written as a number, or as a service name in a string, is
// checked by nobody. The analyzer compares it with IANA's registry, as package
// [example.com/ianaports/ports] has it, and with the names in use that IANA does not
// have, as package [example.com/ianaports/ports/defacto] has them, and suggests the
// constants:
//
//	const ntpPort = 123       // is reported, and becomes
//	const ntpPort = ports.NTP // this
//
//	net.Listen("tcp", ":443")                   // is reported, and becomes
//	net.Listen("tcp", ports.PortHTTPS.Addr("")) // this
//
// Is it a port? The analyzer follows values, through the package and from one
// package to the next, to where a port is a port by contract: the arguments and
// fields of package net. Where it sees no such way, a rule may say that something is
// a port: a number or a string of digits that is assigned to, compared with or returned
// from what is called a port, an address or a URL in a string, or {"https": 443}.
//
// Is it this service's? A finding is plain when the port is a System Port from 20 to
// 1023, but for round ones such as 1000, or when a word of the service occurs near it: in
// an identifier, a string, a comment, the function, what the port goes to, the file, the
// imports, or the path or the documentation of the package. In texts, a word counts if it
// is written as a name, or is no word of English. System Ports that have one service over
// tcp and another over udp need such a word, unless the transport is known. Other findings
// are doubtful: they are reported with -doubtful only, and have no fix.
//
// A literal is reported where it is written; the related information names the rule, or
// the way of its value to a place. Each kind has a name by which it can be switched off:
//
//   - number: a registered port as a number; of a range, the first one.
//   - name: a registered service as a name in a string.
//   - unknown: a service name that is in no registry, with the nearest ones.
//   - transport: a service over a transport on which it is not registered.
//   - dynamic: a listener on a port from 49152 on, which the system may have given
//     to a client.
//   - system: a listener on a port below 1024, which needs a privilege on many
//     systems. This one is off unless it is asked for.
//   - trap: a constant whose name means another service to most people, such as
//     ports.SFTP, which is 115.
//
// A fix is suggested where it compiles and means the same. A string constant has
// none, since no constant can be made of a call, and neither has a format such as
// "%s:443".
//
// The comments //nolint and //nolint:portcheck silence it on their line, or on the next
// one if they stand alone, and in what starts there; //lint:ignore portcheck reason
// silences the line alone. Generated files are left alone, and so are those that use cgo,
// which are generated when they are compiled. Test files are looked at with -tests
// only.
//
// The flag -func names further functions and fields that take a port, and -package
// the packages that the generator made of a team's own registries.
package portcheck
