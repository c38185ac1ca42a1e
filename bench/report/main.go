// Report turns the results of a run of the benchmarks, results.txt, into what
// people read: results.md, a chart and the figures of the README. With -check it
// writes nothing and fails where these say anything else than the results.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"strings"
)

func main() {
	log.SetFlags(0)
	check := flag.Bool("check", false, "write nothing, and fail when a file is not what the results give")
	flag.Parse()
	if err := run(*check); err != nil {
		log.Fatal(err)
	}
}

const readme = "../README.md"

// run reads and writes in the folder of the benchmarks.
func run(check bool) error {
	r, err := readResults("results.txt")
	if err != nil {
		return err
	}
	chart, err := drawChart(r)
	if err != nil {
		return err
	}
	page, err := writePage(r)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(readme)
	if err != nil {
		return err
	}
	figures, err := writeFigures(r)
	if err != nil {
		return err
	}
	text, err = replaceSection(text, figures)
	if err != nil {
		return err
	}
	if !check {
		fmt.Print(targetsOf(page))
	}
	for _, f := range []struct {
		path    string
		content []byte
	}{{"results.md", page}, {"results.svg", chart}, {readme, text}} {
		old, err := os.ReadFile(f.path)
		switch {
		case err == nil && bytes.Equal(old, f.content):
		case check:
			return fmt.Errorf("%s does not say what results.txt gives: run go run ./report in bench", f.path)
		default:
			if err := os.WriteFile(f.path, f.content, 0o666); err != nil {
				return err
			}
		}
	}
	return nil
}

// targetsOf returns the table of targets of the page.
func targetsOf(page []byte) string {
	_, table, _ := strings.Cut(string(page), "## Targets\n\n")
	table, _, _ = strings.Cut(table, "\n\n")
	return table + "\n"
}

// The figures of the README stand between these lines.
const (
	sectionStart = "<!-- figures: written by make bench -->\n"
	sectionEnd   = "<!-- end of figures -->\n"
)

func replaceSection(text []byte, section string) ([]byte, error) {
	before, rest, ok := strings.Cut(string(text), sectionStart)
	_, after, ok2 := strings.Cut(rest, sectionEnd)
	if !ok || !ok2 {
		return nil, fmt.Errorf("%s: no section between %q and %q", readme, sectionStart, sectionEnd)
	}
	return []byte(before + sectionStart + section + sectionEnd + after), nil
}
