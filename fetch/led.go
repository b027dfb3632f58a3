package fetch

import (
	"context"
	"crypto/x509"
	"errors"
	"net/http"
	"net/url"

	"feedloom/article"
)

// trail follows an exchange through its redirects, to say where it failed.
type trail struct {
	src article.Source
	led *url.URL // where the last redirect led; nil for none
}

// following is check, for http.Client, as the trail sees it.
func (t *trail) following(check func(*http.Request, []*http.Request) error) func(*http.Request, []*http.Request) error {
	return func(next *http.Request, before []*http.Request) error {
		if err := check(next, before); err != nil {
			return err
		}
		t.led = next.URL
		return nil
	}
}

// where is the beginning of a line about what failed there; empty where no
// redirect led.
func (t *trail) where() string {
	if t.led == nil {
		return ""
	}
	return "redirected to " + shown(t.src, t.led.String()) + ": "
}

// failed is the error of an exchange with the place where it failed. A
// redirect that is not followed names its own.
func (t *trail) failed(err error) error {
	if f, ok := errors.AsType[*Failure](err); ok && f.Kind == KindRedirect {
		return err
	}
	return at(t.where(), err)
}

// at is the error with where it was at its beginning. Wishes of a server, and
// the end of a source or of a poll, are what they are.
func at(where string, err error) error {
	if where == "" || err == nil || errors.As(err, new(heldError)) || errors.Is(err, errGone) || errors.Is(err, context.Canceled) {
		return err
	}
	f := *explain(err)
	f.Line = oneLine(where + f.Line)
	return &f
}

// atNew says where a source has moved to, or which feed its page names, if
// that is not on its server.
func atNew(src article.Source, m article.Move) string {
	if m.Page {
		return throughPage(src, m.To)
	}
	return "at its new address " + shown(src, m.To) + ": "
}

func throughPage(src article.Source, to string) string {
	return "an HTML page; the feed that it names, " + shown(src, to) + ", failed: "
}

// maxShown bounds an address in a line, in bytes: what failed there must have room.
const maxShown = 200

// shown is an address as a line about the source may have it: if asking for the
// source takes a secret, its scheme and host, since it may be in the rest.
func shown(src article.Source, address string) string {
	if secretive(src) {
		address = schemeAndHost(address)
	}
	return cut(redact(address), maxShown)
}

// ownServer is what to do about the certificate of a server of one's own.
const ownServer = " (if it is your own server: insecure_tls: true for this source)"

// distrusted is the failure with that, where a certificate of the source's own
// server was not trusted. What a proxy shows must be good.
func distrusted(a answer, err error) error {
	unknown := errors.As(err, new(x509.HostnameError)) || errors.As(err, new(x509.UnknownAuthorityError))
	if !unknown || a.left || errors.As(err, new(*proxyError)) {
		return err
	}
	f := *explain(err)
	f.Line += ownServer
	return &f
}
