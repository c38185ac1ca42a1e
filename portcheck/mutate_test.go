package portcheck

import (
	"flag"
	"go/scanner"
	"go/token"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var long = flag.Bool("long", false, "run tests that take minutes")

// TestMutated analyses small programs of which tokens are removed, doubled, swapped and
// replaced. None of them may end in a panic.
func TestMutated(t *testing.T) {
	runs := 300
	if *long {
		runs = 20000
	}
	var programs [][]string
	files, err := filepath.Glob(filepath.Join(moduleDir, "*", "*.go"))
	require.NoError(t, err)
	kinds, err := filepath.Glob(filepath.Join(moduleDir, "kinds", "*", "*.go"))
	require.NoError(t, err)
	for _, file := range append(files, kinds...) {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		programs = append(programs, tokens(content))
	}
	// A case of its own: two pairs with one key have no type.
	_, err = check("p.go", `package p; var m = map[string]string{"https": "443", "https": "443"}`)
	require.NoError(t, err)
	random := rand.New(rand.NewPCG(1, 2))
	for range runs {
		program := programs[random.IntN(len(programs))]
		start := 0
		if len(program) > 400 { // a part of it, for the time
			start = random.IntN(len(program) - 400)
		}
		source := mutate(random, append([]string{"package", "p", ";"}, program[start:min(start+400, len(program))]...), program)
		_, err := check("p.go", source)
		require.NoError(t, err, source)
	}
}

// tokens returns the tokens of a program.
func tokens(source []byte) (list []string) {
	fset := token.NewFileSet()
	var s scanner.Scanner
	s.Init(fset.AddFile("p.go", -1, len(source)), source, nil, 0)
	for {
		_, tok, literal := s.Scan()
		switch {
		case tok == token.EOF:
			return list
		case literal != "":
			list = append(list, literal)
		default:
			list = append(list, tok.String())
		}
	}
}

func mutate(random *rand.Rand, list, all []string) string {
	for range 1 + random.IntN(4) {
		i := 3 + random.IntN(len(list)-3)
		switch random.IntN(4) {
		case 0:
			list = append(list[:i:i], list[i+1:]...)
		case 1:
			list = append(list[:i+1:i+1], list[i:]...)
		case 2:
			j := 3 + random.IntN(len(list)-3)
			list[i], list[j] = list[j], list[i]
		default:
			list[i] = all[random.IntN(len(all))]
		}
		if len(list) < 5 {
			break
		}
	}
	return strings.Join(list, " ")
}
