package evidence

// Settings of one thing say what its port is.

type config map[string]any

func (c config) SetDefault(key string, value any) { c[key] = value }

func fallback(key, value string) string { return value }

type source struct{ Host, Port, User string }

func settings(c config) source {
	c.SetDefault("database.host", "localhost")
	c.SetDefault("database.port", 5432) // want `port 5432 is postgresql`
	c.SetDefault("database.user", "postgres")
	c.SetDefault("cache.port", 6379)
	c.SetDefault("queue.kind", "redis")
	var s source
	s.Port = fallback("DB_PORT", "3306") // want `port 3306 is mysql`
	s.User = fallback("DB_USER", "mysql")
	return s
}

func variables() string {
	host := fallback("DB_HOST", "localhost")
	port := fallback("DB_PORT", "3306") // want `port 3306 is mysql`
	user := fallback("DB_USER", "mysql")
	return host + port + user
}

var tables = []map[string]any{
	{"mqtt": map[string]any{"host": "localhost", "port": 1883}}, // want `port 1883 is mqtt`
	{
		"db.port":   5432, // want `port 5432 is postgresql`
		"db.driver": "postgres",
		"cache":     "redis",
	},
	{
		"queue.port":   6379,
		"cache.driver": "redis",
	},
}

// A word that nobody has split, and a name of two letters.
var names = map[string]string{"PGPORT": "5432"} // want `port 5432 is postgresql`

// The words of a text are enough where a port has many services, if they are no words of
// English.
type flags struct {
	Name, Usage string
	Value       int
}

var (
	grpcFlag = &flags{Name: "port", Usage: "the grpc server port", Value: 50051} // want `port 50051 is grpc`
	homeFlag = &flags{Name: "port", Usage: "where the flask stands", Value: 5000}
)

type tags struct {
	Database int `default:"5432" env:"PG_PORT"` // want `port 5432 is postgresql`
	Workers  int `default:"5432" env:"PG_WORKERS"`
}

// The declaration of a variable says what it is for.
func declared(getenv func(string) string) (port, other, addr string) {
	port = "1"
	database := getenv("MYSQL")
	if port := getenv("MYSQL_PORT"); port == "" {
		port = "3306" // want `port 3306 is mysql`
		return port, database, ""
	}
	otherPort := getenv("OTHER")
	if otherPort == "" {
		otherPort = "3306"
	}
	if addr = getenv("REDIS"); addr == "" {
		addr = "127.0.0.1:6379" // want `port 6379 is redis`
	}
	return port, otherPort, addr
}

func appendPort(s string) string {
	s += ":389" // want `port 389 is ldap`
	return s
}

func appendLine(s string) string {
	s += ":389"
	return s
}
