package feed

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"feedloom/article"
)

// sourcesFile lists what the site reads, at the top of the output.
const sourcesFile = "sources.opml"

// sourcesURL is its address, empty where it is not to be shown, or has nothing in it.
func (p *Plan) sourcesURL() string {
	if !p.site.ListSources || !p.hasListed {
		return ""
	}
	return p.base + sourcesFile
}

// renderSources lists every source that has an address for everybody: once, in the
// folders of its first category, and with all of them in words (OPML 2.0, "The
// category attribute").
func renderSources(p *Plan, profiles map[string]article.Profile) ([]byte, error) {
	x := &opmlXML{Version: "2.0", Title: p.label(article.Category{}) + ": sources"}
	for _, s := range p.listedSources(profiles) {
		into := &x.Body
		for _, name := range s.folder {
			into = folderIn(into, cmp.Or(line(name), "_"))
		}
		*into = append(*into, s.outline)
	}
	sortOutlines(x.Body)
	b, err := writeXML(x)
	return styled(b, p.base, p.stylesheetURL()), err
}

type listedSource struct {
	folder  article.Category
	outline outline
}

// listedSources have no order: it comes with the outlines.
func (p *Plan) listedSources(profiles map[string]article.Profile) []listedSource {
	var listed []listedSource
	for id, s := range p.sources {
		address := webAddress(s.Public())
		if address == "" || slices.ContainsFunc(s.Access.Headers, func(h article.Header) bool { return h.Secret }) {
			continue // only who has the secret could read it
		}
		profile := profiles[id]
		o := outline{Type: "rss", XMLURL: address, HTMLURL: webAddress(profile.Link), Language: languageTag(profile.Language)}
		o.Title = cmp.Or(line(s.Title), line(profile.Title), hostOf(address))
		o.Text = o.Title
		one := listedSource{outline: o}
		for i, c := range unique(s.Categories) {
			if i == 0 {
				one.folder = c
			} else {
				one.outline.Category += ","
			}
			one.outline.Category += "/" + line(strings.ReplaceAll(c.String(), ",", " "))
		}
		listed = append(listed, one)
	}
	return listed
}

// folderIn is the inside of the folder of that name, which it makes where it is not
// there.
func folderIn(list *[]outline, name string) *[]outline {
	isIt := func(o outline) bool { return o.XMLURL == "" && o.Text == name }
	i := slices.IndexFunc(*list, isIt)
	if i < 0 {
		i = len(*list)
		*list = append(*list, outline{Text: name})
	}
	return &(*list)[i].Outlines
}

// sortOutlines puts folders and sources in an order that hangs on their names alone.
func sortOutlines(list []outline) {
	slices.SortFunc(list, func(a, b outline) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Text), strings.ToLower(b.Text)), strings.Compare(a.Text, b.Text), strings.Compare(a.XMLURL, b.XMLURL))
	})
	for _, o := range list {
		sortOutlines(o.Outlines)
	}
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Host
}
