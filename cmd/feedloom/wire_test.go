package main

import (
	"testing"

	"feedloom/feed"
	"feedloom/internal/config"
)

// A config that forbids redirects gets none, and not the default number.
func TestNoRedirects(t *testing.T) {
	cfg, err := config.Parse("config.yaml", []byte("fetch: {max_redirects: 0}\nsources: [{url: a.xml}]"),
		config.Options{Formats: feed.FormatNames()})
	if err != nil {
		t.Fatal(err)
	}
	if n := fetchOptions(cfg).MaxRedirects; n >= 0 {
		t.Errorf("max_redirects: 0 came through as %d, which is the default", n)
	}
}
