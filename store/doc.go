// Package store keeps every article once, in one bbolt file.
//
// Save takes what polls brought and applies the rules of identity (package
// article) in one transaction with the sources' checkpoints and the list of
// the feeds that are stale by it: a checkpoint never gets ahead of its
// articles, and a crash before publishing is made good at the next start.
//
// The buckets, in the words of the design:
//
//	meta         format, and the fingerprints that the index was built with
//	articles     date NUL canonical URL [NUL hash] -> short id
//	packed       short id -> version, zstd of JSON: the article
//	ids          short id -> key of the article; outlives the article
//	aliases      (source, GUID), canonical URL, public id, print -> short ids; outlive the article
//	seen         source -> hash and short id of each item it listed last
//	checkpoints  source -> JSON
//	profiles     source -> JSON
//	habits       source -> JSON: how it publishes
//	forgotten    what was taken down, and what it must not come back by
//	feeds        path -> (class, arrival, short id): a derived index
//	draft        a new index while it is built
//	arrivals     (class, arrival, short id) -> JSON of its categories: what Prune goes by
//	archives     path -> which article is on which page, and which on none yet (archive.go)
//	stale        path -> a counter that tells one staleness from the next
//	changed      a counter -> short id, and the public id of what is gone: a journal for posts
//
// Numbers in keys are big-endian, so that byte order is their order.
//
// Check, Compact, Restore, and the methods Backup and Stats look after the
// file. A file that is damaged is an error and never a crash, and is not
// written to.
package store
