package fetch

import (
	"bytes"
	"io"
)

// format is a form that a feed can have: a row of the table.
type format struct {
	root string // the local name of its root element, lower case; { for JSON
	// check makes a document in UTF-8 ready to parse, or fails where it is out
	// of bounds.
	check func(doc []byte, most bounds) ([]byte, error)
	parse func(io.Reader) (parsed, error)
}

// formats is the table.
var formats = []format{
	{"rss", soundXML, parseRSS}, // RSS 0.9x and 2.0
	{"rdf", soundXML, parseRSS}, // RSS 1.0
	{"feed", soundAtom, parseAtom},
	{"{", soundJSON, parseJSON},
}

func soundXML(doc []byte, most bounds) ([]byte, error) {
	doc = withoutIllegalReferences(bytes.Clone(doc)) // checkXML writes into it
	return doc, checkXML(doc, most)
}

func soundAtom(doc []byte, most bounds) ([]byte, error) {
	doc, err := soundXML(doc, most)
	if err != nil {
		return nil, err
	}
	return neutral(doc), nil
}

func soundJSON(doc []byte, most bounds) ([]byte, error) {
	return doc, checkJSON(doc, most)
}
