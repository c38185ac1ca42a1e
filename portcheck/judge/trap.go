package judge

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"sync"
)

// A Trap is a registered service whose name means another one to most people.
type Trap struct {
	Registered, Meant Service
}

// Traps has the traps by the names of the constants of package ports, untyped and typed.
var Traps = sync.OnceValue(func() map[string]Trap {
	traps := map[string]Trap{}
	byConstant := map[string]Service{}
	for _, s := range iana.All() {
		byConstant[strings.ToLower(s.Constant)] = s
	}
	for _, meant := range append(inUse.All(), inUse.of(inUse.read().others)...) {
		list := iana.ByName(meant.Name)
		if s, ok := byConstant[strings.ToLower(meant.Constant)]; ok {
			list = append(list, s)
		}
		here := func(s Service) bool { return s.First == meant.First }
		if len(list) == 0 || slices.ContainsFunc(list, here) {
			continue
		}
		for _, s := range list {
			traps[s.Constant] = Trap{s, meant}
			traps[s.TypedConstant] = Trap{s, meant}
		}
	}
	delete(traps, "")
	return traps
})

// Says reports whether a file has a word of the registered service's title that the other
// service's has not.
func (t Trap) Says(file *ast.File) bool {
	meant := strings.FieldsFunc(strings.ToLower(t.Meant.Title+" "+t.Meant.Name), separates)
	telling := map[string]bool{}
	for _, word := range strings.FieldsFunc(strings.ToLower(t.Registered.Title), separates) {
		if len(word) > 3 && word != strings.ToLower(t.Registered.Name) && !slices.Contains(meant, word) {
			telling[word] = true
		}
	}
	said := false
	say := func(text string) {
		for _, word := range strings.FieldsFunc(strings.ToLower(text), separates) {
			said = said || telling[word]
		}
	}
	for _, group := range file.Comments {
		say(group.Text())
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				say(n.Value)
			}
		case *ast.Ident:
			for word := range telling {
				said = said || strings.Contains(strings.ToLower(n.Name), word)
			}
		}
		return !said
	})
	return said
}
