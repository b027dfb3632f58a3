package feed

import (
	"bytes"
	_ "embed"
	"fmt"
	"html"
	"html/template"
	"path"
	"slices"

	"feedloom/article"
)

// movedPage leads from an old page to the new one.
var movedPage = template.Must(template.New("moved").Parse(movedSource))

//go:embed moved.html
var movedSource string

// Was is where a feed was: a category, with the folder that it would have now; or,
// where the path is empty, a folder.
type Was struct {
	Path   article.Category
	Folder string // a slash path below the output folder
}

// move is a feed that is no more where it was.
type move struct {
	folder string // the old one
	to     article.Category
}

// moves lists the old folders of all feeds that there are, with those below: what
// moved took its children along. A feed that lies there now goes first.
func (p *Plan) moves(t *tree) []move {
	taken := map[string]bool{}
	for _, c := range t.paths {
		taken[p.Folder(c)] = true
	}
	var moves []move
	for _, o := range p.site.Feeds {
		for _, w := range o.Was {
			for _, c := range t.paths {
				if !c.Under(o.Path) {
					continue
				}
				folder := path.Join(append([]string{p.wasFolder(w)}, p.segments(c)[len(o.Path):]...)...)
				if !taken[folder] {
					moves = append(moves, move{folder, c})
				}
				taken[folder] = true
			}
		}
	}
	return moves
}

func (p *Plan) wasFolder(w Was) string {
	if len(w.Path) > 0 {
		return p.Folder(w.Path)
	}
	return w.Folder
}

// origin is the path that a feed had first. Its id is made of that one, since a feed
// that moves is the same feed (RFC 4287, section 4.2.6).
func (p *Plan) origin(path article.Category) article.Category {
	var followed []*Override
	for i := len(path); i > 0; i-- {
		o := p.overrides[path[:i].ID()]
		if o == nil || slices.Contains(followed, o) {
			continue
		}
		if first := slices.IndexFunc(o.Was, func(w Was) bool { return len(w.Path) > 0 }); first >= 0 {
			followed = append(followed, o)
			path = append(slices.Clone(o.Was[first].Path), path[i:]...)
			i = len(path) + 1
		}
	}
	return path
}

// movedFiles are what lies at the old addresses.
func (p *Plan) movedFiles(t *tree) []siteFile {
	moves := p.moves(t)
	if len(moves) == 0 {
		return nil
	}
	files := []siteFile{{RedirectsFile, func(r *publishing) ([]byte, error) { return r.plan.redirects(moves), nil }, lintText}}
	for _, m := range moves {
		for _, f := range p.formats {
			files = append(files, siteFile{path.Join(m.folder, f.File), func(r *publishing) ([]byte, error) { return r.plan.renderMoved(m, f) }, f.lint})
		}
	}
	return files
}

// renderMoved writes what one format has at an old address: a feed of one entry that
// says where it is now, or a page that leads there.
func (p *Plan) renderMoved(m move, f Format) ([]byte, error) {
	to, at := p.URL(m.to), p.folderURL(m.folder)
	d := &Document{
		ID:          p.feedID(m.to),
		Path:        m.to,
		Title:       p.title(m.to),
		Description: "This feed has moved to " + to,
		URL:         to,
		At:          at,
		Site:        p.siteNode(),
		Files:       p.filesIn(at),
		Moved:       p.files(m.to),
		Stylesheet:  p.stylesheetURL(),
	}
	if f.File == index {
		var b bytes.Buffer
		err := movedPage.Execute(&b, pageView{Document: d})
		return b.Bytes(), err
	}
	it := p.movedEntry(m, d.moved(f.Name))
	b, err := f.entry(&it)
	if err != nil {
		return nil, err
	}
	d.Entries = []*Rendered{{ID: it.ID, fragments: map[string][]byte{f.Name: b}}}
	return f.Render(d)
}

// movedEntry tells people where the feed is. It has no date, so that readers show it
// among what is new to them; what has to have one has that of an empty feed.
func (p *Plan) movedEntry(m move, to string) Entry {
	site := p.siteNode()
	return Entry{
		ID:      p.urn("moved", m.folder+"\x00"+p.URL(m.to)),
		Title:   "This feed has moved",
		Link:    p.URL(m.to),
		Content: fmt.Sprintf("<p>%s is now at <a href=\"%s\">%s</a>. Subscribe there: nothing new will come here.</p>", html.EscapeString(p.title(m.to)), html.EscapeString(to), html.EscapeString(to)),
		Authors: []article.Person{{Name: site.Label, URL: site.URL}},
		Source:  Credit{ID: p.urn("source", ""), Title: site.Label, Home: site.URL},
	}
}

// moved is the address of the feed in the format of that name, empty for one that has
// not moved.
func (d *Document) moved(format string) string { return urlOf(d.Moved, format) }
