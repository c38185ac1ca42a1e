package rule

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"example.com/ianaports/portcheck/words"
)

// enumerated returns the constants that count on from one to the next, of which one at
// least is not called a port: the fields and options of a protocol, such as
// udpSourcePort = 180.
func enumerated(pass *analysis.Pass) map[types.Object]bool {
	counted := map[types.Object]bool{}
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if decl, ok := decl.(*ast.GenDecl); ok && decl.Tok == token.CONST {
				enumeratedIn(decl, pass.TypesInfo, counted)
			}
		}
	}
	return counted
}

func enumeratedIn(decl *ast.GenDecl, info *types.Info, counted map[types.Object]bool) {
	var run []types.Object
	last, others := int64(0), false
	for _, spec := range decl.Specs {
		for _, name := range spec.(*ast.ValueSpec).Names {
			object, ok := info.Defs[name].(*types.Const)
			if !ok || object.Val().Kind() != constant.Int {
				continue
			}
			n, exact := constant.Int64Val(object.Val())
			if !exact || n != last+1 {
				run, others = nil, false
			}
			run, last, others = append(run, object), n, others || words.PortName(name.Name) == words.NoPort
			if others && len(run) > 2 {
				for _, o := range run {
					counted[o] = true
				}
			}
		}
	}
}
