// Package nearest finds the names that a misspelt one may stand for.
package nearest

import (
	"cmp"
	"slices"
	"strings"
)

// maxNames is the number of names that are suggested.
const maxNames = 3

// Names returns the names that a name which is not among them may stand for: those that
// are most like it, the most alike first; none that differ in more than a third of the
// letters, or in more than one if the name is shorter than that.
func Names(name string, names []string) []string {
	type similar struct {
		name     string
		distance int
	}
	var list []similar
	most := max(1, len(name)/3)
	for _, n := range names {
		if d := len(n) - len(name); d > most || -d > most {
			continue
		}
		if d := distance(strings.ToLower(name), strings.ToLower(n)); d <= most {
			list = append(list, similar{n, d})
		}
	}
	slices.SortFunc(list, func(a, b similar) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.name, b.name))
	})
	list = slices.Compact(list)
	var best []string
	for _, c := range list[:min(len(list), maxNames)] {
		best = append(best, c.name)
	}
	return best
}

// distance returns the number of letters to insert, delete, replace or swap with
// their neighbour that makes b of a (optimal string alignment).
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			replace := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				replace++
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, replace)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
