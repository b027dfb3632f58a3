// Readfeeds says what Feedloom reads in documents. Their names come on standard
// input, one a line:
//
//	find FOLDER -name '*.xml' | go run ./internal/readfeeds >lines.jsonl
//
// For each it writes one line of JSON (corpus.Line), in their order. What it
// writes goes through [fetch.Read] and nothing else. It is what was read, not
// yet what is kept: titles still have their markup, and items that say nothing
// that a reader could be shown are there. docs/reading.md says what is measured
// with it.
//
// -base names the address that the documents are taken to come from, by which
// relative addresses are resolved. What it is by default is where the test
// documents of Universal Feed Parser expect to be served; an empty one stands
// for none.
package main

import (
	"context"
	"flag"
	"fmt"
	"net/url"
	"os"
	"time"

	"feedloom/fetch"
	"feedloom/internal/corpus"
)

// patience is how long one document may take: the time of a whole poll.
const patience = 20 * time.Second

// server is the address in what those documents expect to be read in them.
const server = "http://127.0.0.1:8097/"

func main() {
	base := flag.String("base", server, "the `address` that the documents are taken to come from")
	flag.Parse()
	read := func(body []byte) (corpus.Line, error) { return read(body, *base) }
	if err := corpus.Each(os.Stdin, os.Stdout, read); err != nil {
		fmt.Fprintln(os.Stderr, "readfeeds:", err)
		os.Exit(1)
	}
}

// read reads a document as if it had been served from that address with the
// header that it states.
func read(body []byte, base string) (corpus.Line, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	h := corpus.Header(body)
	base = location(base, h.Get("Content-Location"))
	doc := fetch.NewDocument(body, base, h)
	r, err := fetch.Read(ctx, doc, fetch.Options{}, nil)
	if err != nil {
		return corpus.Line{}, err
	}
	return lineOf(r, base), nil
}

// location is the address that a document states as its own (RFC 9110, section
// 8.7), which may be relative to base; base where it states none of the web.
func location(base, stated string) string {
	from, err := url.Parse(base)
	if err != nil || stated == "" {
		return base
	}
	u, err := from.Parse(stated)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return base
	}
	return u.String()
}
