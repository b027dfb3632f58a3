package main

import (
	"slices"
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

// Of an index that takes a hundred transactions a person hears ten times, the
// first time before it begins.
func TestSometimes(t *testing.T) {
	var told []int
	tell := sometimes(func(done, _ int) { told = append(told, done) })
	for done := 0; done <= 1000; done += 10 {
		tell(done, 1000)
	}
	if want := []int{0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000}; !slices.Equal(told, want) {
		t.Errorf("told at %d, want %d", told, want)
	}
}
