package fault_test

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"

	"feedloom/internal/fault"
)

// An error of the machine has an advice, however it is wrapped; others have none.
func TestAdvice(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, "make room"},
		{errors.Join(errors.New("a"), fmt.Errorf("b: %w", syscall.EROFS)), "read-only"},
		{fmt.Errorf("file sync error: %s", syscall.EIO), "failing"},
		{&net.DNSError{Err: "dial udp 127.0.0.1:53: socket: " + syscall.EMFILE.Error()}, "ulimit -n"},
	} {
		if got := fault.Advice(c.err); !strings.Contains(got, c.want) {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
	for _, err := range []error{nil, errors.New("not a feed"), os.ErrNotExist} {
		if got := fault.Advice(err); got != "" {
			t.Errorf("%v: %q", err, got)
		}
	}
}
