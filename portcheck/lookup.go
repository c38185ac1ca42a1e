package portcheck

import (
	"go/ast"
	"go/constant"
	"go/types"
	"regexp"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"example.com/ianaports/portcheck/flow"
	"example.com/ianaports/portcheck/judge"
	"example.com/ianaports/ports"
)

// lookups looks at the names in calls that look up services: those of the registries'
// packages, and net.LookupSRV.
func (r *reporter) lookups(skip func(*ast.File) bool) {
	for _, file := range r.pass.Files {
		if skip(file) {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if fn, ok := typeutil.Callee(r.pass.TypesInfo, n).(*types.Func); ok && fn.Pkg() != nil {
					r.lookup(fn, n)
				}
			case *ast.BasicLit:
				if value, ok := flow.StringValue(r.pass.TypesInfo, n); ok && strings.HasPrefix(value, "_") {
					if m := srvName.FindStringSubmatch(value); m != nil {
						r.slip(n, m[1])
					}
				}
			}
			return true
		})
	}
}

// srvName matches the names of SRV records (RFC 2782): _ipp._tcp.
var srvName = regexp.MustCompile(`^_([A-Za-z0-9-]+)\._(?:tcp|udp|sctp|dccp)(?:\.|$)`)

func (r *reporter) lookup(fn *types.Func, call *ast.CallExpr) {
	name, network := -1, -1
	switch fn.FullName() {
	case "net.LookupSRV":
		if len(call.Args) == 3 {
			r.slipOf(call.Args[0])
		}
		return
	case "(*net.Resolver).LookupSRV":
		if len(call.Args) == 4 {
			r.slipOf(call.Args[1])
		}
		return
	}
	var services []judge.Service
	in := r.registries // that the function looks the name up in
	for _, registry := range r.registries {
		if fn.Pkg().Path() != registry.Path {
			continue
		}
		in = []*judge.Registry{registry}
		switch fn.Name() {
		case "Lookup", "LookupPort":
			network, name = 0, 1
		case "ServicesNamed":
			name = 0
		}
	}
	if name < 0 || name >= len(call.Args) {
		return
	}
	lit, ok := ast.Unparen(call.Args[name]).(*ast.BasicLit)
	value, isString := flow.StringValue(r.pass.TypesInfo, call.Args[name])
	if !ok || !isString || !serviceName.MatchString(value) {
		return
	}
	f := &flow.Found{Way: &flow.Way{Pos: call.Pos(), Text: "it is looked up by " + flow.ShortName(fn)}}
	var transports []ports.Transport
	if network >= 0 {
		if t := r.transport(call.Args[network]); t != 0 {
			transports = []ports.Transport{t}
		}
	}
	for _, registry := range in {
		services = append(services, registry.ByName(value)...)
	}
	if len(services) == 0 {
		r.unknown(lit, f, value, transports, true)
		return
	}
	for _, s := range services {
		if len(transports) == 0 || s.Transport == transports[0] {
			return
		}
	}
	message, _, _ := r.wrongTransport(services[0].Name, transports[0], services[0].First)
	r.add(findTransport, lit, f, message, nil)
}

// transport returns the transport that an argument names: a network, or a constant.
func (r *reporter) transport(arg ast.Expr) ports.Transport {
	v := r.pass.TypesInfo.Types[arg].Value
	if v == nil {
		return 0
	}
	switch v.Kind() {
	case constant.String:
		t, _ := ports.ParseTransport(constant.StringVal(v))
		return t
	case constant.Int:
		n, _ := constant.Int64Val(v)
		if n >= int64(ports.TCP) && n <= int64(ports.DCCP) {
			return ports.Transport(n)
		}
	}
	return 0
}

func (r *reporter) slipOf(arg ast.Expr) {
	if lit, ok := ast.Unparen(arg).(*ast.BasicLit); ok {
		if value, ok := flow.StringValue(r.pass.TypesInfo, lit); ok {
			r.slip(lit, value)
		}
	}
}

// slip reports the name of a service in an SRV record that is one slip away from a
// registered one. Many services have such records and no port.
func (r *reporter) slip(lit *ast.BasicLit, name string) {
	if len(name) < 4 || judge.Registered(r.registries, name) {
		return
	}
	for _, near := range judge.Nearest(r.registries, name, 0) {
		if oneSlip(strings.ToLower(name), strings.ToLower(near)) {
			f := &flow.Found{Way: &flow.Way{Pos: lit.Pos(), Text: "it is the service of an SRV record"}}
			r.unknown(lit, f, name, nil, false)
			return
		}
	}
}

// oneSlip reports whether two words differ by two letters that are swapped, or by one
// letter of a word of six or more.
func oneSlip(a, b string) bool {
	first := 0
	for first < len(a) && first < len(b) && a[first] == b[first] {
		first++
	}
	last := 0
	for last < len(a)-first && last < len(b)-first && a[len(a)-1-last] == b[len(b)-1-last] {
		last++
	}
	x, y := a[first:len(a)-last], b[first:len(b)-last]
	if len(x) == 2 && len(y) == 2 {
		return x[0] == y[1] && x[1] == y[0]
	}
	return len(x)+len(y) > 0 && len(x) <= 1 && len(y) <= 1 && min(len(a), len(b)) >= 6
}
