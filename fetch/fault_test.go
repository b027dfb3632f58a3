package fetch_test

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"

	"feedloom/article"
	"feedloom/fetch"
)

// A machine that has no file left is no failure of the source, whoever says so: a
// dial, the resolver, a file. Nothing of the checkpoint moves.
func TestFaults(t *testing.T) {
	dial := func(err error) error {
		return &url.Error{Op: "Get", URL: "http://h/", Err: &net.OpError{Op: "dial", Net: "tcp", Err: err}}
	}
	none := os.NewSyscallError("socket", syscall.EMFILE)
	for name, err := range map[string]error{
		"a socket":     dial(none),
		"the resolver": dial(&net.DNSError{Name: "h", Err: "dial udp 127.0.0.1:53: " + none.Error()}),
		"a file":       &os.PathError{Op: "open", Path: "feed.xml", Err: syscall.EMFILE},
		"the machine":  dial(os.NewSyscallError("socket", syscall.ENFILE)),
	} {
		before := article.Checkpoint{ETag: "x", Failures: 2}
		d, err := fetch.Ending(article.Delivery{Checkpoint: before}, article.Source{}, err)
		if _, ours := errors.AsType[*fetch.Fault](err); !ours || !strings.Contains(err.Error(), "open files; ") && !strings.Contains(err.Error(), "open files in system; ") {
			t.Errorf("%s: %v", name, err)
		}
		if d.Checkpoint.Failures != 2 || d.Checkpoint.ETag != "x" || !d.Checkpoint.Polled.IsZero() {
			t.Errorf("%s: %+v", name, d.Checkpoint)
		}
	}
	for _, err := range []error{fmt.Errorf("HTTP 500 %s", syscall.EMFILE), dial(syscall.ECONNREFUSED)} {
		if _, err := fetch.Ending(article.Delivery{}, article.Source{}, err); errors.As(err, new(*fetch.Fault)) {
			t.Errorf("it is not ours: %v", err)
		}
	}
}
