package fetch

import (
	"errors"
	"io"
)

// lenient reads what a compressed stream holds that ends too early: servers
// cut them off, and what came before is good. A connection that broke is no
// such thing, and stays an error.
type lenient struct {
	r   io.Reader
	got bool
	cut bool // the stream has ended too early
}

func (l *lenient) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	l.got = l.got || n > 0
	if l.got && errors.Is(err, io.ErrUnexpectedEOF) && !isNetwork(err) {
		l.cut, err = true, io.EOF
	}
	return n, err
}
