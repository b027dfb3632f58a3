package frontmatter

import (
	"strings"

	"feedloom/article"
)

// The keys of posts, by their normal names, in the order in which they are
// believed. A name with a point is that of a key within a mapping; Hugo keeps
// what it does not know itself in params.
var (
	imageKeys = []string{"headimg", "image", "image.path", "image.src", "image.url", "cover", "cover.image", "cover.src", "cover.url",
		"featuredimage", "featureimage", "featureimg", "heroimage", "hero", "banner", "bannerimage", "coverimage", "coverimg", "topimg", "indeximg", "bannerimg",
		"header.image", "header.overlayimage", "header.ogimage", "ogimage", "socialimage", "images", "img"}
	thumbnailKeys = []string{"thumbnail", "thumb", "thumbnailimage", "thumbnail.path", "thumbnail.src", "thumbnail.url", "header.teaser", "teaser"}
	dateKeys      = []string{"date", "published", "publishdate", "pubdate", "publishedat", "datepublished", "created", "createdat", "posted"}
	updatedKeys   = []string{"updated", "lastmod", "lastmodifiedat", "modified", "lastmodified", "lastupdated", "updatedat", "modifiedat", "datemodified", "dateupdated", "updatedate"}
	linkKeys      = []string{"link", "canonicalurl", "canonical", "externalurl", "externallink", "originalurl", "original"}
	ownLinkKeys   = []string{"permalink", "url"} // a path, more often than an address
	idKeys        = []string{"id", "guid", "uuid"}
	summaryKeys   = []string{"summary", "excerpt", "description", "abstract"}
	languageKeys  = []string{"lang", "language", "locale"}
	rightsKeys    = []string{"rights", "license", "licence", "copyright"}
	commentsKeys  = []string{"commentsurl", "comments", "commentslink", "discussion"}
	tagKeys       = []string{"tags", "tag", "keywords"}
	pathKeys      = []string{"categorypaths", "categories", "category"}
	authorKeys    = []string{"authors", "author", "byline"}
)

// post takes what a post has out of front matter.
func (v value) post() Post {
	v = v.withParams()
	return Post{
		Title:     v.first(anything, "title"),
		Paths:     v.paths(),
		Tags:      v.tags(),
		Image:     v.first(isPicture, imageKeys...),
		Thumbnail: v.first(isPicture, thumbnailKeys...),
		Authors:   v.authors(),
		Date:      v.first(isSaid, dateKeys...),
		Updated:   v.first(isSaid, updatedKeys...),
		Link:      v.link(),
		ID:        v.first(anything, idKeys...),
		Summary:   v.first(isSaid, summaryKeys...),
		Comments:  v.first(isAddress, commentsKeys...),
		Language:  v.first(isSaid, languageKeys...),
		Rights:    v.first(isSaid, rightsKeys...),
		Draft:     v.isDraft(),
	}
}

// withParams has Hugo's own parameters among the others.
func (v value) withParams() value {
	all := value{kind: isMapping, members: map[string]value{}}
	for name, m := range v.members["params"].members {
		all.members[name] = m
	}
	for name, m := range v.members {
		all.members[name] = m
	}
	return all
}

func (v value) link() string {
	if s := v.first(isSaid, linkKeys...); s != "" {
		return s
	}
	return v.first(isAddress, ownLinkKeys...)
}

func (v value) isDraft() bool {
	is := func(name, word string) bool { return strings.EqualFold(v.at(name).text, word) }
	return is("draft", "true") || is("published", "false")
}

// paths reads categories. A flat list is one path, as Hexo and Jekyll have it; a
// list of lists are several, and a name among them is a path of its own.
func (v value) paths() []article.Category {
	for _, key := range pathKeys {
		m := v.at(key)
		switch {
		case m.kind == isText || m.kind == isSwitch:
			return asPaths(article.Category(v.words(m.text, key == "categories")))
		case m.kind == isList && !m.hasLists():
			return asPaths(m.names())
		case m.kind == isList:
			var all []article.Category
			for _, e := range m.list {
				all = append(all, asPaths(e.names())...)
			}
			return all
		}
	}
	return nil
}

func asPaths(c article.Category) []article.Category {
	if len(c) == 0 {
		return nil
	}
	return []article.Category{c}
}

func (v value) hasLists() bool {
	for _, e := range v.list {
		if e.kind == isList {
			return true
		}
	}
	return false
}

// words are the names in one text. Jekyll has several there, with spaces
// between them; its posts are known by their layout.
func (v value) words(text string, several bool) []string {
	if several && v.at("layout").kind == isText {
		return strings.Fields(text)
	}
	return scalar(text).names()
}

// tags reads a list, or a text in which commas separate them.
func (v value) tags() []string {
	for _, key := range tagKeys {
		m := v.at(key)
		if m.kind == isList {
			return m.names()
		}
		if m.kind == isText && strings.Contains(m.text, ",") {
			return separated(m.text)
		}
		if m.kind == isText {
			return v.words(m.text, key == "tags")
		}
	}
	return nil
}

func separated(text string) []string {
	v := value{kind: isList}
	for s := range strings.SplitSeq(text, ",") {
		v.list = append(v.list, scalar(s))
	}
	return v.names()
}

// authors reads one or several, each a name or a mapping.
func (v value) authors() (all []article.Person) {
	for _, key := range authorKeys {
		m := v.at(key)
		if m.kind != isList {
			m = value{list: []value{m}}
		}
		for _, e := range m.list {
			if p := e.person(); p != (article.Person{}) {
				all = append(all, p)
			}
		}
		if len(all) > 0 {
			return all
		}
	}
	return nil
}

func (v value) person() article.Person {
	if v.kind == isText {
		return article.Person{Name: strings.TrimSpace(v.text)}
	}
	return article.Person{
		Name:  v.first(anything, "name", "nick", "title"),
		Email: v.first(anything, "email", "mail"),
		URL:   v.first(anything, "url", "link", "website", "homepage", "uri"),
	}
}
