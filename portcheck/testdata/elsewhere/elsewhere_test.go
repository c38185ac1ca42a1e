package elsewhere

var ports = "1"
