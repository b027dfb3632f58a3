package readback_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"feedloom/internal/readback"
)

// golden reads one of the feeds that package feed is held to.
func golden(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "feed", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func read(t testing.TB, data string) readback.Feed {
	t.Helper()
	feed, err := readback.Read([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return feed
}

// What is written in three formats is read back as the same entries.
func TestReadAgrees(t *testing.T) {
	files, err := filepath.Glob("../../feed/testdata/*.atom.xml")
	if err != nil || len(files) < 5 {
		t.Fatal("too few goldens", err)
	}
	for _, file := range files {
		stem := strings.TrimSuffix(filepath.Base(file), "atom.xml")
		atom := read(t, string(golden(t, stem+"atom.xml")))
		for _, other := range []string{"rss.xml", "feed.json"} {
			got := read(t, string(golden(t, stem+other)))
			// An entry without a title gets one in Atom alone.
			untitled := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Title" }, cmp.Comparer(func(a, b string) bool { return a == b || a == "" || b == "" }))
			if diff := cmp.Diff(atom.Entries, got.Entries, cmpopts.IgnoreFields(readback.Entry{}, "Parts"), untitled); diff != "" {
				t.Errorf("%s%s (-atom +it):\n%s", stem, other, diff)
			}
		}
		if stem == "seed." && (len(atom.Entries) != 1 || atom.Entries[0].Source != "新浪财经" || atom.Entries[0].Date.Year() != 2021 || !strings.HasPrefix(atom.Entries[0].Link, "https://finance")) {
			t.Errorf("%+v", atom.Entries)
		}
	}
}

const (
	one   = `<rss><channel><title>T</title><lastBuildDate>Fri, 17 Dec 2021 12:35:16 GMT</lastBuildDate>%s</channel></rss>`
	item1 = `<item><title>A</title><guid>1</guid><category>x</category></item>`
	item2 = `<item><title>B</title><guid>2</guid></item>`
)

func rss(parts ...string) string { return strings.Replace(one, "%s", strings.Join(parts, ""), 1) }

// What was added, what went, what looks different and how, and what the feed says
// of itself.
func TestCompare(t *testing.T) {
	for name, c := range map[string]struct {
		old, now string
		want     readback.Difference
	}{
		"the same":  {rss(item1, item2), rss(item1, item2), readback.Difference{}},
		"the order": {rss(item1, item2), rss(item2, item1), readback.Difference{}},
		"added":     {rss(item1), rss(item2, item1), readback.Difference{Added: []readback.Entry{{ID: "2", Title: "B"}}}},
		"gone":      {rss(item1, item2), rss(item2), readback.Difference{Removed: []readback.Entry{{ID: "1", Title: "A"}}}},
		"edited": {rss(item1), rss(strings.NewReplacer("A", "C", "<category>x</category>", "<category>x</category><category>y</category>").Replace(item1)),
			readback.Difference{Changed: []readback.Changed{{Entry: readback.Entry{ID: "1", Title: "C"}, Before: "A", What: []string{"categories", "title"}}}}},
		"the head":       {rss(item1), strings.Replace(rss(item1), "T<", "U<", 1), readback.Difference{Head: []string{"title"}}},
		"its date":       {rss(item1), strings.Replace(rss(item1), "2021", "2022", 1), readback.Difference{Head: []string{"updated"}}},
		"what follows":   {rss(item1), strings.Replace(rss(item1, item2), "2021", "2022", 1), readback.Difference{Added: []readback.Entry{{ID: "2", Title: "B"}}}},
		"the same twice": {rss(item1, item1), rss(item1), readback.Difference{}},
	} {
		got := readback.Compare(read(t, c.old), read(t, c.now))
		if diff := cmp.Diff(c.want, got, cmpopts.IgnoreFields(readback.Entry{}, "Parts"), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if got.None() != (len(c.want.Added)+len(c.want.Removed)+len(c.want.Changed)+len(c.want.Head) == 0) {
			t.Errorf("%s: none is %v", name, got.None())
		}
	}
}

// What is no feed is an error.
func TestReadErrors(t *testing.T) {
	for _, text := range []string{"", "{", "{}", `{"items": 3}`, "<html></html>", "<rss>", "</rss>", "<rss/><rss/>", "<feed><entry></feed>", "hello"} {
		if _, err := readback.Read([]byte(text)); !errors.Is(err, readback.ErrNoFeed) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// Whatever stands in a file, it is read or refused, and differs from itself in
// nothing.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"seed.atom.xml", "rich.rss.xml", "rich.feed.json"} {
		f.Add(golden(f, name))
	}
	f.Add([]byte(rss(item1, item2)))
	f.Add([]byte(`{"items": [{"id": 3, "_feedloom": []}, null]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		feed, err := readback.Read(data)
		if err != nil {
			return
		}
		if d := readback.Compare(feed, feed); len(feed.Entries) == len(ids(feed)) && !d.None() {
			t.Errorf("it differs from itself: %+v", d)
		}
	})
}

func ids(f readback.Feed) map[string]bool {
	all := map[string]bool{}
	for _, e := range f.Entries {
		all[e.ID] = true
	}
	return all
}

// What describes a feed is called so, and not the summary that an entry's is.
func TestDescriptionOfAFeed(t *testing.T) {
	old := read(t, `<rss><channel><title>T</title><description>Before</description></channel></rss>`)
	now := read(t, `<rss><channel><title>T</title><description>After</description></channel></rss>`)
	if got := readback.Compare(old, now).Head; !slices.Equal(got, []string{"description"}) {
		t.Errorf("%v differ", got)
	}
}
