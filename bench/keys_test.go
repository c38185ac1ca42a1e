package bench

import (
	"math/rand/v2"
	"slices"
	"strings"

	"example.com/ianaports/bench/flat"
	"example.com/ianaports/ports"
)

// inputs is the number of keys that a benchmark goes through again and again:
// a power of two, and more than a branch predictor remembers.
const inputs = 1 << 16

func newRandom() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// shuffled returns keys drawn so that each occurs as often as any other.
func shuffled[T any](keys []T) []T {
	var list []T
	for len(list) < inputs {
		list = append(list, keys...)
	}
	list = list[:inputs]
	newRandom().Shuffle(inputs, func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// repeated returns a key again and again.
func repeated[T any](key T) []T { return slices.Repeat([]T{key}, inputs) }

func sortedKeys[K interface{ ~uint16 | ~string }, V any](m map[K]V) []K {
	var keys []K
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

var (
	portsOfTCP = ports.PortMap(ports.TCP)
	namesOfTCP = ports.NameMap(ports.TCP)
	arrayOfTCP = array(namesOfTCP)
)

// array is the floor of port to name: one read.
func array(names map[ports.Port]string) *[1 << 16]string {
	var a [1 << 16]string
	for p, name := range names {
		a[p] = name
	}
	return &a
}

// allPorts returns every port number.
func allPorts() []ports.Port {
	all := make([]ports.Port, 1<<16)
	for i := range all {
		all[i] = ports.Port(i)
	}
	return all
}

// flows returns ports as a flow log has them: one of each connection is that of
// a service, a few of which have most of the traffic, and the other is one that
// Linux picks for the client.
func flows() []ports.Port {
	popular := []ports.Port{
		ports.PortHTTPS, ports.PortHTTP, ports.PortDomain, ports.PortSSH, ports.PortSMTP, ports.PortIMAPS,
		ports.PortPostgreSQL, ports.PortMySQL, ports.PortRedis, ports.PortLDAP, ports.PortMQTT, ports.PortAMQP,
	}
	services := popular
	for _, p := range shuffled(sortedKeys(namesOfTCP)) {
		if !slices.Contains(popular, p) {
			services = append(services, p)
		}
	}
	random := newRandom()
	zipf := rand.NewZipf(random, 1.2, 1, uint64(len(services)-1))
	const firstClient, lastClient = 32768, 60999 // net.ipv4.ip_local_port_range
	list := make([]ports.Port, inputs)
	for i := 0; i < inputs; i += 2 {
		list[i] = services[zipf.Uint64()]
		list[i+1] = ports.Port(firstClient + random.IntN(lastClient-firstClient+1))
	}
	random.Shuffle(inputs, func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// cloned returns copies of names: what a program looks up has not the memory of
// the tables.
func cloned(names []string) []string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = strings.Clone(name)
	}
	return list
}

// mixedCase returns the names with each letter large or small by chance.
func mixedCase(names []string) []string {
	random := newRandom()
	list := make([]string, len(names))
	for i, name := range names {
		letters := []byte(strings.ToLower(name))
		for j, c := range letters {
			if 'a' <= c && c <= 'z' && random.IntN(2) == 0 {
				letters[j] = c - 'a' + 'A'
			}
		}
		list[i] = string(letters)
	}
	return list
}

// aliases returns the aliases of TCP.
func aliases() []string {
	var list []string
	for s := range ports.All() {
		if s.Transport == ports.TCP && s.Alias != "" {
			list = append(list, s.Name)
		}
	}
	return list
}

// misses returns names that are almost those of services: two letters have
// changed their places, or the last is another.
func misses() []string {
	var list []string
	for _, name := range sortedKeys(portsOfTCP) {
		b := []byte(name)
		if i := len(b) / 2; i > 0 && b[i] != b[i-1] {
			b[i], b[i-1] = b[i-1], b[i]
		} else {
			b[len(b)-1] ^= 1
		}
		if _, ok := flat.Lookup(flat.TCP, string(b)); !ok {
			list = append(list, string(b))
		}
	}
	return list
}
