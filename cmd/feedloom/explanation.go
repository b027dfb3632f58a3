package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/internal/config"
	"feedloom/internal/rule"
	"feedloom/store"
)

// explanation is what there is to know of one article, as --json prints it.
type explanation struct {
	ID        uint64             `json:"id,omitempty"`
	Key       string             `json:"key,omitempty"` // a space stands for its NUL
	FoundBy   article.Named      `json:"found_by"`
	State     string             `json:"state"`
	Forgotten *article.Forgotten `json:"forgotten,omitempty"`

	PublicID  string          `json:"public_id,omitempty"`
	Title     string          `json:"title,omitempty"`
	Link      string          `json:"link,omitempty"`
	Published time.Time       `json:"published,omitzero"`
	Updated   time.Time       `json:"updated,omitzero"`
	FirstSeen time.Time       `json:"first_seen,omitzero"`
	Arrival   time.Time       `json:"arrival,omitzero"`
	Backlog   article.Backlog `json:"backlog,omitempty"`

	Sources []sighted       `json:"sources,omitempty"`
	Former  []article.Alias `json:"former,omitempty"`
	Edits   []article.Edit  `json:"edits,omitempty"`
	Rules   []ruled         `json:"rules,omitempty"`
	Feeds   []standing      `json:"feeds,omitempty"`
	// Nowhere says why it is in no feed at all, Outdated that the feeds are as
	// the next run makes them: config.yaml was edited since the last one.
	Nowhere  string `json:"nowhere,omitempty"`
	Outdated bool   `json:"outdated,omitempty"`
}

// The states of an article.
const (
	stateKept      = "kept"
	statePruned    = "pruned"
	stateForgotten = "forgotten"
)

// sighted is what one source said of the article.
type sighted struct {
	Source     string       `json:"source"` // its id
	Label      string       `json:"label"`  // its title, and where it is
	Configured bool         `json:"configured"`
	Primary    bool         `json:"primary"`
	Owner      bool         `json:"owner"`
	Churning   bool         `json:"churning,omitempty"`
	Rule       article.Rule `json:"rule,omitempty"`
	FirstSeen  time.Time    `json:"first_seen"`
	Date       time.Time    `json:"date,omitzero"`
	Title      string       `json:"title,omitempty"`
	Link       string       `json:"link,omitempty"`
	GUID       string       `json:"guid,omitempty"`
}

// ruled is what a rule of config.yaml does to the article.
type ruled struct {
	Number int    `json:"number"`
	Line   int    `json:"line"`
	When   string `json:"when"`
	Effect string `json:"effect"`
}

func (r ruled) String() string {
	return fmt.Sprintf("rule %d (line %d): %s", r.Number, r.Line, r.Effect)
}

// standing is where the article stands in a feed: 1 is the first place, 0 none.
type standing struct {
	Path  article.Category `json:"path"`
	Place int              `json:"place,omitempty"`
	Page  int              `json:"page,omitempty"` // of the feed's archive
	Limit int              `json:"limit"`
	In    bool             `json:"in"`
	Why   string           `json:"why,omitempty"` // it is not
	// From is the category that the feed merges, by which the article is in it.
	From article.Category `json:"merged_from,omitempty"`
}

// explainer knows what articles are explained by.
type explainer struct {
	cfg      *config.Config
	store    *store.Store
	plan     *feed.Plan
	habits   map[string]article.Habit
	profiles map[string]article.Profile
}

func newExplainer(cfg *config.Config, s *store.Store) (e explainer, err error) {
	e = explainer{cfg: cfg, store: s, plan: feed.NewPlan(siteOf(cfg)).At(time.Now())}
	if e.habits, err = s.Habits(); err != nil {
		return e, err
	}
	e.profiles, err = s.Profiles()
	return e, err
}

func (e explainer) explain(ctx context.Context, f article.Found) (explanation, error) {
	x := explanation{ID: f.ID, Key: plainKey(f.Key), FoundBy: f.By, Forgotten: f.Forgotten, State: stateKept}
	a := f.Article
	switch {
	case a == nil && f.Forgotten != nil:
		x.State = stateForgotten
		return x, nil
	case a == nil:
		x.State = statePruned
		return x, nil
	}
	x.PublicID, x.Title, x.Link = a.PublicID, titleOf(a), a.Primary().Item.Link
	x.Published, x.Updated, x.FirstSeen, x.Arrival = a.Published, a.Updated, a.FirstSeen, a.Arrival
	x.Backlog, x.Former, x.Edits = a.Backlog, a.Former, a.Edits
	for i := range a.Sightings {
		x.Sources = append(x.Sources, e.sighted(a, i))
	}
	places, indexed, err := e.store.Places(ctx, e.plan, a)
	x.Outdated = !indexed
	e.place(&x, a, places)
	return x, err
}

// plainKey is a key as people write it.
func plainKey(k article.Key) string { return strings.ReplaceAll(string(k), "\x00", " ") }

// titleOf is the first title that a source gives the article.
func titleOf(a *article.Article) string {
	for i := range a.Sightings {
		if title := a.Sightings[i].Item.Title; title != "" {
			return title
		}
	}
	return ""
}

func (e explainer) sighted(a *article.Article, i int) sighted {
	s := &a.Sightings[i]
	seen := sighted{
		Source: s.Source, Label: s.Source, Primary: i == 0, Owner: s.Owner, Churning: e.habits[s.Source].Churning(),
		Rule: s.Rule, FirstSeen: s.Seen, Date: s.Item.Date(), Title: s.Item.Title, Link: s.Item.Link, GUID: s.Item.GUID,
	}
	if at := slices.IndexFunc(e.cfg.Sources, func(src config.Source) bool { return src.ID == s.Source }); at >= 0 {
		src := e.cfg.Sources[at].Source
		src.Title = cmp.Or(src.Title, e.profiles[s.Source].Title)
		seen.Label, seen.Configured = titledLabel(src), true
	}
	return seen
}

// place says in which feeds the article stands, and of those that its sources
// name why it does not.
func (e explainer) place(x *explanation, a *article.Article, places []article.Place) {
	given, known := e.plan.Given(a)
	if !known {
		x.Nowhere = "none of its sources is in config.yaml any more"
		return
	}
	steps := e.cfg.Rules.Trace(a, given)
	for _, s := range steps {
		x.Rules = append(x.Rules, ruledBy(s))
	}
	if n := len(steps); n > 0 && steps[n-1].After.Dropped {
		x.Nowhere = ruledBy(steps[n-1]).String()
		return
	}
	for _, s := range e.plan.Standings(a) {
		if s.Out != "" {
			x.Feeds = append(x.Feeds, standing{Path: s.Path, Limit: e.plan.Limit(s.Path), From: s.From, Why: e.keptOut(s)})
		}
		for _, p := range places {
			if p.Path.Equal(s.Path) {
				x.Feeds = append(x.Feeds, e.standing(a, p, s.From))
			}
		}
	}
	for _, path := range given {
		at := slices.IndexFunc(steps, func(s rule.Step) bool { return takesOut(s, path) })
		if at < 0 || slices.ContainsFunc(x.Feeds, func(s standing) bool { return s.Path.Equal(path) }) {
			continue
		}
		x.Feeds = append(x.Feeds, standing{Path: path, Limit: e.plan.Limit(path), Why: ruledBy(steps[at]).String()})
	}
}

func ruledBy(s rule.Step) ruled { return ruled{s.Number, s.Line, s.Written, s.Effect()} }

func takesOut(s rule.Step, path article.Category) bool {
	return slices.ContainsFunc(s.Before.Categories, path.Equal) && !slices.ContainsFunc(s.After.Categories, path.Equal)
}

// keptOut says which of a feed's own conditions keeps the article out.
func (e explainer) keptOut(s feed.Standing) string {
	says := map[string]string{"include": "its include does not hold", "exclude": "its exclude holds"}[s.Out]
	at := slices.IndexFunc(e.cfg.Feeds, func(f config.Feed) bool { return f.Path.Equal(s.Path) })
	if at < 0 {
		return says
	}
	return fmt.Sprintf("%s (line %d)", says, e.cfg.Feeds[at].Line)
}

func (e explainer) standing(a *article.Article, p article.Place, from article.Category) standing {
	s := standing{Path: p.Path, Place: p.Place, Page: p.Page, Limit: e.plan.Limit(p.Path), From: from}
	switch {
	case e.plan.TooOld(p.Path, a.Arrival):
		s.Why = "it arrived more than " + span(e.plan.MaxAge(p.Path)) + " ago, which is the feed's max_age"
	case p.Place <= s.Limit:
		s.In = true
	case a.Backlog != "":
		s.Why = "no place is free: backlog comes behind all news"
	default:
		s.Why = "pushed out by what arrived later"
	}
	return s
}
