package silence

import (
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestScopeOf(t *testing.T) {
	for comment, want := range map[string]scope{
		"//nolint": start, "// nolint: portcheck": start, "//nolint:errcheck,PortCheck // why": start, "//nolint:all": start,
		"//nolint:errcheck": nothing, "// nolinting": nothing,
		"//lint:ignore portcheck why": line, "//lint:ignore portcheck": nothing, "//lint:ignore SA1000,portcheck why": line,
		"//lint:file-ignore portcheck why": whole, "// lint:ignore portcheck why": nothing,
	} {
		assert.Equal(t, want, scopeOf(comment, "portcheck"), comment)
	}
}

// TestLines has the lines that a comment silences: //lint:ignore one alone, as in
// staticcheck, and //nolint all that starts on its line.
func TestLines(t *testing.T) {
	source := `package p

//lint:ignore portcheck why
var a = []int{
	443,
}

//nolint:portcheck
var b = []int{
	443,
}

var c = 443 //lint:ignore portcheck why
var d = 443
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, parser.ParseComments)
	require.NoError(t, err)
	s := Of(fset, file, "portcheck")
	var silent []int
	for i := range strings.Count(source, "\n") {
		if s.Covers(fset.File(file.Pos()).LineStart(i + 1)) {
			silent = append(silent, i+1)
		}
	}
	assert.Equal(t, []int{4, 9, 10, 11, 13}, silent)
}
