package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/textproto"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/fetch"
	"feedloom/internal/corpus"
	"feedloom/store"
)

// now is when all documents are polled.
var now = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// papers is the category of all documents.
var papers = article.Category{"Papers"}

// errUnread says that a document is no feed.
var errUnread = errors.New("it cannot be read")

// place is where a document's feeds lie, and the address that they are for.
type place struct{ folder, url string }

// republish publishes one document to that folder, as the planet of that name.
func republish(ctx context.Context, name, folder, planet string) (p place, err error) {
	src := article.Source{ID: "paper", URL: "https://papers.example/" + planet + "/feed", Categories: []article.Category{papers}}
	r, err := read(ctx, name, src.URL)
	if err != nil {
		return place{}, fmt.Errorf("%w: %w", errUnread, err)
	}
	site := feed.Site{
		Title:   "A planet",
		URL:     &url.URL{Scheme: "https", Host: "planet.example", Path: "/" + planet + "/"},
		Sources: []article.Source{src},
	}
	plan := feed.NewPlan(site)
	if err := publish(ctx, plan, folder, delivery(src, r)); err != nil {
		return place{}, err
	}
	return place{filepath.Join(folder, plan.Folder(papers)), plan.URL(papers)}, nil
}

// read reads a document as if it had come from that address.
func read(ctx context.Context, name, address string) (fetch.Reading, error) {
	body, err := os.ReadFile(name)
	if err != nil {
		return fetch.Reading{}, err
	}
	h, err := header(name, body)
	if err != nil {
		return fetch.Reading{}, err
	}
	return fetch.Read(ctx, fetch.NewDocument(body, address, h), fetch.Options{}, nil)
}

// header is the HTTP header that a document is served with: what the document
// states, or the file beside it that ends in .header.
func header(name string, body []byte) (http.Header, error) {
	lines, err := os.ReadFile(strings.TrimSuffix(name, filepath.Ext(name)) + ".header")
	if errors.Is(err, os.ErrNotExist) {
		return corpus.Header(body), nil
	} else if err != nil {
		return nil, err
	}
	h, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(append(lines, "\r\n\r\n"...)))).ReadMIMEHeader()
	return http.Header(h), err
}

func delivery(src article.Source, r fetch.Reading) article.Delivery {
	return article.Delivery{
		Source:  src.ID,
		URL:     src.URL,
		At:      now,
		Profile: &r.Profile,
		Listed:  r.Listed,
		Dates:   r.Dates,
		Read:    true,
	}
}

// publish saves what came in a store of its own, which goes again, and publishes
// the feed of the papers.
func publish(ctx context.Context, plan *feed.Plan, folder string, d article.Delivery) (err error) {
	path := folder + ".db"
	s, err := store.Open(path, store.Options{Window: 72 * time.Hour})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close(), os.Remove(path)) }()
	if err := s.Use(ctx, plan); err != nil {
		return err
	}
	outcomes, err := s.Save(ctx, plan, []article.Delivery{d})
	if err != nil {
		return err
	} else if outcomes[0].Err != nil {
		return outcomes[0].Err
	}
	out, err := feed.OpenOutput(folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	_, err = out.Publish(ctx, plan, s, []article.Category{papers})
	return err
}
