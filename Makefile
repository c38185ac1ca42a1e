.DEFAULT_GOAL := help
.PHONY: help generate test check machines emulate lint golangci race long oldest newest with fuzz bench wild fixes publish update release ci

FUZZTIME ?= 5m
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

generate: ## write ports/ from registry.csv, and ports/defacto/ from defacto.csv
	go generate ./...

test: ## run the tests, which also fail when ports/ is stale
	go test ./...

check: machines lint ## vet, gofmt, go.mod, that generating changes nothing, and the README's figures
	go vet ./...
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "run gofmt -w on:" $$unformatted; exit 1; }
	go mod tidy -diff
	cd portcheck/golangci && go vet ./... && go mod tidy -diff && go test -short ./...
	cd bench && go run ./peers -ports 0-1023 && go vet ./... && go mod tidy -diff && go run ./report -check && go test ./report

# Two tests run programs that they build, which an emulated process cannot do.
EMULATED = -timeout 30m -skip '^(TestNoWorkAtStartUp|TestNamesOfPackageNet)$$' ./ports ./internal/static
MACHINES = linux/arm linux/386 linux/s390x windows/amd64 darwin/arm64
machines: ## vet ports for other machines, and test it on 386 where that runs
	@for m in $(MACHINES); do echo "vet for $$m"; GOOS=$${m%/*} GOARCH=$${m#*/} go vet ./ports ./internal/static || exit 1; done
	@for m in js/wasm wasip1/wasm; do echo "build gen for $$m"; GOOS=$${m%/*} GOARCH=$${m#*/} go build -o /dev/null ./gen || exit 1; done
	@GOARCH=386 GOOS=linux go test -c -o /dev/null ./internal/static
	@if GOARCH=386 GOOS=linux go test -run '^$$' ./internal/static >/dev/null 2>&1; then \
		GOARCH=386 GOOS=linux go test $(EMULATED); \
	else echo "NOT TESTED on 386: this machine runs no linux/386 programs; the CI does"; fi

emulate: ## run the tests of ports on arm and s390x (big-endian), emulated by qemu
	@for a in arm s390x; do command -v qemu-$$a >/dev/null || { echo "no qemu-$$a: install it (Debian: apt-get install qemu-user)"; exit 1; }; done
	for a in arm s390x; do GOARCH=$$a go test -exec qemu-$$a $(EMULATED) || exit 1; done

lint: ## run staticcheck, on a small generated package as well, and actionlint
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...
	go run ./gen -in gen/testdata/lint.csv -out .lint/ports
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./.lint/ports; status=$$?; rm -r .lint; exit $$status
	go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12

golangci: ## build golangci-lint with portcheck and run it on a published module (5 min)
	cd portcheck/golangci && go test -count 1 -timeout 30m -v ./...

race: ## run the tests of what is used concurrently with the race detector
	go test -race ./ports
	go test -race ./portcheck -run '^(TestFlags|TestBroken)$$'

long: ## run the slow tests (TestOwnPorts is in oldest and newest)
	go test ./gen ./internal/emit -long -run '^(TestOracle|TestGeneratedCompiles|TestOwnPortsInShort|TestOwnPortsBesideIANA|TestBranches|TestTooMuchText|TestManyLongNames|TestManyNames)$$'
	go test ./portcheck -long -run '^TestMutated$$'
	go test ./portcheck/cmd/portcheck -long -run '^(TestGuards|TestSame)$$'

OLDEST = $(shell sed -n 's/^go //p' go.mod)
NEWEST = 1.27.4
oldest: ## build and test with the Go version of go.mod's go line: ports, gen, and a team's package
	$(MAKE) with GO=$(OLDEST)

newest: ## the same with the newest release of Go, and portcheck as its go vet runs it
	$(MAKE) with GO=$(NEWEST)
	GOTOOLCHAIN=go$(NEWEST) go test ./portcheck/cmd/portcheck -run '^(TestVettool|TestChangedRegistry|TestWrongFlags|TestFix)$$'

with:
	test "$$(GOTOOLCHAIN=go$(GO) go env GOVERSION)" = go$(GO)
	GOTOOLCHAIN=go$(GO) go build ./...
	GOTOOLCHAIN=go$(GO) go test ./ports
	GOTOOLCHAIN=go$(GO) go test ./gen -long -run '^TestOwnPorts$$'

fuzz: ## run each fuzz target for FUZZTIME (5m), that of the lookups in both forms
	go test ./internal/registry -run '^$$' -fuzz FuzzRead -fuzztime $(FUZZTIME) -fuzzminimizetime 1s
	go test ./internal/naming -run '^$$' -fuzz FuzzIdentifiers -fuzztime $(FUZZTIME) -fuzzminimizetime 1s
	go test ./internal/emit -run '^$$' -fuzz FuzzDescription -fuzztime $(FUZZTIME) -fuzzminimizetime 1s
	go test ./ports -run '^$$' -fuzz FuzzLookup -fuzztime $(FUZZTIME) -fuzzminimizetime 1s
	go run ./gen -out ports/testdata/switch -package ports -in iana -lookup switch
	cp ports/oracle_test.go ports/fuzz_test.go ports/testdata/switch
	PORTS_REGISTRY=$(CURDIR)/registry.csv go test ./ports/testdata/switch -run '^$$' -fuzz FuzzLookup -fuzztime $(FUZZTIME) -fuzzminimizetime 1s

bench: ## measure package, peers and portcheck (30 min); write bench/results.md, the chart, the README's figures
	cd bench && go generate && go test -c -tags netgo -o flat/bench.test
	cd bench && { echo "go: $$(go env GOVERSION)"; echo "commit: $$(git describe --always --dirty)"; } > flat/results.txt
	cd bench && for i in 1 2 3 4 5 6 7 8 9 10; do flat/bench.test -test.run '^$$' -test.bench . -test.skip '^BenchmarkVet$$' -test.benchtime 0.3s >> flat/results.txt || exit 1; done
	cd bench && flat/bench.test -test.run '^$$' -test.bench '^BenchmarkVet$$' -test.benchtime 1x >> flat/results.txt
	cd bench && mv flat/results.txt results.txt && go run ./report

wild: ## run portcheck on public modules (7 min); write its recall and precision to portcheck/README.md
	go run ./portcheck/wild

FIXED = certmagic,paho,sipgo,ldap/v3,gosnmp,mssqldb,mochi,turn,fasthttp,go-redis
fixes: ## apply portcheck's fixes to copies of ten public modules, and test that the programs stay the same (5 min)
	go run ./portcheck/wild -fix -module $(FIXED)

publish: ## publishes nothing: serve the module as a proxy would, and use it in fresh modules in each way that the README names (5 min)
	cd bench && go test ./publish -publish -count 1

update: ## bring in the newest registry (FROM=URL or file), show what changes for callers, generate, test
	go run ./gen update $(if $(FROM),-from $(FROM))
	go generate ./...
	go test ./...

APIDIFF = go run golang.org/x/exp/cmd/apidiff@v0.0.0-20261014143641-f0251eb4aa3e
release: ## tell the lowest next version, and refuse a VERSION that is lower, a stale package or a tree with changes
	APIDIFF="$(APIDIFF)" .ci/release $(VERSION)

ci: check test race long oldest newest ## what the CI runs: check, test, race, long, oldest, newest (10 min)
	go generate ./...
	@changed=$$(git status --porcelain); test -z "$$changed" || { echo "not clean after generating:"; echo "$$changed"; exit 1; }
