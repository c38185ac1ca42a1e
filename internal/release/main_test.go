package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAfter(t *testing.T) {
	for _, c := range []struct {
		last string
		l    level
		want string
	}{
		{"v1.2.3", patch, "v1.2.4"},
		{"v1.2.3", minor, "v1.3.0"},
		{"v1.2.3", major, "v2.0.0"},
		{"v0.2.3", patch, "v0.2.4"},
		{"v0.2.3", minor, "v0.3.0"},
		{"v0.2.3", major, "v0.3.0"},
	} {
		last, err := parse(c.last)
		require.NoError(t, err)
		assert.Equal(t, c.want, last.after(c.l).String(), "%v after %s", c.l, c.last)
	}
}

func TestLess(t *testing.T) {
	ascending := []version{{0, 9, 9}, {1, 0, 0}, {1, 0, 1}, {1, 1, 0}, {1, 10, 0}, {2, 0, 0}}
	for i, v := range ascending {
		for j, w := range ascending {
			assert.Equal(t, i < j, v.less(w), "%v, %v", v, w)
		}
	}
}

func TestParse(t *testing.T) {
	for _, s := range []string{"", "1.2.3", "v1.2", "v1.2.3-rc.1", "v1.02.3", "v1.2.3 ", "v1.2.3.4", "v1234567.0.0"} {
		_, err := parse(s)
		assert.EqualError(t, err, `version "`+s+`": want the form v1.2.3`)
	}
}

func TestLevelOf(t *testing.T) {
	assert.Equal(t, patch, levelOf(""))
	assert.Equal(t, minor, levelOf("Compatible changes:\n- ./ports.Foo: added\n"))
	assert.Equal(t, major, levelOf("Incompatible changes:\n- ./ports.Foo: removed\nCompatible changes:\n- ./ports.Bar: added\n"))
}

// TestLastTag has a folder without a repository, and one without and with tags.
func TestLastTag(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
	_, err := lastTag(dir)
	require.ErrorContains(t, err, "not a git repository")
	git := func(dir string, args ...string) {
		_, err := output(dir, "git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.com"}, args...)...)
		require.NoError(t, err)
	}
	git(dir, "init")
	git(dir, "commit", "--allow-empty", "-m", "one")
	tag, err := lastTag(dir)
	require.NoError(t, err)
	assert.Empty(t, tag)
	git(dir, "tag", "v1.0.0")
	git(dir, "commit", "--allow-empty", "-m", "two")
	tag, err = lastTag(dir)
	require.NoError(t, err)
	assert.Equal(t, "v1.0.0", tag)
	shallow := filepath.Join(t.TempDir(), "shallow")
	git(dir, "clone", "--depth=1", "--no-tags", "file://"+filepath.ToSlash(dir), shallow)
	_, err = lastTag(shallow)
	assert.ErrorContains(t, err, "git fetch --unshallow --tags")
}
