package config_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/internal/config"
)

// Tags have feeds below a path: one that is named, or Tags.
func TestTags(t *testing.T) {
	for text, want := range map[string]config.Tags{
		"true":                   {Path: article.Category{"Tags"}},
		"false":                  {},
		"Themen":                 {Path: article.Category{"Themen"}},
		"[A, B]":                 {Path: article.Category{"A", "B"}},
		"{}":                     {Path: article.Category{"Tags"}},
		"{min: 2}":               {Path: article.Category{"Tags"}, Min: 2},
		"{path: Themen, min: 2}": {Path: article.Category{"Themen"}, Min: 2},
		"{path: true}":           {Path: article.Category{"Tags"}},
		"~":                      {},
	} {
		got := parse(t, "site: {tags: "+text+"}\nsources: [{url: a.xml}]").Site.Tags
		if diff := cmp.Diff(want, got, same); diff != "" {
			t.Errorf("tags: %s (-want +got):\n%s", text, diff)
		}
	}
}

// A stylesheet may be none.
func TestNoStylesheet(t *testing.T) {
	if got := parse(t, "site: {stylesheet: none}\nsources: [{url: a.xml}]").Site.Stylesheet; got == nil || len(got) > 0 {
		t.Errorf("%q", got)
	}
}
