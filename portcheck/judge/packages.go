package judge

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"go/build"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/portcheck/module"
)

// Packages are a team's own packages of constants, as the flag -package adds them:
// IMPORTPATH=FILE[;FILE], several with commas between.
type Packages struct {
	list []ownPackage
	read *sync.Map // the registries, by the folder that the files are relative to
}

// An ownPackage is a package that the generator made of other registries.
type ownPackage struct {
	path  string
	files []string
}

// String implements [flag.Value].
func (p *Packages) String() string { return "" }

// Set implements [flag.Value].
func (p *Packages) Set(list string) error {
	if strings.HasPrefix(list, "#") {
		return nil // a digest, see Digest
	}
	for item := range strings.SplitSeq(list, ",") {
		importPath, files, ok := strings.Cut(strings.TrimSpace(item), "=")
		switch {
		case !ok && strings.Contains(path.Base(importPath), ".csv"):
			return fmt.Errorf("%q: want IMPORTPATH=FILE: add the package that is generated from it, such as example.com/shop/ports=%s", item, importPath)
		case !ok || files == "":
			return fmt.Errorf("%q: want IMPORTPATH=FILE: add the registry that the package is generated from, such as %s=services.csv", item, importPath)
		case importPath == "":
			return fmt.Errorf("%q: want IMPORTPATH=FILE: add the import path of the package", item)
		}
		p.list = append(p.list, ownPackage{importPath, strings.Split(files, ";")})
	}
	p.read = &sync.Map{}
	return nil
}

// Digest returns a further value of the flag, which changes nothing but differs where the
// files do: go vet keeps its results for the same flags. It is empty without files.
func (p *Packages) Digest(dir string) string {
	if len(p.list) == 0 {
		return ""
	}
	hash := sha256.New()
	for _, own := range p.list {
		for _, file := range own.files {
			if name, err := locate(module.Root(dir), file); err == nil {
				content, _ := os.ReadFile(name) // the analyzer says what is wrong with it
				hash.Write(content)
			}
		}
	}
	return fmt.Sprintf("#%x", hash.Sum(nil)[:8])
}

// Clear removes what was added.
func (p *Packages) Clear() { *p = Packages{} }

// Registries returns those that were added, and the public ones behind. Modules that
// others require, and the standard library, do not use a team's own packages.
func (p *Packages) Registries(pass *analysis.Pass) ([]*Registry, error) {
	if len(p.list) == 0 {
		return Public, nil
	}
	m := module.Of(pass)
	if m.Foreign {
		return Public, nil
	}
	type result struct {
		list []*Registry
		err  error
	}
	read, ok := p.read.Load(m.Root)
	if !ok {
		list, err := p.readAll(m.Root)
		read, _ = p.read.LoadOrStore(m.Root, result{list, err})
	}
	loaded := read.(result)
	if loaded.err != nil {
		return nil, loaded.err
	}
	var list []*Registry
	for _, r := range loaded.list {
		r := *r
		own, err := r.in(pass, m)
		if err != nil {
			return nil, err
		}
		list = append(list, own)
	}
	return append(list, Public...), nil
}

func (p *Packages) readAll(root string) (list []*Registry, err error) {
	for _, own := range p.list {
		files := make([]string, len(own.files))
		for i, file := range own.files {
			if files[i], err = locate(root, file); err != nil {
				return nil, fmt.Errorf("-package %s: %w", own.path, err)
			}
		}
		r, err := readRegistry(own.path, files)
		if err != nil {
			return nil, fmt.Errorf("-package %s: %w", own.path, err)
		}
		list = append(list, r)
	}
	return list, nil
}

// locate returns the name of a file that is relative to the folder of the go.mod file:
// go vet runs its tools in the folders of packages.
func locate(root, file string) (string, error) {
	if file == "iana" || filepath.IsAbs(file) {
		return file, nil
	}
	if root == "" {
		return "", errors.New("no go.mod above the package: give the file's absolute path")
	}
	return filepath.Join(root, file), nil
}

// in returns the registry for a package, with the name of its package as far as that is
// known. The error says that there is no such package, or that it is older than its
// registry.
func (r *Registry) in(pass *analysis.Pass, m module.Module) (*Registry, error) {
	own := *r
	for _, imported := range pass.Pkg.Imports() {
		if imported.Path() == r.Path {
			own.Package, own.Named = imported.Name(), true
			return &own, nil
		}
	}
	if r.Path == pass.Pkg.Path() {
		own.Package, own.Named = pass.Pkg.Name(), true
		return &own, nil
	}
	if m.Root == "" || m.Path == "" {
		return &own, nil
	}
	if folder, ok := strings.CutPrefix(r.Path, m.Path+"/"); ok {
		p, err := build.ImportDir(filepath.Join(m.Root, filepath.FromSlash(folder)), 0)
		if err != nil && (p == nil || p.Name == "") {
			return nil, fmt.Errorf("-package %s: no such package in module %s: generate it, or name the right one", r.Path, m.Path)
		}
		own.Package, own.Named = p.Name, true
	}
	return &own, nil
}

// version matches the element of a path that is the major version of a module.
var version = regexp.MustCompile(`^v[0-9]+$`)

// assumedName returns the name that a package has if it follows its path, as an
// identifier.
func assumedName(importPath string) string {
	dir, base := path.Split(importPath)
	if version.MatchString(base) && dir != "" {
		base = path.Base(dir)
	}
	if name := lettersAndDigits(base); token.IsIdentifier(name) {
		return name
	}
	return "ports"
}

// lettersAndDigits returns a text without its other characters.
func lettersAndDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return r
	}, s)
}

// Usual reports whether an import of the package needs no name: its path says it.
func (r *Registry) Usual() bool { return r.Named && r.Package == assumedName(r.Path) }

// OtherName returns a name for the package where its own is taken: that of the folder
// that it is in.
func (r *Registry) OtherName() string {
	name := lettersAndDigits(path.Base(strings.TrimSuffix(path.Dir(r.Path), "/internal")))
	if !token.IsIdentifier(name) {
		name = "other" + r.Package
	}
	return name
}
