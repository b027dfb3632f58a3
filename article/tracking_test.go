package article_test

import (
	"slices"
	"strings"
	"testing"

	"feedloom/article"
)

// lists are the built-in one and one that config.yaml has changed.
var lists = []article.Tracking{{}, article.NewTracking([]string{"ref", "Trk_*"}, []string{"spm", "utm_id", "at_*"})}

// The published link loses its tracking parameters and nothing else.
func TestStripTracking(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"https://example.com/a?utm_source=rss", "https://example.com/a"},
		{"https://example.com/a?id=%7e&UTM_Medium=x#c", "https://example.com/a?id=%7e#c"},
		{"https://example.com/a?x=1&&y", "https://example.com/a?x=1&&y"},
		{"https://example.com/a?", "https://example.com/a?"},
		{"https://example.com/a?&#", "https://example.com/a?&#"},
		{"https://example.com/a?%75tm%5Fsource=rss", "https://example.com/a"},
		{"https://example.com/a?Echobox=1553#c", "https://example.com/a#c"},
		{"https://example.com/utm_source=rss", "https://example.com/utm_source=rss"},
		{"/a?utm_source=rss", "/a?utm_source=rss"},
		// Added by programs that do not look.
		{"https://example.com/a?p=1;utm_source=rss;q=2", "https://example.com/a?p=1;q=2"},
		{"https://example.com/a?utm_source=rss;q=2", "https://example.com/a?q=2"},
		{"https://example.com/a?p=1&amp;utm_source=rss&amp;q=2", "https://example.com/a?p=1&amp;q=2"},
		{"https://example.com/a?p=1?utm_source=rss", "https://example.com/a?p=1"},
		{"https://example.com/a?utm_campaign=x;y?z&q=2;r", "https://example.com/a?q=2;r"},
		// Fragments.
		{"https://example.com/a#xtor=RSS-3-[politique]", "https://example.com/a"},
		{"https://example.com/a#?utm_source=rss&utm_medium=rss", "https://example.com/a"},
		{"https://example.com/a#utm_source=rss&c", "https://example.com/a#utm_source=rss&c"},
		{"https://example.com/a#spm", "https://example.com/a#spm"},
		{"https://example.com/a#c?utm_source=rss", "https://example.com/a#c?utm_source=rss"},
		{"https://example.com/#!/a?utm_source=rss", "https://example.com/#!/a"},
		// On certain hosts alone.
		{"https://www.youtube.com/watch?v=1&si=2&feature=youtu.be", "https://www.youtube.com/watch?v=1"},
		{"https://notyoutube.com/watch?v=1&si=2", "https://notyoutube.com/watch?v=1&si=2"},
		{"https://youtube.com@example.com/?si=2", "https://youtube.com@example.com/?si=2"},
		{"https://blog.example/a-1?source=rss----c0ffee---4", "https://blog.example/a-1"},
		{"https://www.npr.org/2026/01/02/1/a?ft=nprml&f=1001", "https://www.npr.org/2026/01/02/1/a"},
		{"https://www.spiegel.de/a-1#ref=rss", "https://www.spiegel.de/a-1"},
	} {
		if got := article.StripTracking(c.raw); got != c.want {
			t.Errorf("StripTracking(%q) = %q, want %q", c.raw, got, c.want)
		}
	}
}

// What names a page on many sites is no tracking, whatever others say of it.
func TestNoTracking(t *testing.T) {
	for _, name := range strings.Fields("ref source src from id s t u r p q v f ft cid mid aid pid gid sid tid _r mod page lang at feature si sh trk ncid cmpid mbid awc __s track campaign") {
		if raw := "https://example.com/a?" + name + "=7"; article.StripTracking(raw) != raw {
			t.Errorf("StripTracking(%q) = %q", raw, article.StripTracking(raw))
		}
	}
}

// config.yaml may add names, and keep some that the list has.
func TestNewTracking(t *testing.T) {
	const raw = "https://example.com/a?Ref=1&trk_a=2&trk=3&SPM=4&utm_id=5&utm_source=6&at_medium=7"
	const want = "https://example.com/a?trk=3&SPM=4&utm_id=5&at_medium=7"
	if got := lists[1].Strip(raw); got != want {
		t.Errorf("Strip(%q) = %q, want %q", raw, got, want)
	}
	if got := lists[1].Canonical(raw); got != strings.TrimPrefix(want, "https://") {
		t.Errorf("Canonical(%q) = %q", raw, got)
	}
	a, b := lists[0].Fingerprint(), lists[1].Fingerprint()
	if a == b || a != article.NewTracking(nil, nil).Fingerprint() || article.NewTracking([]string{"a"}, nil).Fingerprint() == article.NewTracking(nil, []string{"a"}).Fingerprint() {
		t.Error("a fingerprint does not tell lists apart")
	}
}

// A link is made of what was sent, by whatever list it was made before.
func TestRelink(t *testing.T) {
	it := article.Item{Link: "https://example.com/a?ref=1&spm=2&id=3"}
	for i, want := range []string{"https://example.com/a?ref=1&id=3", "https://example.com/a?spm=2&id=3"} {
		if !lists[i].Relink(&it) || it.Link != want || it.SentLink != "https://example.com/a?ref=1&spm=2&id=3" {
			t.Errorf("by list %d: %q of %q, want %q", i, it.Link, it.SentLink, want)
		}
		if lists[i].Relink(&it) {
			t.Error("the same list changed it again")
		}
	}
	if plain := (article.Item{Link: "https://example.com/a"}); lists[0].Relink(&plain) || plain.SentLink != "" {
		t.Errorf("a link without tracking: %+v", plain)
	}
}

// The canonical form by one list is made of that by another.
func TestAgain(t *testing.T) {
	for _, c := range []struct{ canonical, want string }{
		{"example.com:8443/a?ref=1&id=2", "example.com:8443/a?id=2"},
		{"[2001:db8::1]/a?ref=1", "[2001:db8::1]/a"},
		{"gemini://example.com/a?ref=1", "gemini://example.com/a"},
		{"urn:feedloom:0123", "urn:feedloom:0123"},
	} {
		if got := lists[1].Again(c.canonical); got != c.want {
			t.Errorf("Again(%q) = %q, want %q", c.canonical, got, c.want)
		}
	}
}

// What decides is what was sent, whatever has been made of it; and it is not
// shown.
func TestSentLink(t *testing.T) {
	it := article.Item{Link: "https://example.com/a", SentLink: "https://example.com/a?ref=1"}
	if got := lists[0].Address(&it, "s"); got != "example.com/a?ref=1" {
		t.Errorf("its address is %q", got)
	}
	a, other := known("s", it), it
	other.SentLink += "2"
	if got := absorb(a, article.Sighting{Source: "s", Item: other}); got != article.Unchanged {
		t.Errorf("another parameter is a change: %v", got)
	}
}

// Files are the same under tracking parameters of config.yaml's own.
func TestSameEnclosures(t *testing.T) {
	it := post()
	it.Enclosures = []article.Enclosure{{URL: "https://example.com/a.mp3?ref=1"}}
	a := known("blog", it)
	it.Enclosures = []article.Enclosure{{URL: "https://example.com/a.mp3?ref=2"}}
	for i, want := range []bool{false, true} {
		in := article.Incoming{Source: "other", Item: &it, Tracking: lists[i]}
		if got := in.Twin(a); got != want {
			t.Errorf("by list %d: %v", i, got)
		}
	}
}

// Whatever is stripped, what stays is what was there, in its order, and nothing
// more goes the second time.
func FuzzStrip(f *testing.F) {
	for _, s := range []string{"https://a.example/?a=1&utm_b=2;c?d#e", "//youtu.be/x?&amp;si=1&amp?amp;", "http://x.com/?s#?t=", "https://a.example#!/?ref=%75", "http://a\n?utm_\n=#utm_x=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		for _, tracking := range lists {
			once := tracking.Strip(raw)
			if twice := tracking.Strip(once); twice != once {
				t.Errorf("Strip(%q) = %q, of which it is %q", raw, once, twice)
			}
			if once == raw {
				continue
			}
			clean := tidy(raw)
			end := strings.IndexAny(clean, "?#")
			if !strings.HasPrefix(once, clean[:end]) || !subsequence(once[end:], clean[end:]) {
				t.Errorf("Strip(%q) = %q, which has something else in it", raw, once)
			}
			if untracked(once) != untracked(clean) {
				t.Errorf("Strip(%q) = %q, which lacks more than tracking", raw, once)
			}
		}
	})
}

// untracked counts the pairs that no list could have: those whose name is id.
func untracked(raw string) int {
	pairs := strings.FieldsFunc(raw, func(r rune) bool { return r == '&' || r == ';' || r == '?' })
	return len(slices.DeleteFunc(pairs, func(p string) bool { return !strings.HasPrefix(p, "id=") }))
}

func subsequence(part, whole string) bool {
	for i := 0; i < len(whole) && part != ""; i++ {
		if whole[i] == part[0] {
			part = part[1:]
		}
	}
	return part == ""
}
