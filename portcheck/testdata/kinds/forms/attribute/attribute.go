// Package attribute makes attributes.
package attribute

type KeyValue struct {
	Key   string
	Value int
}

func ServerPort(val int) KeyValue { return KeyValue{"server.port", val} }
