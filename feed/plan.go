package feed

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"feedloom/article"
)

// The revisions of the code, to be raised when it gives another answer for the
// same articles and the same config.yaml: in which feeds an article is, and
// what a feed looks like.
const (
	membershipRevision = "1"
	lookRevision       = "13"
)

// defaultLimit is how many articles a feed holds where nothing else is said.
const defaultLimit = 50

// Site is what config.yaml says of what goes out.
type Site struct {
	Title, Description string
	// URL is where the output will be read. It may have a path, and ends in "/".
	URL *url.URL
	// Formats are names of the format tables; none stands for all formats of
	// feeds.
	Formats []string
	// Posts are the folders of the formats of posts among them, by their names.
	Posts map[string]string
	// Limit is how many articles a feed holds, 50 where it is 0; MaxAge for how
	// long after its arrival it holds one, 0 for ever.
	Limit  int
	MaxAge time.Duration
	// Archive gives every feed an archive.
	Archive bool
	// Location is the time zone of the dates on pages, UTC where it is nil.
	Location *time.Location
	Sources  []article.Source
	Feeds    []Override
	Tags     Tags
	// ListSources publishes the list of the sources that everybody may see.
	ListSources bool
	// Stylesheet is the CSS by which browsers show RSS, Atom and OPML: that of this
	// package where it is nil, none where it is empty.
	Stylesheet []byte
	// Rules drop articles, and change their categories and what is shown of them;
	// nil for none.
	Rules Rules
}

// Override is where one feed differs from the defaults. A zero field leaves
// the default as it is.
type Override struct {
	Path article.Category
	// Slug is the name of the feed's folder, in its own paths and in those
	// below it.
	Slug               string
	Title, Description string
	Limit              int
	// Was is where the feed was before, the oldest first, and so were those below it.
	Was []Was
	// MaxAge may be article.Forever.
	MaxAge time.Duration
	// Merge are other categories whose articles the feed holds too. Where one of
	// them has a Merge itself, that counts as well.
	Merge []article.Category
	// Include and Exclude say which articles the feed holds, and none of the
	// feeds above and below it; nil for all.
	Include, Exclude Condition
	// Archive gives the feed an archive, or none where all others have one.
	Archive *bool
}

// Rules are what config.yaml says about single articles.
type Rules interface {
	// Apply returns what is made of an article that has cs from its sources.
	Apply(a *article.Article, cs []article.Category) article.Ruling
	// Fingerprint differs where Apply may differ, Membership where it may differ
	// in categories, in what is dropped, or in what conditions ask for by these
	// names.
	Fingerprint() string
	Membership(asked []string) string
}

// Condition is what an article must be like to be in a feed.
type Condition interface {
	Holds(a *article.Article, made article.Ruling) bool
	// Asks lists the names of what it asks for, as Rules know them.
	Asks() []string
	String() string
}

// Plan answers which feeds there are, what is in them, what they are called
// and where they lie. It never changes and is safe for concurrent use.
type Plan struct {
	site      Site
	base      string // the site's URL
	formats   []Format
	posts     []PostFolder
	sources   map[string]*article.Source
	overrides map[string]*Override // by the path's id
	slugs     map[string]string    // folder under its parent's id -> the path's id
	hasListed bool                 // there is a source that everybody may see
	merges    []merge
	now       time.Time // see At
	// The fingerprints, made once: they are asked for in each cycle.
	membership, look string
}

// NewPlan makes the plan of a site. Formats that are not in the table are left
// out.
func NewPlan(s Site) *Plan {
	p := &Plan{
		site:      s,
		base:      "/",
		sources:   map[string]*article.Source{},
		overrides: map[string]*Override{},
		slugs:     map[string]string{},
	}
	if s.URL != nil {
		p.base = strings.TrimSuffix(s.URL.String(), "/") + "/"
	}
	for _, f := range Formats() {
		if len(s.Formats) == 0 || slices.Contains(s.Formats, f.Name) {
			p.formats = append(p.formats, f)
		}
	}
	for i := range s.Sources {
		p.sources[s.Sources[i].ID] = &s.Sources[i]
	}
	for i := range s.Feeds {
		o := &s.Feeds[i]
		p.overrides[o.Path.ID()] = o
		p.claimSlug(o)
	}
	p.hasListed = len(p.listedSources(nil)) > 0
	p.merges = p.allMerges()
	p.posts = postFolders(s)
	p.membership = p.newMembership()
	p.look = p.newLook()
	return p
}

// Feeds lists every path whose feed holds the article: its categories, its tags
// where these have feeds, what lies above them, the whole site, and the feeds that
// merge one of these; save where a feed's own conditions keep it out. Each is there
// once, in order. It is nil when no source of the config has the article, or a rule
// drops it.
func (p *Plan) Feeds(a *article.Article) []article.Category {
	var feeds []article.Category
	for _, s := range p.Standings(a) {
		if s.Out == "" {
			feeds = append(feeds, s.Path)
		}
	}
	return feeds
}

// Categories lists the article's own paths, as the published item names them;
// it is empty for an article that is only in the feed of the whole site.
func (p *Plan) Categories(a *article.Article) []article.Category {
	made, _ := p.ruling(a)
	return made.Categories
}

// Given lists the paths that the article's sources give it, before any rule.
// ok is false when no source of the config has the article.
func (p *Plan) Given(a *article.Article) (own []article.Category, ok bool) {
	for i := range a.Sightings {
		s := &a.Sightings[i]
		src := p.sources[s.Source]
		if src == nil {
			continue
		}
		ok = true
		own = append(own, src.Categories...)
		own = append(own, ownPaths(src, &s.Item)...)
	}
	return unique(own), ok
}

// ruling asks the sources and then the rules. It is not ok where the article is
// not published.
func (p *Plan) ruling(a *article.Article) (made article.Ruling, ok bool) {
	own, ok := p.Given(a)
	made = article.Ruling{Categories: own, Tags: a.Tags()}
	if ok && p.site.Rules != nil {
		made = p.site.Rules.Apply(a, own)
		made.Categories = unique(made.Categories)
	}
	if !ok || made.Dropped {
		made.Categories = nil
		return made, false
	}
	made.Categories = slices.DeleteFunc(made.Categories, func(c article.Category) bool { return len(c) == 0 })
	return made, true
}

// Paths lists what the config itself names, and what lies above it: these have
// a feed even when no article is in it.
func (p *Plan) Paths() []article.Category {
	paths := []article.Category{{}}
	for i := range p.site.Sources {
		for _, c := range p.site.Sources[i].Categories {
			paths = append(paths, c.Prefixes()...)
		}
	}
	for i := range p.site.Feeds {
		paths = append(paths, p.site.Feeds[i].Path.Prefixes()...)
	}
	paths = append(paths, p.site.Tags.Path.Prefixes()...)
	return unique(paths)
}

// Limit is how many articles the feed of that path holds.
func (p *Plan) Limit(path article.Category) int {
	if o := p.overrides[path.ID()]; o != nil && o.Limit > 0 {
		return o.Limit
	}
	if p.site.Limit > 0 {
		return p.site.Limit
	}
	return defaultLimit
}

// Membership is a fingerprint of all that decides Feeds: where it is the same,
// so is every answer. The order of the sources does not count.
func (p *Plan) Membership() string { return p.membership }

func (p *Plan) newMembership() string {
	parts := []string{membershipRevision}
	if p.site.Rules != nil {
		parts = append(parts, p.site.Rules.Membership(p.asked()))
	}
	if len(p.site.Tags.Path) > 0 {
		parts = append(parts, "tags", p.site.Tags.Path.ID())
	}
	parts = append(parts, p.conditions()...)
	return article.HashOf(append(parts, p.eachSource(placing)...)...).String()
}

// eachSource fingerprints what is said of the sources, whatever their order.
func (p *Plan) eachSource(says func(*article.Source) []string) []string {
	var prints []string
	for _, s := range p.sources {
		prints = append(prints, article.HashOf(says(s)...).String())
	}
	slices.Sort(prints)
	return prints
}

// placing is what a source says of where its articles belong.
func placing(s *article.Source) []string {
	parts := []string{s.ID, strconv.FormatBool(s.Own)}
	for _, c := range unique(s.Categories) {
		parts = append(parts, c.ID())
	}
	return parts
}

// Look is a fingerprint of all that decides the bytes of a feed, beside its
// articles and what the sources say of themselves.
func (p *Plan) Look() string { return p.look }

func (p *Plan) newLook() string {
	s := &p.site
	parts := []string{lookRevision, s.Title, s.Description, p.base, strconv.Itoa(s.Limit), s.MaxAge.String(), strconv.FormatBool(s.Archive),
		p.location().String(), string(p.stylesheet()), strconv.Itoa(s.Tags.Least), strconv.FormatBool(s.ListSources), p.Membership()}
	for _, f := range p.formats {
		parts = append(parts, f.Name)
	}
	for _, f := range p.posts {
		parts = append(parts, f.Format.Name, f.Dir, postRevision)
	}
	if s.Rules != nil {
		parts = append(parts, s.Rules.Fingerprint())
	}
	shows := func(s *article.Source) []string { return []string{s.ID, s.URL, s.Title, fmt.Sprintf("%#v", s.Policy)} }
	parts = append(parts, p.eachSource(shows)...)
	for _, o := range s.Feeds {
		parts = append(parts, fmt.Sprintf("%q", []string{o.Path.ID(), o.Slug, o.Title, o.Description, strconv.Itoa(o.Limit), o.MaxAge.String(), fmt.Sprint(o.Was), strconv.Itoa(p.Archive(o.Path))}))
	}
	return article.HashOf(parts...).String()
}

func (p *Plan) location() *time.Location {
	if p.site.Location == nil {
		return time.UTC
	}
	return p.site.Location
}

// unique sorts paths and leaves each once, in a list of its own.
func unique(paths []article.Category) []article.Category {
	paths = slices.Clone(paths)
	slices.SortFunc(paths, article.Category.Compare)
	return slices.CompactFunc(paths, article.Category.Equal)
}
