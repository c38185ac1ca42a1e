package main

import (
	_ "example.com/ianaports/portcheck"
	_ "example.com/ianaports/portcheck/golangci"
)
