package fetch_test

import (
	"net/http"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// An answer is fresh for as long as it says, from when its server made it; a
// week at the most.
func TestFreshUntil(t *testing.T) {
	for _, c := range []struct {
		name   string
		header http.Header
		want   time.Duration
	}{
		{"nothing", http.Header{}, 0},
		{"max-age", http.Header{"Cache-Control": {"public, max-age=600"}}, 10 * time.Minute},
		{"quoted", http.Header{"Cache-Control": {`MAX-AGE="600"`}}, 10 * time.Minute},
		{"for shared caches", http.Header{"Cache-Control": {"s-maxage=86400, max-age=600"}}, 10 * time.Minute},
		{"for shared caches only", http.Header{"Cache-Control": {"s-maxage=86400"}}, 0},
		{"aged", http.Header{"Cache-Control": {"max-age=600"}, "Age": {"60"}}, 9 * time.Minute},
		{"too old", http.Header{"Cache-Control": {"max-age=600"}, "Age": {"601"}}, 0},
		{"an age that is none", http.Header{"Cache-Control": {"max-age=600"}, "Age": {"old"}}, 10 * time.Minute},
		{"twice", http.Header{"Cache-Control": {"max-age=600", "max-age=60"}}, time.Minute},
		{"zero", http.Header{"Cache-Control": {"max-age=0"}, "Expires": {"Tue, 10 Mar 2026 13:00:00 GMT"}}, 0},
		{"no number", http.Header{"Cache-Control": {"max-age=long"}}, 0},
		{"negative", http.Header{"Cache-Control": {"max-age=-5"}}, 0},
		{"far", http.Header{"Cache-Control": {"max-age=31536000, immutable"}}, article.MaxHold},
		{"far and aged", http.Header{"Cache-Control": {"max-age=31536000"}, "Age": {"700000"}}, article.MaxHold},
		{"absurd", http.Header{"Cache-Control": {"max-age=99999999999999999999"}, "Age": {"99999999999999999999"}}, 0},
		{"no-cache", http.Header{"Cache-Control": {"no-cache, max-age=600"}}, 0},
		{"no-store", http.Header{"Cache-Control": {"max-age=600, no-store"}}, 0},
		{"no-cache of a field", http.Header{"Cache-Control": {`no-cache="set-cookie, age", max-age=600`}}, 10 * time.Minute},
		{"expires", http.Header{"Expires": {"Tue, 10 Mar 2026 13:00:00 GMT"}}, time.Hour},
		{"expires, by the server's clock", http.Header{"Expires": {"Tue, 10 Mar 2026 13:00:00 GMT"}, "Date": {"Tue, 10 Mar 2026 12:30:00 GMT"}}, 30 * time.Minute},
		{"expired", http.Header{"Expires": {"Tue, 10 Mar 2026 11:00:00 GMT"}}, 0},
		{"never fresh", http.Header{"Expires": {"0"}}, 0},
		{"expired ages ago", http.Header{"Expires": {"Mon, 01 Jan 0001 00:00:00 GMT"}, "Age": {"10"}}, 0},
		{"expires far", http.Header{"Expires": {"Fri, 31 Dec 9999 23:59:59 GMT"}}, article.MaxHold},
	} {
		got := fetch.FreshUntil(c.header, noon)
		if c.want == 0 && !got.IsZero() || c.want != 0 && !got.Equal(noon.Add(c.want)) {
			t.Errorf("%s: until %v, want %v after %v", c.name, got, c.want, noon)
		}
	}
}

// The last answer says it, also one without a document.
func TestFreshIsKept(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	f := o.Feed("alpha", origin.RSS)
	f.AddMany(1)
	cp := article.Checkpoint{}
	for i, value := range []string{"max-age=600", "max-age=60", ""} {
		f.Header("Cache-Control", value)
		d := poll(t, p, source(f), cp, nil)
		cp = d.Checkpoint
		want := map[string]time.Duration{"max-age=600": 10 * time.Minute, "max-age=60": time.Minute}[value]
		left := cp.Fresh.Sub(d.At)
		if value == "" && !cp.Fresh.IsZero() || value != "" && (left < want || left > want+10*time.Second) {
			t.Errorf("poll %d, %q: fresh for %v", i, value, left)
		}
	}
	if o.NotModified("alpha") != 2 {
		t.Errorf("%d times 304", o.NotModified("alpha"))
	}
}
