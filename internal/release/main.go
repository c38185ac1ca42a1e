// Release tells what the next version of the module has to be, from what changed
// since the last tag, and refuses a version that is too low.
//
//	release [-apidiff COMMAND] [VERSION]
//
// It compares the registry with "gen diff", and the exported API of all packages
// with apidiff (golang.org/x/exp/cmd/apidiff). The greater change counts: major if
// something that callers can use is gone or different, minor if something is new,
// otherwise patch. It exits with 1 if VERSION is too low.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

func main() {
	apidiff := flag.String("apidiff", "go run golang.org/x/exp/cmd/apidiff@latest", "run apidiff by this `COMMAND`")
	flag.Parse()
	if flag.NArg() > 1 {
		fmt.Fprintln(os.Stderr, "release: want one version, such as v1.2.3")
		os.Exit(2)
	}
	if err := release(strings.Fields(*apidiff), flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// release prints the level of the changes since the last tag and the lowest version
// that may follow it. It fails if the wanted version, unless empty, is lower.
func release(apidiff []string, wanted string) error {
	tag, err := lastTag(".")
	if err != nil {
		return err
	}
	if tag == "" {
		fmt.Println("no tag yet: the first version is free to choose")
		return nil
	}
	last, err := parse(tag)
	if err != nil {
		return err
	}
	old, err := os.MkdirTemp("", "release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(old)
	worktree := filepath.Join(old, "worktree")
	if _, err := output(".", "git", "worktree", "add", "--detach", worktree, last.String()); err != nil {
		return err
	}
	defer output(".", "git", "worktree", "remove", "--force", worktree)

	registry, err := registryLevel(worktree)
	if err != nil {
		return err
	}
	api, changes, err := apiLevel(apidiff, worktree, old)
	if err != nil {
		return err
	}
	next := last.after(max(registry, api))
	fmt.Printf("%sregistry: %v, API: %v since %v: the next version is at least %v\n", changes, registry, api, last, next)
	if wanted == "" {
		return nil
	}
	version, err := parse(wanted)
	if err == nil && version.less(next) {
		err = fmt.Errorf("version %v: too low: take %v", version, next)
	}
	return err
}

// lastTag returns the tag of the last release before a checkout, or "" if there is none.
func lastTag(dir string) (string, error) {
	const match = "v[0-9]*"
	tags, err := output(dir, "git", "tag", "--list", match, "--merged")
	if err != nil {
		return "", err
	}
	if strings.TrimSpace(tags) == "" {
		shallow, err := output(dir, "git", "rev-parse", "--is-shallow-repository")
		if err == nil && strings.TrimSpace(shallow) == "true" {
			err = errors.New("the clone is shallow and has no tags: run git fetch --unshallow --tags")
		}
		return "", err
	}
	tag, err := output(dir, "git", "describe", "--tags", "--abbrev=0", "--match", match)
	return strings.TrimSpace(tag), err
}

// A level says how much a release changes for callers.
type level int

const (
	patch level = iota
	minor
	major
)

func (l level) String() string { return [...]string{"patch", "minor", "major"}[l] }

// registryLevel returns what gen diff says of the registry in another checkout and
// the one in this folder.
func registryLevel(old string) (level, error) {
	out, err := output(".", "go", "run", "./gen", "diff", "-json", filepath.Join(old, "registry.csv"), "registry.csv")
	if err != nil {
		return 0, err
	}
	var diff struct{ Verdict string }
	if err := json.Unmarshal([]byte(out), &diff); err != nil {
		return 0, fmt.Errorf("gen diff -json: %w", err)
	}
	for l := patch; l <= major; l++ {
		if l.String() == diff.Verdict {
			return l, nil
		}
	}
	return 0, fmt.Errorf("gen diff -json: unknown verdict %q", diff.Verdict)
}

// apiLevel compares the exported API of another checkout and of this folder. It
// returns the changes as apidiff prints them.
func apiLevel(apidiff []string, old, temp string) (level, string, error) {
	module, err := output(".", "go", "list", "-m")
	if err != nil {
		return 0, "", err
	}
	var exports []string
	for i, dir := range []string{old, "."} {
		export := filepath.Join(temp, strconv.Itoa(i)+".export")
		exports = append(exports, export)
		write := append(apidiff, "-m", "-w", export, strings.TrimSpace(module))
		if _, err := output(dir, write[0], write[1:]...); err != nil {
			return 0, "", err
		}
	}
	compare := append(apidiff, append([]string{"-m"}, exports...)...)
	changes, err := output(".", compare[0], compare[1:]...)
	return levelOf(changes), changes, err
}

// levelOf returns the level of what apidiff prints.
func levelOf(changes string) level {
	switch {
	case strings.Contains(changes, "Incompatible changes:\n"):
		return major
	case strings.Contains(changes, "Compatible changes:\n"):
		return minor
	}
	return patch
}

// A version is a release of the module. It has no suffix such as -rc.1.
type version [3]int

var versionSyntax = regexp.MustCompile(`^v(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$`)

func parse(s string) (v version, err error) {
	m := versionSyntax.FindStringSubmatch(s)
	if m == nil {
		return v, fmt.Errorf("version %q: want the form v1.2.3", s)
	}
	for i := range v {
		v[i], _ = strconv.Atoi(m[i+1]) // digits, by the syntax
	}
	return v, nil
}

func (v version) String() string { return fmt.Sprintf("v%d.%d.%d", v[0], v[1], v[2]) }

func (v version) less(w version) bool {
	for i := range v {
		if v[i] != w[i] {
			return v[i] < w[i]
		}
	}
	return false
}

// after returns the lowest version that may follow with changes of a level. Before
// v1, a major change raises the minor number (semver.org, item 4).
func (v version) after(l level) version {
	switch {
	case l == major && v[0] > 0:
		return version{v[0] + 1}
	case l >= minor:
		return version{v[0], v[1] + 1}
	}
	return version{v[0], v[1], v[2] + 1}
}

// output runs a command in a folder and returns its standard output.
func output(dir, name string, args ...string) (string, error) {
	var out, errs bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errs
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, errs.Bytes())
	}
	return out.String(), nil
}
