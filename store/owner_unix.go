//go:build !windows

package store

import (
	"os"
	"syscall"
)

// chown gives a file the owner that another one has, if it is not its own.
func chown(f *os.File, like os.FileInfo) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	own, ok := info.Sys().(*syscall.Stat_t)
	other, known := like.Sys().(*syscall.Stat_t)
	if !ok || !known || own.Uid == other.Uid {
		return nil
	}
	return f.Chown(int(other.Uid), int(other.Gid))
}
