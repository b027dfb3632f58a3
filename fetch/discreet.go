package fetch

import (
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"feedloom/article"
)

// discreet takes the secrets of a source out of what is kept and published of
// its document: servers write a feed's own address into it, token and all.
type discreet struct {
	// addresses finds secrets in an address, an identifier or a validator, and
	// texts those that a text may not show. Both are nil where there are none.
	addresses, texts *regexp.Regexp
}

func discreetAbout(src article.Source) discreet {
	own := addressSecrets(src)
	telling := slices.DeleteFunc(slices.Concat(own, accessSecrets(src)), func(s string) bool { return !isTelling(s) })
	return discreet{addresses: telling.either(own), texts: telling.either(nil)}
}

// either is the pattern of two lists, nil where both are empty. HTML may have
// them escaped.
func (s secrets) either(more secrets) *regexp.Regexp {
	all := slices.Concat(s, more)
	for _, secret := range all {
		if escaped := html.EscapeString(secret); escaped != secret {
			all = append(all, escaped)
		}
	}
	if len(all) == 0 {
		return nil
	}
	all.longestFirst()
	return all.pattern()
}

// isTelling reports whether a text would show a secret by showing this one, and
// lose a word that it needs otherwise: a short password may be any word, or
// the year.
func isTelling(secret string) bool {
	letters := strings.IndexFunc(secret, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
	digits := strings.IndexFunc(secret, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
	return utf8.RuneCountInString(secret) >= 8 || !letters && !digits
}

// reading makes a reading one that may be kept.
func (d discreet) reading(r *Reading) {
	if d.addresses == nil {
		return
	}
	p := &r.Profile
	p.FeedID = d.id(p.FeedID)
	d.inAddresses(&p.Link, &p.Icon, &p.Image)
	d.inTexts(&p.Title, &p.Description, &p.Language, &p.Rights)
	for i := range r.Listed {
		l := &r.Listed[i]
		l.GUID = d.id(l.GUID)
		if l.Item != nil {
			d.item(l.Item)
		}
	}
}

func (d discreet) item(it *article.Item) {
	it.Permalink = it.Permalink && !d.shows(it.GUID)
	it.GUID = d.id(it.GUID)
	d.inAddresses(&it.Link, &it.SentLink, &it.Image, &it.Thumbnail, &it.Comments)
	d.inTexts(&it.Title, &it.Summary, &it.Content, &it.Language, &it.Rights)
	for i := range it.Authors {
		d.inAddresses(&it.Authors[i].URL)
		d.inTexts(&it.Authors[i].Name, &it.Authors[i].Email)
	}
	for i := range it.Tags {
		d.inAddresses(&it.Tags[i].Scheme)
		d.inTexts(&it.Tags[i].Term, &it.Tags[i].Label)
	}
	for _, c := range it.Paths {
		for i := range c {
			d.inTexts(&c[i])
		}
	}
	for i := range it.Enclosures {
		d.inAddresses(&it.Enclosures[i].URL)
		d.inTexts(&it.Enclosures[i].Type)
	}
	it.Enclosures = slices.DeleteFunc(it.Enclosures, func(e article.Enclosure) bool { return e.URL == "" })
}

// shows reports whether an address or identifier shows a secret, or would if it
// were unescaped.
func (d discreet) shows(s string) bool {
	return d.addresses != nil && (d.addresses.MatchString(s) || d.addresses.MatchString(unescaped(s)))
}

// id is an identifier, or in the place of one that shows a secret one that is
// made of the rest of it: it stays the same when the secret changes.
func (d discreet) id(id string) string {
	if !d.shows(id) {
		return id
	}
	return "urn:feedloom:" + article.HashOf(d.addresses.ReplaceAllLiteralString(unescaped(id), "***")).String()
}

func (d discreet) inTexts(texts ...*string) {
	for _, t := range texts {
		if d.texts != nil {
			*t = d.texts.ReplaceAllLiteralString(*t, "***")
		}
	}
}

func (d discreet) inAddresses(addresses ...*string) {
	for _, a := range addresses {
		if d.shows(*a) {
			*a = d.public(*a)
		}
	}
}

// public is the address without the parameters and the fragment that show a
// secret; empty where another part of it does.
func (d discreet) public(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	u.User = nil
	if d.shows(u.EscapedFragment()) {
		u.Fragment, u.RawFragment = "", ""
	}
	u.RawQuery = strings.Join(slices.DeleteFunc(strings.Split(u.RawQuery, "&"), d.shows), "&")
	if public := u.String(); !d.shows(public) {
		return public
	}
	return ""
}

func unescaped(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}
