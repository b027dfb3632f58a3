package config

import "feedloom/article"

// retention reads which articles are kept, and names the keys that are given.
func (v value) retention(keep *Retention) map[string]bool {
	return v.mapping(
		key{"max_age", duration(&keep.MaxAge, "0", "36500d")},
		key{"max_articles", integer(&keep.MaxArticles, "0", "1000000000")},
	)
}

// categoryRetention reads that of a category, which may keep for ever what
// would go elsewhere.
func categoryRetention(keep *Retention) func(value) {
	return func(v value) {
		if given := v.retention(keep); given["max_age"] && keep.MaxAge == 0 {
			keep.MaxAge = article.Forever
		}
	}
}
