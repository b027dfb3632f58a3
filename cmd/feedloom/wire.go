package main

import (
	"net/url"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/fetch"
	"feedloom/internal/config"
	"feedloom/internal/rule"
	"feedloom/loom"
	"feedloom/store"
)

// openStore opens the store that the config names. indexing is told how far a
// large one has come with new categories.
func openStore(cfg *config.Config, indexing func(done, articles int)) (*store.Store, error) {
	s, err := store.Open(cfg.Store, storeOptions(cfg, indexing))
	return s, withBackup(cfg, err)
}

func storeOptions(cfg *config.Config, indexing func(done, articles int)) store.Options {
	return store.Options{Window: cfg.Dedupe.Window, Tracking: tracking(cfg), Indexing: indexing}
}

// sometimes is indexing that is told of every tenth of the work, since a
// transaction takes a second or less.
func sometimes(indexing func(done, articles int)) func(done, articles int) {
	told := -1
	return func(done, articles int) {
		if tenth := 10 * done / articles; tenth != told {
			told = tenth
			indexing(done, articles)
		}
	}
}

func tracking(cfg *config.Config) article.Tracking {
	return article.NewTracking(cfg.Dedupe.Tracking, cfg.Dedupe.NotTracking)
}

// planOf turns a config into what the cycle works from.
func planOf(cfg *config.Config) loom.Plan {
	sources := make([]loom.Source, len(cfg.Sources))
	for i, s := range cfg.Sources {
		sources[i] = loom.Source{Source: s.Source, Schedule: s.Schedule}
	}
	feeds := feed.NewPlan(siteOf(cfg))
	return loom.Plan{
		Sources:   sources,
		Feeds:     feeds,
		Folder:    cfg.Site.Output,
		Poller:    fetch.New(fetchOptions(cfg)),
		Backups:   backupsOf(cfg),
		Retention: retentionOf(cfg),
		Tell:      tellOf(cfg, feeds),
	}
}

func backupsOf(cfg *config.Config) loom.Backups {
	return loom.Backups{Every: cfg.Backup.Every, Keep: cfg.Backup.Keep, Dir: cfg.Backup.Dir}
}

func siteOf(cfg *config.Config) feed.Site {
	site := feed.Site{
		Title:       cfg.Site.Title,
		Description: cfg.Site.Description,
		URL:         cfg.Site.URL,
		Formats:     cfg.Site.Formats,
		Posts:       cfg.Site.Posts,
		Limit:       cfg.Site.Limit,
		MaxAge:      cfg.Site.MaxAge,
		Archive:     cfg.Site.Archive,
		Location:    cfg.Site.Timezone,
		Sources:     make([]article.Source, len(cfg.Sources)),
		Rules:       cfg.Rules,
		Stylesheet:  cfg.Site.Stylesheet,
		ListSources: cfg.Site.Sources,
		Tags:        feed.Tags{Path: cfg.Site.Tags.Path, Least: cfg.Site.Tags.Min},
	}
	for i, s := range cfg.Sources {
		site.Sources[i] = s.Source
	}
	for _, f := range cfg.Feeds {
		o := feed.Override{
			Path: f.Path, Slug: f.Slug, Title: f.Title, Description: f.Description, Limit: f.Limit,
			MaxAge: f.MaxAge, Merge: f.Merge, Include: given(f.Include), Exclude: given(f.Exclude), Archive: f.Archive,
		}
		for _, w := range f.Was {
			o.Was = append(o.Was, feed.Was{Path: w.Path, Folder: w.Folder})
		}
		site.Feeds = append(site.Feeds, o)
	}
	return site
}

// given is nil where the config has no such condition.
func given(c rule.Condition) feed.Condition {
	if !c.Given() {
		return nil
	}
	return c
}

func retentionOf(cfg *config.Config) article.Retention {
	keep := article.Retention{MaxAge: cfg.Retention.MaxAge, MaxArticles: cfg.Retention.MaxArticles}
	for _, f := range cfg.Feeds {
		if f.Retention != (config.Retention{}) {
			keep.Categories = append(keep.Categories, article.CategoryRetention{
				Path: f.Path, MaxAge: f.Retention.MaxAge, MaxArticles: f.Retention.MaxArticles,
			})
		}
	}
	return keep
}

func fetchOptions(cfg *config.Config) fetch.Options {
	f := cfg.Fetch
	if f.UserAgent == "" {
		f.UserAgent = userAgent(cfg.Site.URL)
	}
	return fetch.Options{
		Concurrency: f.Concurrency, PerHost: f.PerHost, Timeout: f.Timeout,
		MaxBody: f.MaxBody, MaxInFlight: f.MaxInFlight, MaxHeader: f.MaxHeader, MaxTitle: f.MaxTitle,
		MaxDepth: f.MaxDepth, MaxItems: f.MaxItems, MaxRedirects: orNone(f.MaxRedirects),
		Holds: scopes(f.Holds), UserAgent: f.UserAgent, AllowPrivate: f.AllowPrivate,
		Tracking: tracking(cfg),
	}
}

// scopes are the words of the config as fetch has them.
func scopes(words map[int]string) map[int]fetch.Scope {
	holds := make(map[int]fetch.Scope, len(words))
	for status, word := range words {
		holds[status] = fetch.Scope(word)
	}
	return holds
}

// orNone is a bound as fetch takes it, for which 0 is its default.
func orNone(n int) int {
	if n == 0 {
		return -1
	}
	return n
}

// userAgent names the program, and where the feeds are published as the page
// to turn to, save where that is this machine only.
func userAgent(site *url.URL) string {
	name := "Feedloom/" + version
	switch site.Hostname() {
	case "localhost", "127.0.0.1", "::1":
		return name
	}
	return name + " (+" + site.String() + ")"
}
