package imports

const nothingKafkaPort = 9092 // want `port 9092 is kafka`

const nothingPostgresPort = 5432 // want `port 5432 is postgresql`
