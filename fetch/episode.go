package fetch

import (
	"math"
	"slices"
	"strconv"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"

	"feedloom/article"
)

// episodeOf is what the elements of Apple (help.apple.com/itc/podcasts_connect)
// and of the Podcast Namespace (podcastindex.org/namespace/1.0) say of an item;
// nil where they say nothing.
func episodeOf(e ext.Extensions) *article.Episode {
	itunes, podcast := e["itunes"], e["podcast"]
	one := article.Episode{
		Number:   fraction(first(value(podcast, "episode"), value(itunes, "episode"))),
		Season:   number(first(value(podcast, "season"), value(itunes, "season"))),
		Kind:     episodeKind(value(itunes, "episodetype")),
		Explicit: explicit(value(itunes, "explicit")),
		Chapters: article.Enclosure{URL: attr(podcast, "chapters", "url"), Type: attr(podcast, "chapters", "type")},
	}
	for _, t := range podcast["transcript"][:min(len(podcast["transcript"]), maxList)] {
		one.Transcripts = append(one.Transcripts, article.Transcript{
			URL: t.Attrs["url"], Type: t.Attrs["type"], Language: t.Attrs["language"], Captions: strings.EqualFold(t.Attrs["rel"], "captions"),
		})
	}
	known := orNil(one)
	if known != nil && known.Explicit == nil { // a rating alone makes no episode: pictures have it, too
		known.Explicit = explicit(first(values(e["media"], "rating")...))
	}
	return known
}

// orNil is the episode, nil where nothing was said of it.
func orNil(e article.Episode) *article.Episode {
	if e.Number == 0 && e.Season == 0 && e.Kind == "" && e.Explicit == nil && len(e.Transcripts) == 0 && e.Chapters.URL == "" {
		return nil
	}
	return &e
}

func episodeKind(s string) string {
	if s = strings.ToLower(strings.TrimSpace(s)); slices.Contains([]string{"full", "trailer", "bonus"}, s) {
		return s
	}
	return ""
}

// explicit reads the word that it is today, those that it was, and those of Media
// RSS.
func explicit(s string) *bool {
	var is bool
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "true", "yes", "explicit", "adult":
		is = true
	case "false", "no", "clean", "nonadult":
	default:
		return nil
	}
	return &is
}

// fraction reads the number of an episode, 0 where it is none.
func fraction(s string) float64 {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || !(f > 0 && f < 1e6) {
		return 0
	}
	return math.Round(f*1000) / 1000
}

// lasts is a duration in seconds: a number of them, or hours, minutes and
// seconds; 0 where it is none.
func lasts(s string) int {
	total := 0
	parts := strings.Split(strings.TrimSpace(s), ":")
	for i, part := range parts {
		if i == len(parts)-1 {
			part, _, _ = strings.Cut(part, ".")
		}
		n, ok := whole(part)
		if !ok || len(parts) > 3 || i > 0 && n > 59 {
			return 0
		}
		total = total*60 + n
	}
	return min(total, maxDuration)
}

// maxDuration is a month: what lasts longer is a wrong unit.
const maxDuration = 31 * 24 * 60 * 60

// owner is who answers for a show.
func owner(itunes map[string][]ext.Extension) article.Person {
	for _, o := range itunes["owner"] {
		return article.Person{Name: value(o.Children, "name"), Email: value(o.Children, "email")}
	}
	return article.Person{}
}

// withEpisode adds what is said of an episode to an item that has its files
// already. How long it lasts is said of the first file that can last.
func (r *raw) withEpisode(e ext.Extensions) {
	r.Episode = episodeOf(e)
	seconds := lasts(value(e["itunes"], "duration"))
	for i := range r.Enclosures {
		if f := &r.Enclosures[i]; seconds > 0 && !isImage(f.Type, "", f.URL) {
			if f.Duration == 0 {
				f.Duration = seconds
			}
			return
		}
	}
}

// episode finishes it: addresses absolute, texts plain.
func (f finisher) episode(given *article.Episode) *article.Episode {
	if given == nil {
		return nil
	}
	e := *given
	e.Chapters = article.Enclosure{URL: absolute(f.base, e.Chapters.URL), Type: plain(e.Chapters.Type, f.most)}
	if e.Chapters.URL == "" {
		e.Chapters.Type = ""
	}
	e.Transcripts = nil
	for _, t := range given.Transcripts {
		t.URL, t.Type, t.Language = absolute(f.base, t.URL), plain(t.Type, f.most), language(t.Language)
		if t.URL != "" && !slices.Contains(e.Transcripts, t) {
			e.Transcripts = append(e.Transcripts, t)
		}
	}
	return orNil(e)
}
