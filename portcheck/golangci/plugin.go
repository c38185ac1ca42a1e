// Package golangci registers portcheck as a module plugin of golangci-lint.
// Import it for this effect alone. It is a module of its own, so that package
// ports and its importers do not depend on golangci-lint's registry of plugins.
package golangci

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/portcheck"
)

func init() { register.Plugin(portcheck.Analyzer.Name, New) }

// New returns the plugin and sets the flags of [portcheck.Analyzer], which all
// plugins share. The settings are nil or a map[string]any from names of flags,
// without a dash, to their values: a string, a boolean, a number, or a list of
// these for a flag that takes several values with commas between. The error names
// every setting that is no flag and every value that its flag refuses.
func New(settings any) (register.LinterPlugin, error) {
	switch settings := settings.(type) {
	case nil:
	case map[string]any:
		if err := setFlags(&portcheck.Analyzer.Flags, settings); err != nil {
			return nil, err
		}
	default:
		return nil, fmt.Errorf("settings: want a mapping of flags to values, got %T", settings)
	}
	return plugin{}, nil
}

type plugin struct{}

func (plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{withoutRelated(portcheck.Analyzer)}, nil
}

// withoutRelated returns an analyzer whose findings have no related information:
// golangci-lint makes findings of it, which --fix leaves.
func withoutRelated(a *analysis.Analyzer) *analysis.Analyzer {
	b := *a
	b.Run = func(pass *analysis.Pass) (any, error) {
		p := *pass
		p.Report = func(d analysis.Diagnostic) {
			d.Related = nil
			pass.Report(d)
		}
		return a.Run(&p)
	}
	return &b
}

func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }

func setFlags(flags *flag.FlagSet, settings map[string]any) error {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		if flags.Lookup(name) == nil {
			errs = append(errs, fmt.Errorf("unknown setting %q: want one of %s", name, strings.Join(names(flags), ", ")))
			continue
		}
		value, err := flagValue(settings[name])
		if err == nil {
			err = flags.Set(name, value)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("setting %q: %w", name, err))
		}
	}
	return errors.Join(errs...)
}

func names(flags *flag.FlagSet) []string {
	var names []string
	flags.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	return names
}

// flagValue returns a setting as a command line writes it.
func flagValue(setting any) (string, error) {
	switch setting := setting.(type) {
	case string, bool, int, float64:
		return fmt.Sprint(setting), nil
	case []any:
		values := make([]string, len(setting))
		for i, s := range setting {
			if _, nested := s.([]any); nested {
				return "", errors.New("want a list of single values, got a list of lists")
			}
			var err error
			if values[i], err = flagValue(s); err != nil {
				return "", err
			}
		}
		return strings.Join(values, ","), nil
	}
	return "", fmt.Errorf("want a string, a boolean, a number or a list, got %T", setting)
}
