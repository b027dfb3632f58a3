package feed

import (
	"cmp"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"feedloom/article"
)

// Strangers write tags. What is longer than a folder's name may be is no word, and
// maxTags bounds in how many feeds one article can be by its tags.
const (
	maxTagWord = maxSegment
	maxTags    = 32
)

// Tags says which tags have feeds. The zero value says none.
type Tags struct {
	// Path is the category that each tag is one below.
	Path article.Category
	// Least is how many articles must have a tag before it has a feed: 1 where it is
	// 0. It changes what is published, and not what belongs where.
	Least int
}

// TagWord is the one spelling of a tag in all its spellings, and the name of its
// feed: without a # before it, in lower case, in one width and one Unicode form
// (Unicode 16, section 3.13.5, NFKC_Casefold, whose list of what is invisible is
// longer). It is empty for what is no word.
func TagWord(tag string) string {
	word := line(strings.Map(visible, tag))
	for range maxFolds {
		folded := line(strings.TrimLeft(norm.NFKC.String(cases.Fold().String(norm.NFKC.String(word))), "# "))
		if folded == word {
			break
		}
		word = folded
	}
	if len(word) > maxTagWord || !strings.ContainsFunc(word, unicode.IsGraphic) {
		return ""
	}
	return word
}

// maxFolds is more often than a word changes when it is folded again and again.
const maxFolds = 4

// visible leaves out the marks that nobody sees, and that make two tags of one:
// soft hyphens, spaces without a width, directions, variants of a sign.
func visible(r rune) rune {
	switch {
	case r == 0xAD, r == 0x200B, r == 0x2060, r == 0xFEFF, unicode.In(r, unicode.Bidi_Control, unicode.Variation_Selector):
		return -1
	}
	return r
}

// tagFeeds are the paths of an article's tags.
func (p *Plan) tagFeeds(given []article.Tag) []article.Category {
	if len(p.site.Tags.Path) == 0 {
		return nil
	}
	var paths []article.Category
	for _, t := range given {
		if word := TagWord(t.Name()); word != "" && len(paths) < maxTags {
			paths = append(paths, append(p.site.Tags.Path[:len(p.site.Tags.Path):len(p.site.Tags.Path)], word))
		}
	}
	return unique(paths)
}

// Least is how many articles the feed of that path must hold to be published.
func (p *Plan) Least(path article.Category) int {
	if p.isTag(path) {
		return cmp.Or(p.site.Tags.Least, 1)
	}
	return 1
}

// isTag reports whether the feed of that path is a tag's.
func (p *Plan) isTag(path article.Category) bool {
	tags := p.site.Tags.Path
	return len(tags) > 0 && len(path) == len(tags)+1 && path.Under(tags)
}
