// Package pflag has the signatures of a package of flags.
package pflag

type FlagSet struct{}

func (*FlagSet) IntVarP(p *int, name, shorthand string, value int, usage string) {}

func (*FlagSet) StringP(name, shorthand string, value string, usage string) *string { // want StringP:"returns 2"
	return &value
}

type IntFlag struct {
	Name  string
	Value int
}

type Clause struct{}

func Flag(name, help string) *Clause { return nil }

func (c *Clause) Default(values ...string) *Clause { return c }

func (c *Clause) String() *string { return nil }
