package store

import "os"

// chown does nothing: files belong to whom their folder says.
func chown(*os.File, os.FileInfo) error { return nil }
