package fetch

import (
	"net/url"
	"path"
	"slices"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"

	"feedloom/article"
)

// media is what the elements of Media RSS say of an item. The specification is
// at rssboard.org/media-rss.
type media struct {
	images      []picture // media:content
	thumbnails  []string
	enclosures  []article.Enclosure // media:content that is heard or seen
	description text
}

type picture struct {
	url       string
	area      int
	isDefault bool
}

func mediaOf(e ext.Extensions) media {
	var m media
	m.read(e["media"])
	slices.SortStableFunc(m.images, func(a, b picture) int {
		if a.isDefault != b.isDefault {
			if a.isDefault {
				return -1
			}
			return 1
		}
		return b.area - a.area
	})
	return m
}

// read reads the media elements of an item, and those within its groups.
func (m *media) read(elements map[string][]ext.Extension) {
	for _, t := range elements["thumbnail"] {
		m.thumbnails = append(m.thumbnails, first(t.Attrs["url"], t.Value))
	}
	for _, d := range elements["description"] {
		m.description = m.description.orElse(text{Value: d.Value, Plain: d.Attrs["type"] != "html" && !strings.Contains(d.Value, "</")})
	}
	for _, c := range elements["content"] {
		m.content(c)
		m.read(c.Children)
	}
	for _, g := range elements["group"] {
		m.read(g.Children)
	}
}

func (m *media) content(c ext.Extension) {
	address, kind := c.Attrs["url"], strings.ToLower(c.Attrs["type"])
	switch {
	case len(m.images)+len(m.enclosures) >= maxList:
	case address == "" || strings.Contains(address, "gravatar.com/avatar/"): // WordPress.com sends its author's face first
	case isImage(kind, c.Attrs["medium"], address):
		m.images = append(m.images, picture{address, side(c.Attrs["width"]) * side(c.Attrs["height"]), c.Attrs["isdefault"] == "true"})
	case strings.HasPrefix(kind, "audio/"), strings.HasPrefix(kind, "video/"):
		m.enclosures = append(m.enclosures, article.Enclosure{URL: address, Type: kind, Length: int64(number(c.Attrs["filesize"]))})
	}
}

// imageURLs are the images in their order.
func (m media) imageURLs() []string {
	var urls []string
	for _, p := range m.images {
		urls = append(urls, p.url)
	}
	return urls
}

// isImage judges by the media type, else by the medium, else by the name.
func isImage(kind, medium, address string) bool {
	switch {
	case kind != "":
		return strings.HasPrefix(strings.ToLower(kind), "image/")
	case medium != "":
		return strings.EqualFold(medium, "image")
	}
	u, err := url.Parse(address)
	return err == nil && imageNames[strings.ToLower(path.Ext(u.Path))]
}

var imageNames = map[string]bool{
	".jpg": true, ".jpeg": true, ".png": true, ".gif": true, ".webp": true, ".avif": true, ".svg": true, ".bmp": true,
}

// withMedia adds what Media RSS says to an item that has its own fields already.
func (r *raw) withMedia(m media, more ...string) {
	for _, e := range m.enclosures {
		if !slices.ContainsFunc(r.Enclosures, func(f article.Enclosure) bool { return f.URL == e.URL }) {
			r.Enclosures = append(r.Enclosures, e)
		}
	}
	r.Images = m.imageURLs()
	for _, e := range r.Enclosures {
		if isImage(e.Type, "", e.URL) {
			r.Images = append(r.Images, e.URL)
		}
	}
	r.Images = append(r.Images, more...)
	r.Thumbnails = append(m.thumbnails, m.imageURLs()...)
	r.Content = r.Content.orElse(m.description)
}

// mediaElements are the elements of that name of an item, its groups and their
// contents.
func mediaElements(elements map[string][]ext.Extension, name string) []ext.Extension {
	all := slices.Clone(elements[name])
	for _, within := range []string{"group", "content"} {
		for _, e := range elements[within] {
			all = append(all, mediaElements(e.Children, name)...)
		}
	}
	return all
}

// credit is the author that Media RSS names.
func credit(elements map[string][]ext.Extension) string {
	for _, c := range mediaElements(elements, "credit") {
		if strings.EqualFold(c.Attrs["role"], "author") {
			return c.Value
		}
	}
	return ""
}

// pictureOf is the address in an image element that is no part of RSS: its
// text, or that of an element in it.
func pictureOf(markup string) string {
	for _, word := range strings.Fields(article.Text(markup, 0)) {
		if isWeb(word) {
			return word
		}
	}
	return ""
}
