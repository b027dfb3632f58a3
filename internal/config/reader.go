package config

import (
	"slices"
	"time"

	"github.com/dustin/go-humanize"

	"feedloom/internal/schedule"
)

// reader is the state of one reading.
type reader struct {
	name   string
	opts   Options
	lines  []string
	errs   Errors
	config *Config
	// ids and addresses have the line of the first source with each.
	ids, addresses map[string]int
	// mentions are the categories that get a folder.
	mentions []mention
	// tags is the category that tags are below, places where feeds were.
	tags   mention
	places []oldPlace
	// merged are the categories that feeds take in.
	merged []mention
	// postsAt are the folders of posts.
	postsAt []postsAt
}

func newReader(name string, opts Options) *reader {
	r := &reader{name: name, opts: opts, ids: map[string]int{}, addresses: map[string]int{}}
	every, _ := schedule.Parse("30m", time.UTC)
	local, _ := siteURL("http://localhost:8080/")
	r.config = &Config{
		Dir: opts.Dir,
		Site: Site{
			Title: "Feedloom", URL: local, Output: r.absolute("public"),
			Formats: slices.Clone(opts.Formats), Limit: 50, Timezone: time.Local,
		},
		Store: r.absolute("feedloom.db"), Listen: "localhost:8080", Schedule: every,
		Fetch: Fetch{
			Concurrency: 16, PerHost: 2, Timeout: 20 * time.Second,
			MaxBody: 10 * humanize.MByte, MaxInFlight: 64 * humanize.MByte,
			MaxHeader: humanize.MByte, MaxTitle: 2 * humanize.KByte,
			MaxDepth: 256, MaxItems: 5000, MaxRedirects: 5,
			Pace:  schedule.Pace{Min: schedule.MinPace, Max: schedule.MaxPace},
			Holds: map[int]string{429: "host", 503: "source"},
		},
		Dedupe: Dedupe{Window: 72 * time.Hour},
	}
	return r
}

// readConfig reads the whole file. The site and fetch come first: the time zone
// and the pace are those of the schedules; the default schedule comes before
// the sources.
func (r *reader) readConfig(v value) {
	c := r.config
	given := v.mapping(
		key{"site", r.readSite},
		key{"store", r.readStore},
		key{"store_backup", r.readBackup},
		key{"listen", scalar(&c.Listen, `a host and port such as localhost:8080, or "" for none`, func(s string) (string, bool) {
			address, ok := hostPort(s)
			return address, ok || s == ""
		})},
		key{"fetch", r.readFetch},
		key{"schedule", r.schedule(&c.Schedule)},
		key{"dedupe", r.readDedupe},
		key{"retention", func(v value) { v.retention(&c.Retention) }},
		key{"sources", r.readSources},
		key{"feeds", r.readFeeds},
		key{"rules", r.readRules},
		key{"after_publish", r.readAfterPublish},
	)
	if given != nil && !given["sources"] {
		r.missingSources(v)
	}
	r.checkTags()
	r.checkFolders()
	r.checkMerged()
	r.checkPosts()
}

func (r *reader) missingSources(at value) {
	at.key = "sources"
	at.fail("expected at least one source, found none; add one: sources: [{url: https://example.org/feed.xml}]")
}

func (r *reader) readStore(v value) {
	switch store := v.path(); {
	case store == "":
	case within(store, r.config.Site.Output):
		v.fail("expected a path outside of site.output, found one inside, where it would be published")
	default:
		r.config.Store = store
	}
}
