package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/loom"
)

// Many sources that one host holds are one line, whatever else there is to say.
func TestManyHeld(t *testing.T) {
	var s loom.Summary
	until := time.Date(2026, 1, 2, 3, 4, 5, 0, time.Local)
	for i := range 40 {
		held := article.Hold{Until: until.Add(time.Duration(i) * time.Second / 2), Host: "a.example", Status: 429}
		s.Results = append(s.Results, loom.Result{Source: article.Source{ID: fmt.Sprint(i), Title: fmt.Sprintf("Source %02d", i)}, Held: held})
	}
	s.Results = append(s.Results,
		loom.Result{Source: article.Source{Title: "Gone", URL: "https://b.example/"}, Gone: true},
		loom.Result{Source: article.Source{Title: "Bad", URL: "https://c.example/"}, Err: errors.New("no")})
	const want = `41 sources to look at:
  Gone, https://b.example/
    gone for good (HTTP 410): not asked again until config.yaml gives it another url, login or header
  held until 2026-01-02 03:04 by a.example (HTTP 429): Source 00, Source 01 and 38 more

1 source failed:
  Bad, https://c.example/
    no
`
	if got := strings.Join(sections(s.Results, s), "\n"); got != want {
		t.Errorf("got:\n%s", got)
	}
}
