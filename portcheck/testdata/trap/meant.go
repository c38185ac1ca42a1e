package trap

import "example.com/ianaports/ports"

// The Simple File Transfer Protocol is that of RFC 913.
const simple = ports.SFTP
