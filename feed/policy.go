package feed

import (
	"cmp"
	"html"
	"strings"

	"feedloom/article"
)

// apply shows the entry as its source's policy says.
func (it *Entry) apply(p article.Policy) {
	switch p.Extent {
	case article.TitleOnly:
		it.titled()
		it.Summary, it.Content = "", ""
	case article.Beginning:
		it.Summary, it.Content = paragraph(beginning(cmp.Or(it.Content, it.Summary), p.Words)), ""
	}
	if p.Credit != "" {
		it.credit(p.Credit)
	}
	if p.TitlePrefix != "" && it.Title != "" {
		it.Title = line(p.TitlePrefix + it.Title)
	}
	it.NoIndex = p.NoIndex
}

// titled gives an entry that has text and no title the beginning of that, before
// the text goes.
func (it *Entry) titled() {
	if it.Title == "" && article.Text(it.Summary+it.Content, 1) != "" {
		it.Title = it.Label()
	}
}

// paragraph is a text as HTML.
func paragraph(text string) string {
	if text == "" {
		return ""
	}
	return "<p>" + html.EscapeString(text) + "</p>"
}

// credit puts a line of thanks below the text.
func (it *Entry) credit(words string) {
	it.CreditLine = "<p>" + strings.NewReplacer(
		"{title}", anchor(it.Source.Page(), it.Source.Title),
		"{link}", anchor(cmp.Or(it.Link, it.Source.Page()), ""),
	).Replace(html.EscapeString(clean(words))) + "</p>"
	below := &it.Content
	if it.Content == "" && it.Summary != "" {
		below = &it.Summary
	}
	*below = strings.TrimPrefix(*below+"\n"+it.CreditLine, "\n")
}

// anchor is a link as HTML, whose text is the address where it has no other.
func anchor(to, text string) string {
	if text == "" {
		_, text, _ = strings.Cut(to, "://")
	}
	return `<a href="` + html.EscapeString(to) + `">` + html.EscapeString(cmp.Or(text, to)) + "</a>"
}
