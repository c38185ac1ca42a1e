// Package address finds ports in strings. It has the one parser of addresses, URLs
// and data source names: whoever finds a port in a string and whoever replaces it
// use the same [Part].
package address

// A Form is how a value has a port.
type Form uint8

const (
	Number  Form = iota + 1 // 6514
	Text                    // "6514", "syslog-tls" or "22/tcp"
	Address                 // "host:port", also several, with a path, or in a data source name
	Tail                    // what follows a host: ":6514", "]:6514/x"
	URL                     // "https://host:port/path"
	Forms                   // the number of forms, with the zero value, which is none
)

func (f Form) String() string {
	return [...]string{"none", "number", "text", "address", "tail", "url"}[f]
}
