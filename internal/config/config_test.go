package config_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"feedloom/article"
	"feedloom/internal/config"
	"feedloom/internal/rule"
	"feedloom/internal/schedule"
)

func parse(t *testing.T, text string) *config.Config {
	t.Helper()
	c, err := config.Parse("config.yaml", []byte(text), options())
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return c
}

func every(t *testing.T, text string) schedule.Schedule {
	t.Helper()
	s, err := schedule.Parse(text, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// same compares what is opaque by what it prints.
var same = cmp.Options{
	cmp.Comparer(func(a, b schedule.Schedule) bool { return a.String() == b.String() }),
	cmp.Comparer(func(a, b rule.Condition) bool { return a.String() == b.String() }),
	cmp.Comparer(func(a, b rule.Text) bool { return a.String() == b.String() }),
	cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() }),
	cmpopts.EquateEmpty(),
}

func dir(elem ...string) string {
	return filepath.Join(append([]string{filepath.FromSlash("/srv/planet")}, elem...)...)
}

// A source is all that a config needs.
func TestDefaults(t *testing.T) {
	got := parse(t, "sources: [{url: https://example.org/feed.xml}]")
	if got.Site.URL.String() != "http://localhost:8080/" {
		t.Errorf("site.url is %s", got.Site.URL)
	}
	got.Site.URL = nil
	want := &config.Config{
		Dir: dir(),
		Site: config.Site{
			Title: "Feedloom", Output: dir("public"), Formats: []string{"rss", "atom", "json", "html"},
			Limit: 50, Timezone: time.Local,
		},
		Store: dir("feedloom.db"), Listen: "localhost:8080", Schedule: every(t, "30m"),
		Fetch: config.Fetch{
			Concurrency: 16, PerHost: 2, Timeout: 20 * time.Second, MaxBody: 10e6, MaxInFlight: 64e6,
			MaxHeader: 1e6, MaxTitle: 2e3, MaxDepth: 256, MaxItems: 5000, MaxRedirects: 5,
			Pace:  schedule.Pace{Min: 15 * time.Minute, Max: 24 * time.Hour},
			Holds: map[int]string{429: "host", 503: "source"},
		},
		Dedupe: config.Dedupe{Window: 72 * time.Hour},
		Sources: []config.Source{{
			Source:   article.Source{ID: "example.org/feed.xml", URL: "https://example.org/feed.xml"},
			Schedule: every(t, "30m"),
		}},
	}
	if diff := cmp.Diff(want, got, same); diff != "" {
		t.Errorf("config (-want +got):\n%s", diff)
	}
}

// To name store_backup is to want it, with the defaults of what it leaves out.
func TestBackupDefaults(t *testing.T) {
	want := config.Backup{Every: 24 * time.Hour, Keep: 7, Dir: dir("backups")}
	if got := parse(t, "store_backup: {}\nsources: [{url: a.xml}]").Backup; got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	want.Every = 7 * 24 * time.Hour
	if got := parse(t, "store_backup: {every: 7d}\nsources: [{url: a.xml}]").Backup; got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// Posts lie in the output where nothing else is said, and each format's apart.
func TestPosts(t *testing.T) {
	for text, want := range map[string]map[string]string{
		"{}":                                  nil,
		"{formats: [rss, atom]}":              nil,
		"{formats: [rss, hexo]}":              {"hexo": dir("public", "_posts")},
		"{formats: [hugo], output: www}":      {"hugo": dir("www", "_posts")},
		"{formats: [hexo], posts: a/b/}":      {"hexo": dir("a", "b")},
		"{posts: {hexo: a}, formats: [hexo]}": {"hexo": dir("a")},
		"{formats: [hexo, html, hugo], posts: {hugo: /h, hexo: x}}": {"hugo": filepath.FromSlash("/h"), "hexo": dir("x")},
	} {
		got := parse(t, "site: "+text+"\nsources: [{url: a.xml}]").Site.Posts
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

// A key without a value counts as not given.
func TestEmptyKeys(t *testing.T) {
	bare := parse(t, "sources: [{url: a.xml}]")
	empty := parse(t, "site:\nstore:\nlisten: ~\nschedule: null\nfetch:\n  timeout:\nfeeds:\nrules:\nsources:\n- url: a.xml\n  category:\n  title: ''\n")
	if diff := cmp.Diff(bare, empty, same); diff != "" {
		t.Error(diff)
	}
}

func TestEveryKey(t *testing.T) {
	data, err := os.ReadFile("testdata/full.yaml")
	if err != nil {
		t.Fatal(err)
	}
	got := parse(t, string(data))
	if got.Site.URL.String() != "https://example.org/planet/" {
		t.Errorf("site.url is %s", got.Site.URL)
	}
	got.Site.URL = nil
	if string(got.Site.Stylesheet) != "rss {}" {
		t.Errorf("site.stylesheet is %q", got.Site.Stylesheet)
	}
	got.Site.Stylesheet = nil
	condition := func(text string) rule.Condition {
		c, err := rule.Compile(text)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	text := func(expression string) rule.Text {
		x, err := rule.CompileText(expression)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	want := &config.Config{
		Dir: dir(),
		Site: config.Site{
			Title: "2024", Description: "Two\nlines", Output: dir("www", "out"), Formats: []string{"json", "rss"},
			Limit: 20, Archive: true, MaxAge: 90 * 24 * time.Hour, Timezone: berlin, Sources: true, Tags: config.Tags{Path: article.Category{"Topics", "Tags"}, Min: 3},
		},
		Store: filepath.FromSlash("/var/lib/feedloom.db"), Backup: config.Backup{Every: 12 * time.Hour, Keep: 3, Dir: dir("saved")}, Listen: "", Schedule: every(t, "*/15 * * * *"),
		Fetch: config.Fetch{
			Concurrency: 4, PerHost: 1, Timeout: 90 * time.Second, MaxBody: 5e6, MaxInFlight: 32 << 20,
			MaxHeader: 2000, MaxTitle: 500, MaxDepth: 64, MaxItems: 100, MaxRedirects: 0,
			Pace:      schedule.Pace{Min: 10 * time.Minute, Max: 48 * time.Hour},
			Holds:     map[int]string{429: "domain", 503: "host"},
			UserAgent: "planet/1 (+https://example.org/)", AllowPrivate: []string{"127.0.0.1:18700", "[::1]:80", "intranet:8080"},
			Proxy: "http://proxy.example:8080",
		},
		Dedupe:    config.Dedupe{Window: 24 * time.Hour, Tracking: []string{"ref", "Trk_*", "$deep_link"}, NotTracking: []string{"spm", "at_medium"}},
		Retention: config.Retention{MaxAge: (9*24 + 12) * time.Hour, MaxArticles: 10000},
		Sources: []config.Source{
			{Source: article.Source{
				ID: "go.dev/blog/feed.atom", URL: "https://go.dev/blog/feed.atom", Title: "The Go Blog",
				Categories: []article.Category{{"Programming", "Go"}}, Access: article.Access{Proxy: "http://proxy.example:8080"},
				Policy: article.Policy{Extent: article.Beginning, Words: 60, Credit: "{title}: {link}", TitlePrefix: "[Go] ", NoIndex: true},
			}, Schedule: every(t, "24h")},
			{Source: article.Source{
				ID: "./examples/planet.xml", URL: dir("examples", "planet.xml"), Own: true,
				Policy: article.Policy{Extent: article.TitleOnly, Credit: "Source: {title}, {link}"},
			}, Schedule: every(t, "auto")},
			{Source: article.Source{
				ID: "finance", URL: "http://example.org/金融.xml",
				Categories: []article.Category{{"金融", "新浪财经", "新浪财经－国內"}, {"News"}},
			}, Schedule: every(t, "*/15 * * * *")},
			{Source: article.Source{
				ID: "/srv/feeds", URL: filepath.FromSlash("/srv/feeds"), Categories: []article.Category{{"own business"}},
			}, Schedule: every(t, "*/15 * * * *")},
			{Source: article.Source{
				ID: "example.org/closed.xml", URL: "https://me:hunter2-Geheim@example.org/closed.xml", Secret: true, Secrets: []string{"hunter2-Geheim"},
				Access: article.Access{
					Headers: []article.Header{
						{Name: "X-Api-Key", Value: "HUNTER2-GEHEIM", Secret: true}, {Name: "Accept-Language", Value: "de"},
						{Name: "Cookie", Value: "session=hunter2-Geheim; b=bHUNTER2-GEHEIM", Secret: true}, {Name: "User-Agent", Value: "planet/2"},
					},
					Proxy: "socks5h://me:hunter2-Geheim@proxy.example:1080", Timeout: time.Minute, Insecure: true,
				},
			}, Schedule: every(t, "*/15 * * * *")},
		},
		Feeds: []config.Feed{{
			Path: article.Category{"金融"}, Line: 75, Slug: "finance", Title: "金融 news", Description: "Money", Limit: 100, Archive: new(bool),
			Was:    []config.Was{{Path: article.Category{"Wealth"}}, {Path: article.Category{"Money", "CN"}}, {Folder: "old/money"}},
			MaxAge: article.Forever, Merge: []article.Category{{"Programming", "Go"}, {"Anything"}},
			Include: condition(`words > 10`), Exclude: condition(`"breaking" in marks`),
			Retention: config.Retention{MaxAge: article.Forever, MaxArticles: 500},
		}, {
			Path: article.Category{"News"}, Line: 87, Was: []config.Was{{Path: article.Category{"Old", "News"}}}, Retention: config.Retention{MaxAge: 30 * 24 * time.Hour},
		}},
		Rules: rule.Rules{
			{When: condition(`title contains "Sponsored"`), Drop: true, Line: 91},
			{When: condition(`"golang" in tags`), Add: article.Category{"Programming", "Go"}, Line: 93},
			{When: condition(`"x" in tags`), Move: article.Category{"Other"}, Line: 95},
			{When: condition("title == \"x\" or\n  title == \"y\"\n"), Remove: article.Category{"News"}, Line: 97},
			{When: condition("words > 9"), Tag: []string{"long"}, Untag: []string{"short", "very short"}, Mark: []string{"breaking"}, Add: article.Category{"Other"},
				Title: text(`replace(title, "[Ad] ", "")`), Image: text(`"https://x.example/a.png"`), Line: 101},
		},
	}
	want.AfterPublish = config.AfterPublish{Args: []string{"rsync", "-a", "public/", "host:/srv"}, Timeout: time.Minute}
	for i := range want.Rules {
		want.Rules[i].Written = strings.TrimSpace(want.Rules[i].When.String())
	}
	// A condition is the text without white space around it.
	want.Rules[3].When = condition(strings.TrimSpace(want.Rules[3].When.String()))
	if diff := cmp.Diff(want, got, same); diff != "" {
		t.Errorf("config (-want +got):\n%s", diff)
	}
}

// Cron expressions are in the zone of the site, wherever in the file it stands.
func TestScheduleInTheSitesZone(t *testing.T) {
	c := parse(t, "schedule: 0 6 * * *\nsources: [{url: a.xml}]\nsite: {timezone: Asia/Shanghai}\n")
	noon := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	got := c.Sources[0].Schedule.Due(c.Sources[0].Source, article.Checkpoint{Polled: noon}, noon)
	if want := time.Date(2026, 3, 10, 22, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("due %v, want %v", got.UTC(), want)
	}
}

// An automatic pace has its bounds, wherever in the file they stand.
func TestPaceOfSchedules(t *testing.T) {
	c := parse(t, "sources: [{url: a.xml}, {url: b.xml, schedule: auto}]\nschedule: auto\nfetch: {pace: {min: 3d, max: 3d}}\n")
	noon := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	for _, src := range c.Sources {
		got := src.Schedule.Due(src.Source, article.Checkpoint{Polled: noon}, noon)
		if want := noon.Add(72 * time.Hour); !got.Equal(want) {
			t.Errorf("%s is due %v, want %v", src.URL, got, want)
		}
	}
}

// Values come from the environment; the id of a source names the variable, so
// that a new secret is not a new source.
func TestEnvironment(t *testing.T) {
	c := parse(t, `
site: {title: "$${TOKEN} is ${TOKEN}", description: $5 and $HOME}
sources:
  - url: https://example.org/feed?token=${TOKEN}
    category: ["${UPPER}"]
  - url: https://example.org/${TOKEN}/feed
rules:
  - when: title == "${TOKEN}"
    drop: true
`)
	for _, c := range []struct{ got, want string }{
		{c.Site.Title, "${TOKEN} is hunter2-Geheim"},
		{c.Site.Description, "$5 and $HOME"},
		{c.Sources[0].URL, "https://example.org/feed?token=hunter2-Geheim"},
		{c.Sources[0].ID, "example.org/feed?token=${TOKEN}"},
		{c.Sources[1].ID, "example.org/${TOKEN}/feed"},
		{c.Sources[1].Label(), "example.org/${TOKEN}/feed"},
		{c.Sources[0].Categories[0].Name(), "HUNTER2-GEHEIM"},
		{c.Rules[0].When.String(), `title == "hunter2-Geheim"`},
		{c.Rules[0].Written, `title == "${TOKEN}"`},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if !c.Sources[0].Secret {
		t.Error("the source is not known to hold a secret")
	}
}

// A login is a header; the user and the password of an address are no part of
// its id.
func TestLogins(t *testing.T) {
	c := parse(t, `
fetch: {proxy: "http://127.0.0.1:8080"}
sources:
  - {url: "https://a.example/feed", basic: {user: me, password: "${TOKEN}"}}
  - {url: "https://b.example/feed", basic: {user: "${TOKEN}"}}
  - {url: "https://c.example/feed", bearer: "${TOKEN}", proxy: none}
  - {url: "https://d.example/feed", headers: {authorization: "Token ${TOKEN}"}}
  - {url: "https://me:${TOKEN}@e.example/feed"}
  - {url: f.xml}
`)
	for i, want := range []struct{ id, login, proxy string }{
		{"a.example/feed", "Basic " + base64.StdEncoding.EncodeToString([]byte("me:hunter2-Geheim")), "http://127.0.0.1:8080"},
		{"b.example/feed", "Basic " + base64.StdEncoding.EncodeToString([]byte("hunter2-Geheim:")), "http://127.0.0.1:8080"},
		{"c.example/feed", "Bearer hunter2-Geheim", ""},
		{"d.example/feed", "Token hunter2-Geheim", "http://127.0.0.1:8080"},
		{"e.example/feed", "", "http://127.0.0.1:8080"},
		{"f.xml", "", ""},
	} {
		s := c.Sources[i]
		login := ""
		for _, h := range s.Access.Headers {
			if h.Name == "Authorization" {
				login = h.Value
			}
		}
		if s.ID != want.id || login != want.login || s.Access.Proxy != want.proxy {
			t.Errorf("%s has the login %q and the proxy %q, want %+v", s.ID, login, s.Access.Proxy, want)
		}
	}
}

// An id that is an address is that of the source which had it, and the address
// of the site is as feeds name it.
func TestNormalForms(t *testing.T) {
	c := parse(t, `
site: {url: "HTTPS://München.example:443/planet"}
sources:
  - {url: https://example.org/new.xml, id: "https://www.example.org/old.xml"}
  - {url: b.xml, id: The b's}
`)
	for _, c := range []struct{ got, want string }{
		{c.Site.URL.String(), "https://xn--mnchen-3ya.example/planet/"},
		{c.Sources[0].ID, article.Canonical("https://example.org/old.xml")},
		{c.Sources[1].ID, "The b's"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// Load takes paths from the file's folder and the environment from the process.
func TestLoad(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "planet.yaml")
	if err := os.WriteFile(path, []byte("sources: [{url: '${CONFIG_TEST_FEED}'}]"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("CONFIG_TEST_FEED", "feeds/a.xml")
	c, err := config.Load(path, config.Options{Formats: []string{"rss"}})
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(folder, "feeds", "a.xml"); c.Dir != folder || c.Sources[0].URL != want {
		t.Errorf("in %s the source is %s, want %s", c.Dir, c.Sources[0].URL, want)
	}
}

func TestLoadErrors(t *testing.T) {
	folder := t.TempDir()
	_, err := config.Load(filepath.Join(folder, "config.yaml"), config.Options{})
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), folder) || !strings.Contains(err.Error(), "--config") {
		t.Errorf("a missing file: %v", err)
	}
	if _, err := config.Load(folder, config.Options{}); err == nil {
		t.Error("a folder was read as a file")
	}
	large := filepath.Join(folder, "large.yaml")
	if err := os.WriteFile(large, []byte("sources: [{url: a.xml}]\n"+strings.Repeat("# x\n", 1<<18)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = config.Load(large, config.Options{})
	var errs config.Errors
	if !errors.As(err, &errs) || len(errs) != 1 || !strings.Contains(errs[0].Msg, "1048576 bytes") {
		t.Errorf("a large file: %v", err)
	}
}

func ExampleParse() {
	_, err := config.Parse("config.yaml", []byte(`
site:
  titel: My planet
fetch: {timeout: soon}
sources:
  - url: https://example.org/feed.xml
`), config.Options{Dir: "/srv/planet"})
	fmt.Println(err)
	// Output:
	// config.yaml:3:3: site.titel: unknown key; did you mean "title"?
	// config.yaml:4:18: fetch.timeout: expected a duration such as 90s, 12h or 30d, from 1s to 1h, found "soon"
}
