package fetch

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/dustin/go-humanize"
)

// Kind is what sort of thing went wrong with a source.
type Kind string

// The kinds of failures.
const (
	KindDNS       Kind = "dns"        // the host has no address
	KindTLS       Kind = "tls"        // no trustworthy connection
	KindTimeout   Kind = "timeout"    // longer than Options.Timeout, or the source's own
	KindProxy     Kind = "proxy"      // the proxy, and not the source
	KindRefused   Kind = "refused"    // nothing listens there
	KindPrivate   Kind = "private"    // an address that is not the public network's
	KindNetwork   Kind = "network"    // the connection broke, or there is no way there
	KindRedirect  Kind = "redirect"   // too many, or to where we do not go
	KindStatus    Kind = "status"     // the server answered, and not with the document
	KindHeader    Kind = "header"     // of the answer: too large
	KindEncoding  Kind = "encoding"   // compressed as we do not know, or not as it says
	KindEmpty     Kind = "empty"      // nothing in it
	KindTooLarge  Kind = "too large"  // more than Options.MaxBody
	KindNotFeed   Kind = "not a feed" // a document of another kind
	KindLogin     Kind = "login"      // a login is wanted, or was refused
	KindWall      Kind = "wall"       // a check for bots in its place
	KindMalformed Kind = "malformed"  // a feed that can't be read
	KindFile      Kind = "file"       // a path that can't be read
	KindAddress   Kind = "address"    // no address that can be asked
)

// Failure says what is wrong with a source, in one plain line for its user
// that holds no password, no value of a query string, and, where part of the
// address of a polled source is a secret, nothing of that part.
type Failure struct {
	Kind   Kind
	Status int    // of HTTP, where the server's answer was the failure
	Line   string // what Error returns
	Err    error  // the cause, nil where the line says it all
}

// Error is the plain line.
func (f *Failure) Error() string { return f.Line }

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Err }

// fail makes a failure; what strangers sent may be among the arguments.
func fail(kind Kind, cause error, format string, args ...any) *Failure {
	return &Failure{Kind: kind, Err: cause, Line: oneLine(redact(fmt.Sprintf(format, args...)))}
}

func tooLarge(limit int64) *Failure {
	return fail(KindTooLarge, nil, "larger than %s (fetch.max_body)", humanize.Bytes(uint64(limit)))
}

// maxLine bounds a failure's line, in bytes.
const maxLine = 400

// oneLine makes one line without control characters of it.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, s)
	return cut(strings.Join(strings.Fields(s), " "), maxLine)
}
