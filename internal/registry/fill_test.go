package registry

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// columns are the required columns, and Identifier.
const columns = "Service Name,Port Number,Transport Protocol,Description,Identifier\n"

// TestFillIdentifiers fills in ID with the line of a row, and for a range IDLast with it.
func TestFillIdentifiers(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{
			"no column",
			"# Ours.\nService Name,Port Number,Transport Protocol,Description\n\norders,8480,tcp,\"Orders,\nof all kinds\"\n# CRM\n,8600-8699,,Reserved\ncrm,8481-8489,tcp,",
			"# Ours.\nService Name,Port Number,Transport Protocol,Description,Identifier\n\norders,8480,tcp,\"Orders,\nof all kinds\",ID4\n# CRM\n,8600-8699,,Reserved,\ncrm,8481-8489,tcp,,ID8-IDLast8",
		},
		{
			"a column, filled in part",
			"Identifier,Service Name,Port Number,Owner,Transport Protocol,Description\n,a,1,me,tcp,\nB,b,2,,tcp,x\n\"\",c,3,,tcp,x\n  ,d,4,,tcp,x\n",
			"Identifier,Service Name,Port Number,Owner,Transport Protocol,Description\nID2,a,1,me,tcp,\nB,b,2,,tcp,x\n\"ID4\",c,3,,tcp,x\n  ID5,d,4,,tcp,x\n",
		},
		{
			"the last column, CRLF and a byte order mark",
			"\ufeffService Name,Port Number,Transport Protocol,Description, identifier\r\na,1,tcp,x,\r\nb,2,tcp,x, \r\nc,3,tcp,\"ü\r\n\",\r\nd,4,tcp,x,",
			"\ufeffService Name,Port Number,Transport Protocol,Description, identifier\r\na,1,tcp,x,ID2\r\nb,2,tcp,x, ID3\r\nc,3,tcp,\"ü\r\n\",ID4\r\nd,4,tcp,x,ID6",
		},
		{
			"no column, CRLF and a byte order mark",
			"\ufeffService Name,Port Number,Transport Protocol,Description\r\na,1,tcp,x\r\n",
			"\ufeffService Name,Port Number,Transport Protocol,Description,Identifier\r\na,1,tcp,x,ID2\r\n",
		},
		{
			"blank rows",
			"Service Name,Port Number,Transport Protocol,Description\n,,,\na,1,tcp,\n,,,\n",
			"Service Name,Port Number,Transport Protocol,Description,Identifier\n,,,\na,1,tcp,,ID3\n,,,\n",
		},
		{
			"the last ports of ranges beside names that are there",
			columns + "a,1-9,tcp,,A\nb,11-19,tcp,,B-BEnd\nc,21-29,tcp,,\nd,31-39,tcp,,  D  \ne,41-49,tcp,,\"E\"\nf,51-59,tcp,,F-\ng,61,tcp,,G\n",
			columns + "a,1-9,tcp,,A-IDLast2\nb,11-19,tcp,,B-BEnd\nc,21-29,tcp,,ID4-IDLast4\nd,31-39,tcp,,  D-IDLast5  \ne,41-49,tcp,,\"E-IDLast6\"\nf,51-59,tcp,,F-IDLast7\ng,61,tcp,,G\n",
		},
		{
			"blanks inside of quotes",
			columns + "a,1-9,tcp,,\" A \"\nb,11-19,tcp,,\"  \"\nc,21-29,tcp,,\"C - CEnd\"\nd,31-39,tcp,,D -\n",
			columns + "a,1-9,tcp,,\" A-IDLast2 \"\nb,11-19,tcp,,\"ID3-IDLast3  \"\nc,21-29,tcp,,\"C - CEnd\"\nd,31-39,tcp,,D -IDLast5\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			names := func(content []byte) (file *File, of func(line int) (string, string)) {
				file, err := Read("own.csv", Team, strings.NewReader(string(content)))
				require.NoError(t, err)
				byLine := map[int]*Row{}
				for _, r := range file.Rows {
					byLine[r.Line] = r
				}
				return file, func(line int) (first, last string) {
					r := byLine[line]
					if r == nil || r.Name == "" {
						return "", ""
					}
					if first = r.Identifier; first == "" {
						first = "ID" + strconv.Itoa(line)
					}
					if last = r.LastIdentifier; last == "" && r.Ports.IsRange() {
						last = "IDLast" + strconv.Itoa(line)
					}
					return first, last
				}
			}
			file, of := names([]byte(c.content))
			got, err := FillIdentifiers([]byte(c.content), of)
			require.NoError(t, err)
			assert.Equal(t, c.want, string(got))

			// What was written is read, and there is nothing left to fill.
			again, ofAgain := names(got)
			for i, r := range again.Rows {
				first, last := of(file.Rows[i].Line)
				assert.Equal(t, first, r.Identifier)
				assert.Equal(t, last, r.LastIdentifier)
			}
			twice, err := FillIdentifiers(got, ofAgain)
			require.NoError(t, err)
			assert.Equal(t, string(got), string(twice))
		})
	}
}
