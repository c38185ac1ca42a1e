package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// A judgement says what a person saw in the source, before any tool was run.
type judgement string

const (
	// plain is a raw port of a service that the registry has there, with a word
	// of the service near it, or a System Port: it should be reported.
	plain judgement = "plain"
	// doubtful is a port that the registry gives to another service (no service
	// is named), or of the right one with nothing near that says so (the
	// service is named, and a report of it is not counted as wrong).
	doubtful judgement = "doubtful"
	// noPort only looks like a port, or is one in a text for people.
	noPort judgement = "no port"
)

// foundByPortcheck begins the remark of a place that nobody knew of before
// portcheck reported it. Such places say nothing about recall.
const foundByPortcheck = "found by portcheck"

// A spot is a port on a line of a file, which is relative to its module. The port
// is 0 where a service is named instead.
type spot struct {
	file string
	line int
	port int
}

func (s spot) String() string { return fmt.Sprintf("%s:%d\t%d", s.file, s.line, s.port) }

// A place is a line of the judged list.
type place struct {
	module string // path@version
	spot
	services  []string // what the port may rightly be called, the best name first
	judgement judgement
	kind      string // how the port is written
	remark    string
}

// later reports whether the place was judged after portcheck had found it.
func (p place) later() bool { return strings.HasPrefix(p.remark, foundByPortcheck) }

// readJudged reads the judged list: a header, then a place a line, of seven
// fields between tabs. The errors name every faulty line.
func readJudged(r io.Reader, name string) ([]place, error) {
	var places []place
	var errs []error
	lines := map[string]int{}
	scanner := bufio.NewScanner(r)
	for n := 1; scanner.Scan(); n++ {
		if n == 1 || scanner.Text() == "" {
			continue
		}
		p, err := parsePlace(scanner.Text())
		if err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", name, n, err))
			continue
		}
		key := p.module + "\t" + p.spot.String()
		if first := lines[key]; first > 0 {
			errs = append(errs, fmt.Errorf("%s:%d: place %q: line %d judges it already", name, n, p.spot, first))
			continue
		}
		lines[key] = n
		places = append(places, p)
	}
	return places, errors.Join(append(errs, scanner.Err())...)
}

func parsePlace(line string) (place, error) {
	fields := strings.Split(line, "\t")
	if len(fields) != 7 {
		return place{}, fmt.Errorf("line %q: want 7 fields between tabs, got %d", line, len(fields))
	}
	p := place{module: fields[0], services: strings.Fields(fields[3]), judgement: judgement(fields[4]), kind: fields[5], remark: fields[6]}
	if !strings.Contains(p.module, "@v") {
		return place{}, fmt.Errorf("module %q: want path@version", p.module)
	}
	file, number, _ := strings.Cut(fields[1], ":")
	var err error
	if p.line, err = strconv.Atoi(number); err != nil || file == "" {
		return place{}, fmt.Errorf("place %q: want file:line", fields[1])
	}
	p.file = file
	port, err := strconv.ParseUint(fields[2], 10, 16)
	if err != nil {
		return place{}, fmt.Errorf("port %q: want a number from 0 to 65535", fields[2])
	}
	p.port = int(port)
	switch p.judgement {
	case plain:
		if len(p.services) == 0 {
			return place{}, fmt.Errorf("judgement %q: name the service", plain)
		}
	case doubtful, noPort:
	default:
		return place{}, fmt.Errorf("judgement %q: want %s, %s or %s", p.judgement, plain, doubtful, noPort)
	}
	return p, nil
}

// modules returns the modules of the list, in its order.
func modules(places []place) []string {
	var all []string
	for _, p := range places {
		if !slices.Contains(all, p.module) {
			all = append(all, p.module)
		}
	}
	return all
}
