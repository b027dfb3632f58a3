package storetest

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/fetch"
)

// commands are the steps that are no document. They say what they did.
var commands = map[string]func(*replay, step) (string, error){
	"restart": func(r *replay, _ step) (string, error) { r.restart(); return "restarted", nil },
	"prune":   (*replay).prune,
}

// replay plays one history in a store of its own.
type replay struct {
	*world
	history history
	// last has the last document of each source.
	last map[string]step
}

// testHistory compares what comes of each step with what the file says.
func testHistory(w *world, h history) {
	r := newReplay(w, h)
	came := r.play(func(step) {})
	if *update {
		h.rewrite(w.T, came)
		return
	}
	r.compare(came)
}

// testHistoryAgain plays a history in which every document is polled again and
// again: nothing comes of that, and in the end nothing else of the rest.
func testHistoryAgain(w *world, h history) {
	r := newReplay(w, h)
	came := r.play(func(s step) {
		before := r.all()
		r.publish()
		r.again(s)
		if after := r.all(); !reflect.DeepEqual(before, after) {
			r.Errorf("after step %s the same documents again change the articles (-once +again):\n%s",
				s.number, cmp.Diff(describe("", before), describe("", after)))
		}
		if stale := r.stale(); len(stale) > 0 {
			r.Errorf("after step %s the same documents again make stale: %s", s.number, stale)
		}
	})
	if !*update {
		r.compare(came)
	}
}

func newReplay(w *world, h history) *replay {
	all := routes{}
	for _, source := range h.sources() {
		all[source] = article.Category{source}
	}
	w.use(all)
	return &replay{world: w, history: h, last: map[string]step{}}
}

// play takes the steps one by one, and tells what came of each; after is called
// after each.
func (r *replay) play(after func(step)) []string {
	r.Helper()
	var came []string
	before := ""
	for _, s := range r.history.steps {
		did := r.step(s)
		articles := describe("", r.all())
		if articles == before {
			came = append(came, did+"\n\n(the same articles)\n")
		} else {
			came = append(came, did+articles)
		}
		before = articles
		after(s)
	}
	return came
}

func (r *replay) compare(came []string) {
	r.Helper()
	for i, s := range r.history.steps {
		if diff := cmp.Diff(s.want, came[i]); diff != "" {
			r.Errorf("%s, step %s (-want +got; -update writes it anew):\n%s", r.history.name, s.head, diff)
		}
	}
}

// step takes one step, and says what it did.
func (r *replay) step(s step) string {
	r.Helper()
	command := commands[s.subject]
	if command == nil {
		r.last[s.subject] = s
		return outcome(r.save(r.delivery(s))[0])
	}
	did, err := command(r, s)
	if err != nil {
		r.Fatalf("%s, step %s: %v", r.history.name, s.head, err)
	}
	return did
}

// again polls the last document of every source once more, in every way.
func (r *replay) again(after step) {
	r.Helper()
	now := after.at
	var ds []article.Delivery
	var told []string
	for _, source := range slices.Backward(r.history.sources()) {
		s, sent := r.last[source]
		if !sent {
			continue
		}
		for _, way := range r.ways() {
			now = now.Add(time.Minute)
			s.at = now
			ds = append(ds, way.deliver(s))
			told = append(told, fmt.Sprintf("the document of step %s, %s", s.number, way.name))
		}
	}
	for i, o := range r.save(ds...) {
		if o != (article.Outcome{}) {
			r.Errorf("after step %s, %s: %s, want no news", after.number, told[i], outcome(o))
		}
	}
}

// way is one of bringing the same document again.
type way struct {
	name    string
	deliver func(step) article.Delivery
}

// ways are those that change nothing: with the items known, and with all of
// them looked at anew, as after an update of Feedloom that reads more of an
// item; in their order and backwards. What turns out badly anyway need not
// stand to be looked at anew.
func (r *replay) ways() []way {
	anew := func(s step) article.Delivery { return r.read(s, nil) }
	all := []way{{"again", r.delivery}, {"backwards", backwards(r.delivery)}}
	if strings.HasPrefix(r.history.name, doubtful) {
		return all
	}
	return append(all, way{"looked at anew", anew}, way{"looked at anew, backwards", backwards(anew)})
}

func backwards(deliver func(step) article.Delivery) func(step) article.Delivery {
	return func(s step) article.Delivery {
		d := deliver(s)
		slices.Reverse(d.Listed)
		return d
	}
}

// delivery is the document as a poll brings it: items that the store has seen
// come as hashes only.
func (r *replay) delivery(s step) article.Delivery {
	r.Helper()
	seen, err := r.Seen(s.subject)
	if err != nil {
		r.Fatal(err)
	}
	return r.read(s, func(h article.Hash) bool { return seen[h] })
}

func (r *replay) read(s step, known func(article.Hash) bool) article.Delivery {
	r.Helper()
	doc := fetch.Document{Body: []byte(s.body), Base: s.url}
	reading, err := fetch.Read(r.Context(), doc, fetch.Options{}, known)
	if err != nil {
		r.Fatalf("%s, step %s: %v", r.history.name, s.head, err)
	}
	blank := func(l article.Listed) bool { return l.Item != nil && l.Item.Blank() }
	return article.Delivery{
		Source:     s.subject,
		URL:        s.url,
		At:         s.at,
		Profile:    &reading.Profile,
		Listed:     slices.DeleteFunc(reading.Listed, blank),
		Dates:      reading.Dates,
		Read:       true,
		Checkpoint: article.Checkpoint{Polled: s.at},
	}
}

// prune takes max_age=DURATION and max_articles=NUMBER.
func (r *replay) prune(s step) (string, error) {
	var keep article.Retention
	for _, word := range s.words {
		key, value, _ := strings.Cut(word, "=")
		var err error
		switch key {
		case "max_age":
			keep.MaxAge, err = time.ParseDuration(value)
		case "max_articles":
			keep.MaxArticles, err = strconv.Atoi(value)
		default:
			err = fmt.Errorf("expected max_age=DURATION or max_articles=NUMBER, found %q", word)
		}
		if err != nil {
			return "", err
		}
	}
	n, err := r.Prune(r.Context(), r.router, keep, s.at)
	return fmt.Sprint("pruned ", n), err
}
