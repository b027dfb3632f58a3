package origin

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Mend ends every trouble: the feed is served again.
func (f *Feed) Mend() { f.Handle(nil) }

// Handle answers requests in a way of the test's own; nil is Mend.
func (f *Feed) Handle(h http.HandlerFunc) {
	f.origin.mu.Lock()
	defer f.origin.mu.Unlock()
	f.serve = h
}

// Fail answers with that status.
func (f *Feed) Fail(status int) {
	f.Handle(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, http.StatusText(status), status) })
}

// Serve answers with another document, such as one that is not a feed.
func (f *Feed) Serve(mediaType string, body []byte) {
	f.Handle(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", mediaType)
		send(w, body, "")
	})
}

// Echo answers with an HTML page whose title is what the request's header said.
func (f *Feed) Echo() {
	f.Handle(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, "<!DOCTYPE html><title>%s</title>", html.EscapeString(strings.Join(slices.Concat(
			r.Header["Authorization"], r.Header["Cookie"], r.Header["X-Api-Key"]), " ")))
	})
}

// Redirect answers with a redirect to that address.
func (f *Feed) Redirect(to string) {
	f.Handle(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
}

// Move answers with a redirect of that status, such as 301 or 308.
func (f *Feed) Move(to string, status int) {
	f.Handle(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, status) })
}

// Page answers with an HTML page that has these elements in its head.
func (f *Feed) Page(head ...string) {
	f.Serve("text/html; charset=utf-8", []byte("<!DOCTYPE html>\n<html><head>"+strings.Join(head, "\n")+"</head><body><p>A page.</p></body></html>"))
}

// Header has a field in the header of every answer from now on, whatever the
// feed answers with; an empty value takes it out.
func (f *Feed) Header(name, value string) {
	f.origin.mu.Lock()
	defer f.origin.mu.Unlock()
	if f.header == nil {
		f.header = http.Header{}
	}
	f.header.Set(name, value)
	if value == "" {
		f.header.Del(name)
	}
}

// Hang answers nothing until the client goes away or the server ends. The
// channel is closed when the first request has come.
func (f *Feed) Hang() (asked <-chan struct{}) {
	came := make(chan struct{}, 1)
	first := make(chan struct{})
	came <- struct{}{}
	f.Handle(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-came:
			close(first)
		default:
		}
		select {
		case <-r.Context().Done():
		case <-f.origin.closed:
		}
	})
	return first
}

// Truncate breaks the connection in the middle of the document.
func (f *Feed) Truncate() {
	f.Handle(func(w http.ResponseWriter, _ *http.Request) {
		body := f.Body()
		w.Header().Set("Content-Type", mediaTypes[f.format])
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.Write(body[:len(body)/2])
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	})
}

// Oversize serves a feed whose document is n bytes long, compressed or not as
// Encode says, without telling its length beforehand.
func (f *Feed) Oversize(n int) {
	f.Handle(func(w http.ResponseWriter, _ *http.Request) {
		f.origin.mu.Lock()
		encoding := f.encoding
		f.origin.mu.Unlock()
		body := append(f.Body(), bytes.Repeat([]byte(" "), n)...)[:n]
		w.Header().Set("Content-Type", mediaTypes[f.format])
		if encoding != "" {
			w.Header().Set("Content-Encoding", encoding)
			body = Compress(encoding, body)
		}
		http.NewResponseController(w).Flush()
		w.Write(body)
	})
}
