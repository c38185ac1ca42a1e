package main

import (
	"flag"
	"fmt"
	"io"

	"example.com/ianaports/internal/catalog"
	"example.com/ianaports/internal/registry"
)

const freeUsage = `usage: gen free [FLAG]... [RANGE]

Free lists ports that a new service can take, a port or a range of ports a line: User
Ports that nobody has, on any transport, neither IANA, nor a service in wide use (package
defacto), nor the files. It leaves out the ports that Linux gives to outgoing connections
(32768-60999) and those that browsers refuse. RANGE, N or N-M, says where to look; without
it, free prints the first 20 lines.

Exit status: 0 done, 1 failed or no port is free, 2 wrong usage.

`

// maxFree is the number of lines without a range.
const maxFree = 20

func free(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("gen free", flag.ContinueOnError)
	var in input
	in.defineFiles(flags)
	if err := parse(flags, freeUsage, "[RANGE]", args, stdout, stderr); err != nil {
		return err
	}
	within := registry.Ports{First: registry.LastSystem + 1, Last: registry.FirstDynamic - 1}
	if flags.NArg() > 0 {
		var err error
		if within, err = registry.ParsePorts(flags.Arg(0)); err != nil {
			fmt.Fprintf(stderr, "gen free: %q: %v\n", flags.Arg(0), err)
			return errUsage
		}
	}
	all, err := in.readAll()
	if err != nil {
		return err
	}
	var taken []*catalog.Catalog
	for _, named := range all {
		taken = append(taken, named.Catalog)
	}
	list := catalog.Free(within, taken...)
	if len(list) == 0 {
		return fmt.Errorf("%s: no port is free", within)
	}
	for i, ports := range list {
		if i == maxFree && flags.NArg() == 0 {
			_, err := fmt.Fprintf(stdout, "and %d more\n", len(list)-i)
			return err
		}
		if _, err := fmt.Fprintln(stdout, ports); err != nil {
			return err
		}
	}
	return nil
}
