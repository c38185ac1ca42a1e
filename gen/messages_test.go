package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestUsageErrorsAreOneLine has what people get wrong on the command line: the message is
// all that is printed, and not above the help.
func TestUsageErrorsAreOneLine(t *testing.T) {
	for _, c := range []struct {
		want string
		args []string
	}{
		{"gen: flag provided but not defined: -chek: did you mean -check? gen -h lists the flags", []string{"-chek"}},
		{"gen: flag provided but not defined: -xyzzy: gen -h lists the flags", []string{"-xyzzy"}},
		{"gen: flag needs an argument: -in: gen -h lists the flags", []string{"-in"}},
		{"gen find: flag provided but not defined: -jsno: did you mean -json? gen find -h lists the flags", []string{"find", "ssh", "--jsno"}},
		{"gen diff: invalid value \"patch\" for flag -fail-on: want minor or major: gen diff -h lists the flags", []string{"diff", "-fail-on", "patch"}},
		{"gen diff: want OLD and NEW, got 1 argument", []string{"diff", "a"}},
		{"gen diff: want OLD and NEW, got 0 arguments", []string{"diff"}},
		{"gen diff: unexpected argument \"c\"", []string{"diff", "a", "b", "c"}},
		{"gen name: want FILE, got 0 arguments", []string{"name"}},
		{"gen find: want WORD|PORT..., got 0 arguments", []string{"find", "-json"}},
		{"gen find: empty argument: want a word, a port or N-M", []string{"find", ""}},
		{"gen find: empty argument: want a word, a port or N-M", []string{"find", "ssh", " "}},
		{"gen find: \"70000\": out of range: ports go from 0 to 65535", []string{"find", "70000"}},
		{"gen find: \"1-0\": range ends before it starts: write 0-1", []string{"find", "1-0"}},
		{"gen: unknown command \"serach\": did you mean find?", []string{"serach"}},
		{"gen: unknown command \"search\": did you mean find?", []string{"search", "ssh"}},
		{"gen: unknown command \"nmae\": did you mean name?", []string{"nmae"}},
		{"gen: unknown command \"hepl\": did you mean help?", []string{"hepl"}},
		{"gen: unknown command \"upgrade-everything\": gen -h lists the commands", []string{"upgrade-everything"}},
		{"gen: unknown command \"frob\": gen -h lists the commands", []string{"help", "frob"}},
		{"gen: unknown command \"\": gen -h lists the commands", []string{""}},
		{"gen: unexpected argument \"services.csv\": name a file with -in", []string{"services.csv"}},
	} {
		code, stdout, stderr := gen(c.args...)
		assert.Equal(t, exitUsage, code, c.args)
		assert.Empty(t, stdout, c.args)
		assert.Equal(t, c.want+"\n", stderr)
	}
}

// TestHelpCommand compares gen help with -h.
func TestHelpCommand(t *testing.T) {
	for _, c := range []struct{ help, flag []string }{
		{[]string{"help"}, []string{"-h"}},
		{[]string{"help", "find"}, []string{"find", "-h"}},
	} {
		code, stdout, stderr := gen(c.help...)
		_, want, _ := gen(c.flag...)
		assert.Zero(t, code)
		assert.Empty(t, stderr)
		assert.NotEmpty(t, want)
		assert.Equal(t, want, stdout)
	}
}

// TestFlagsAfterArguments has a flag behind a word, and a word that looks like a flag.
func TestFlagsAfterArguments(t *testing.T) {
	_, want, _ := gen("find", "-json", "5432", "ssh")
	code, stdout, stderr := gen("find", "5432", "-json", "ssh")
	assert.Zero(t, code, stderr)
	assert.Equal(t, want, stdout)
	code, stdout, stderr = gen("find", "ssh", "--", "-json")
	assert.Equal(t, exitFailed, code)
	assert.NotContains(t, stdout, "{")
	assert.Equal(t, "\"-json\": nothing found\n", stderr)
}
