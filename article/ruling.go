package article

// Ruling is what is made of an article before it is published: by its sources,
// and then by the rules of config.yaml.
type Ruling struct {
	// Dropped says that it is published nowhere.
	Dropped bool
	// Categories are its paths.
	Categories []Category
	// Tags take the place of the article's own.
	Tags []Tag
	// Marks are words that are not published: later rules and the conditions of
	// feeds ask for them.
	Marks []string
	// Title and Image take the place of the article's own; empty leaves those.
	Title, Image string
}
