package article_test

import (
	"slices"
	"testing"
	"time"

	"feedloom/article"
)

const aDay = 24 * time.Hour

// press is a source as it is polled for four weeks.
type press struct {
	posts   []time.Time
	room    int           // its document has the newest so many
	every   time.Duration // between polls
	undated bool          // its items have no dates
	byDay   bool          // its dates have no time
	zone    time.Duration // by which its dates are wrong
	down    [2]int        // the days between which no poll succeeds
	behind  [2]int        // the days between which our clock is a year behind
	renamed int           // the day on which all items are new ones, of that date
	grown   int           // the day from which its document has room for ten times as many
	adds    int           // that are dated one each week before the others, on the third day
}

// news lists n posts, a minute apart, at each of these hours of every step-th
// day, in the months around monday.
func news(n, step int, hours ...int) (posts []time.Time) {
	for day := -200; day < 60; day += step {
		for _, h := range hours {
			for i := range n {
				posts = append(posts, monday.Truncate(aDay).AddDate(0, 0, day).Add(time.Duration(h)*time.Hour+time.Duration(i)*time.Minute))
			}
		}
	}
	slices.SortFunc(posts, time.Time.Compare)
	return posts
}

func hours(from, to int) (all []int) {
	for h := from; h < to; h++ {
		all = append(all, h)
	}
	return all
}

// document is what the source lists on that day, the newest first.
func (p press) document(day int, at time.Time) []time.Time {
	room := p.room
	if p.grown > 0 && day >= p.grown {
		room *= 10
	}
	var posts []time.Time
	for _, post := range slices.Backward(p.posts) {
		if len(posts) < room && !post.After(at) {
			posts = append(posts, post)
		}
	}
	if day >= 3 {
		for i := range p.adds {
			posts = append(posts, p.posts[0].AddDate(0, 0, -7*(i+1)))
		}
	}
	return posts
}

// play polls the source, and counts the articles that come after those of its
// first document, and those of them that are taken for backlog.
func (p press) play() (articles, backlog int) {
	habit, seen := article.Habit{}, map[time.Time]bool{}
	for n := 0; time.Duration(n)*p.every < 28*aDay; n++ {
		at := monday.Add(time.Duration(n) * p.every)
		day := int(at.Sub(monday) / aDay)
		if day >= p.down[0] && day < p.down[1] {
			continue
		}
		now := at
		if day >= p.behind[0] && day < p.behind[1] {
			now = at.AddDate(-1, 0, 0)
		}
		renamed := p.renamed > 0 && day == p.renamed
		if renamed {
			clear(seen)
			p.renamed = 0
		}
		var all, fresh, judged []time.Time
		undated := 0
		for _, post := range p.document(day, at) {
			date := post.Add(p.zone)
			if p.byDay {
				date = date.Truncate(aDay)
			}
			if renamed {
				date = now
			}
			isNew := !seen[post]
			seen[post] = true
			if !p.undated {
				all = append(all, date)
			}
			switch {
			case isNew && (p.undated || date.After(now)):
				undated++
				fresh = append(fresh, now)
			case isNew:
				fresh, judged = append(fresh, date), append(judged, date)
			}
		}
		for i, date := range all {
			if date.After(now) {
				all[i] = now
			}
		}
		if len(fresh) == 0 {
			continue
		}
		judged = append(judged, habit.Spread(undated, now)...)
		shelved := 0
		for _, why := range habit.Judge(judged) {
			if why != "" {
				shelved++
			}
		}
		if habit.Reads > 0 {
			articles, backlog = articles+len(fresh), backlog+shelved
		}
		habit = habit.Learn(fresh, all, shelved > 0)
	}
	return articles, backlog
}

// What an ordinary source publishes is news, whatever its rhythm is, and however
// long nobody could read it. What comes all at once beside its rhythm is backlog,
// save where that is no more than it publishes at times anyway.
func TestRhythms(t *testing.T) {
	hourly, daily, daytime := news(1, 1, hours(0, 24)...), news(3, 1, 7), news(5, 1, hours(8, 18)...)
	rush := slices.SortedFunc(slices.Values(append(news(1, 1, hours(0, 24)...), news(12, 1, 17)...)), time.Time.Compare)
	for _, c := range []struct {
		name string
		press
		backlog int
	}{
		{"hourly", press{posts: hourly, room: 30, every: time.Hour}, 0},
		{"hourly, polled once a day", press{posts: hourly, room: 30, every: aDay}, 0},
		{"weekly", press{posts: news(1, 7, 7), room: 10, every: time.Hour}, 0},
		{"30 at once, each day", press{posts: news(30, 1, 7), room: 30, every: time.Hour}, 0},
		{"30 at once, dated by the day", press{posts: news(30, 1, 7), room: 30, every: time.Hour, byDay: true}, 0},
		{"50 by daylight, the newest 10 of them listed", press{posts: daytime, room: 10, every: time.Hour}, 0},
		{"the same, polled four times a day", press{posts: daytime, room: 10, every: 6 * time.Hour}, 0},
		{"hourly, with a rush in the evening", press{posts: rush, room: 15, every: time.Hour}, 0},
		{"a digest of 20 every two weeks", press{posts: news(20, 14, 7), room: 20, every: time.Hour}, 0},
		{"two digests of 10 in the document of one", press{posts: news(20, 14, 7), room: 10, every: time.Hour}, 0},
		{"hourly, back after three weeks", press{posts: hourly, room: 30, every: time.Hour, down: [2]int{3, 24}}, 0},
		{"three a day, back after three weeks", press{posts: daily, room: 30, every: time.Hour, down: [2]int{3, 24}}, 0},
		{"dated by the day, back after three weeks", press{posts: daily, room: 30, every: time.Hour, byDay: true, down: [2]int{3, 24}}, 0},
		{"undated", press{posts: daily, room: 20, every: time.Hour, undated: true}, 0},
		{"undated, back after a weekend", press{posts: daily, room: 20, every: time.Hour, undated: true, down: [2]int{10, 13}}, 0},
		{"undated and hourly, back after a day", press{posts: hourly, room: 30, every: time.Hour, undated: true, down: [2]int{10, 11}}, 0},
		{"nine hours ahead of its time", press{posts: hourly, room: 30, every: time.Hour, zone: 9 * time.Hour}, 0},
		{"nine hours behind", press{posts: hourly, room: 30, every: time.Hour, zone: -9 * time.Hour}, 0},
		{"a day ahead, back after a week", press{posts: daily, room: 30, every: time.Hour, zone: aDay, down: [2]int{7, 14}}, 0},
		{"our clock a year behind at first", press{posts: daily, room: 20, every: time.Hour, behind: [2]int{0, 3}}, 0},
		{"our clock a year behind in between", press{posts: daily, room: 20, every: time.Hour, behind: [2]int{7, 12}}, 0},

		{"weekly, all renamed and dated now", press{posts: news(1, 7, 7), room: 10, every: time.Hour, renamed: 10}, 10},
		{"hourly, all renamed and dated now", press{posts: hourly, room: 30, every: time.Hour, renamed: 10}, 30},
		{"undated, all renamed", press{posts: daily, room: 20, every: time.Hour, undated: true, renamed: 10}, 20},
		{"no more than on any day", press{posts: news(30, 1, 7), room: 30, every: time.Hour, renamed: 10}, 0},
		{"weekly, with room for its past", press{posts: news(1, 7, 7), room: 6, every: time.Hour, grown: 10}, 23},
		{"hourly, with room for its past", press{posts: hourly, room: 20, every: time.Hour, grown: 1}, 156},
		{"a podcast with its first 200 episodes", press{posts: news(1, 7, 7), room: 10, every: time.Hour, adds: 200}, 200},
	} {
		articles, backlog := c.play()
		if backlog != c.backlog || articles == 0 {
			t.Errorf("%s: of %d articles %d are backlog, want %d", c.name, articles, backlog, c.backlog)
		}
	}
}
