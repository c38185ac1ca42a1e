package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseFixes(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "p.go")
	require.NoError(t, os.WriteFile(file, []byte("package p\n\nconst sshPort = 22\n"), 0o666))
	one := fmt.Sprintf(`{"p": {"portcheck": [{"posn": "x", "message": "m", "suggested_fixes": [{"message": "Use", "edits": [
		{"filename": %[1]q, "start": 9, "end": 9, "new": "import"}, {"filename": %[1]q, "start": 27, "end": 29, "new": "ports.SSH"}]}]}]}}`, file)
	fixes, err := parseFixes([]byte(one+one), dir)
	require.NoError(t, err)
	assert.Equal(t, []fix{{"p.go:3", "22", "ports.SSH"}}, fixes, "an import is none, and each place counts once")
	_, err = parseFixes([]byte("{"), dir)
	assert.Error(t, err)
}

func TestBadImports(t *testing.T) {
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "good.go"), filepath.Join(dir, "bad.go")
	require.NoError(t, os.WriteFile(good, []byte("package p\n\nimport (\n\t\"fmt\"\n\t\"net\"\n)\n\nvar _, _ = fmt.Sprint, net.Dial\n"), 0o666))
	require.NoError(t, os.WriteFile(bad, []byte("package p\n\nimport (\n\t\"net\"\n\t\"fmt\"\n)\n\nvar _, _ = fmt.Sprint, net.Dial\n"), 0o666))
	found, err := badImports(dir, nil)
	require.NoError(t, err)
	assert.Equal(t, map[string]bool{bad: true}, found)
	found, err = badImports(dir, found)
	require.NoError(t, err)
	assert.Empty(t, found)
}

func TestWithout(t *testing.T) {
	changed, ok, err := without("quantities", filepath.Join("..", "words", "words.go"))
	require.NoError(t, err)
	require.True(t, ok)
	assert.Contains(t, changed, `var quantities = SetOf("^$")`)
	changed, ok, err = without("firstPlain", filepath.Join("..", "judge", "judge.go"))
	require.NoError(t, err)
	require.True(t, ok)
	assert.Contains(t, changed, "const firstPlain = 0\n")
	_, ok, err = without("nowhere", filepath.Join("..", "words", "words.go"))
	require.NoError(t, err)
	assert.False(t, ok)
}
