package shipped

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/registry"
)

const header = "Service Name,Port Number,Transport Protocol,Description\n"

// TestRead reads the registry that is embedded, and a file as the kind that it is said to
// be.
func TestRead(t *testing.T) {
	embedded, err := Read(IANA, registry.Team)
	require.NoError(t, err)
	assert.Equal(t, registry.IANA, embedded.Kind, "whatever the caller says of the embedded one")
	assert.Equal(t, IANA, embedded.Name)
	text, err := os.Open("../../registry.csv")
	require.NoError(t, err)
	defer text.Close()
	file, err := registry.Read(IANA, registry.IANA, text)
	require.NoError(t, err)
	assert.Equal(t, len(file.Rows), len(embedded.Rows))

	path := filepath.Join(t.TempDir(), "own.csv")
	require.NoError(t, os.WriteFile(path, []byte(header+"orders,8480,tcp,Orders\n"), 0o600))
	for _, kind := range []registry.Kind{registry.IANA, registry.Team} {
		own, err := Read(path, kind)
		require.NoError(t, err)
		assert.Equal(t, kind, own.Kind)
		assert.Equal(t, path, own.Name)
		require.Len(t, own.Rows, 1)
		assert.Equal(t, own, own.Rows[0].File)
	}
	_, err = Read(path, registry.Services)
	assert.ErrorContains(t, err, path+":1: ")
	_, err = Read(filepath.Join(t.TempDir(), "none.csv"), registry.Team)
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

// TestNamed: the embedded registries have all their names written down, and are read once.
func TestNamed(t *testing.T) {
	for _, file := range []string{IANA, Defacto} {
		named, err := Named(file, registry.Team)
		require.NoError(t, err)
		assert.Empty(t, named.Derived, file)
		assert.Greater(t, len(named.Constants), 250, file)
	}
	taken, err := Taken()
	require.NoError(t, err)
	again, err := Taken()
	require.NoError(t, err)
	assert.Same(t, taken[0], again[0])
	assert.Same(t, taken[1], again[1])
}

// TestName spells a team's names as its own names and titles do, and then as IANA's, and
// keeps them apart from the package's own.
func TestName(t *testing.T) {
	path := filepath.Join(t.TempDir(), "own.csv")
	require.NoError(t, os.WriteFile(path, []byte(header+"crm-ldap,8480,tcp,\nhdap-x,8481,tcp,HDAP of ours\nlookup,8482,tcp,\ntcp,8483,tcp,\n"), 0o600))
	own, err := Read(path, registry.Team)
	require.NoError(t, err)
	cat, err := catalog.New(false, own)
	require.NoError(t, err)
	named, err := Name(cat)
	require.NoError(t, err)
	var names []string
	for _, k := range named.Constants {
		names = append(names, k.Untyped)
	}
	assert.Equal(t, []string{"CRMLDAP", "HDAPX", "Lookup8482", "TCP8483"}, names)
	assert.Empty(t, own.Rows[0].Identifier, "what was read stays as it was read")
}
