package feed

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"feedloom/article"
)

// Document is one feed as a pure value, ready for any format: every text in it
// is clean, every address is a URI.
type Document struct {
	// ID is permanent: a urn:uuid made of the site's URL and the path's names. A
	// new slug, title or format leaves it as it is; another site has another.
	ID          string
	Path        article.Category
	Title       string
	Description string
	URL         string // of the folder's page
	// Site is the whole site: its name and page.
	Site Node
	// Files are the same feed in the formats that are published, OPML the
	// address of the list of all feeds, empty where there is none.
	Files []File
	OPML  string
	// Stylesheet is the address of what browsers show the feed with, empty for
	// none.
	Stylesheet string
	// Above are the path's ancestors, the whole site first. Children is what
	// lies below: all of it for the whole site, else one level.
	Above, Children []Node
	// Language is that of all entries, empty when they differ.
	Language string
	// Updated is the newest article's date of change, zero without articles.
	Updated time.Time
	// Entries are the newest first, by their own dates.
	Entries []*Rendered
}

// File is a feed in one format.
type File struct {
	Format Format
	URL    string
}

// self is the address of the feed in the format of that name.
func (d *Document) self(format string) string {
	for _, f := range d.Files {
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
// holds no more than Limit of them. profiles is what the sources say of
// themselves, by their ids; filled are the paths that hold articles, for the
// links to what lies below.
func (p *Plan) Document(path article.Category, articles []*article.Article, profiles map[string]article.Profile, filled []article.Category) (*Document, error) {
	var entries []*Rendered
	for _, a := range articles {
		r, err := p.render(a, profiles)
		if err != nil {
			return nil, err
		}
		entries = append(entries, r)
	}
	return p.document(path, entries, newTree(p, filled)), nil
}

// document builds the feed of a path out of its entries, in any order.
func (p *Plan) document(path article.Category, entries []*Rendered, t *tree) *Document {
	depth := 1
	if len(path) == 0 {
		depth = -1
	}
	d := &Document{
		ID:          p.urn("feed", path.ID()),
		Path:        path,
		Title:       p.title(path),
		Description: p.description(path),
		URL:         p.URL(path),
		Site:        Node{Label: p.label(article.Category{}), URL: p.base},
		Files:       p.files(path),
		OPML:        p.opmlURL(),
		Stylesheet:  p.stylesheetURL(),
		Above:       p.above(path),
		Children:    t.below(p, path, depth),
		Entries:     newestFirst(entries, p.Limit(path)),
	}
	d.summarise()
	return d
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

func (p *Plan) files(path article.Category) []File {
	var files []File
	for _, f := range p.formats {
		url := p.URL(path)
		if f.File != index {
			url += f.File
		}
		files = append(files, File{Format: f, URL: url})
	}
	return files
}

// summarise fills in what the feed says of all its entries.
func (d *Document) summarise() {
	for i, it := range d.Entries {
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
