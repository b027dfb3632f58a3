package feed

import "feedloom/article"

// maxOwnDepth is how deep a path may be that config.yaml does not name: folders
// have to be made of it.
const maxOwnDepth = 8

// ownPaths are the paths that an item has by itself: those of a post, unless
// its source has others in config.yaml; else the one that its tags make, where
// config.yaml says so.
func ownPaths(src *article.Source, it *article.Item) []article.Category {
	switch {
	case !src.Own && len(src.Categories) > 0:
		return nil
	case len(it.Paths) == 0 && src.Own:
		return []article.Category{ownPath(it.Tags)}
	}
	var own []article.Category
	for _, c := range it.Paths {
		if c = bounded(c); len(c) > 0 {
			own = append(own, c)
		}
	}
	return own
}

// ownPath is the path that an item's own tags make.
func ownPath(tags []article.Tag) article.Category {
	var c article.Category
	for _, t := range tags {
		c = append(c, t.Name())
	}
	return bounded(c)
}

// bounded is the path with clean names, as deep as folders may be.
func bounded(names article.Category) article.Category {
	var c article.Category
	for _, name := range names {
		if name = line(name); name != "" && len(c) < maxOwnDepth {
			c = append(c, name)
		}
	}
	return c
}
