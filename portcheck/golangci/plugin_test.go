package golangci

import (
	"flag"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/portcheck"
)

func TestPlugin(t *testing.T) {
	newPlugin, err := register.GetPlugin("portcheck")
	require.NoError(t, err)
	p, err := newPlugin(nil)
	require.NoError(t, err)
	analyzers, err := p.BuildAnalyzers()
	require.NoError(t, err)
	require.Len(t, analyzers, 1)
	assert.Equal(t, portcheck.Analyzer.Name, analyzers[0].Name)
	require.NoError(t, analysis.Validate(analyzers))
	assert.Equal(t, register.LoadModeTypesInfo, p.GetLoadMode())
}

func TestNew(t *testing.T) {
	number := portcheck.Analyzer.Flags.Lookup("number").Value
	before := number.String()
	defer func() { assert.NoError(t, number.Set(before)) }()
	for _, value := range []bool{false, true} {
		_, err := New(map[string]any{"number": value})
		require.NoError(t, err)
		assert.Equal(t, value, number.(flag.Getter).Get())
	}
}

func TestNewErrors(t *testing.T) {
	_, err := New([]any{"number"})
	assert.EqualError(t, err, "settings: want a mapping of flags to values, got []interface {}")
	_, err = New(map[string]any{"nmuber": true})
	assert.ErrorContains(t, err, `unknown setting "nmuber": want one of `)
	assert.ErrorContains(t, err, "number")
	_, err = New(map[string]any{"func": []any{"example.com/rpc.Dial:address"}})
	assert.ErrorContains(t, err, `setting "func": `)
}

func TestSetFlags(t *testing.T) {
	newFlags := func() *flag.FlagSet {
		flags := flag.NewFlagSet("", flag.ContinueOnError)
		flags.Bool("on", false, "")
		flags.Int("n", 0, "")
		flags.String("names", "", "")
		return flags
	}
	for _, c := range []struct {
		name string
		in   any
		want string
	}{
		{"on", true, "true"},
		{"on", "true", "true"},
		{"n", 3, "3"},
		{"n", 3.0, "3"},
		{"names", "a", "a"},
		{"names", 6514, "6514"},
		{"names", []any{"a", "b", 3}, "a,b,3"},
		{"names", []any{}, ""},
	} {
		flags := newFlags()
		require.NoError(t, setFlags(flags, map[string]any{c.name: c.in}), "%v", c)
		assert.Equal(t, c.want, flags.Lookup(c.name).Value.String(), "%v", c)
	}
	for _, c := range []struct {
		settings map[string]any
		want     string
	}{
		{map[string]any{"off": true, "b": 1}, "unknown setting \"b\": want one of n, names, on\nunknown setting \"off\": want one of n, names, on"},
		{map[string]any{"n": "many"}, `setting "n": parse error`},
		{map[string]any{"names": nil}, `setting "names": want a string, a boolean, a number or a list, got <nil>`},
		{map[string]any{"names": map[string]any{}}, `setting "names": want a string, a boolean, a number or a list, got map[string]interface {}`},
		{map[string]any{"names": []any{[]any{"a"}}}, `setting "names": want a list of single values, got a list of lists`},
		{map[string]any{"names": []any{nil}}, `setting "names": want a string, a boolean, a number or a list, got <nil>`},
	} {
		assert.EqualError(t, setFlags(newFlags(), c.settings), c.want)
	}
}
