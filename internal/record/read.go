package record

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// maxLine is how long a line may be, in bytes: more than any body that is
// fetched, kept by a few sources.
const maxLine = 64 << 20

// Error says what is wrong with a line.
type Error struct {
	Line int
	Err  error
}

// Error gives the line and what is wrong.
func (e *Error) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap is what is wrong.
func (e *Error) Unwrap() error { return e.Err }

// Read reads one record after the other, and hands each to visit; what is wrong
// with a line goes to bad, and the next is read. It ends with the first error of
// visit or of the reader. Empty lines are none.
func Read(from io.Reader, visit func(Record) error, bad func(*Error)) error {
	lines := bufio.NewReaderSize(from, 64<<10)
	for n := 1; ; n++ {
		line, err := readLine(lines)
		switch {
		case errors.Is(err, errTooLong):
			bad(&Error{n, err})
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return err
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if r, wrong := Parse(line); wrong != nil {
				bad(&Error{n, wrong})
			} else if err := visit(r); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}

var errTooLong = fmt.Errorf("it is longer than %d MB", maxLine>>20)

// readLine reads up to the end of a line. One that is too long is skipped.
func readLine(from *bufio.Reader) (line []byte, err error) {
	long := false
	for {
		part, err := from.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxLine; !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case long && err == nil:
			return nil, errTooLong
		default:
			return line, err
		}
	}
}
