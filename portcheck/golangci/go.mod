module example.com/ianaports/portcheck/golangci

go 1.25.0

require (
	example.com/ianaports v0.0.0
	github.com/golangci/plugin-module-register v0.1.2
	github.com/stretchr/testify v1.12.1
	go.yaml.in/yaml/v3 v3.0.5
	golang.org/x/tools v0.45.0
)

replace example.com/ianaports => ../..
