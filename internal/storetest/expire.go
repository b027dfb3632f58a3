package storetest

import (
	"strings"
	"time"

	"feedloom/article"
)

// shows has one limit, and an age for each path that it names.
type shows struct {
	limit int
	ages  map[string]time.Duration
}

func (s shows) Limit(article.Category) int                 { return s.limit }
func (s shows) MaxAge(path article.Category) time.Duration { return s.ages[path.String()] }

// expire names the feeds that become stale by age, and says in how many hours
// after start the next ones will.
func (w *world) expire(s shows, hours int) (stale string, next float64) {
	w.Helper()
	w.publish()
	at, err := w.Expire(s, start.Add(time.Duration(hours)*time.Hour))
	if err != nil {
		w.Fatal(err)
	}
	if at.IsZero() {
		return strings.Join(w.stale(), " "), 0
	}
	return strings.Join(w.stale(), " "), at.Sub(start).Hours()
}

// A feed is stale when one of the articles that it shows becomes too old, once,
// and no feed that has no such age.
func testExpire(w *world) {
	w.use(routes{"a.example": {"A"}, "b.example": {"B", "C"}})
	w.poll("a.example", post(3, day(1)), post(2, day(2)), post(1, day(3))) // at -25, -49 and -73 hours
	w.poll("b.example", post(5, day(1)))
	s := shows{limit: 50, ages: map[string]time.Duration{"A": 4 * oneDay, "B/C": 5 * oneDay}}
	for i, c := range []struct {
		hours int
		stale string
		next  float64
	}{
		{1, "", 23},
		{22, "", 23},
		{23, "/A", 47},
		{24, "", 47},
		{80, "/A", 95},
		{80, "", 95},
		{200, "/B/C", 0},
		{201, "", 0},
		{94, "/B/C", 95}, // the clock was set back
		{70, "/A", 71},
		{70, "", 71},
	} {
		if i == 4 {
			w.restart()
		}
		if stale, next := w.expire(s, c.hours); stale != c.stale || next != c.next {
			w.Errorf("after %d hours stale: %q, next at %v; want %q, %v", c.hours, stale, next, c.stale, c.next)
		}
	}
}

// What a feed has no place for makes it stale by no age; and the first question
// is about all that went before.
func testExpireShown(w *world) {
	w.use(routes{"a.example": {"A"}})
	w.poll("a.example", post(3, day(1)), post(2, day(2)), post(1, day(3)))
	s := shows{limit: 2, ages: map[string]time.Duration{"A": 4 * oneDay}}
	if stale, next := w.expire(s, 24); stale != "" || next != 47 {
		w.Errorf("stale by what is not shown: %q, next at %v", stale, next)
	}
	if stale, _ := w.expire(s, 48); stale != "/A" {
		w.Errorf("stale: %q", stale)
	}
	if stale, next := w.expire(shows{limit: 2}, 9999); stale != "" || next != 0 {
		w.Errorf("stale without an age: %q, next at %v", stale, next)
	}
}
