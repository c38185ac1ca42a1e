package judge

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAssumedName(t *testing.T) {
	for path, want := range map[string]string{
		"example.com/shop/internal/ports": "ports",
		"example.com/shop/ports/v2":       "ports",
		"example.com/shop/port-nums":      "portnums",
		"example.com/ports.v2":            "portsv2",
		"v2":                              "v2",
		"example.com/9/v3":                "ports",
		"example.com/go/type":             "ports",
	} {
		assert.Equal(t, want, assumedName(path), path)
	}
}
