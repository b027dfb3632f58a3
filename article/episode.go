package article

// Episode is what an item is as a part of a show that is heard or seen. Its
// files, and how long they last, are the item's enclosures. A zero field was not
// sent.
type Episode struct {
	// Number is its place in the season, or in the show; there is a 3.5, too.
	Number float64 `json:"number,omitempty"`
	Season int     `json:"season,omitempty"`
	// Kind is full, trailer or bonus.
	Kind string `json:"kind,omitempty"`
	// Explicit says whether it is for adults alone; nil where nobody says.
	Explicit    *bool        `json:"explicit,omitempty"`
	Transcripts []Transcript `json:"transcripts,omitempty"`
	// Chapters is a file that lists them.
	Chapters Enclosure `json:"chapters,omitzero"`
}

// Transcript is a file with the words of an episode.
type Transcript struct {
	URL      string `json:"url"`
	Type     string `json:"type,omitempty"`
	Language string `json:"language,omitempty"`
	// Captions says that its words have their times.
	Captions bool `json:"captions,omitempty"`
}

// Size is that of a picture or a film, in pixels; zero where it is not known.
type Size struct {
	Width  int `json:"width,omitempty"`
	Height int `json:"height,omitempty"`
}
