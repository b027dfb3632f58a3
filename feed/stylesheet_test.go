package feed_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"feedloom/article"
	"feedloom/feed"
)

// Feeds name the stylesheet as it is found from their folder, also on a disk.
func TestStylesheet(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	publish(t, open(t, dir), s)
	if css := read(t, filepath.Join(dir, "assets", "feed.css")); !strings.Contains(css, "prefers-color-scheme: dark") {
		t.Errorf("the stylesheet: %q", css)
	}
	for name, href := range map[string]string{
		"rss.xml": "assets/feed.css", "opml.xml": "assets/feed.css",
		"Links/atom.xml": "../assets/feed.css", "Diary/2026/rss.xml": "../../assets/feed.css",
	} {
		want := "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?xml-stylesheet type=\"text/css\" href=\"" + href + "\"?>\n<"
		if got := read(t, filepath.Join(dir, filepath.FromSlash(name))); !strings.HasPrefix(got, want) {
			t.Errorf("%s begins with %.120q", name, got)
		}
	}
}

// A site may bring its own, or none; then nothing speaks of one.
func TestOtherStylesheet(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	out := open(t, dir)
	for _, css := range []string{"rss { color: red }", ""} {
		site := planet()
		site.Stylesheet = []byte(css)
		s.plan = feed.NewPlan(site)
		report := publish(t, out, s)
		rss := read(t, filepath.Join(dir, "rss.xml"))
		if css != "" {
			if got := read(t, filepath.Join(dir, "assets", "feed.css")); got != css {
				t.Errorf("%q is published as %q", css, got)
			}
			continue
		}
		if !slices.Contains(report.Removed, "assets/feed.css") || strings.Contains(rss, "xml-stylesheet") || strings.Contains(rss, "xhtml") {
			t.Errorf("without a stylesheet: removed %v, %.300s", report.Removed, rss)
		}
	}
}

// A feed has a link for people only where it has a page for them.
func TestPageLink(t *testing.T) {
	for formats, want := range map[string]bool{"rss,atom": false, "rss,atom,html": true} {
		site := planet()
		site.Formats = strings.Split(formats, ",")
		d := document(t, feed.NewPlan(site), article.Category{"Links"}, nil, nil)
		for _, f := range d.Files[:2] {
			b, err := f.Format.Render(d)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(string(b), `<a href="https://planet.example/feeds/Links/"></a>`); got != want {
				t.Errorf("%s of %s has a link: %v", f.Format.Name, formats, got)
			}
		}
	}
}
