package main

import "os"

// reloadSignals delivers nothing: Windows has no SIGHUP.
func reloadSignals() (<-chan os.Signal, func()) { return nil, func() {} }
