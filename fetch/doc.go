// Package fetch polls one source and says what came: it asks an address (or
// reads a file), within bounds of time and memory that no source can break,
// and turns the document into items that are safe to keep and publish.
//
// A poll flows one way: a place to poll from (places.go), where the feed is
// thought to be (ask.go, move.go, page.go), the exchange, one for each kind of
// source (sourcekinds.go: request.go, file.go, folder.go), by the way and with the header that
// the source's access names (ways.go, proxy.go, access.go), behind a guard against
// private addresses (guard.go), what the answer means (refusal.go, hold.go,
// wall.go, login.go, fresh.go; led.go says where), the bytes
// (decompress.go, partial.go, budget.go), then
// [Read], which is pure: text (internal/decode), format (detect.go, binary.go), what is
// broken written anew (internal/mend for XML, jsonmend.go), fields, one reader for
// each format (formats.go: rss.go, atom.go, jsonfeed.go; posts.go for the files of a folder), and cleaning (finish.go,
// strain.go, clean.go). Only items that are not known are cleaned. No secret
// of the source leaves with them (discreet.go).
//
// A server that wishes to be left alone is, and so are the others of its host
// ([Poller.Hold]). What goes wrong with a source is a [Failure]: one plain line
// for its user, which shows no secret (secrets.go). What goes wrong with this machine
// is a [Fault].
package fetch
