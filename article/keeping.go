package article

// What a store takes and gives, whichever store it is.

// Router says in which feeds an article stands. A store keeps an index of what
// it says, and builds that anew when Membership changes.
type Router interface {
	// Feeds lists the paths of the feeds that hold the article, prefixes and
	// the whole site (the empty path) included.
	Feeds(*Article) []Category
	// Paths lists the feeds that there are whether they hold anything or not.
	Paths() []Category
	// Membership is a fingerprint of all that decides Feeds, Look one of all
	// that decides how the feeds are written.
	Membership() string
	Look() string
}

// Outcome says what became of a delivery.
type Outcome struct {
	// New articles were made, Edited ones show something else now, Joined ones
	// are credited to a further source.
	New, Edited, Joined int
	// Backlog counts the new ones that are no news, Why says why.
	Backlog int
	Why     Backlog
	// Forgotten counts the items that were left out because their article is to
	// stay forgotten.
	Forgotten int
	// Err says why nothing of this delivery was saved. The others were.
	Err error
}

// News reports whether there is something to publish.
func (o Outcome) News() bool { return o.New+o.Edited+o.Joined > 0 }

// Stale is a feed whose files are behind its articles. Mark tells one
// staleness from the next.
type Stale struct {
	Path Category
	Mark uint64
}
