package main

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"feedloom/article"
)

// joinedBy says in plain words which rule of identity joined a source.
var joinedBy = map[article.Rule]string{
	article.New:    "the first to name it",
	article.ByGUID: "the source gave this GUID before",
	article.ByKey:  "same URL and date",
	article.ByURL:  "same URL, though another date or none",
	article.ByID:   "same GUID, and the same title or text, at another URL",
	article.ByText: "same date, title and text at another URL",
	"":             "not recorded by the version that saved it",
}

var whyBacklog = map[article.Backlog]string{
	article.Undated:   "it had no date, or one in the future, and came with the first poll of its source",
	article.Flood:     "it came in a burst far above the rhythm of its source",
	article.Unearthed: "it is older than what its source listed before, and many such came together",
}

// text is the explanation for people. Times are in the zone of the pages.
func (x explanation) text(zone *time.Location) string {
	w := &page{zone: zone}
	switch x.State {
	case stateForgotten:
		w.forgotten(x)
	case statePruned:
		w.line("An article of which no more than the key is left: retention in config.yaml took it out.")
		w.line("It is not news when a source brings it again.")
		w.identity(x)
	default:
		w.line("%s", cmp.Or(x.Title, "(an article without a title)"))
		w.identity(x)
		w.dates(x)
		w.sources(x)
		w.names(x)
		w.edits(x)
		w.feeds(x)
	}
	return w.String()
}

// page is a text in the making. What strangers wrote cannot move the cursor.
type page struct {
	strings.Builder
	zone *time.Location
}

func (w *page) line(format string, args ...any) {
	fmt.Fprintln(w, printable(fmt.Sprintf(format, args...)))
}

func (w *page) section(name string) { fmt.Fprintf(w, "\n%s\n", name) }

// row is a line of a name and a value, none where there is no value.
func (w *page) row(name, value string) {
	if value != "" {
		w.line("  %-12s %s", name, value)
	}
}

func (w *page) time(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return clock(t, w.zone)
}

// clock is a time as pages have it.
func clock(t time.Time, zone *time.Location) string { return t.In(zone).Format("2006-01-02 15:04") }

// span is a duration in days, where it is that many.
func span(d time.Duration) string {
	if days := d / (24 * time.Hour); d == days*24*time.Hour {
		return plural(int(days), "day")
	}
	return d.String()
}

func (w *page) identity(x explanation) {
	w.row("link", x.Link)
	if x.ID > 0 {
		w.row("id", strings.TrimSuffix(fmt.Sprintf("#%d, %s", x.ID, x.PublicID), ", "))
	}
	w.row("key", x.Key)
}

func (w *page) dates(x explanation) {
	w.row("published", w.time(x.Published))
	if !x.Updated.Equal(x.Published) {
		w.row("updated", w.time(x.Updated))
	}
	w.row("first seen", w.time(x.FirstSeen))
	if !x.Arrival.Equal(x.FirstSeen) {
		w.row("arrival", w.time(x.Arrival)+" (its place in feeds goes by that)")
	}
	if x.Backlog != "" {
		w.row("backlog", cmp.Or(whyBacklog[x.Backlog], string(x.Backlog)))
	}
	if f := x.Forgotten; f != nil {
		w.row("forgotten", fmt.Sprintf("its address, since %s: what comes from there is left out (%s)", w.time(f.At), liftBy(f)))
	}
}

func (w *page) sources(x explanation) {
	w.section("Sources")
	for _, s := range x.Sources {
		w.line("  %s", s.Label)
		var notes []string
		for _, n := range []struct {
			holds bool
			text  string
		}{
			{s.Primary, "its words are shown"},
			{s.Owner, "the link is of its own site"},
			{s.Churning, "its GUIDs change all the time: they name nothing"},
			{!s.Configured, "no longer in config.yaml"},
		} {
			if n.holds {
				notes = append(notes, n.text)
			}
		}
		w.row("  note", strings.Join(notes, "; "))
		w.row("  joined", cmp.Or(joinedBy[s.Rule], string(s.Rule)))
		w.row("  first seen", w.time(s.FirstSeen))
		w.row("  dated", cmp.Or(w.time(s.Date), "by nothing that can be read as a date"))
		if s.Title != x.Title {
			w.row("  title", s.Title)
		}
		w.row("  link", s.Link)
		w.row("  GUID", s.GUID)
	}
}

func (w *page) names(x explanation) {
	if len(x.Former) == 0 {
		return
	}
	w.section("Former names")
	for _, n := range x.Former {
		if n.GUID != "" {
			w.line("  GUID %s (%s)", n.GUID, n.Source)
		} else {
			w.line("  %s (%s)", n.URL, n.Source)
		}
	}
}

func (w *page) edits(x explanation) {
	if len(x.Edits) == 0 {
		return
	}
	w.section("Edits")
	for _, e := range x.Edits {
		parts := make([]string, len(e.Parts))
		for i, p := range e.Parts {
			parts[i] = string(p)
		}
		w.line("  %s  %s (%s)", w.time(e.At), strings.Join(parts, ", "), e.Source)
	}
}

func (w *page) feeds(x explanation) {
	w.section("Feeds")
	if x.Outdated {
		w.line("  config.yaml was edited since the last run. This is what the next one makes of it:")
	}
	for _, r := range x.Rules {
		w.line("  %s, when %s", r, strings.Join(strings.Fields(r.When), " "))
	}
	if x.Nowhere != "" {
		w.line("  in none: %s", x.Nowhere)
	}
	for _, s := range x.Feeds {
		switch {
		case s.In && len(s.From) > 0:
			w.line("  %s: place %d of %d, as it merges %s", nameOfFeed(s.Path), s.Place, s.Limit, s.From)
		case s.In:
			w.line("  %s: place %d of %d%s", nameOfFeed(s.Path), s.Place, s.Limit, s.archived())
		case s.Place > s.Limit:
			w.line("  not in %s: %s (place %d, and it holds %d)%s", nameOfFeed(s.Path), s.Why, s.Place, s.Limit, s.archived())
		default:
			w.line("  not in %s: %s", nameOfFeed(s.Path), s.Why)
		}
	}
}

// archived says where the article stands in the feed's archive.
func (s standing) archived() string {
	if s.Page == 0 {
		return ""
	}
	return fmt.Sprintf(", on page %d of its archive", s.Page)
}

func nameOfFeed(path article.Category) string { return cmp.Or(path.String(), "the whole site") }

func (w *page) forgotten(x explanation) {
	f := x.Forgotten
	w.line("Forgotten since %s, as %s.", w.time(f.At), f.Asked)
	if f.URL != "" {
		w.line("Nothing comes from %s, whichever source brings it.", f.URL)
	}
	w.identity(x)
	w.line("To have it come again: %s", liftBy(f))
}

func liftBy(f *article.Forgotten) string { return fmt.Sprintf("feedloom forget --undo %d", f.Number) }

// choices lists what may be meant, and how to pick one of them.
func choices(found []article.Found, verb string, zone *time.Location) string {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Options = table.OptionsNoBordersAndSeparators
	t.Style().Format.Header = text.FormatDefault
	t.SetColumnConfigs([]table.ColumnConfig{{Number: 3, WidthMax: 60, WidthMaxEnforcer: shorten}})
	t.AppendHeader(table.Row{"ID", "Published", "Title", "Found by"})
	shown := found[:min(len(found), maxFound)]
	for _, f := range shown {
		id := fmt.Sprintf("#%d", f.ID)
		date, title := f.Key.Date(), "(no longer kept)"
		switch {
		case f.Article != nil:
			date, title = clock(f.Article.Published, zone), cmp.Or(titleOf(f.Article), f.Article.Primary().Item.Link)
		case f.ID == 0:
			id, title = "", "(forgotten before it came)"
		case f.Forgotten != nil:
			title = "(forgotten)"
		}
		t.AppendRow(table.Row{id, date, printable(title), string(f.By)})
	}
	if len(shown) == 1 {
		return fmt.Sprintf("%s\n\nIf that is meant: feedloom %s \"#%d\"\n", t.Render(), verb, shown[0].ID)
	}
	more := ""
	if len(found) > maxFound {
		more = " There are more."
		if found[0].By == article.NamedTitle {
			more = " There are more: ask for more words."
		}
	}
	return fmt.Sprintf("%s\n\nSeveral articles may be meant.%s One of them: feedloom %s \"#%d\"\n", t.Render(), more, verb, shown[len(shown)-1].ID)
}
