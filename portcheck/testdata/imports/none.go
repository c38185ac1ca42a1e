package imports

func Open(port int) {} // want Open:`param 0 number:tcp`

func none() { Open(443) } // want `port 443`
