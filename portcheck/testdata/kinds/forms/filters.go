package forms

import "fmt"

// In the languages of packet filters.
func filters(redirect int) []string {
	return []string{
		"tcp and port 443",                 // want `port 443 is https`
		"udp port 53",                      // want `port 53 is domain`
		"(src port 123 or host a.example)", // want `port 123 is ntp`
		"not (dst port 22)",                // want `port 22 is ssh`
		"which port 443 is open",
		"one port 22",
		fmt.Sprintf("tcp dport 80 redirect to :%d", redirect), // want `port 80 is http`
		"tcp port %d",
	}
}

// In variables of the environment.
var environment = []string{
	"PGPORT=5432",                       // want `port 5432 is postgresql`
	"KAFKA_PORT=9092",                   // want `port 9092 is kafka`
	"REDIS_ADDR=redis:6379",             // want `port 6379 is redis`
	"ETCD_LISTEN=http://127.0.0.1:2379", // want `port 2379 is etcd`
	"MAX_SIZE=443",
	"EXPORT=443",
	"Size=443",
}

// The key of the settings says what the last element of the source of MySQL is.
func sources(host, name string) string {
	return "root@tcp(" + host + ":3306)/" + name // want `port 3306 is mysql`
}
