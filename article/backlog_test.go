package article_test

import (
	"slices"
	"testing"
	"time"

	"feedloom/article"
)

// every lists n dates, the newest at end, one each gap.
func every(gap time.Duration, n int, end time.Time) []time.Time {
	var dates []time.Time
	for i := range n {
		dates = append(dates, end.Add(-time.Duration(i)*gap))
	}
	return dates
}

// weekly and busy are sources with a habit: a post a week, and forty a day.
var (
	weekly = article.Habit{}.Learn(nil, every(7*24*time.Hour, 10, monday), false)
	busy   = article.Habit{}.Learn(nil, every(36*time.Minute, 100, monday), false)
)

// A burst is judged by what the source does: what is a flood from a weekly blog
// is a morning of a newsroom.
func TestJudge(t *testing.T) {
	now := monday.AddDate(0, 0, 3)
	for _, c := range []struct {
		name  string
		habit article.Habit
		dates []time.Time
		want  article.Backlog
	}{
		{"a post", weekly, every(0, 1, now), ""},
		{"a few at once", weekly, every(0, 7, now), ""},
		{"all redated to now", weekly, every(0, 10, now), article.Flood},
		{"all redated to one day", weekly, every(time.Hour, 10, now), article.Flood},
		{"ten of a newsroom at once", busy, every(0, 6, now), ""},
		{"a day of a newsroom", busy, every(36*time.Minute, 40, now), ""},
		{"a newsroom redated", busy, every(time.Second, 100, now), article.Flood},
		{"weeks that a stale cache kept back", weekly, every(7*24*time.Hour, 10, monday.AddDate(0, 0, 70)), ""},
		{"older posts, listed of late", weekly, every(7*24*time.Hour, 40, monday.AddDate(0, -3, 0)), article.Unearthed},
		{"a few older posts", weekly, every(7*24*time.Hour, 7, monday.AddDate(0, -3, 0)), ""},
		{"a source that nobody knows yet", article.Habit{}, every(0, 50, now), ""},
		{"one of which little is known", article.Habit{}.Learn(nil, every(0, 2, monday), false), every(0, 50, now), ""},
	} {
		judged := c.habit.Judge(c.dates)
		if len(judged) != len(c.dates) || slices.ContainsFunc(judged, func(b article.Backlog) bool { return b != c.want }) {
			t.Errorf("%s: %q, want all %q", c.name, judged, c.want)
		}
	}
}

// The news that comes with what was unearthed is news.
func TestJudgeApart(t *testing.T) {
	dates := append(every(7*24*time.Hour, 20, monday.AddDate(0, -3, 0)), monday.AddDate(0, 0, 7))
	judged := weekly.Judge(dates)
	if judged[20] != "" || judged[0] != article.Unearthed {
		t.Errorf("%q", judged)
	}
	judged = weekly.Judge(append(every(0, 10, monday.AddDate(0, 0, 7)), monday.AddDate(0, -3, 0)))
	if judged[10] != "" || judged[0] != article.Flood {
		t.Errorf("a late find beside a flood: %q", judged)
	}
}

// A source that floods again and again has become busier, and is believed.
func TestHabitAdapts(t *testing.T) {
	h, floods := weekly, 0
	for day := range 10 {
		dates := every(0, 20, monday.AddDate(0, 0, day+1))
		flood := h.Judge(dates)[0] != ""
		if flood {
			floods++
		}
		h = h.Learn(dates, dates, flood)
	}
	if floods != 3 { // 20 a day are more than three times 1, 2 and 4
		t.Errorf("%d floods of 10", floods)
	}
}

// GUIDs that are new once have moved; those that are new again and again name
// nothing, until they stay.
func TestChurning(t *testing.T) {
	h := article.Habit{}.LearnGUIDs(9, 1)
	if h.Churning() {
		t.Error("churning after one move")
	}
	if h = h.LearnGUIDs(0, 10); h.LearnGUIDs(9, 1).Churning() {
		t.Error("churning after two moves far apart")
	}
	if h = h.LearnGUIDs(9, 1).LearnGUIDs(9, 1); !h.Churning() {
		t.Error("not churning after two in a row")
	}
	h = h.LearnGUIDs(5, 0).LearnGUIDs(5, 0).LearnGUIDs(0, 0)
	if h = h.LearnGUIDs(0, 10); !h.Churning() {
		t.Error("no longer churning after one document")
	}
	if h = h.LearnGUIDs(0, 10); h.Churning() {
		t.Error("churning for ever")
	}
}
