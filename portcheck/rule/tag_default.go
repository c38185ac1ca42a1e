package rule

import (
	"go/ast"
	"reflect"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"example.com/ianaports/portcheck/address"
	"example.com/ianaports/portcheck/words"
)

// tagDefault takes a default in the tag of a field for a port, if the field is called so
// or if it is an address.
var tagDefault = &Rule{
	ID:      "tag-default",
	Doc:     "a default in the tag of a field that is called a port, or that is an address",
	Example: "type options struct { Port int `default:\"389\"` }",
	Counter: "type options struct { Workers int `default:\"389\"` }",
	look:    (*look).tagDefault,
}

// tagKeys are the keys of tags that give a field its default.
var tagKeys = []string{"default", "envDefault", "env-default", "def"}

func (l *look) tagDefault(cur inspector.Cursor) {
	field, ok := cur.Node().(*ast.Field)
	if !ok || field.Tag == nil || len(field.Names) != 1 {
		return
	}
	if _, form, ok := TagDefault(field); ok {
		l.add(field.Tag, form, field.Names[0].Pos(), "it is the default of "+field.Names[0].Name)
	}
}

// TagDefault returns the default that a tag gives its field, and its form if it is a
// port.
func TagDefault(field *ast.Field) (value string, form address.Form, ok bool) {
	text, err := strconv.Unquote(field.Tag.Value)
	if err != nil || len(field.Names) != 1 {
		return "", 0, false
	}
	tag, name := reflect.StructTag(text), field.Names[0].Name
	values := []string{}
	for _, key := range tagKeys {
		if value, ok := tag.Lookup(key); ok {
			values = append(values, value)
		}
	}
	variable, options, _ := strings.Cut(tag.Get("env"), ",")
	for option := range strings.SplitSeq(options, ",") { // env:"PORT,default=22"
		if value, ok := strings.CutPrefix(option, "default="); ok {
			values = append(values, value)
		}
	}
	for _, value := range values {
		if _, ok := (address.Part{Port: value}).Number(); ok && (words.PortName(name) == words.LastPort || words.PortName(variable) == words.LastPort) {
			return value, address.Text, true
		}
		for _, part := range address.Parse(value, address.Address) {
			if _, ok := part.Number(); ok && (part.Certain() || words.HostName(name) || words.HostName(variable)) {
				return value, address.Address, true
			}
		}
	}
	return "", 0, false
}
