package article_test

import (
	"testing"
	"time"

	"feedloom/article"
)

// A date of update in the future is none: it moves nothing.
func TestCreateUpdated(t *testing.T) {
	for _, c := range []struct{ updated, want time.Time }{
		{time.Time{}, monday},
		{monday.Add(time.Hour), monday.Add(time.Hour)},
		{monday.Add(-time.Hour), monday},
		{monday.Add(9 * time.Hour), monday},
	} {
		it := post()
		it.Updated = c.updated
		s := article.Sighting{Source: "blog", Seen: monday.Add(2 * time.Hour), Item: it}
		a := article.Create(article.Incoming{Source: "blog", Item: &it, Date: monday, Dated: true}, s, s.Seen)
		if !a.Updated.Equal(c.want) {
			t.Errorf("updated %v is %v, want %v", c.updated, a.Updated, c.want)
		}
	}
}

// The owner of a link has the last word on the article's date, if it has one to
// the second that has come.
func TestOwnersDate(t *testing.T) {
	seen := monday.AddDate(0, 0, 1)
	berlin := time.FixedZone("", 3600)
	for _, c := range []struct{ date, published, updated time.Time }{
		{monday.Add(-time.Hour), monday.Add(-time.Hour), monday},
		{monday.Add(time.Hour), monday.Add(time.Hour), monday.Add(time.Hour)},
		{monday.Add(time.Hour + 987*time.Millisecond).In(berlin), monday.Add(time.Hour), monday.Add(time.Hour)},
		{time.Time{}, monday, monday},
		{seen.Add(time.Hour), monday, monday},
	} {
		it := post()
		it.Published = c.date
		a := known("list", post())
		if change := absorb(a, article.Sighting{Source: "blog", Seen: seen, Owner: true, Item: it}); change != article.Joined {
			t.Errorf("%v: change %v", c.date, change)
		}
		if a.Published != c.published || a.Updated != c.updated {
			t.Errorf("dated %v: published %v, updated %v, want %v, %v", c.date, a.Published, a.Updated, c.published, c.updated)
		}
	}
}

// A source that moves to the link's host owns the link from then on.
func TestOwnerSinceItMoved(t *testing.T) {
	a := known("blog", post())
	absorb(a, article.Sighting{Source: "blog", Seen: monday, Owner: true, Item: post()})
	absorb(a, article.Sighting{Source: "mirror", Seen: monday, Owner: true, Item: post()})
	if a.Primary().Source != "blog" {
		t.Errorf("the primary source is %s", a.Primary().Source)
	}
}

// An edit moves updated to when the source says that it was, else to when it was
// seen, and never back.
func TestEditMovesUpdated(t *testing.T) {
	seen := monday.AddDate(0, 0, 2)
	for _, c := range []struct{ before, says, want time.Time }{
		{monday, time.Time{}, seen},
		{monday, monday.AddDate(0, 0, 1), monday.AddDate(0, 0, 1)},
		{monday, seen.Add(time.Hour), seen},
		{monday, monday.Add(-time.Hour), seen},
		{seen.Add(time.Minute), time.Time{}, seen.Add(time.Minute)},
	} {
		a, it := known("blog", post()), post()
		a.Updated = c.before
		it.Title, it.Updated = "Another", c.says
		if change := absorb(a, article.Sighting{Source: "blog", Seen: seen, Item: it}); change != article.Edited || !a.Updated.Equal(c.want) {
			t.Errorf("updated %v, and says %v: change %v, updated %v, want %v", c.before, c.says, change, a.Updated, c.want)
		}
	}
}

// What is published of an episode and its files is published again when it
// changes, and moves no date.
func TestEpisodeRetouched(t *testing.T) {
	long := func(it *article.Item) {
		it.Enclosures = []article.Enclosure{{URL: "https://a.example/1.mp3", Duration: 60}}
	}
	for name, change := range map[string]func(*article.Item){
		"number": func(it *article.Item) { it.Episode = &article.Episode{Number: 2} },
		"duration": func(it *article.Item) {
			it.Enclosures = []article.Enclosure{{URL: "https://a.example/1.mp3", Duration: 61}}
		},
		"size":    func(it *article.Item) { it.ImageSize.Width = 9 },
		"related": func(it *article.Item) { it.Related = "https://b.example/" },
	} {
		before, it := post(), post()
		long(&before)
		long(&it)
		change(&it)
		a := known("blog", before)
		updated := a.Updated
		if got := absorb(a, article.Sighting{Source: "blog", Seen: monday.AddDate(0, 0, 1), Item: it}); got != article.Retouched || !a.Updated.Equal(updated) {
			t.Errorf("%s: change %v, updated %v, was %v", name, got, a.Updated, updated)
		}
	}
}
