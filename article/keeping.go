package article

import "time"

// What a store takes and gives, whichever store it is.

// Router says in which feeds an article stands. A store keeps an index of what
// it says, and builds that anew when Membership changes. It is asked by several
// goroutines at once.
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
	// Archive is how many articles a page of that feed's archive holds, which is
	// as many as the feed itself shows. 0 says that it has no archive.
	Archive(Category) int
	// Posts reports whether articles are published one by one as well, so that
	// the store has to tell which have changed. Look differs where it does.
	Posts() bool
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
// staleness from the next. A page of an archive is never stale without its feed.
type Stale struct {
	Path  Category
	Mark  uint64
	Pages []StalePage
}

// StalePage is a page of a feed's archive whose files are behind its articles.
type StalePage struct {
	Number int
	Mark   uint64
}

// Archive is how far the archive of a feed reaches: its pages are numbered from
// the oldest, First, to the newest, Last. Both are 0 where there is none. Stale
// are those among them whose files are behind.
type Archive struct {
	First, Last int
	Stale       []int
}

// Unposted is an article whose post may be behind it.
type Unposted struct {
	// Mark tells one change from the next; later ones have higher marks.
	Mark uint64
	// PublicID is the article's. It is empty where nothing is left to do: another
	// Unposted says what became of the article.
	PublicID string
	// Article is nil where nothing of that public id is kept any more.
	Article *Article
}

// Admission is what became of an article that another store had: it is New where
// nothing else is said.
type Admission struct {
	// Known says that it was there already, or had been and was pruned.
	Known bool
	// Forgotten says that it is to stay out.
	Forgotten bool
	// Err says why it could not be stored. Others were.
	Err error
}

// New reports whether it was stored.
func (a Admission) New() bool { return a == Admission{} }

// Member is an article of a feed, which it joined at its arrival. Print is a fingerprint of all that is stored of
// it, good as long as the store is open. Article is nil where whoever asked knows
// it by that.
type Member struct {
	ID      uint64
	Arrival time.Time
	Print   Hash
	Article *Article
}

// Found is what a store has of an article that it was asked for.
type Found struct {
	// ID is its short id; 0 says that nothing of it was ever stored: its
	// address was forgotten before it came.
	ID  uint64
	Key Key
	// By says what of it was asked for.
	By Named
	// Article is nil where no more than the key is left: it was pruned, or
	// forgotten.
	Article *Article
	// Forgotten is what keeps it out, or its address; nil where nothing does.
	Forgotten *Forgotten
}

// Named is one of the things that an article can be asked for by.
type Named string

// The names of an article, in the order in which a store tries them.
const (
	NamedID     Named = "id"        // the short id, with or without "#" before it
	NamedURL    Named = "url"       // the address of any of its items
	NamedPublic Named = "public id" // as readers know it
	NamedGUID   Named = "guid"      // as a source knows it
	NamedKey    Named = "key"       // a space may stand for its NUL
	NamedTitle  Named = "title"     // some words of it
)

// Place is where an article stands in a feed: 1 is the first place. Page is the
// page of the feed's archive that it is on, 0 for none.
type Place struct {
	Path  Category
	Place int
	Page  int
}

// Takedown asks a store to forget: everything at a URL, or one article by its
// short id.
type Takedown struct {
	At    time.Time
	Asked string // the words in which it was asked for
	URL   string
	ID    uint64
}

// Forgotten is a Takedown that is in force.
type Forgotten struct {
	Number uint64    `json:"number"`
	At     time.Time `json:"at"`
	Asked  string    `json:"asked"`
	// URL is the canonical URL that nothing is taken from; empty where one
	// article was meant.
	URL string `json:"url,omitempty"`
	// IDs are the short ids of the articles that it is about.
	IDs []uint64 `json:"ids,omitempty"`
}
