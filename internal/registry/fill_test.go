package registry

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFillIdentifiers(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{
			"no column",
			"# Ours.\nService Name,Port Number,Transport Protocol,Description\n\norders,8480,tcp,\"Orders,\nof all kinds\"\n# CRM\nidea,,tcp,\ncrm,8481,tcp,",
			"# Ours.\nService Name,Port Number,Transport Protocol,Description,Identifier\n\norders,8480,tcp,\"Orders,\nof all kinds\",ID4\n# CRM\nidea,,tcp,,\ncrm,8481,tcp,,ID8",
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
	} {
		t.Run(c.name, func(t *testing.T) {
			reg, err := Read("own.csv", strings.NewReader(c.content))
			require.NoError(t, err)
			for i := range reg.Records {
				r := &reg.Records[i]
				if r.Identifier == "" {
					r.Identifier = "ID" + strings.TrimPrefix(r.Pos(), "own.csv:")
				}
			}
			got, err := FillIdentifiers([]byte(c.content), reg.Records)
			require.NoError(t, err)
			assert.Equal(t, c.want, string(got))

			// What was written is read, and there is nothing left to fill.
			again, err := Read("own.csv", strings.NewReader(string(got)))
			require.NoError(t, err)
			for i := range again.Records {
				assert.Equal(t, reg.Records[i].Identifier, again.Records[i].Identifier)
			}
			twice, err := FillIdentifiers(got, again.Records)
			require.NoError(t, err)
			assert.Equal(t, string(got), string(twice))
		})
	}
}
