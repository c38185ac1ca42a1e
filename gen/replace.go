package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"sync"
	"syscall"
)

// A replacement is a complete file that waits beside the one it replaces.
type replacement struct {
	path    string
	content []byte
	temp    string // its path while it waits
}

// writeFiles writes files so that each is either the old one or the new one, whatever
// happens meanwhile. All new files are complete before the first takes its place. What
// after does comes last; a signal interrupts neither it nor the renaming.
func writeFiles(files []replacement, after func() error) error {
	folders := map[string]bool{}
	for i, f := range files {
		// Of a link, the file that it leads to is replaced.
		if real, err := filepath.EvalSymlinks(f.path); err == nil {
			files[i].path = real
		}
		folders[filepath.Dir(files[i].path)] = true
	}
	for folder := range folders {
		removeLeftovers(folder)
	}
	temps.Lock()
	defer temps.Unlock()
	defer func() {
		for _, f := range files {
			temps.remove(f.temp)
		}
	}()
	for i := range files {
		if err := files[i].prepare(); err != nil {
			return err
		}
		// A signal may stop the run here.
		temps.Unlock()
		temps.Lock()
	}
	for i := range files {
		if err := files[i].commit(); err != nil {
			return err
		}
	}
	return after()
}

// writeFile writes one file as writeFiles does.
func writeFile(path string, content []byte) error {
	return writeFiles([]replacement{{path: path, content: content}}, func() error { return nil })
}

// prepare writes the temporary file, with the permissions of the file that is there.
func (r *replacement) prepare() error {
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(r.path); err == nil {
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(r.path), ".gen-*.tmp")
	if err != nil {
		return fmt.Errorf("%s: %w", r.path, err)
	}
	r.temp = f.Name()
	temps.paths[r.temp] = true
	_, err = f.Write(r.content)
	if err := errors.Join(err, f.Chmod(mode), f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("%s: %w", r.path, err)
	}
	return nil
}

// commit moves the temporary file to its place. Another run on the folder may have taken
// it for a leftover; then it is written again, a few times at most.
func (r *replacement) commit() error {
	for try := 1; ; try++ {
		err := os.Rename(r.temp, r.path)
		if !errors.Is(err, fs.ErrNotExist) || try == 5 {
			return err
		}
		if err := r.prepare(); err != nil {
			return err
		}
	}
}

// temps are the temporary files of this run.
var temps = tempFiles{paths: map[string]bool{}}

type tempFiles struct {
	sync.Mutex // held while files are written or renamed
	paths      map[string]bool
}

func (t *tempFiles) remove(path string) {
	if t.paths[path] {
		_ = os.Remove(path) // it is gone if it has taken its place
		delete(t.paths, path)
	}
}

// leftover matches the names of temporary files, which [os.CreateTemp] completes.
var leftover = regexp.MustCompile(`^\.gen-\d+\.tmp$`)

// removeLeftovers removes the temporary files of runs that were killed.
func removeLeftovers(dir string) {
	entries, _ := os.ReadDir(dir) // what cannot be read has none that could be removed
	for _, entry := range entries {
		if entry.Type().IsRegular() && leftover.MatchString(entry.Name()) {
			_ = os.Remove(filepath.Join(dir, entry.Name())) // another run may have removed it
		}
	}
}

// stopOnSignal ends the program on a signal that would end it anyway, but without leaving
// temporary files.
func stopOnSignal() {
	signals := make(chan os.Signal, 1)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			signal.Notify(signals, s)
		}
	}
	go func() {
		s := <-signals
		temps.Lock() // for good: nothing is written any more
		for path := range temps.paths {
			_ = os.Remove(path) // nothing more can be done
		}
		fmt.Fprintf(os.Stderr, "gen: stopped: %v\n", s)
		os.Exit(exitFailed)
	}()
}
