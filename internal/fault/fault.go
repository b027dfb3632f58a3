// Package fault says what a person can do about what is wrong with the machine:
// a disk that is full, read-only or failing, a limit that is reached.
package fault

import (
	"errors"
	"strings"
	"syscall"
)

const fullDisk = "make room on that disk; nothing is lost, and the next run brings what is missing"

// advice has a row an error. What each row says is for the end of a message.
var advice = []struct {
	errno syscall.Errno
	do    string
}{
	{syscall.ENOSPC, fullDisk},
	{syscall.EDQUOT, fullDisk},
	{syscall.EFBIG, "raise the limit on the size of files (ulimit -f; LimitFSIZE in a systemd unit)"},
	{syscall.EROFS, "that disk is mounted read-only, which systems also do when it fails: mount it to be written, or name another place in config.yaml"},
	{syscall.EIO, "that disk may be failing: look at the system's log, and see that there is a backup of the store"},
	{syscall.EMFILE, "raise the limit of open files (ulimit -n; LimitNOFILE in a systemd unit)"},
	{syscall.ENFILE, "too many files are open on this machine: end what holds them, or raise its limit (fs.file-max on Linux)"},
	{syscall.EACCES, "let the user that feedloom runs as read and write there, or name another place in config.yaml"},
}

// Advice is what can be done about an error, empty where that is not known.
func Advice(err error) string {
	for _, row := range advice {
		if is(err, row.errno) {
			return row.do
		}
	}
	return ""
}

// is looks at the words too: some packages hand on nothing else.
func is(err error, errno syscall.Errno) bool {
	return err != nil && (errors.Is(err, errno) || strings.Contains(err.Error(), errno.Error()))
}
