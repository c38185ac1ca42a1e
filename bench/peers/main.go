// Sweep generates packages of several sizes in both forms of lookup, for the
// benchmark that sets the size from which tables are the better form.
package main

import (
	"encoding/csv"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	f, err := os.Open("../registry.csv")
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return err
	}
	const name, transport = 0, 2 // the canonical form has fixed columns
	var named [][]string
	for _, row := range rows[1:] {
		if row[name] != "" && row[transport] == "tcp" {
			named = append(named, row)
		}
	}
	dir, err := os.MkdirTemp("", "sweep")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for n := 4; n <= 256; n *= 2 {
		in := filepath.Join(dir, fmt.Sprintf("%d.csv", n))
		sample := [][]string{rows[0]}
		for i := range n {
			sample = append(sample, named[i*len(named)/n])
		}
		out, err := os.Create(in)
		if err != nil {
			return err
		}
		if err := csv.NewWriter(out).WriteAll(sample); err != nil {
			return err
		}
		if err := out.Close(); err != nil {
			return err
		}
		for _, form := range []string{"switch", "table"} {
			cmd := exec.Command("go", "-C", "..", "run", "./gen", "-in", in, "-out", fmt.Sprintf("bench/flat/%s%d", form, n), "-lookup", form)
			cmd.Stderr = os.Stderr
			if err := cmd.Run(); err != nil {
				return err
			}
		}
	}
	return nil
}
