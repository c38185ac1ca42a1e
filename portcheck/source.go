package portcheck

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"example.com/ianaports/ports"
)

// A source is a package of constants and the services that they stand for.
type source struct {
	path, pkg string // example.com/ianaports/ports, ports
	// onPort returns the services on a port, the primary first; for the zero
	// Transport those of the first that has any.
	onPort func(ports.Transport, ports.Port) []ports.Service
	named  func(string) []ports.Service
	names  func(ports.Transport) []string // on a transport, or on any
}

var iana = &source{
	path:   "example.com/ianaports/ports",
	pkg:    "ports",
	onPort: func(t ports.Transport, p ports.Port) []ports.Service { return slices.Collect(ports.Services(t, p)) },
	named:  func(name string) []ports.Service { return slices.Collect(ports.ServicesNamed(name)) },
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

// A packageFlag adds sources by their import paths, several with commas between.
type packageFlag struct {
	paths []string
	load  func() ([]*source, error)
}

func (f *packageFlag) String() string { return strings.Join(f.paths, ",") }

func (f *packageFlag) Set(list string) error {
	for path := range strings.SplitSeq(list, ",") {
		f.paths = append(f.paths, strings.TrimSpace(path))
	}
	paths := slices.Clone(f.paths)
	f.load = sync.OnceValues(func() ([]*source, error) { return loadSources(paths) })
	return nil
}

// sources returns those that were added, and IANA's last.
func (f *packageFlag) sources() ([]*source, error) {
	if f.load == nil {
		return []*source{iana}, nil
	}
	own, err := f.load()
	return append(slices.Clip(own), iana), err
}

func loadSources(paths []string) ([]*source, error) {
	var list []*source
	for _, path := range paths {
		out, err := exec.Command("go", "list", "-find", "-f", "{{.ImportPath}}\n{{.Dir}}", path).Output()
		if err != nil {
			if exit, ok := err.(*exec.ExitError); ok {
				err = fmt.Errorf("%w: %s", err, exit.Stderr)
			}
			return nil, fmt.Errorf("-package %s: %w", path, err)
		}
		importPath, dir, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
		s, err := readSource(importPath, dir)
		if err != nil {
			return nil, fmt.Errorf("-package %s: %w", path, err)
		}
		list = append(list, s)
	}
	return list, nil
}

// readSource reads the typed constants of a generated package from their declarations
// and their comments. A small package has them in the same file as the untyped ones.
func readSource(path, dir string) (*source, error) {
	parse := func(name string) (*ast.File, error) {
		return parser.ParseFile(token.NewFileSet(), filepath.Join(dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
	}
	file, err := parse("constants_typed.go")
	if errors.Is(err, fs.ErrNotExist) {
		file, err = parse("constants.go")
	}
	if err != nil {
		return nil, err
	}
	var services []ports.Service
	for _, decl := range file.Decls {
		group, ok := decl.(*ast.GenDecl)
		if !ok || group.Tok != token.CONST {
			continue
		}
		for _, spec := range group.Specs {
			if spec := spec.(*ast.ValueSpec); spec.Type != nil {
				services = append(services, declared(spec)...)
			}
		}
	}
	if len(services) == 0 {
		return nil, fmt.Errorf("%s has no constants of services", dir)
	}
	return newSource(path, file.Name.Name, services), nil
}

func newSource(path, pkg string, services []ports.Service) *source {
	byPort := map[ports.Port][]ports.Service{}
	byName := map[string][]ports.Service{}
	for _, s := range services {
		byPort[s.First] = append(byPort[s.First], s)
		byName[strings.ToLower(s.Name)] = append(byName[strings.ToLower(s.Name)], s)
	}
	return &source{
		path: path,
		pkg:  pkg,
		onPort: func(t ports.Transport, p ports.Port) []ports.Service {
			first := t
			if t == 0 {
				first, t = ports.TCP, ports.DCCP
			}
			for ; first <= t; first++ {
				if on := slices.DeleteFunc(slices.Clone(byPort[p]), func(s ports.Service) bool { return s.Transport != first }); len(on) > 0 {
					return on
				}
			}
			return nil
		},
		named: func(name string) []ports.Service { return byName[strings.ToLower(name)] },
		names: func(t ports.Transport) []string {
			var names []string
			for _, s := range services {
				if t == 0 || s.Transport == t {
					names = append(names, s.Name)
				}
			}
			return names
		},
	}
}

// What the generator writes above a constant.
var (
	isPort     = regexp.MustCompile(`^(?:Port\w+ is|It is also) the (?:first )?port of (\S+?)(?:: (.*)|( \(.*))?\.$`)
	isAlias    = regexp.MustCompile(`^Also known as (.*)\.$`)
	transports = regexp.MustCompile(`\(((?:tcp|udp|sctp|dccp)(?:, (?:tcp|udp|sctp|dccp))*)\)(?:;|$)`)
)

// declared returns the services that a constant stands for, aliases last.
func declared(spec *ast.ValueSpec) []ports.Service {
	if len(spec.Names) != 1 || len(spec.Values) != 1 || spec.Doc == nil {
		return nil
	}
	value, ok := spec.Values[0].(*ast.BasicLit)
	if !ok {
		return nil
	}
	port, err := strconv.ParseUint(value.Value, 10, 16)
	if err != nil {
		return nil
	}
	var services, aliases []ports.Service
	for line := range strings.Lines(spec.Doc.Text()) {
		line = strings.TrimSuffix(line, "\n")
		if m := isPort.FindStringSubmatch(line); m != nil {
			for _, on := range transports.FindAllStringSubmatch(m[2]+m[3], -1) {
				for name := range strings.SplitSeq(on[1], ", ") {
					t, err := ports.ParseTransport(name)
					if err == nil {
						services = append(services, ports.Service{Name: m[1], Transport: t, First: ports.Port(port), Last: ports.Port(port), Constant: spec.Names[0].Name})
					}
				}
			}
		}
		if m := isAlias.FindStringSubmatch(line); m != nil {
			for alias := range strings.SplitSeq(m[1], ", ") {
				for _, s := range services {
					s.Alias, s.Name = s.Name, alias
					aliases = append(aliases, s)
				}
			}
		}
	}
	return append(services, aliases...)
}
