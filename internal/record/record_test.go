package record_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/internal/record"
)

var update = flag.Bool("update", false, "rewrite the golden file")

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// ferries is an article with everything.
func ferries() *article.Article {
	item := article.Item{
		GUID: "tag:harbour.example,2026:1", Permalink: true, Link: "https://harbour.example/1", SentLink: "https://harbour.example/1?utm_source=x",
		Title: "Ferries & more <now>", Authors: []article.Person{{Name: "Lin", Email: "lin@harbour.example", URL: "https://harbour.example/lin"}},
		Published: noon, Updated: noon.Add(time.Hour), Summary: "<p>Short.</p>", Content: "<p>Long, with {{ braces }} and \u2028.</p>",
		Paths: []article.Category{{"Sea", "Ferries"}}, Tags: []article.Tag{{Term: "sea", Scheme: "https://harbour.example/tags", Label: "Sea"}}, Image: "https://harbour.example/i.png", Thumbnail: "https://harbour.example/t.png",
		Enclosures: []article.Enclosure{{URL: "https://harbour.example/a.mp3", Type: "audio/mpeg", Length: 12, Duration: 60}},
		ImageSize:  article.Size{Width: 640, Height: 480}, ThumbnailSize: article.Size{Width: 64, Height: 48}, Related: "https://harbour.example/timetable",
		Episode:  &article.Episode{Number: 7, Season: 2},
		Comments: "https://harbour.example/1#c", Language: "en", Rights: "© Lin",
	}
	return &article.Article{
		ID: 7, Key: article.NewKey(noon, "harbour.example/1", ""), PublicID: "tag:harbour.example,2026:1",
		Published: noon, Updated: noon.Add(time.Hour), FirstSeen: noon.Add(time.Minute), Arrival: noon.Add(time.Minute), Backlog: article.Undated,
		Sightings: []article.Sighting{
			{Source: "harbour", Seen: noon.Add(time.Minute), Owner: true, Rule: article.New, Item: item},
			{Source: "links", Seen: noon.Add(time.Hour), Rule: article.ByURL, Item: article.Item{Title: "Look", Link: "https://harbour.example/1"}},
		},
		Edits:  []article.Edit{{At: noon.Add(time.Hour), Source: "harbour", Parts: []article.Part{article.PartTitle}, Was: 0xfedcba9876543210, Is: 1}},
		Former: []article.Alias{{Source: "harbour", GUID: "old"}, {Source: "links", URL: "harbour.example/old"}},
	}
}

func written(t testing.TB, r record.Record) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The line of an article is what docs/export.md says, and is read as that
// article.
func TestRoundTrip(t *testing.T) {
	profiles := map[string]article.Profile{"harbour": {Title: "Harbour", Link: "https://harbour.example/"}, "other": {Title: "Other"}}
	line := written(t, record.New(ferries(), []article.Category{{"金融", "港口"}}, profiles))
	if bytes.Count(line, []byte("\n")) != 1 {
		t.Errorf("more than a line: %s", line)
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, line, "", "  "); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/record.json"
	if *update {
		if err := os.WriteFile(golden, indented.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), indented.String()); diff != "" {
		t.Errorf("%s: tools rely on these keys (-want +got):\n%s", golden, diff)
	}
	r, err := record.Parse(line)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(ferries(), &r.Article); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]article.Profile{"harbour": profiles["harbour"]}, r.Profiles); diff != "" {
		t.Error(diff)
	}
}

// No field of an article is left out: one that is added has to be in ferries,
// and so in the golden file.
func TestNothingIsLeftOut(t *testing.T) {
	for _, v := range []any{*ferries(), ferries().Sightings[0], ferries().Sightings[0].Item, ferries().Edits[0]} {
		of := reflect.ValueOf(v)
		for i := range of.NumField() {
			if of.Field(i).IsZero() {
				t.Errorf("%s.%s is empty in the test", of.Type(), of.Type().Field(i).Name)
			}
		}
	}
}

// A record of one's own needs a sighting and a date.
func TestParseMakesTheRest(t *testing.T) {
	r, err := record.Parse([]byte(`{"published":"2026-03-10T13:00:00.5+01:00","sightings":[{"source":"x","item":{"title":"T"}}],"mine":1}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range []time.Time{r.Published, r.Updated, r.FirstSeen, r.Arrival, r.Sightings[0].Seen} {
		if got != noon {
			t.Errorf("%v, want %v", got, noon)
		}
	}
}

// What is wrong is said with its line, and loses no other.
func TestRead(t *testing.T) {
	good := `{"published":"2026-03-10T12:00:00Z","sightings":[{"source":"x","item":{"title":"T"}}]}`
	lines := []string{
		good, "", "nonsense", good + good, "  " + good + "\r",
		`{"published":"2026-03-10T12:00:00Z"}`,
		`{"published":"2026-03-10T12:00:00Z","sightings":[{"item":{"title":"T"}}]}`,
		`{"published":"2026-03-10T12:00:00Z","sightings":[{"source":"x"}]}`,
		`{"published":"2026-03-10T12:00:00Z","sightings":[{"source":"x","item":{"title":"T"}},{"source":"x","item":{"title":"U"}}]}`,
		`{"sightings":[{"source":"x","item":{"title":"T"}}]}`,
		`{"public_id":"javascript:1","published":"2026-03-10T12:00:00Z","sightings":[{"source":"x","item":{"title":"T"}}]}`,
		`{"edits":[{"was":"x"}],"published":"2026-03-10T12:00:00Z","sightings":[{"source":"x","item":{"title":"T"}}]}`,
		good,
	}
	n, bad := 0, []string{}
	err := record.Read(strings.NewReader(strings.Join(lines, "\n")), func(record.Record) error { n++; return nil },
		func(e *record.Error) { bad = append(bad, e.Error()) })
	if err != nil || n != 3 {
		t.Errorf("%d read, %v", n, err)
	}
	want := []string{
		"line 3: it is no article in JSON: invalid character 'o' in literal null (expecting 'u')",
		"line 4: something stands behind the article",
		"line 6: expected sightings, one for each source that named the article, found none",
		"line 7: expected sightings[0].source, found none",
		"line 8: expected sightings[0].item with a guid, a link, a title or a text, found nothing",
		`line 9: expected one sighting of each source, found two of "x"`,
		"line 10: expected published, found none",
		`line 11: expected public_id to be a permanent address, tag or urn, found "javascript:1"`,
		`line 12: expected edits[0].was to be 16 hex digits, found "x"`,
	}
	if diff := cmp.Diff(want, bad); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	stop := errors.New("enough")
	if err := record.Read(strings.NewReader(good+"\n"+good), func(record.Record) error { return stop }, nil); err != stop {
		t.Errorf("ended by %v", err)
	}
}

// A line without an end is skipped, and takes no memory.
func TestLongLine(t *testing.T) {
	good := `{"published":"2026-03-10T12:00:00Z","sightings":[{"source":"x","item":{"title":"T"}}]}`
	text := strings.Repeat("x", 65<<20) + "\n" + good
	n, bad := 0, 0
	err := record.Read(strings.NewReader(text), func(record.Record) error { n++; return nil }, func(*record.Error) { bad++ })
	if err != nil || n != 1 || bad != 1 {
		t.Errorf("%d read, %d bad, %v", n, bad, err)
	}
}

// Whatever is read is written as it is read.
func FuzzParse(f *testing.F) {
	f.Add(written(f, record.New(ferries(), nil, nil)))
	f.Add([]byte(`{"published":"2026-03-10T12:00:00Z","sightings":[{"source":"x","item":{"title":"T"}}]}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		r, err := record.Parse(line)
		if err != nil {
			return
		}
		again, err := record.Parse(written(t, record.New(&r.Article, nil, r.Profiles)))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if diff := cmp.Diff(r.Article, again.Article); diff != "" {
			t.Error(diff)
		}
	})
}
