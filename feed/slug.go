package feed

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"feedloom/article"
)

// maxSegment is how long the name of a folder may be, in bytes. File systems
// allow 255; the rest is left to those who copy or archive the output.
const maxSegment = 120

// reserved reports whether a name stands for something else in the output: the
// files that are written here, and what is kept for pages to come.
func reserved(name string) bool {
	return MediaType(name) != "" || slices.Contains([]string{"status", "assets"}, name)
}

// devices are the names that Windows keeps for itself, with any extension.
var devices = []string{
	"con", "prn", "aux", "nul", "conin$", "conout$",
	"com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "com¹", "com²", "com³",
	"lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²", "lpt³",
}

// Folder is where the files of that path lie: a slash path below the output
// folder, empty for the whole site. Every name in it is safe on any file
// system. No two paths share a folder where the file system tells upper from
// lower case; config refuses those that it names and that would meet elsewhere.
func (p *Plan) Folder(path article.Category) string {
	return strings.Join(p.segments(path), "/")
}

// URL is the address of the page of that path.
func (p *Plan) URL(path article.Category) string {
	var b strings.Builder
	b.WriteString(p.base)
	for _, s := range p.segments(path) {
		b.WriteString(url.PathEscape(s))
		b.WriteByte('/')
	}
	return b.String()
}

// FileURL is the address of a published file, by its slash path below the output
// folder: that of the folder for its page.
func (p *Plan) FileURL(name string) string {
	dir, file := path.Split(name)
	if file != index {
		dir = name
	}
	segments := strings.Split(dir, "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	return p.base + strings.Join(segments, "/")
}

func (p *Plan) segments(path article.Category) []string {
	segments := make([]string, len(path))
	for i := range path {
		segments[i] = p.segment(path[:i+1])
	}
	return segments
}

// segment is the folder of one path inside that of its parent: the slug that
// the config gives it, else its own name. A name that is another's slug has to
// make way.
func (p *Plan) segment(path article.Category) string {
	id := path.ID()
	if o := p.overrides[id]; o != nil && o.Slug != "" && p.slugs[slugKey(path, o.Slug)] == id {
		return segment(o.Slug)
	}
	s := segment(path.Name())
	if owner := p.slugs[slugKey(path, s)]; owner != "" && owner != id {
		return marked(s, path.Name())
	}
	return s
}

// claimSlug gives a slug to the first override that asks for it.
func (p *Plan) claimSlug(o *Override) {
	if o.Slug == "" || len(o.Path) == 0 {
		return
	}
	if key := slugKey(o.Path, o.Slug); p.slugs[key] == "" {
		p.slugs[key] = o.Path.ID()
	}
}

func slugKey(path article.Category, slug string) string {
	return path.Parent().ID() + "\x00" + strings.ToLower(segment(slug))
}

// FolderName is the name of the folder that a category of that name gets.
func FolderName(name string) string { return segment(name) }

// segment makes the name of a folder of any name. A name that is safe stays as
// it is; one that had to be changed is marked, so that no two names meet.
func segment(name string) string {
	safe := strings.Map(safeRune, norm.NFC.String(strings.ToValidUTF8(name, "-")))
	safe = tidy(safe)
	if safe == name && len(name) <= maxSegment && name != "" && !taken(name) {
		return name
	}
	return marked(safe, name)
}

// marked ends a changed name by what tells it from others.
func marked(safe, name string) string {
	mark := "-" + article.HashOf(name).String()[:6]
	if safe == "" {
		safe = "_"
	}
	safe = cut(safe, maxSegment-len(mark))
	if device(safe) { // as its name ends at the first dot
		safe = cut("_"+safe, maxSegment-len(mark))
	}
	return safe + mark
}

// cut leaves the first runes of s that fit into so many bytes.
func cut(s string, bytes int) string {
	for len(s) > bytes {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s
}

// safeRune replaces what cannot stand in the name of a file on some system:
// separators, control characters, what Windows refuses, and the characters
// that turn the direction of the text after them.
func safeRune(r rune) rune {
	switch {
	case strings.ContainsRune(`/\<>:"|?*`, r), unicode.IsControl(r), unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control):
		return '-'
	}
	return r
}

// tidy removes leading dots and white space, which hide a file, and trailing
// ones, which Windows drops.
func tidy(s string) string {
	edge := func(r rune) bool { return r == '.' || unicode.IsSpace(r) }
	return strings.TrimFunc(s, edge)
}

func taken(name string) bool {
	return reserved(strings.ToLower(name)) || device(name)
}

func device(name string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	return slices.Contains(devices, strings.TrimRight(stem, " "))
}
