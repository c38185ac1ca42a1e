module example.com/ianaports/bench

go 1.26.0

require example.com/ianaports v0.0.0

replace example.com/ianaports => ../
