package fetch_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// Each failure has its kind and a plain line.
func TestFailures(t *testing.T) {
	deep := []byte("<rss><channel>" + strings.Repeat("<a>", 3<<20) + "</channel></rss>")
	for _, c := range []struct {
		name    string
		trouble func(*origin.Feed)
		kind    fetch.Kind
		line    string
	}{
		{"status", func(f *origin.Feed) { f.Fail(404) }, fetch.KindStatus, "HTTP 404 Not Found"},
		{"partial", func(f *origin.Feed) { f.Fail(206) }, fetch.KindStatus, "HTTP 206 Partial Content"},
		{"304 unasked", func(f *origin.Feed) { status(f, 304) }, fetch.KindStatus, "HTTP 304 Not Modified"},
		{"no content", func(f *origin.Feed) { status(f, 204) }, fetch.KindEmpty, "empty answer (HTTP 204)"},
		{"empty", func(f *origin.Feed) { f.Serve("text/xml", nil) }, fetch.KindEmpty, "empty answer (HTTP 200)"},
		{"blank", func(f *origin.Feed) { f.Serve("text/xml", []byte(" \n")) }, fetch.KindEmpty, "the document is empty"},
		{"timeout", func(f *origin.Feed) { f.Hang() }, fetch.KindTimeout, "took longer than 200ms (fetch.timeout)"},
		{"truncated", func(f *origin.Feed) { f.Truncate() }, fetch.KindNetwork, "the connection ended in the middle of the document"},
		{"hung up", hangUp, fetch.KindNetwork, "the server closed the connection"},
		{"too large", func(f *origin.Feed) { f.Oversize(10e6 + 1) }, fetch.KindTooLarge, "larger than 10 MB (fetch.max_body)"},
		{"too large, as it says", func(f *origin.Feed) {
			f.Handle(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Length", "10000001")
				http.NewResponseController(w).Flush()
				<-r.Context().Done() // nothing is read
			})
		}, fetch.KindTooLarge, "larger than 10 MB (fetch.max_body)"},
		{"too large once decompressed", func(f *origin.Feed) { f.Encode("gzip"); f.Oversize(10e6 + 1) }, fetch.KindTooLarge, "larger than 10 MB (fetch.max_body)"},
		{"a crowd of elements that nobody closes", func(f *origin.Feed) { f.Serve("text/xml", deep[:9e6]) }, fetch.KindTooLarge, "more than 1000000 elements (raise fetch.max_items, which bounds them)"},
		{"deep JSON", func(f *origin.Feed) {
			f.Serve("text/json", []byte(`{"a":`+strings.Repeat("[", 1e6)))
		}, fetch.KindMalformed, "malformed: byte 1000005: the document ends too early"},
		{"a page", func(f *origin.Feed) {
			f.Serve("text/html", []byte("<!DOCTYPE html>\n<html><head><meta charset=utf-8><title>Log\nin &amp; \u202Emore</title>"))
		}, fetch.KindNotFeed, `not a feed: an HTML page titled "Log in & more", which names no feed (expected RSS, Atom or JSON Feed)`},
		{"a page without a title", func(f *origin.Feed) { f.Serve("text/html", []byte("<!doctype HTML><my-app></my-app>")) }, fetch.KindNotFeed, `not a feed: an HTML page without a title, which names no feed (expected RSS, Atom or JSON Feed)`},
		{"XML", func(f *origin.Feed) { f.Serve("text/xml", []byte("<?xml version='1.0'?><opml/>")) }, fetch.KindNotFeed, `not a feed: an XML document of <opml> (expected RSS, Atom or JSON Feed)`},
		{"JSON", func(f *origin.Feed) { f.Serve("text/json", []byte(`{"error":"no"}`)) }, fetch.KindNotFeed, `not a feed: JSON without "version" and "items" (expected RSS, Atom or JSON Feed)`},
		{"words", func(f *origin.Feed) { f.Serve("text/xml", []byte("Hello\nthere")) }, fetch.KindNotFeed, `not a feed: it begins with "Hello" (expected RSS, Atom or JSON Feed)`},
		{"a picture", func(f *origin.Feed) { f.Serve("text/xml", []byte("\x89PNG\r\n\x1a\n\x00\x00<p>\x00<r\x00\x02>")) }, fetch.KindNotFeed, `not a feed: an image (image/png) (expected RSS, Atom or JSON Feed)`},
		{"a JPEG", func(f *origin.Feed) { f.Serve("text/xml", []byte("\xff\xd8\xff\xe0\x00\x10JFIF<rdf\xfe>")) }, fetch.KindNotFeed, `not a feed: an image (image/jpeg) (expected RSS, Atom or JSON Feed)`},
		{"a PDF", func(f *origin.Feed) { f.Serve("text/xml", []byte("%PDF-1.4\n<</Type /Catalog>>")) }, fetch.KindNotFeed, `not a feed: a PDF document (application/pdf) (expected RSS, Atom or JSON Feed)`},
		{"an archive", func(f *origin.Feed) { f.Serve("text/xml", []byte("PK\x03\x04\x14\x00\x00<a>")) }, fetch.KindNotFeed, `not a feed: an archive (application/zip) (expected RSS, Atom or JSON Feed)`},
		{"no picture", func(f *origin.Feed) { f.Serve("text/xml", []byte("BM is what it begins with")) }, fetch.KindNotFeed, `not a feed: it begins with "BM is what it begins with" (expected RSS, Atom or JSON Feed)`},
		{"binary with brackets", func(f *origin.Feed) { f.Serve("text/xml", []byte("ab<r\xff\x80(x/>")) }, fetch.KindNotFeed, `not a feed: binary data (expected RSS, Atom or JSON Feed)`},
		{"XML in another script", func(f *origin.Feed) { f.Serve("text/xml", []byte("<要素-1.é:x/>")) }, fetch.KindNotFeed, `not a feed: an XML document of <要素-1.é:x> (expected RSS, Atom or JSON Feed)`},
		{"no gzip, unsaid", func(f *origin.Feed) { f.Serve("text/xml", []byte("\x1f\x8b\x08what is this?")) }, fetch.KindEncoding, "the answer is not valid gzip"},
		{"too large once unpacked, unsaid", func(f *origin.Feed) {
			f.Serve("text/xml", origin.Compress("gzip", append(f.Body(), make([]byte, 10e6)...)))
		}, fetch.KindTooLarge, "larger than 10 MB (fetch.max_body)"},
		{"malformed", func(f *origin.Feed) { f.Serve("text/xml", []byte("<rss>\n<channel><title>")) }, fetch.KindMalformed, "malformed: the document ends too early"},
		{"malformed JSON", func(f *origin.Feed) { f.Serve("text/json", []byte(`{"items":`)) }, fetch.KindMalformed, "malformed: byte 9: the document ends too early"},
		{"JSON of a wrong type", func(f *origin.Feed) { f.Serve("text/json", []byte(`{"items":{}}`)) }, fetch.KindMalformed, `malformed: byte 10: "items" is of type object (expected array)`},
		{"unknown encoding", func(f *origin.Feed) { encoded(f, "lzw") }, fetch.KindEncoding, `compressed as "lzw" (expected one of: gzip, br, zstd, deflate)`},
		{"three encodings", func(f *origin.Feed) { encoded(f, "gzip, br, gzip") }, fetch.KindEncoding, "compressed 3 times over (expected at most 2)"},
		{"not gzip", func(f *origin.Feed) { encoded(f, "gzip") }, fetch.KindEncoding, "the answer is not valid gzip"},
		{"not zstd", func(f *origin.Feed) { encoded(f, "zstd") }, fetch.KindEncoding, "the answer is not valid zstd"},
		{"not brotli", func(f *origin.Feed) { encoded(f, "br") }, fetch.KindEncoding, "the answer is not valid br"},
		{"large header", func(f *origin.Feed) {
			f.Handle(func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X", strings.Repeat("x", 2e6)) })
		}, fetch.KindHeader, "the answer's header is too large (fetch.max_header)"},
		{"redirected for ever", func(f *origin.Feed) { f.Redirect(f.URL() + "?token=secret") }, fetch.KindRedirect, "more than 5 redirects (fetch.max_redirects), the last to URL?token=***"},
		{"redirected to a file", func(f *origin.Feed) { f.Redirect("file:///etc/passwd") }, fetch.KindRedirect, "redirected to a file: address (expected http or https)"},
		{"redirected to nowhere", func(f *origin.Feed) { status(f, 302) }, fetch.KindStatus, "HTTP 302 Found"},
		{"redirected to no address", func(f *origin.Feed) { f.Redirect("http://%zz/") }, fetch.KindRedirect, "redirected, but not to an address"},
		{"redirected inside", func(f *origin.Feed) { f.Redirect("http://127.0.0.1:9/") }, fetch.KindPrivate, "redirected to http://127.0.0.1:9/: refused: 127.0.0.1:9 is a loopback address (name it in fetch.allow_private to allow it)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := origin.New(t)
			opts := fetch.Options{}
			if c.kind == fetch.KindTimeout {
				opts.Timeout = 200 * time.Millisecond
			}
			f := o.Feed("alpha", origin.RSS)
			f.AddMany(100)
			c.trouble(f)
			_, err := client(t, o, opts).Poll(t.Context(), source(f), article.Checkpoint{}, nil)
			expect(t, err, c.kind, strings.Replace(c.line, "URL", f.URL(), 1))
		})
	}
}

func expect(t *testing.T, err error, kind fetch.Kind, line string) {
	t.Helper()
	var f *fetch.Failure
	if !errors.As(err, &f) {
		t.Fatalf("error is %v, want a Failure", err)
	}
	if f.Kind != kind || f.Error() != line {
		t.Errorf("got  %s: %s\nwant %s: %s", f.Kind, f, kind, line)
	}
}

func status(f *origin.Feed, code int) {
	f.Handle(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) })
}

func encoded(f *origin.Feed, encoding string) {
	f.Handle(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", encoding)
		w.Write(bytes.Repeat([]byte("what is this?"), 10))
	})
}

func hangUp(f *origin.Feed) {
	f.Handle(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
}

// Addresses that can't be asked, and files that can't be read.
func TestUnreachable(t *testing.T) {
	dir := t.TempDir()
	full := filepath.Join(dir, "full")
	if err := os.WriteFile(full, make([]byte, 11e6), 0o644); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(dir, "empty")
	if err := os.WriteFile(empty, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	notGzip := filepath.Join(dir, "feed.xml.gz")
	if err := os.WriteFile(notGzip, []byte("\x1f\x8b\x08what is this?"), 0o644); err != nil {
		t.Fatal(err)
	}
	nobody := listener(t)
	for _, c := range []struct {
		url  string
		kind fetch.Kind
		line string
	}{
		{"http://no..such.example/", fetch.KindDNS, "no such host: no..such.example (check the address, or the network)"},
		{"http://" + nobody + "/", fetch.KindRefused, "connection refused by " + nobody + " (nothing listens there)"},
		{"http://127.0.0.1:1/?key=secret", fetch.KindPrivate, "refused: 127.0.0.1:1 is a loopback address (name it in fetch.allow_private to allow it)"},
		{"http://user:secret@[::1]:1/", fetch.KindPrivate, "refused: [::1]:1 is a loopback address (name it in fetch.allow_private to allow it)"},
		{"http://user:secret@a b/?x=secret", fetch.KindAddress, "not an address that can be asked (check the url of this source)"},
		{filepath.Join(dir, "none"), fetch.KindFile, "no such file: " + filepath.Join(dir, "none")},
		{dir, fetch.KindEmpty, dir + " has no posts (files named *.md, *.markdown, *.html, *.htm)"},
		{"/dev/null", fetch.KindFile, "/dev/null is not a regular file"},
		{full, fetch.KindTooLarge, "larger than 10 MB (fetch.max_body)"},
		{notGzip, fetch.KindEncoding, notGzip + " is not valid gzip"},
		{empty, fetch.KindEmpty, empty + " is empty"},
	} {
		p := fetch.New(fetch.Options{AllowPrivate: []string{nobody}})
		_, err := p.Poll(t.Context(), article.Source{URL: c.url}, article.Checkpoint{}, nil)
		expect(t, err, c.kind, c.line)
	}
}

// listener is an address where nothing listens any more.
func listener(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// What is wrong with a secure connection.
func TestTLS(t *testing.T) {
	serve := func(config *tls.Config) *httptest.Server {
		s := httptest.NewUnstartedServer(http.NotFoundHandler())
		s.Config.ErrorLog = log.New(io.Discard, "", 0)
		s.TLS = config
		s.StartTLS()
		t.Cleanup(s.Close)
		return s
	}
	const own = " (if it is your own server: insecure_tls: true for this source)"
	plainHTTP := origin.New(t)
	trusted := origin.StartTLS()
	defer trusted.Close()
	for _, c := range []struct {
		name, url, line string
		trust           *x509.Certificate
	}{
		{"expired", serve(selfSigned(t, time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC), net.IPv4(127, 0, 0, 1))).URL, "certificate is not valid: expired on 2024-01-02", nil},
		{"unknown", serve(nil).URL, "certificate is not valid: signed by an authority that this system does not trust" + own, nil},
		{"no names", serve(selfSigned(t, time.Now().Add(time.Hour))).URL, "certificate is not valid: it names no host" + own, nil},
		{"no TLS", strings.Replace(plainHTTP.URL(), "http:", "https:", 1), "the server does not speak TLS there (is it an address of plain http?)", nil},
		{"another host", strings.Replace(trusted.URL(), "127.0.0.1", "localhost", 1), "certificate is not valid: it is for example.com, *.example.com and not for localhost" + own, trusted.Certificate()},
	} {
		t.Run(c.name, func(t *testing.T) {
			u, err := url.Parse(c.url)
			if err != nil {
				t.Fatal(err)
			}
			p := fetch.New(fetch.Options{AllowPrivate: []string{u.Host}})
			defer p.Close()
			if c.trust != nil {
				fetch.Trust(p, c.trust)
			}
			_, err = p.Poll(t.Context(), article.Source{URL: c.url}, article.Checkpoint{}, nil)
			expect(t, err, fetch.KindTLS, c.line)
		})
	}
}

// From https nobody is led back to plain http.
func TestDowngrade(t *testing.T) {
	o := origin.StartTLS()
	defer o.Close()
	p := client(t, o, fetch.Options{})
	fetch.Trust(p, o.Certificate())
	f := o.Feed("alpha", origin.RSS)
	f.Redirect("http://plain.example/feed")
	_, err := p.Poll(t.Context(), source(f), article.Checkpoint{}, nil)
	expect(t, err, fetch.KindRedirect, "redirected from https to plain http: http://plain.example/feed (if that is right, name this address as the source)")
}

func selfSigned(t *testing.T, until time.Time, names ...net.IP) *tls.Config {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Date(2023, 1, 2, 0, 0, 0, 0, time.UTC), NotAfter: until, IPAddresses: names,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
}

// What the network says in its own words is said plainly.
func TestExplain(t *testing.T) {
	wrap := func(err error) error {
		return &url.Error{Op: "Get", URL: "http://u:secret@h/?k=secret", Err: &net.OpError{Op: "dial", Net: "tcp", Err: err}}
	}
	for _, c := range []struct {
		err  error
		kind fetch.Kind
		line string
	}{
		{&net.DNSError{Name: "slow.example", IsTimeout: true}, fetch.KindDNS, "no answer of the name server for slow.example (check the network)"},
		{&net.DNSError{Name: "off.example", Err: "dial udp 192.0.2.1:53: connect: network is unreachable"}, fetch.KindDNS, "no way to a name server to look up off.example (check the network)"},
		{&net.DNSError{Name: "odd.example", Err: "server misbehaving"}, fetch.KindDNS, "the name server does not know odd.example: server misbehaving"},
		{os.ErrDeadlineExceeded, fetch.KindTimeout, "no answer in time from the server"},
		{errors.New("what\nis https://u:p@h/a?b=c&d#e"), fetch.KindNetwork, "what is https://h/a?b=***&***"},
		{fmt.Errorf("bad: %w", errors.New("malformed HTTP response \"x\"")), fetch.KindNetwork, "the server does not speak HTTP there"},
	} {
		expect(t, fetch.Explain(wrap(c.err)), c.kind, c.line)
	}
}
