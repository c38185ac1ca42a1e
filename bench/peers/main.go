// Peers writes, into the folder flat, packages to measure package ports beside:
// the registry as flat switches, as maps, in both forms of lookup at several
// sizes, and with plain code in place of what is there to be fast; and the port names
// of gopacket without the rest of it.
package main

import (
	"encoding/csv"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/dave/jennifer/jen"

	"example.com/ianaports/ports"
)

// flatPorts are those of the registry as flat switches, which take long to compile.
var flatPorts = flag.String("ports", "0-65535", "write the flat switches for these `PORTS`")

func main() {
	log.SetFlags(0)
	flag.Parse()
	if err := write(); err != nil {
		log.Fatal(err)
	}
}

// temporary is a folder for the time of a run. It has the generator, gen.
var temporary string

func write() (err error) {
	if temporary, err = os.MkdirTemp("", "peers"); err != nil {
		return err
	}
	defer os.RemoveAll(temporary)
	if err := run("go", "-C", "..", "build", "-o", temporary, "./gen"); err != nil {
		return err
	}
	for _, peer := range []func() error{flatSwitch, sizes, maps, gopacket, plain} {
		if err := peer(); err != nil {
			return err
		}
	}
	return nil
}

func run(name string, args ...string) error {
	cmd := exec.Command(name, args...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%v: %w: %s", cmd, err, out)
	}
	return nil
}

func generate(args ...string) error { return run(filepath.Join(temporary, "gen"), args...) }

func flatSwitch() error {
	return generate("-iana", "../registry.csv", "-out", "flat", "-lookup", "switch", "-ports", *flatPorts)
}

func sizes() error {
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
	for n := 4; n <= 256; n *= 2 {
		sample := [][]string{rows[0]}
		for i := range n {
			sample = append(sample, named[i*len(named)/n])
		}
		var text strings.Builder
		if err := csv.NewWriter(&text).WriteAll(sample); err != nil {
			return err
		}
		in := filepath.Join(temporary, fmt.Sprintf("%d.csv", n))
		if err := os.WriteFile(in, []byte(text.String()), 0o666); err != nil {
			return err
		}
		for _, form := range []string{"switch", "table"} {
			if err := generate("-iana", in, "-out", fmt.Sprintf("flat/%s%d", form, n), "-lookup", form); err != nil {
				return err
			}
		}
	}
	return nil
}

// maps writes a map for each transport and each direction.
func maps() error {
	f := jen.NewFile("maps")
	for t := ports.TCP; t <= ports.DCCP; t++ {
		id := strings.ToUpper(t.String())
		f.Var().Id("Names" + id).Op("=").Map(jen.Uint16()).String().Values(jen.DictFunc(func(d jen.Dict) {
			for p, name := range ports.NameMap(t) {
				d[jen.Lit(int(p))] = jen.Lit(name)
			}
		}))
		f.Var().Id("Ports" + id).Op("=").Map(jen.String()).Uint16().Values(jen.DictFunc(func(d jen.Dict) {
			for name, p := range ports.PortMap(t) {
				d[jen.Lit(name)] = jen.Lit(int(p))
			}
		}))
	}
	if err := os.MkdirAll("flat/maps", 0o777); err != nil {
		return err
	}
	return f.Save("flat/maps/maps.go")
}

// gopacket writes a package of the one file of gopacket that has its port names.
func gopacket() error {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/gopacket/gopacket").Output()
	if err != nil {
		return err
	}
	names, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "layers", "iana_ports.go"))
	if err != nil {
		return err
	}
	if err := os.MkdirAll("flat/layers", 0o777); err != nil {
		return err
	}
	if err := os.WriteFile("flat/layers/iana_ports.go", names, 0o666); err != nil {
		return err
	}
	types := "package layers\n\ntype (\n\tTCPPort  uint16\n\tUDPPort  uint16\n\tSCTPPort uint16\n)\n"
	return os.WriteFile("flat/layers/types.go", []byte(types), 0o666)
}
