// Portcheck finds ports that the compiler cannot check, and turns them into
// references that it can. It runs alone and as a tool of go vet:
//
//	portcheck ./...
//	portcheck -fix ./...
//	go vet -vettool=$(which portcheck) ./...
package main

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"example.com/ianaports/portcheck"
)

func main() { singlechecker.Main(portcheck.Analyzer) }
