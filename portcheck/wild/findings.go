package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A finding is a diagnostic of portcheck. Port and service are 0 and empty where its
// message names none, and the service is empty where it names several.
type finding struct {
	spot
	service string
	message string
}

// parseFindings reads what go vet -json prints about the packages of a module in
// dir: a JSON object a package. A file that several packages have, such as a
// package and the variant of it for its tests, is counted once.
func parseFindings(output []byte, dir string) ([]finding, error) {
	var findings []finding
	seen := map[string]bool{}
	decoder := json.NewDecoder(bytes.NewReader(output))
	packages := 0
	for {
		var diagnosed map[string]map[string]json.RawMessage // by package and analyzer
		err := decoder.Decode(&diagnosed)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("output of go vet: %w", err)
		}
		packages++
		for name, analyzers := range diagnosed {
			for _, raw := range analyzers {
				var diagnostics []struct{ Posn, Message string }
				if err := json.Unmarshal(raw, &diagnostics); err != nil {
					return nil, fmt.Errorf("package %s: %s", name, raw)
				}
				for _, d := range diagnostics {
					if seen[d.Posn+d.Message] {
						continue
					}
					seen[d.Posn+d.Message] = true
					f, err := parseFinding(d.Posn, d.Message, dir)
					if err != nil {
						return nil, err
					}
					findings = append(findings, f)
				}
			}
		}
	}
	if packages == 0 {
		return nil, errors.New("output of go vet: no package, not even one without findings")
	}
	slices.SortFunc(findings, func(a, b finding) int {
		if a.file != b.file {
			return strings.Compare(a.file, b.file)
		}
		return a.line - b.line
	})
	return findings, nil
}

// forms match the messages of portcheck. Some name several services, or no port, and
// have no such group.
var forms = []*regexp.Regexp{
	regexp.MustCompile(`^port (?<port>\d+) is (?<service>\S+): use `),
	regexp.MustCompile(`^port (?<port>\d+) is (?<service>\S+), \S+: a tag cannot refer to it$`),
	regexp.MustCompile(`^port (?<port>\d+) is \S+ over \S+ and \S+ over \S+: nothing here says which is meant$`),
	regexp.MustCompile(`^port (?<port>\d+) is registered for (?<service>\S+)(?: \(.*\))?: nothing here says that this is meant$`),
	regexp.MustCompile(`^port (?<port>\d+) is not registered over \S+: it is `),
	regexp.MustCompile(`^service (?<service>[^\s"]+) is looked up at run time: use `),
	regexp.MustCompile(`^service "\S+" is not registered(?:: did you mean (?<service>[^\s,?]+).*\?)?$`),
	regexp.MustCompile(`^service (?<service>[^\s"]+) is not registered over \w+(?:: (?<port>\d+)/\w+ is .*)?$`),
	regexp.MustCompile(`^a listener on port (?<port>\d+), `),
}

func parseFinding(posn, message, dir string) (finding, error) {
	parts := strings.Split(posn, ":")
	if len(parts) < 3 {
		return finding{}, fmt.Errorf("position %q: want file:line:column", posn)
	}
	line, err := strconv.Atoi(parts[len(parts)-2])
	if err != nil {
		return finding{}, fmt.Errorf("position %q: want file:line:column", posn)
	}
	file, err := filepath.Rel(dir, strings.Join(parts[:len(parts)-2], ":"))
	if err != nil {
		return finding{}, err
	}
	f := finding{spot: spot{file: filepath.ToSlash(file), line: line}, message: message}
	for _, form := range forms {
		m := form.FindStringSubmatch(message)
		if m == nil {
			continue
		}
		for i, group := range form.SubexpNames() {
			switch group {
			case "port":
				f.port, _ = strconv.Atoi(m[i]) // digits alone, or empty
			case "service":
				f.service = m[i]
			}
		}
		return f, nil
	}
	return finding{}, fmt.Errorf("%s: message %q: want one of portcheck", posn, message)
}
