package module

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCure(t *testing.T) {
	const needs = "example.com/ianaports/ports"
	for _, test := range []struct{ mod, want string }{
		{"module example.com/a\n\ngo 1.25.0\n\nrequire example.com/ianaports v1.0.0 // indirect\n", ""},
		{"module example.com/a\n\ngo 1.26\n\nrequire (\n\texample.com/b v1.0.0\n\texample.com/ianaports v1.0.0\n)\n", ""},
		{"module example.com/ianaports\n\ngo 1.25.0\n", ""},
		{"module example.com/a\n\ngo 1.25.0\n\nrequire example.com/ianaports2 v1.0.0\n", "which module example.com/a does not require"},
		{"module example.com/a\n\ngo 1.24\n\nrequire example.com/ianaports v1.0.0\n", "which needs Go 1.25.0"},
	} {
		f := &file{}
		f.parse(test.mod)
		m := Module{Root: t.TempDir(), file: f}
		err := m.Cure(needs, "example.com/ianaports", "1.25.0")
		if test.want == "" {
			assert.NoError(t, err, test.mod)
		} else {
			assert.ErrorContains(t, err, test.want)
		}
	}
	vendored := &file{path: "example.com/a", goLine: "1.25.0", requires: []string{"example.com/ianaports"}, vendored: map[string]bool{"example.com/b": true}}
	assert.ErrorContains(t, Module{Root: t.TempDir(), file: vendored}.Cure(needs, "example.com/ianaports", "1.25.0"), "go mod vendor")
}
