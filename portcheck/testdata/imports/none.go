package imports

func Open(port int) {}

func none() { Open(443) } // want `port 443`
