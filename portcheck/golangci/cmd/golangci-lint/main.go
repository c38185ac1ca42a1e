// Golangci-lint is golangci-lint with portcheck among its linters: what
// `golangci-lint custom` builds from ../../example/.custom-gcl.yml, but with
// golangci-lint from the module proxy instead of a clone.
package main

import (
	"os"
	"runtime"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"
)

func main() {
	info := commands.BuildInfo{Version: "custom-gcl", GoVersion: runtime.Version()}
	if commands.Execute(info) != nil { // it has said what is wrong
		os.Exit(exitcodes.Failure)
	}
}
