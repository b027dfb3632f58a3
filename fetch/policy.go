package fetch

import (
	"regexp"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

// allowed is all that may stand in the HTML of an item: the elements, each
// with its attributes, besides those in everywhere. It is bluemonday's
// UGCPolicy, with media and ruby and without id, class and style.
var allowed = map[string]string{
	"a": "href hreflang type", "abbr": "", "acronym": "", "address": "", "article": "", "aside": "",
	"audio": "src controls loop muted preload", "b": "", "bdi": "", "bdo": "", "big": "", "blockquote": "cite", "br": "",
	"caption": "", "cite": "", "code": "class", "col": "span width", "colgroup": "span width", "dd": "", "del": "cite datetime",
	"details": "open", "dfn": "", "div": "", "dl": "", "dt": "", "em": "", "figcaption": "", "figure": "", "footer": "",
	"h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "header": "", "hgroup": "", "hr": "", "i": "",
	"img": "src srcset sizes alt width height referrerpolicy", "ins": "cite datetime", "kbd": "", "li": "value", "mark": "",
	"nav": "", "ol": "start reversed type", "p": "", "picture": "", "pre": "", "q": "cite", "rb": "", "rp": "", "rt": "", "rtc": "", "ruby": "",
	"s": "", "samp": "", "section": "", "small": "", "source": "src srcset sizes type media", "span": "", "strike": "", "strong": "",
	"sub": "", "summary": "", "sup": "", "table": "summary", "tbody": "", "td": "colspan rowspan headers align valign",
	"tfoot": "", "th": "colspan rowspan headers scope abbr align valign", "thead": "", "time": "datetime", "tr": "align valign",
	"track": "src kind srclang label default", "tt": "", "u": "", "ul": "type", "var": "",
	"video": "src poster controls loop muted preload width height", "wbr": "",
}

const everywhere = "title lang dir"

// Attributes that may hold only so much. Of source, poster and srcset
// bluemonday does not judge the scheme by itself.
var (
	webAddress  = regexp.MustCompile(`^https?://[^\s"'<>]+$`)
	webSet      = regexp.MustCompile(`^https?://[^\s"'<>]+( [0-9.]+[wx])?(, https?://[^\s"'<>]+( [0-9.]+[wx])?)*$`)
	pixels      = regexp.MustCompile(`^[0-9]{1,6}(\.[0-9]{1,3})?%?$`)
	word        = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]{0,34}$`)
	codeClass   = regexp.MustCompile(`^language-[A-Za-z0-9_+#.-]{1,40}$`)
	noReferrer  = regexp.MustCompile(`^no-referrer$`)
	constraints = map[string]*regexp.Regexp{
		"src": webAddress, "poster": webAddress, "srcset": webSet, "width": pixels, "height": pixels, "lang": word, "dir": word,
		"class": codeClass, "referrerpolicy": noReferrer, "align": word, "valign": word, "scope": word,
	}
)

// policy is bluemonday's view of the table: it has the last word.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowURLSchemes("http", "https", "mailto")
	p.RequireParseableURLs(true)
	for element, attributes := range allowed {
		p.AllowElements(element)
		p.AllowNoAttrs().OnElements(element)
		for _, a := range strings.Fields(attributes + " " + everywhere) {
			if c := constraints[a]; c != nil {
				p.AllowAttrs(a).Matching(c).OnElements(element)
			} else {
				p.AllowAttrs(a).OnElements(element)
			}
		}
	}
	return p
})

// permits reports whether the table has the attribute with that value.
func permits(element, attribute, value string) bool {
	c := constraints[attribute]
	return mayHave(element, attribute) && (c == nil || c.MatchString(value))
}

// mayHave reports whether the table has the attribute.
func mayHave(element, attribute string) bool {
	for _, list := range []string{allowed[element], everywhere} {
		for a := range strings.FieldsSeq(list) {
			if a == attribute {
				return true
			}
		}
	}
	return false
}
