package feed

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"feedloom/article"
)

// Document is one feed as a pure value, ready for any format: every text in it
// is clean, every address is a URI.
type Document struct {
	// ID is permanent: a urn:uuid made of the site's URL and the path's names, or
	// of those that it had before it moved. A new slug, title or format leaves it as
	// it is; another site has another.
	ID          string
	Path        article.Category
	Title       string
	Description string
	URL         string // of the folder's page
	// At is the address of the folder that the files are in: URL, save at an old
	// address. Moved is then the same feed in its formats where it is now.
	At    string
	Moved []File
	// Site is the whole site: its name and page.
	Site Node
	// Files are the same feed in the formats that are published, OPML and Sources
	// the addresses of the lists of all feeds and of all sources, empty where there
	// is none.
	Files         []File
	OPML, Sources string
	// Stylesheet is the address of what browsers show the feed with, empty for
	// none.
	Stylesheet string
	// Above are the path's ancestors, the whole site first. Children is what
	// lies below: all of it for the whole site, else one level; and More counts
	// those that are too many to be listed.
	Above, Children []Node
	More            int
	// Language is that of all entries, empty when they differ.
	Language string
	// NoIndex asks search engines to leave the feed out: all that it holds is to be
	// left out.
	NoIndex bool
	// Updated is the newest article's date of change, zero without articles.
	Updated time.Time
	// Entries are the newest first, by their own dates; no two have one ID.
	Entries []*Rendered
	twins   []error // say which entries are left out for that
	// Page is the number of the page of the feed's archive that this is, 0 for the
	// feed itself. Older and Newer are the pages next to it, 0 for none; the feed's
	// Older is the newest of all.
	Page, Older, Newer int
}

// File is a feed in one format.
type File struct {
	Format Format
	URL    string
}

// self is the address of the document in the format of that name, empty where it is
// not published so.
func (d *Document) self(format string) string { return d.page(format, d.Page) }

// page is the address of a page of the feed's archive in that format; 0 is the feed
// itself, which is all that there is of a format that nobody can subscribe to.
func (d *Document) page(format string, number int) string {
	for _, f := range d.Files {
		if f.Format.Name == format && number > 0 && f.Format.readable() {
			return strings.TrimSuffix(f.URL, f.Format.File) + f.Format.page(number)
		}
	}
	return urlOf(d.Files, format)
}

func urlOf(files []File, format string) string {
	for _, f := range files {
		if f.Format.Name == format {
			return f.URL
		}
	}
	return ""
}

// siteIDs is the name space of the ids that are made here (RFC 9562, section
// 5.5).
var siteIDs = uuid.NewSHA1(uuid.NameSpaceURL, []byte("urn:feedloom:site"))

// urn is the permanent id of a thing of this site.
func (p *Plan) urn(kind, id string) string {
	return "urn:uuid:" + uuid.NewSHA1(siteIDs, []byte(p.base+"\x00"+kind+"\x00"+id)).String()
}

// Document builds the feed of a path out of its articles, in any order. It
// holds no more than Limit of them, and none that is too old. profiles is what the
// sources say of themselves, by their ids; filled are the paths that hold articles,
// for the links to what lies below.
func (p *Plan) Document(path article.Category, articles []*article.Article, profiles map[string]article.Profile, filled []article.Category) (*Document, error) {
	var entries []*Rendered
	for _, a := range articles {
		if !p.TooOld(path, a.Arrival) {
			entries = append(entries, p.render(a, profiles))
		}
	}
	d := p.document(path, entries, newTree(p, filled))
	return d, some(d.Faults())
}

// document builds the feed of a path out of its entries, in any order.
func (p *Plan) document(path article.Category, entries []*Rendered, t *tree) *Document {
	far := categoryReach
	if len(path) == 0 {
		far = siteReach
	}
	d := &Document{
		ID:          p.feedID(path),
		Path:        path,
		Title:       p.title(path),
		Description: p.description(path),
		URL:         p.URL(path),
		At:          p.URL(path),
		Site:        p.siteNode(),
		Files:       p.files(path),
		OPML:        p.opmlURL(),
		Sources:     p.sourcesURL(),
		Stylesheet:  p.stylesheetURL(),
		Above:       p.above(path),
		Entries:     newestFirst(entries, p.Limit(path)),
	}
	d.Children, d.More = t.below(p, path, far)
	d.single()
	d.summarise()
	return d
}

// single leaves out what has the ID of an entry before it: readers would take the
// two for one.
func (d *Document) single() {
	known := make(map[string]bool, len(d.Entries))
	d.Entries = slices.DeleteFunc(d.Entries, func(r *Rendered) bool {
		twin := known[r.ID]
		known[r.ID] = true
		if twin {
			d.twins = append(d.twins, fmt.Errorf("%s: article %d is left out: another one has the id %s", d.URL, r.number, r.ID))
		}
		return twin
	})
}

// Faults say which articles are not in the feed, or not in each of its formats,
// and why.
func (d *Document) Faults() []error {
	faults := slices.Clone(d.twins)
	for _, r := range d.Entries {
		for _, f := range d.Files {
			if err := r.faults[f.Format.Name]; err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", d.URL, err))
			}
		}
	}
	return faults
}

// newestFirst orders entries by date and cuts the list.
func newestFirst(entries []*Rendered, limit int) []*Rendered {
	sorted := slices.Clone(entries)
	slices.SortFunc(sorted, func(a, b *Rendered) int {
		if c := b.date.Compare(a.date); c != 0 {
			return c
		}
		return cmp.Compare(b.number, a.number)
	})
	return sorted[:min(limit, len(sorted))]
}

func (p *Plan) feedID(path article.Category) string { return p.urn("feed", p.origin(path).ID()) }

func (p *Plan) siteNode() Node { return Node{Label: p.label(article.Category{}), URL: p.base} }

func (p *Plan) files(path article.Category) []File { return p.filesIn(p.URL(path)) }

// filesIn are the files of a feed in the folder of that address.
func (p *Plan) filesIn(folder string) []File {
	var files []File
	for _, f := range p.formats {
		url := folder
		if f.File != index {
			url += f.File
		}
		files = append(files, File{Format: f, URL: url})
	}
	return files
}

// spoken is the language of the feed where one must be named: that of its
// entries, or "mul" for several (ISO 639-2).
func (d *Document) spoken() string {
	spoken := d.Language
	for _, it := range d.Entries {
		switch {
		case it.Language == "" || strings.EqualFold(it.Language, spoken):
		case spoken == "":
			spoken = it.Language
		default:
			return "mul"
		}
	}
	return spoken
}

// summarise fills in what the feed says of all its entries.
func (d *Document) summarise() {
	d.NoIndex = len(d.Entries) > 0
	for i, it := range d.Entries {
		d.NoIndex = d.NoIndex && it.NoIndex
		if it.Updated.After(d.Updated) {
			d.Updated = it.Updated
		}
		switch {
		case i == 0:
			d.Language = it.Language
		case !strings.EqualFold(d.Language, it.Language):
			d.Language = ""
		}
	}
}
