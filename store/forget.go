package store

import (
	"feedloom/article"
)

// isForgotten reports whether the item's article is to stay forgotten.
func (w *weaver) isForgotten(in article.Incoming) bool {
	return w.tx.Bucket(forgottenBucket).Get(urlAlias(in.Address)) != nil ||
		in.GUID != "" && w.tx.Bucket(forgottenBucket).Get(guidAlias(in.Source, in.GUID)) != nil
}
