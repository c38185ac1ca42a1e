package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchmath"
	"golang.org/x/perf/benchunit"
)

// results are the medians of a run.
type results struct {
	config  map[string]string
	runs    int                           // of the benchmark that has most
	names   []string                      // of the benchmarks, as first seen
	samples map[string]int                // runs, by name
	values  map[string]map[string]float64 // by name and unit
	units   map[string][]string           // by name
}

func readResults(path string) (*results, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := &results{
		config: map[string]string{}, samples: map[string]int{},
		values: map[string]map[string]float64{}, units: map[string][]string{},
	}
	samples := map[string]map[string][]float64{}
	for reader := benchfmt.NewReader(f, path); reader.Scan(); {
		switch rec := reader.Result().(type) {
		case *benchfmt.SyntaxError:
			return nil, rec
		case *benchfmt.Result:
			for _, c := range rec.Config {
				r.config[c.Key] = strings.TrimSpace(string(c.Value))
			}
			base, parts := rec.Name.Parts()
			name := string(base)
			for _, part := range parts {
				if part[0] == '/' {
					name += string(part)
				} else {
					r.config["cores"] = string(part[1:])
				}
			}
			if samples[name] == nil {
				samples[name] = map[string][]float64{}
				r.names = append(r.names, name)
			}
			for _, v := range rec.Values {
				value, unit := benchunit.Tidy(v.Value, v.Unit) // the reader leaves zeros as they are
				if !slices.Contains(r.units[name], unit) {
					r.units[name] = append(r.units[name], unit)
				}
				samples[name][unit] = append(samples[name][unit], value)
			}
		}
	}
	if len(r.names) == 0 {
		return nil, fmt.Errorf("%s: no results", path)
	}
	for name, units := range samples {
		r.values[name] = map[string]float64{}
		for unit, values := range units {
			r.samples[name] = len(values)
			r.runs = max(r.runs, len(values))
			sample := benchmath.NewSample(values, &benchmath.DefaultThresholds)
			r.values[name][unit] = benchmath.AssumeNothing.Summary(sample, 0.95).Center
		}
		r.units[name] = slices.DeleteFunc(r.units[name], func(unit string) bool {
			return unit == "sec/op" && r.values[name][unit] == 0 // of benchmarks that measure something else
		})
	}
	return r, nil
}

// value returns a median.
func (r *results) value(name, unit string) (float64, error) {
	v, ok := r.values[name][unit]
	if !ok {
		return 0, fmt.Errorf("the results have no %s of %s", unit, name)
	}
	return v, nil
}

// worst returns the medians of two benchmarks. Where their names have *, it
// returns those of the pair with the largest ratio.
func (r *results) worst(ours, peer, unit string) (o, p float64, err error) {
	before, after, several := strings.Cut(ours, "*")
	if !several {
		o, err = r.value(ours, unit)
		if err != nil {
			return 0, 0, err
		}
		p, err = r.value(peer, unit)
		return o, p, err
	}
	for _, name := range r.names {
		if len(name) < len(before)+len(after) || !strings.HasPrefix(name, before) || !strings.HasSuffix(name, after) {
			continue
		}
		middle := name[len(before) : len(name)-len(after)]
		o2, p2, err := r.worst(name, strings.Replace(peer, "*", middle, 1), unit)
		if err != nil {
			return 0, 0, err
		}
		if p == 0 || o2/p2 > o/p {
			o, p = o2, p2
		}
	}
	if p == 0 {
		return 0, 0, fmt.Errorf("the results have no %s of %s", unit, ours)
	}
	return o, p, nil
}

// format writes a value with its unit: 4.37 ns.
func format(v float64, unit string) string {
	kind, _, _ := strings.Cut(unit, "/")
	symbol := ""
	switch {
	case strings.HasSuffix(kind, "sec"):
		symbol = "s"
	case strings.HasSuffix(kind, "B"):
		symbol = "B"
	}
	if v == 0 {
		return strings.TrimSpace("0 " + symbol)
	}
	scaler := benchunit.CommonScale([]float64{v}, benchunit.Decimal)
	return strings.TrimSpace(fmt.Sprintf("%.3g %s%s", v/scaler.Factor, scaler.Prefix, symbol))
}
