module example.com/ianaports

go 1.25.0

require (
	github.com/dave/jennifer v1.6.0
	github.com/rogpeppe/go-internal v1.14.1
	github.com/stretchr/testify v1.7.4
	golang.org/x/tools v0.45.0
)

require (
	github.com/davecgh/go-spew v1.1.1 // indirect
	github.com/pmezard/go-difflib v1.0.0 // indirect
	golang.org/x/mod v0.36.0 // indirect
	golang.org/x/sync v0.20.0 // indirect
	golang.org/x/sys v0.44.0 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)
