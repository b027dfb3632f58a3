package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

var (
	prevArchive = regexp.MustCompile(`rel="prev-archive"[^>]* href="([^"]+)"`)
	itemTitle   = regexp.MustCompile(`(?s)<(?:item|entry).*?<title>([^<]*)</title>`)
)

// walkCmd is a new subscriber, who begins with a feed and goes on to its archive as
// far back as that leads: walk FILE prints each file and the titles in it, once. The
// addresses are those of a site at http://localhost:8080/ whose output is public.
func walkCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: walk FILE")
	}
	seen := map[string]bool{}
	for file := args[0]; file != ""; {
		text := ts.ReadFile(file)
		titles, next := leaf(ts, file, text)
		var fresh []string
		for _, title := range titles {
			if !seen[title] {
				seen[title] = true
				fresh = append(fresh, title)
			}
		}
		fmt.Fprintf(ts.Stdout(), "%s: %s\n", path.Base(file), strings.Join(fresh, ", "))
		if next == "" {
			return
		}
		u, err := url.Parse(next)
		ts.Check(err)
		file = "public" + u.Path
	}
}

// leaf is what one document of a feed has, and where it leads.
func leaf(ts *testscript.TestScript, file, text string) (titles []string, next string) {
	if path.Ext(file) == ".json" {
		var it struct {
			NextURL string `json:"next_url"`
			Items   []struct{ Title string }
		}
		ts.Check(json.Unmarshal([]byte(text), &it))
		for _, i := range it.Items {
			titles = append(titles, i.Title)
		}
		return titles, it.NextURL
	}
	for _, m := range itemTitle.FindAllStringSubmatch(text, -1) {
		titles = append(titles, m[1])
	}
	if m := prevArchive.FindStringSubmatch(text); m != nil {
		next = m[1]
	}
	return titles, next
}
