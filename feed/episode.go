package feed

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"feedloom/article"
)

// The name spaces of episodes: Apple's, and that of Podcasting 2.0.
const (
	itunesSpace  = "http://www.itunes.com/dtds/podcast-1.0.dtd"
	podcastSpace = "https://podcastindex.org/namespace/1.0"
)

// itunesItem is what Apple's elements say of an episode.
type itunesItem struct {
	Duration string       `xml:"itunes:duration,omitempty"`
	Season   int          `xml:"itunes:season,omitempty"`
	Number   int          `xml:"itunes:episode,omitempty"`
	Kind     string       `xml:"itunes:episodeType,omitempty"`
	Explicit string       `xml:"itunes:explicit,omitempty"`
	Image    *itunesImage `xml:"itunes:image"`
}

type itunesImage struct {
	Href string `xml:"href,attr"`
}

// podcastItem is what the Podcast Namespace says of an episode.
type podcastItem struct {
	Season      int                 `xml:"podcast:season,omitempty"`
	Number      string              `xml:"podcast:episode,omitempty"`
	Transcripts []podcastTranscript `xml:"podcast:transcript"`
	Chapters    *podcastChapters    `xml:"podcast:chapters"`
}

type podcastTranscript struct {
	URL      string `xml:"url,attr"`
	Type     string `xml:"type,attr"`
	Language string `xml:"language,attr,omitempty"`
	Rel      string `xml:"rel,attr,omitempty"`
}

type podcastChapters struct {
	URL  string `xml:"url,attr"`
	Type string `xml:"type,attr"`
}

// itunesChannel is what Apple's elements say of a feed that holds an episode, and
// must say as soon as an item has one of them: its genres are those of its shows,
// and its owner is that of the newest.
type itunesChannel struct {
	Explicit string        `xml:"itunes:explicit"`
	Owner    *itunesOwner  `xml:"itunes:owner"`
	Genres   []itunesGenre `xml:"itunes:category"`
}

type itunesOwner struct {
	Name  *xmlText `xml:"itunes:name"`
	Email string   `xml:"itunes:email"`
}

type itunesGenre struct {
	Text string `xml:"text,attr"`
}

// isEpisode reports whether the entry is a part of a show: its source says so, or
// how long its file lasts.
func (it *Entry) isEpisode() bool { return it.Episode != nil || it.duration() > 0 }

// duration is that of the first file that has one, in seconds.
func (it *Entry) duration() int {
	for _, e := range it.Enclosures {
		if e.Duration > 0 {
			return e.Duration
		}
	}
	return 0
}

func newItunesItem(it *Entry) *itunesItem {
	if it.show() == nil {
		return nil
	}
	x := &itunesItem{Duration: size(int64(it.duration()))}
	if onWeb.MatchString(it.Image) {
		x.Image = &itunesImage{it.Image}
	}
	if e := it.Episode; e != nil {
		x.Season, x.Kind = e.Season, e.Kind
		if e.Number == math.Trunc(e.Number) {
			x.Number = int(e.Number)
		}
		if e.Explicit != nil {
			x.Explicit = strconv.FormatBool(*e.Explicit)
		}
	}
	return x
}

// newPodcastItem says what Apple's elements have no words for; and season and
// number, too, where there are none of them.
func newPodcastItem(it *Entry, numbered bool) *podcastItem {
	e := it.Episode
	if e == nil {
		return nil
	}
	x := &podcastItem{}
	if numbered || e.Number != math.Trunc(e.Number) {
		x.Season, x.Number = e.Season, decimal(e.Number)
	}
	for _, t := range e.Transcripts {
		one := podcastTranscript{t.URL, t.Type, t.Language, ""}
		if t.Captions {
			one.Rel = "captions"
		}
		x.Transcripts = append(x.Transcripts, one)
	}
	if e.Chapters.URL != "" {
		x.Chapters = &podcastChapters{e.Chapters.URL, e.Chapters.Type}
	}
	return x
}

func decimal(f float64) string {
	if f == 0 {
		return ""
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// show is what a feed says of the show that an entry is a part of.
type show struct {
	explicit bool
	genre    string
	owner    article.Person
}

// show is nil where the entry is no episode, and where its source does not say all
// that Apple asks of a feed with such elements: a genre, an owner, a language.
// Nothing is made up; what they would say is said in other words then.
func (it *Entry) show() *show {
	if !it.isEpisode() || !slices.Contains(appleGenres, it.Genre) || it.Owner.Email == "" || it.Language == "" {
		return nil
	}
	return &show{it.Episode != nil && it.Episode.Explicit != nil && *it.Episode.Explicit, it.Genre, it.Owner}
}

func (d *Document) shows() []*show {
	var all []*show
	for _, r := range d.Entries {
		if r.show != nil {
			all = append(all, r.show)
		}
	}
	return all
}

// newItunesChannel is nil where no entry is an episode.
func newItunesChannel(d *Document) *itunesChannel {
	shows := d.shows()
	if len(shows) == 0 {
		return nil
	}
	x := &itunesChannel{Explicit: strconv.FormatBool(slices.ContainsFunc(shows, func(s *show) bool { return s.explicit }))}
	for _, genre := range appleGenres {
		if slices.ContainsFunc(shows, func(s *show) bool { return s.genre == genre }) {
			x.Genres = append(x.Genres, itunesGenre{genre})
		}
	}
	x.Owner = &itunesOwner{textOf(shows[0].owner.Name), shows[0].owner.Email}
	return x
}

// appleGenres are the categories of Apple's directory of podcasts.
var appleGenres = strings.Split("Arts,Business,Comedy,Education,Fiction,Government,Health & Fitness,History,Kids & Family,Leisure,Music,News,"+
	"Religion & Spirituality,Science,Society & Culture,Sports,TV & Film,Technology,True Crime", ",")

// episode is what is published of one: clean, and nothing of what is no number
// or address.
func episode(given *article.Episode) *article.Episode {
	if given == nil {
		return nil
	}
	e := article.Episode{Number: max(0, given.Number), Season: max(0, given.Season), Explicit: given.Explicit}
	if slices.Contains([]string{"full", "trailer", "bonus"}, given.Kind) {
		e.Kind = given.Kind
	}
	for _, t := range given.Transcripts {
		t.URL, t.Language = webAddress(t.URL), languageTag(t.Language)
		t.Type = mediaType(t.Type, t.URL)
		if t.URL != "" && !slices.Contains(e.Transcripts, t) {
			e.Transcripts = append(e.Transcripts, t)
		}
	}
	if url := webAddress(given.Chapters.URL); url != "" {
		e.Chapters = article.Enclosure{URL: url, Type: mediaType(given.Chapters.Type, url)}
	}
	return &e
}
