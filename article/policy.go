package article

// Policy is how a source's articles are shown. The zero value shows all that it
// sent.
type Policy struct {
	// Extent is how much of the text is shown, Words how much that is where it is
	// the beginning.
	Extent Extent
	Words  int
	// Credit is a line below the text, in which {title} stands for the source and
	// {link} for the article's address; empty for none.
	Credit string
	// TitlePrefix stands before each title, as it is.
	TitlePrefix string
	// NoIndex asks search engines to leave the articles out.
	NoIndex bool
}

// Extent is how much of an article's text is shown.
type Extent string

// The extents.
const (
	FullText  Extent = ""
	Beginning Extent = "words"
	TitleOnly Extent = "title"
)

// DefaultCredit is the credit line of who asks for one and gives no words.
const DefaultCredit = "Source: {title}, {link}"
