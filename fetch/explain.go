package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"
	"time"
)

// explain is the error as a failure.
func explain(err error) *Failure {
	var f *Failure
	if errors.As(err, &f) {
		return f
	}
	// Asked in this order: the particular before the general.
	for _, known := range []func(error) *Failure{explainProxy, explainDNS, explainTLS, explainHTTP, explainNetwork} {
		if f := known(err); f != nil {
			return f
		}
	}
	return fail(KindNetwork, err, "%s", plainCause(err))
}

func explainDNS(err error) *Failure {
	var d *net.DNSError
	switch {
	case !errors.As(err, &d):
		return nil
	case d.IsNotFound:
		return fail(KindDNS, err, "no such host: %s (check the address, or the network)", d.Name)
	case d.IsTimeout:
		return fail(KindDNS, err, "no answer of the name server for %s (check the network)", d.Name)
	}
	if errors.Is(err, syscall.ENETUNREACH) || errors.Is(err, syscall.EHOSTUNREACH) || strings.Contains(d.Err, "unreachable") {
		return fail(KindDNS, err, "no way to a name server to look up %s (check the network)", d.Name)
	}
	return fail(KindDNS, err, "the name server does not know %s: %s", d.Name, d.Err)
}

func explainTLS(err error) *Failure {
	var invalid x509.CertificateInvalidError
	var host x509.HostnameError
	var authority x509.UnknownAuthorityError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &invalid):
		return fail(KindTLS, err, "certificate is not valid: %s", why(invalid))
	case errors.As(err, &host) && nameless(host.Certificate):
		return fail(KindTLS, err, "certificate is not valid: it names no host")
	case errors.As(err, &host):
		return fail(KindTLS, err, "certificate is not valid: it is for %s and not for %s", names(host.Certificate), host.Host)
	case errors.As(err, &authority):
		return fail(KindTLS, err, "certificate is not valid: signed by an authority that this system does not trust")
	case errors.As(err, &record), strings.Contains(err.Error(), "HTTP response to HTTPS client"):
		return fail(KindTLS, err, "the server does not speak TLS there (is it an address of plain http?)")
	case strings.Contains(err.Error(), "tls: "):
		return fail(KindTLS, err, "no secure connection: %s", plainCause(err))
	}
	return nil
}

func why(e x509.CertificateInvalidError) string {
	if e.Reason != x509.Expired || e.Cert == nil {
		return strings.TrimPrefix(e.Error(), "x509: ")
	}
	if now := time.Now(); now.Before(e.Cert.NotBefore) {
		return "it begins on " + e.Cert.NotBefore.UTC().Format(time.DateOnly)
	}
	return "expired on " + e.Cert.NotAfter.UTC().Format(time.DateOnly)
}

func names(c *x509.Certificate) string {
	switch {
	case c == nil:
		return "another host"
	case len(c.DNSNames) > 3:
		return strings.Join(c.DNSNames[:3], ", ") + ", ..."
	case len(c.DNSNames) > 0:
		return strings.Join(c.DNSNames, ", ")
	case len(c.IPAddresses) > 0:
		return c.IPAddresses[0].String()
	}
	return "another host"
}

// nameless reports whether a certificate is for no host at all: what it calls
// itself has no say (RFC 9525, section 2).
func nameless(c *x509.Certificate) bool {
	return c != nil && len(c.DNSNames)+len(c.IPAddresses) == 0
}

// explainHTTP tells what net/http says in words only.
func explainHTTP(err error) *Failure {
	text := err.Error()
	switch {
	case strings.Contains(text, "response headers exceeded"), strings.Contains(text, "header list larger"):
		return fail(KindHeader, err, "the answer's header is too large (fetch.max_header)")
	case strings.Contains(text, "failed to parse Location"):
		return fail(KindRedirect, err, "redirected, but not to an address")
	case strings.Contains(text, "malformed HTTP"):
		return fail(KindNetwork, err, "the server does not speak HTTP there")
	}
	return nil
}

func explainNetwork(err error) *Failure {
	var timeout net.Error
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return fail(KindRefused, err, "connection refused by %s (nothing listens there)", dialled(err))
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return fail(KindNetwork, err, "no way to %s (check the network)", dialled(err))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fail(KindNetwork, err, "the connection ended in the middle of the document")
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, io.EOF), errors.Is(err, syscall.EPIPE):
		return fail(KindNetwork, err, "the server closed the connection")
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return fail(KindTimeout, err, "no answer in time from %s", dialled(err))
	}
	return nil
}

func dialled(err error) string {
	for op := (*net.OpError)(nil); errors.As(err, &op); err = op.Err {
		if op.Addr != nil {
			return op.Addr.String()
		}
	}
	return "the server"
}

// plainCause is the message of the innermost of what net/http wrapped.
func plainCause(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil || errors.Is(inner, context.Canceled) {
			return err.Error()
		}
		err = inner
	}
}
