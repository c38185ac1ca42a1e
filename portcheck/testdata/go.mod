module example.com/test

go 1.26.0

require (
	example.com/ianaports v0.0.0
	example.com/shared/v2 v2.0.0
)

replace (
	example.com/ianaports => ../..
	example.com/shared/v2 => ./shared
)
