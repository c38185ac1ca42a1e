package evidence

import (
	"fmt"
	"net/http"
	"os/exec"
	"strings"
)

var served = "8080" // want `port 8080 is http-alt: use ports.PortHTTPAlt8080`

func serve(handler http.Handler) error {
	return http.ListenAndServe(":"+served, handler)
}

func withPort(addr string) string { return concat(addr, ":443") } // want `port 443 is https: use ports.PortHTTPS`

func concat(a, b string) string { return string(append([]byte(a), b...)) }

type options struct{ DBUser, DBPort string }

func setting(name, fallback string) string { return fallback }

var database = options{
	DBUser: setting("DATABASE_USER", "postgres"),
	DBPort: setting("DATABASE_PORT", "5432"), // want `port 5432 is postgresql: use ports.PortPostgreSQL`
}

var target = "dns:///grpc.example:50051" // want `port 50051 is grpc: use defacto.PortGRPC`

var (
	server = exec.Command("redis-server", "--port", "6379") // want `port 6379 is redis: use ports.PortRedis`
	broker = exec.Command("kafka", "--listen=:9092")        // want `port 9092 is kafka: use defacto.PortKafka`
	export = exec.Command("redis-server", "--export", "6379")
)

var cache = exec.Command("cache", "--store=redis://localhost:6379/0") // want `port 6379 is redis: use ports.PortRedis`

var jenkins = ":8080" // want `port 8080 is jenkins: use defacto.PortJenkins`

func serveJenkins() error { return http.ListenAndServe(jenkins, nil) }

func replaced(text string) []string {
	return strings.SplitN(strings.Replace(text, "-port", "443", 1), "-port", 22)
}

const (
	user = "postgres"
	port = 5432 // want `port 5432 is postgresql: use ports.PostgreSQL`
)

const (
	driver    = "postgres"
	otherPort = 3306
)

func connect() string {
	host := "localhost"
	port := 3306 // want `port 3306 is mysql: use ports.MySQL`
	engine := "mysql"
	return fmt.Sprintf("%s:%d %s", host, port, engine)
}

// defaultPort has the same port in a case and in the default.
func defaultPort(engine string) int {
	switch engine {
	case "redis":
		return 6379 // want `port 6379 is redis: use ports.Redis`
	case "mysql":
		return 3306 // want `port 3306 is mysql: use ports.MySQL`
	default:
		return 6379 // want `port 6379 is redis: use ports.Redis`
	}
}
