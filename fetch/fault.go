package fetch

import (
	"errors"
	"net"
	"strings"
	"syscall"

	"feedloom/internal/fault"
)

// Fault says that this machine could not poll a source. That says nothing of the
// source, which has not failed.
type Fault struct {
	Err error
}

// Error says what to do, too.
func (f *Fault) Error() string { return f.Err.Error() + "; " + fault.Advice(f.Err) }

// Unwrap returns the cause.
func (f *Fault) Unwrap() error { return f.Err }

// faultOf is the machine's part in an error, nil for none. The resolver hands on
// words alone.
func faultOf(err error) *Fault {
	for _, limit := range []error{syscall.EMFILE, syscall.ENFILE} {
		d, ok := errors.AsType[*net.DNSError](err)
		if errors.Is(err, limit) || ok && strings.Contains(d.Err, limit.Error()) {
			return &Fault{limit}
		}
	}
	return nil
}
