// Package module knows the module of a package: its go.mod file, and what it can import.
package module

import (
	"fmt"
	"go/version"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// A Module is the module of a package that is analysed.
type Module struct {
	Root string // the folder of go.mod, or empty
	Path string
	// Foreign says that the module is a dependency or the standard library, which
	// go vet analyses for their facts alone.
	Foreign bool
	file    *file
}

// A file is a go.mod file, and the vendor folder beside it.
type file struct {
	path     string
	goLine   string
	requires []string
	vendored map[string]bool // packages; nil without a folder
}

var files sync.Map // by folder

// Of returns the module of the package of a pass. What the driver does not say of it is
// read from the nearest go.mod file.
func Of(pass *analysis.Pass) Module {
	var m Module
	for _, file := range pass.Files { // those that cgo made are elsewhere
		if m.Root == "" {
			m.Root = Root(filepath.Dir(pass.Fset.Position(file.Package).Filename))
		}
	}
	m.file = read(m.Root)
	m.Path = m.file.path
	if pass.Module != nil && pass.Module.Path != "" {
		m.Path = pass.Module.Path
		m.Foreign = pass.Module.Version != ""
	}
	m.Foreign = m.Foreign || len(pass.Files) == 0 || strings.HasSuffix(pass.Pkg.Path(), ".test") || m.file.path == "std" || m.file.path == "cmd"
	return m
}

// Root returns the nearest folder with a go.mod, from dir upwards, or the empty string.
func Root(dir string) string {
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}

func read(root string) *file {
	if known, ok := files.Load(root); ok {
		return known.(*file)
	}
	f := &file{}
	if root != "" {
		if content, err := os.ReadFile(filepath.Join(root, "go.mod")); err == nil {
			f.parse(string(content))
		}
		if content, err := os.ReadFile(filepath.Join(root, "vendor", "modules.txt")); err == nil {
			f.vendored = map[string]bool{}
			for line := range strings.Lines(string(content)) {
				f.vendored[strings.TrimSpace(line)] = true
			}
		}
	}
	files.Store(root, f)
	return f
}

// parse reads the lines of go.mod that name modules.
func (f *file) parse(content string) {
	block := ""
	for line := range strings.Lines(content) {
		line, _, _ = strings.Cut(line, "//")
		words := strings.Fields(line)
		switch {
		case len(words) == 0:
		case words[0] == ")":
			block = ""
		case len(words) > 1 && words[1] == "(":
			block = words[0]
		case block == "require":
			f.requires = append(f.requires, strings.Trim(words[0], "\"`"))
		case words[0] == "require" && len(words) > 1:
			f.requires = append(f.requires, strings.Trim(words[1], "\"`"))
		case words[0] == "go" && len(words) > 1:
			f.goLine = words[1]
		case words[0] == "module" && len(words) > 1:
			f.path = strings.Trim(words[1], "\"`")
		}
	}
}

// Cure returns an error that says what to run before a package can be imported, or nil.
// The module of the package is known to need the go line. Nothing is known of a module without a go.mod file, and of workspaces.
func (m Module) Cure(importPath, modulePath, goLine string) error {
	if m.Root == "" || m.file.path == "" || os.Getenv("GOWORK") != "off" && workspace(m.Root) || Within(importPath, m.file.path) {
		return nil
	}
	required := false
	for _, r := range m.file.requires {
		required = required || Within(importPath, r)
	}
	switch {
	case !required && modulePath != "":
		return fmt.Errorf("the fixes import %s, which module %s does not require; nothing is changed; first run\n\tgo get %[3]s\nor, with a clone,\n\tgo mod edit -require %[3]s@v0.0.0 -replace %[3]s=/path/to/the/clone", importPath, m.file.path, modulePath)
	case !required:
		return fmt.Errorf("the fixes import %s, which module %s does not require; nothing is changed; first run\n\tgo get %[1]s", importPath, m.file.path)
	case goLine != "" && version.Compare("go"+m.file.goLine, "go"+goLine) < 0:
		return fmt.Errorf("the fixes import %s, which needs Go %s; nothing is changed; first run\n\tgo get %s go@%[2]s", importPath, goLine, modulePath)
	case m.file.vendored != nil && !m.file.vendored[importPath]:
		return fmt.Errorf("the fixes import %s, which the vendor folder of module %s lacks; nothing is changed; run this with -mod=mod, and then\n\tgo mod vendor", importPath, m.file.path)
	}
	return nil
}

// Within reports whether a package is one of a module, by their paths.
func Within(importPath, modulePath string) bool {
	return importPath == modulePath || strings.HasPrefix(importPath, modulePath+"/")
}

// workspace reports whether a go.work file is in a folder or above it.
func workspace(dir string) bool {
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.work")); err == nil {
			return true
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}
