package portcheck

import (
	"cmp"
	"errors"
	"fmt"
	"go/build"
	"go/token"
	"iter"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/naming"
	"example.com/ianaports/internal/registry"
	"example.com/ianaports/internal/shipped"
	"example.com/ianaports/ports"
)

// A source is a package of constants and the services that they stand for.
type source struct {
	path string // example.com/ianaports/ports
	// pkg is the name of the package, or where that is not known, one that an import
	// can give it.
	pkg      string
	pkgKnown bool
	own      bool // a team's own
	// onPort returns the services on a port, the primary first.
	onPort func(ports.Transport, ports.Port) []service
	named  func(string) []service
	names  func(ports.Transport) []string // on a transport, or on any
}

// ImportPath is the path of the package whose constants the fixes refer to, and
// ModulePath that of its module.
const (
	ModulePath = "example.com/ianaports"
	ImportPath = ModulePath + "/ports"
)

var iana = &source{
	path:     ImportPath,
	pkg:      "ports",
	pkgKnown: true,
	onPort:   func(t ports.Transport, p ports.Port) []service { return withConstants(ports.Services(t, p)) },
	named:    func(name string) []service { return withConstants(ports.ServicesNamed(name)) },
	names: func(t ports.Transport) []string {
		var names []string
		for s := range ports.All() {
			if t == 0 || s.Transport == t {
				names = append(names, s.Name)
			}
		}
		return names
	},
}

// A service is one of a registry, with its typed constant, or the empty string.
type service struct {
	ports.Service
	Constant string
}

// withConstants returns the services that have a port.
func withConstants(list iter.Seq[ports.Service]) (services []service) {
	for s := range list {
		if s.HasPort() {
			name := cmp.Or(s.Alias, s.Name)
			constant := constants()[assignment{strings.ToLower(s.Name), s.First}]
			if constant == "" {
				constant = constants()[assignment{strings.ToLower(name), s.First}]
			}
			services = append(services, service{s, constant})
		}
	}
	return services
}

// An assignment is a name in small letters and the first port of a row.
type assignment struct {
	name string
	port ports.Port
}

// constants has the typed constants of package ports, as the registry writes them down.
var constants = sync.OnceValue(func() map[assignment]string {
	file, err := shipped.Read(shipped.IANA, registry.IANA)
	if err != nil {
		panic(err) // it is part of the program
	}
	byAssignment := map[assignment]string{}
	for _, r := range file.Rows {
		if r.Identifier != "" {
			byAssignment[assignment{strings.ToLower(r.Name), ports.Port(r.Ports.First)}] = naming.Typed(r.Identifier)
		}
	}
	return byAssignment
})

// rare reports whether a word is in the names or titles of few services of IANA's
// registry, so that it stands for one of them.
func rare(word string) bool { return 0 < wordCounts()[word] && wordCounts()[word] <= 3 }

// wordCounts counts the services, by their names, that have each word.
var wordCounts = sync.OnceValue(func() map[string]int {
	counts := map[string]int{}
	seen := map[string]bool{}
	for s := range ports.All() {
		if seen[s.Name] {
			continue
		}
		seen[s.Name] = true
		words := append(splitTitle(s.Name), splitTitle(s.Description)...)
		slices.Sort(words)
		for _, word := range slices.Compact(words) {
			counts[word]++
		}
	}
	return counts
})

// A packageFlag adds sources: IMPORTPATH=FILE[;FILE], several with commas between.
type packageFlag struct {
	list []ownPackage
	load func() ([]*source, error)
}

// An ownPackage is a package that the generator made of other registries.
type ownPackage struct {
	path  string
	files []string
}

func (f *packageFlag) String() string { return "" }

func (f *packageFlag) Set(list string) error {
	for item := range strings.SplitSeq(list, ",") {
		importPath, files, ok := strings.Cut(strings.TrimSpace(item), "=")
		if !ok || files == "" {
			return fmt.Errorf("%q: want IMPORTPATH=FILE: add the registry that the package is generated from, such as %s=services.csv", item, importPath)
		}
		f.list = append(f.list, ownPackage{importPath, strings.Split(files, ";")})
	}
	packages := slices.Clone(f.list)
	f.load = sync.OnceValues(func() ([]*source, error) { return loadSources(packages) })
	return nil
}

// sources returns those that were added, and IANA's last. A module that others
// require does not use a team's own package.
func (f *packageFlag) sources(pass *analysis.Pass) ([]*source, error) {
	if f.load == nil || foreign(pass.Module) {
		return []*source{iana}, nil
	}
	loaded, err := f.load()
	if err != nil {
		return nil, err
	}
	var list []*source
	for _, s := range loaded {
		s := *s
		if name, ok := packageName(pass, s.path); ok {
			s.pkg, s.pkgKnown = name, true
		}
		list = append(list, &s)
	}
	return append(list, iana), nil
}

// packageName finds the name of a package where the pass imports it, or in its folder
// if that is in the same module.
func packageName(pass *analysis.Pass, importPath string) (name string, ok bool) {
	for _, imported := range pass.Pkg.Imports() {
		if imported.Path() == importPath {
			return imported.Name(), true
		}
	}
	if pass.Module == nil || len(pass.Files) == 0 {
		return "", false
	}
	folder, ok := strings.CutPrefix(importPath, pass.Module.Path+"/")
	if !ok {
		return "", false
	}
	root, ok := moduleRoot(filepath.Dir(pass.Fset.Position(pass.Files[0].Package).Filename))
	if !ok {
		return "", false
	}
	p, err := build.ImportDir(filepath.Join(root, filepath.FromSlash(folder)), 0)
	return p.Name, err == nil
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

// foreign reports whether a module is a dependency or the standard library, which
// go vet analyses for their facts alone, each in its own folder.
func foreign(m *analysis.Module) bool { return m != nil && (m.Version != "" || m.Path == "") }

func loadSources(packages []ownPackage) ([]*source, error) {
	var list []*source
	for _, p := range packages {
		s, err := loadSource(p)
		if err != nil {
			return nil, fmt.Errorf("-package %s: %w", p.path, err)
		}
		list = append(list, s)
	}
	return list, nil
}

func loadSource(p ownPackage) (*source, error) {
	cat, err := loadCatalog(p)
	if err != nil {
		return nil, err
	}
	return newSource(p.path, cat), nil
}

// loadCatalog reads the registries of a package as the generator does.
func loadCatalog(p ownPackage) (*catalog.Named, error) {
	var files []*registry.File
	for _, file := range p.files {
		name, err := locate(file)
		if err != nil {
			return nil, err
		}
		read, err := shipped.Read(name, registry.Team)
		if err != nil {
			return nil, err
		}
		files = append(files, read)
	}
	cat, err := catalog.New(false, files...)
	if err != nil {
		return nil, err
	}
	return shipped.Name(cat)
}

// locate returns the name of a file that is relative to the folder of the nearest
// go.mod: go vet runs its tools in the folders of packages.
func locate(file string) (string, error) {
	if file == shipped.IANA || filepath.IsAbs(file) {
		return file, nil
	}
	start, err := os.Getwd()
	if err != nil {
		return "", err
	}
	root, ok := moduleRoot(start)
	if !ok {
		return "", errors.New("no go.mod above " + start + ": give the file's absolute path")
	}
	return filepath.Join(root, file), nil
}

// moduleRoot returns the nearest folder with a go.mod, from dir upwards.
func moduleRoot(dir string) (root string, ok bool) {
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, true
		}
		if dir == filepath.Dir(dir) {
			return "", false
		}
	}
}

// newSource indexes a catalog.
func newSource(importPath string, cat *catalog.Named) *source {
	all := servicesOf(cat)
	byPort := map[ports.Port][]service{}
	byName := map[string][]service{}
	for _, s := range all {
		byPort[s.First] = append(byPort[s.First], s)
		byName[strings.ToLower(s.Name)] = append(byName[strings.ToLower(s.Name)], s)
	}
	return &source{
		path: importPath,
		pkg:  assumedName(importPath),
		own:  true,
		onPort: func(t ports.Transport, p ports.Port) []service {
			return slices.DeleteFunc(slices.Clone(byPort[p]), func(s service) bool { return s.Transport != t })
		},
		named: func(name string) []service { return byName[strings.ToLower(name)] },
		names: func(t ports.Transport) []string {
			var names []string
			for _, s := range all {
				if t == 0 || s.Transport == t {
					names = append(names, s.Name)
				}
			}
			return names
		},
	}
}

// servicesOf returns the services of a catalog, with the constants that they have in
// the generated package. Fields that nothing here reads are empty.
func servicesOf(cat *catalog.Named) []service {
	list := make([]service, len(cat.Services))
	for i, s := range cat.Services {
		list[i].Constant = typedOf(cat, s)
		list[i].Service = ports.Service{
			Name: s.Name, Transport: ports.Transport(s.Transport), First: ports.Port(s.First), Last: ports.Port(s.Last),
			Description: s.Title(), Alias: s.Alias, Withdrawn: s.Withdrawn,
		}
	}
	return list
}

// typedOf returns the typed constant whose value is the first port of a service.
func typedOf(cat *catalog.Named, s *catalog.Service) string {
	if k := cat.Constant(s.Name, s.First); k != nil {
		return k.Typed
	}
	return ""
}
