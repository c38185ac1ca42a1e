package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// inCopy copies the results, what was made of them and the README into a new
// folder and goes there.
func inCopy(t *testing.T) {
	t.Helper()
	root := t.TempDir()
	if err := os.Mkdir(filepath.Join(root, "bench"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"README.md", "bench/results.txt", "bench/results.md", "bench/results.svg"} {
		content, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, name), content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(filepath.Join(root, "bench"))
}

func edit(t *testing.T, path, old, new string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(content), old) {
		t.Fatalf("%s has no %q", path, old)
	}
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(string(content), old, new)), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestCheck changes each file by hand and expects to be told of that one.
func TestCheck(t *testing.T) {
	for _, c := range []struct{ path, old, new string }{
		{"../README.md", ", gopacket | 6", ", gopacket | 96"},
		{"results.md", " times less", " times more"},
		{"results.svg", "nanoseconds", "seconds"},
	} {
		t.Run(filepath.Base(c.path), func(t *testing.T) {
			inCopy(t)
			if err := run(true); err != nil {
				t.Fatalf("the project's own: %v", err)
			}
			edit(t, c.path, c.old, c.new)
			if err := run(true); err == nil || !strings.HasPrefix(err.Error(), c.path+" does not say") {
				t.Errorf("error %v", err)
			}
			if err := run(false); err != nil {
				t.Error(err)
			}
			if err := run(true); err != nil {
				t.Errorf("after writing: %v", err)
			}
		})
	}
}

func TestReadmeWithoutSection(t *testing.T) {
	inCopy(t)
	edit(t, "../README.md", sectionEnd, "")
	if err := run(false); err == nil {
		t.Error("no error")
	}
}

func TestIncompleteResults(t *testing.T) {
	inCopy(t)
	edit(t, "results.txt", "Growth/ports", "Growth/other")
	if err := run(false); err == nil || err.Error() != "the results have no B of Growth/ports" {
		t.Errorf("error %v", err)
	}
}

func TestWorst(t *testing.T) {
	r := &results{names: []string{"Vet/a/ours", "Vet/a/peer", "Vet/b/ours", "Vet/b/peer"}, values: map[string]map[string]float64{
		"Vet/a/ours": {"B": 4}, "Vet/a/peer": {"B": 2},
		"Vet/b/ours": {"B": 9}, "Vet/b/peer": {"B": 3},
	}}
	if ours, peer, err := r.worst("Vet/*/ours", "Vet/*/peer", "B"); ours != 9 || peer != 3 || err != nil {
		t.Errorf("%v, %v, %v", ours, peer, err)
	}
	if ours, peer, err := r.worst("Vet/a/ours", "Vet/a/peer", "B"); ours != 4 || peer != 2 || err != nil {
		t.Errorf("%v, %v, %v", ours, peer, err)
	}
	for _, c := range []struct{ ours, peer, want string }{
		{"Vat/*/ours", "Vat/*/peer", "the results have no B of Vat/*/ours"},
		{"Vet/*/ours", "Vet/*/other", "the results have no B of Vet/a/other"},
		{"Vet/c/ours", "Vet/c/peer", "the results have no B of Vet/c/ours"},
	} {
		if _, _, err := r.worst(c.ours, c.peer, "B"); err == nil || err.Error() != c.want {
			t.Errorf("error %v, want %v", err, c.want)
		}
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		value      float64
		unit, want string
	}{
		{4.37e-9, "sec/op", "4.37 ns"}, {0.5, "sec/op", "500 ms"}, {12, "sec/op", "12 s"},
		{184573, "B", "185 kB"}, {1.26e9, "max-B", "1.26 GB"}, {0, "B/start", "0 B"}, {88, "allocs/start", "88"},
	} {
		if got := format(c.value, c.unit); got != c.want {
			t.Errorf("format(%v, %q) = %q, want %q", c.value, c.unit, got, c.want)
		}
	}
}

func TestRatio(t *testing.T) {
	for v, want := range map[float64]string{0.05: "20 times less", 0.5: "2 times less", 0.8: "1.25 times less", 1: "the same", 2.5: "2.5 times as much", 0: "the same"} {
		if got := ratio(v); got != want {
			t.Errorf("ratio(%v) = %q, want %q", v, got, want)
		}
	}
}
