module example.com/test

go 1.26.0

require example.com/ianaports v0.0.0

replace example.com/ianaports => ../..
