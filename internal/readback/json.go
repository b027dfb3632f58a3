package readback

import (
	"encoding/json"
	"fmt"
)

// members are those of an object, as they stand in the file.
type members map[string]json.RawMessage

// text is a member that is a text; empty where it is none.
func (m members) text(name string) (s string) {
	if json.Unmarshal(m[name], &s) != nil {
		return ""
	}
	return s
}

// object is a member that is an object; nil where it is none.
func (m members) object(name string) (o members) {
	if json.Unmarshal(m[name], &o) != nil {
		return nil
	}
	return o
}

// extension is the member that has what JSON Feed has no word for. Its members
// are parts like others.
const extension = "_feedloom"

func (m members) parts(without string) Parts {
	parts := Parts{}
	for name, value := range m {
		if name != without && name != extension {
			parts[name] = string(value)
		}
	}
	for name, value := range m.object(extension) {
		parts[name] += string(value)
	}
	return parts
}

func readJSON(data []byte) (Feed, error) {
	var feed members
	if err := json.Unmarshal(data, &feed); err != nil {
		return Feed{}, fmt.Errorf("%w: %w", ErrNoFeed, err)
	}
	var items []members
	if err := json.Unmarshal(feed["items"], &items); err != nil {
		return Feed{}, fmt.Errorf("%w: its items: %w", ErrNoFeed, err)
	}
	read := Feed{Head: feed.parts("items")}
	for _, it := range items {
		read.Entries = append(read.Entries, Entry{
			ID: it.text("id"), Title: it.text("title"), Link: it.text("url"), Date: readDate(it.text("date_published")),
			Source: it.object(extension).object("source").text("title"),
			Parts:  it.parts(""),
		})
	}
	return read, nil
}
