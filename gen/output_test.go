//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// temporary returns the temporary files in a folder.
func temporary(t *testing.T, dir string) []string {
	t.Helper()
	temps, err := filepath.Glob(filepath.Join(dir, ".gen-*"))
	require.NoError(t, err)
	return temps
}

// TestStopped stops the generator by a signal at many moments while it writes.
func TestStopped(t *testing.T) {
	needsLong(t)
	t.Parallel()
	text := everyTwentiethPort(t)
	before := writeTemp(t, "old.csv", text)
	csv := writeTemp(t, "new.csv", text+"zzz,49151,tcp,Another,,,,,,,,,ZZZ\n")
	fresh := filepath.Join(t.TempDir(), "ports")
	mustGen(t, "-in", csv, "-out", fresh)
	new := contents(t, fresh)

	for _, signal := range []syscall.Signal{syscall.SIGKILL, syscall.SIGINT, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "ports")
			mustGen(t, "-in", before, "-out", dir)
			old := contents(t, dir)
			stopped, leftovers := 0, 0
			for i := range 4 {
				cmd := program("-in", csv, "-out", dir)
				require.NoError(t, cmd.Start())
				done := make(chan error, 1)
				go func() { done <- cmd.Wait() }()
				for len(done) == 0 && len(temporary(t, dir)) == 0 {
					time.Sleep(50 * time.Microsecond)
				}
				time.Sleep(time.Duration(i) * time.Millisecond)
				_ = cmd.Process.Signal(signal) // it may be done already
				if <-done != nil {
					stopped++
				}
				left := temporary(t, dir)
				leftovers += len(left)
				if signal != syscall.SIGKILL {
					require.Empty(t, left)
				}
				changed, same := 0, 0
				for name, content := range contents(t, dir) {
					switch {
					case strings.HasPrefix(name, ".gen-") || old[name] == new[name]:
					case content == new[name]:
						changed++
					default:
						require.Equal(t, old[name], content, "%s is neither the old file nor the new one", name)
						same++
					}
				}
				if signal != syscall.SIGKILL {
					require.True(t, changed == 0 || same == 0, "all files are new, or none is")
				}
				for name, content := range old {
					require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666))
				}
			}
			assert.Positive(t, stopped)
			if signal == syscall.SIGKILL {
				assert.Positive(t, leftovers)
			}
			mustGen(t, "-in", csv, "-out", dir)
			assert.Equal(t, new, contents(t, dir), "the next run removes what is left")
		})
	}
}

// TestLeftovers has files whose names are nearly those of temporary ones.
func TestLeftovers(t *testing.T) {
	csv, dir := small(t)
	for _, name := range []string{".gen-123.tmp", ".gen-registry.tmp", ".gen-12.tmpx"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), nil, 0o666))
	}
	require.NoError(t, os.Mkdir(filepath.Join(dir, ".gen-4.tmp"), 0o777))
	mustGen(t, "-in", csv, "-out", dir, "-check")
	assert.Len(t, temporary(t, dir), 4, "a check removes nothing")
	mustGen(t, "-in", csv, "-out", dir)
	want := []string{".gen-12.tmpx", ".gen-4.tmp", ".gen-registry.tmp"}
	for i := range want {
		want[i] = filepath.Join(dir, want[i])
	}
	assert.Equal(t, want, temporary(t, dir))

	registry := filepath.Join(dir, "registry.csv")
	require.NoError(t, os.WriteFile(filepath.Join(dir, ".gen-5.tmp"), nil, 0o666))
	mustGen(t, "update", "-from", csv, "-out", registry)
	assert.Equal(t, want, temporary(t, dir))
}

// TestTwoRuns has two runs write different packages to one folder at a time.
func TestTwoRuns(t *testing.T) {
	needsLong(t)
	t.Parallel()
	few, dir := small(t)
	var rows strings.Builder
	for i := range 400 {
		fmt.Fprintf(&rows, "s-%d,%d,tcp,\n", i, 2000+i)
	}
	many := writeTemp(t, "many.csv", header+rows.String())
	var runs sync.WaitGroup
	for _, csv := range []string{few, many} {
		runs.Add(1)
		go func() {
			defer runs.Done()
			for range 4 {
				out, err := program("-in", csv, "-out", dir, "-lookup", "auto").CombinedOutput()
				assert.NoError(t, err, "%s", out)
			}
		}()
	}
	runs.Wait()
	mustGen(t, "-in", few, "-out", dir)
	fresh := filepath.Join(t.TempDir(), "ports")
	mustGen(t, "-in", few, "-out", fresh)
	assert.Equal(t, contents(t, fresh), contents(t, dir))
}

// TestLostTemporaryFile has another run take the temporary file for a leftover.
func TestLostTemporaryFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.go")
	r := replacement{path: path, content: []byte("new")}
	require.NoError(t, r.prepare())
	removeLeftovers(filepath.Dir(path))
	require.Empty(t, temporary(t, filepath.Dir(path)))
	require.NoError(t, r.commit())
	assert.Equal(t, map[string]string{"a.go": "new"}, contents(t, filepath.Dir(path)))
}

// TestOddFiles has what is no regular file where Go files are.
func TestOddFiles(t *testing.T) {
	csv, dir := small(t)
	in := func(name string) string { return filepath.Join(dir, name) }
	require.NoError(t, os.Symlink("user@host.1234", in(".#lock.go")))
	require.NoError(t, os.Symlink("nowhere", in("dangling.go")))
	require.NoError(t, os.Mkdir(in("folder.go"), 0o777))
	require.NoError(t, syscall.Mkfifo(in("pipe.go"), 0o666))
	require.NoError(t, os.WriteFile(in(".hidden.go"), []byte("// Code generated by ianaports gen; DO NOT EDIT.\n"), 0o666))
	mustGen(t, "-in", csv, "-out", dir, "-check")
	mustGen(t, "-in", csv, "-out", dir)
	assert.FileExists(t, in(".hidden.go"))

	for _, c := range []struct {
		kind   string
		create func(path string) error
	}{
		{"a named pipe", func(path string) error { return syscall.Mkfifo(path, 0o666) }},
		{"a folder", func(path string) error { return os.Mkdir(path, 0o777) }},
		{"a link that leads nowhere", func(path string) error { return os.Symlink("nowhere", path) }},
	} {
		require.NoError(t, os.Remove(in("doc.go")))
		require.NoError(t, c.create(in("doc.go")))
		code, _, stderr := gen("-in", csv, "-out", dir)
		assert.Equal(t, 1, code, c.kind)
		assert.Equal(t, in("doc.go")+": is not a regular file: move it away or choose another -out\n", stderr, c.kind)
	}
}

// TestLinks: of a link, the file that it leads to is replaced.
func TestLinks(t *testing.T) {
	real := writeTemp(t, "real.csv", header+"orders-api,8480,tcp,\n")
	link := filepath.Join(t.TempDir(), "link.csv")
	require.NoError(t, os.Symlink(real, link))
	code, _, stderr := gen("name", link)
	require.Zero(t, code, stderr)
	info, err := os.Lstat(link)
	require.NoError(t, err)
	assert.Equal(t, os.ModeSymlink, info.Mode().Type())
	content, err := os.ReadFile(real)
	require.NoError(t, err)
	assert.Contains(t, string(content), "OrdersAPI")
}
