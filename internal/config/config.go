// Package config reads config.yaml into typed values. It is strict: an unknown
// key, a wrong type, a value out of bounds are errors, and all of them are
// reported at once, each with its line and column, what was expected and what
// was found.
//
// Each mapping of the file is read by one function, which lists its keys; a key
// that is not listed does not exist. `${NAME}` in a value is replaced from the
// environment; what came from there never appears in an error.
package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"feedloom/article"
	"feedloom/internal/rule"
	"feedloom/internal/schedule"
)

// Config is what config.yaml says, defaults filled in.
type Config struct {
	// Dir is the folder of config.yaml, absolute. Paths in it are relative to it.
	Dir  string
	Site Site
	// Store is the absolute path of the database.
	Store string
	// Backup is off in its zero value.
	Backup Backup
	// Listen is the host:port that is served; empty for none.
	Listen    string
	Schedule  schedule.Schedule
	Fetch     Fetch
	Dedupe    Dedupe
	Retention Retention
	Sources   []Source
	Feeds     []Feed
	Rules     rule.Rules
	// AfterPublish is told what was published, if it is a command.
	AfterPublish AfterPublish
}

// Site is what is published, and where it will be read.
type Site struct {
	Title, Description string
	// URL is http or https, ends in a slash, and has no user, query or fragment.
	URL *url.URL
	// Output is the absolute path of the folder that is published.
	Output  string
	Formats []string
	// Posts has the absolute path of a folder for each of Formats that is one of
	// posts.
	Posts map[string]string
	// Limit is how many articles a feed holds, MaxAge for how long after its
	// arrival it holds one; 0 for ever.
	Limit  int
	MaxAge time.Duration
	// Stylesheet is the CSS of feeds: nil for the program's own, empty for none.
	Stylesheet []byte
	// Sources says that the list of the sources is published.
	Sources bool
	Tags    Tags
	// Archive gives every feed an archive: its complete history, in pages.
	Archive bool
	// Timezone is that of cron expressions, pages and the names of posts.
	Timezone *time.Location
}

// Tags is which tags have feeds: none where Path is empty.
type Tags struct {
	// Path is the category that they are below.
	Path article.Category
	// Min is how many articles must have a tag.
	Min int
}

// Fetch is how sources are polled. Sizes are in bytes.
type Fetch struct {
	Concurrency, PerHost             int           // polls at once: in all, and of one host
	Timeout                          time.Duration // of one poll
	MaxBody                          int64         // of a document, after decompression
	MaxInFlight                      int64         // of all documents in memory
	MaxHeader, MaxTitle              int64
	MaxDepth, MaxItems, MaxRedirects int
	// Pace bounds the schedule `auto`.
	Pace schedule.Pace
	// Holds are the statuses by which a server's wish to be left alone is
	// known, and which sources each holds: source, host or domain.
	Holds map[int]string
	// UserAgent is empty where config.yaml leaves it to the program.
	UserAgent string
	// AllowPrivate lists the host:port pairs that may be dialled although
	// their addresses are private; hosts in lower case, IPv6 in brackets.
	AllowPrivate []string
	// Proxy is that of the sources which name none; empty for none.
	Proxy string
}

// Dedupe is when two items are one article.
type Dedupe struct {
	// Window is how far the dates of two sources that name one URL may lie apart.
	Window time.Duration
	// Tracking are names of parameters that make no other URL of one, beside
	// those of the built-in list; NotTracking those that it should not have. A *
	// at the end of a name stands for all that begin so.
	Tracking, NotTracking []string
}

// Retention is which articles are kept. Where it is that of all, 0 keeps them.
type Retention struct {
	// MaxAge of a category is article.Forever where config.yaml says 0, and 0
	// where it says nothing.
	MaxAge      time.Duration
	MaxArticles int
}

// Source is a source and its own schedule, or the default one.
type Source struct {
	article.Source
	Schedule schedule.Schedule
}

// Feed is how the feed of one category differs from the others. What is empty
// or 0 does not differ.
type Feed struct {
	Path article.Category
	// Line is where config.yaml has it.
	Line int
	// Slug is the name of the category's folder.
	Slug               string
	Title, Description string
	Limit              int
	// Was are its old places, the oldest first.
	Was []Was
	// MaxAge is article.Forever where config.yaml says 0, and 0 where it says
	// nothing.
	MaxAge time.Duration
	// Merge are other categories whose articles it holds too.
	Merge []article.Category
	// Include and Exclude say which articles it holds.
	Include, Exclude rule.Condition
	// Archive gives the feed an archive, or none; nil is as the site has it.
	Archive *bool
	// Retention is that of the category and of all below it.
	Retention Retention
}

// Was is an old place of a feed: a category; or, without one, a folder, as a slash
// path.
type Was struct {
	Path   article.Category
	Folder string
}

// Options is what Parse needs to know of the world.
type Options struct {
	// Formats are the names that site.formats may have, and its default; Posts
	// further ones, of formats that need a folder of their own.
	Formats, Posts []string
	// Folder is the name of the folder that a category of a name gets; a slug
	// must be its own. nil takes any.
	Folder func(name string) string
	// TagWord is the one spelling of a tag, which its feed is named by; nil takes any.
	TagWord func(tag string) string
	// ReadFile reads a file that is named; nil reads none.
	ReadFile func(path string) ([]byte, error)
	// Env looks up a variable of the environment; nil has none.
	Env func(name string) (string, bool)
	// Dir is the folder of config.yaml, absolute.
	Dir string
}

// maxSize is what a config.yaml may have, in bytes.
const maxSize = 1 << 20

// Load reads the file of that path; of opts it sets Env, Dir and ReadFile itself. The
// errors in what the file says are of type Errors; a missing file is
// fs.ErrNotExist.
func Load(path string, opts Options) (*Config, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	file, err := os.Open(absolute)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &missingError{absolute}
	} else if err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxSize+1))
	if err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	opts.Env, opts.Dir, opts.ReadFile = os.LookupEnv, filepath.Dir(absolute), os.ReadFile
	return Parse(path, data, opts)
}

// missingError is fs.ErrNotExist in words that help.
type missingError struct{ path string }

func (e *missingError) Error() string {
	return fmt.Sprintf("config: there is no file %s; write one, or name another with --config", e.path)
}

func (e *missingError) Unwrap() error { return fs.ErrNotExist }

// Parse reads the content of a config.yaml; name is the file's name in errors,
// which are of type Errors. It touches no file and no network.
func Parse(name string, data []byte, opts Options) (*Config, error) {
	r := newReader(name, opts)
	if root, ok := r.root(data); ok {
		r.readConfig(root)
	}
	if len(r.errs) > 0 {
		r.errs.sort()
		return nil, r.errs
	}
	return r.config, nil
}
