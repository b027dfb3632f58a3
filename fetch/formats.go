package fetch

import (
	"errors"
	"io"
	"net/url"

	"feedloom/internal/mend"
)

// format is a form that a feed can have: a row of the table.
type format struct {
	root string // the local name of its root element, lower case; { for JSON
	// mend makes a document in UTF-8 ready to parse, or fails where it is out of
	// bounds. base is where it came from, nil where that is no address.
	mend  func(doc []byte, base *url.URL, most bounds) ([]byte, error)
	parse func(io.Reader) (parsed, error)
}

// formats is the table.
var formats = []format{
	{"rss", mendXML, parseRSS},     // RSS 0.9x and 2.0
	{"rdf", mendXML, parseRSS},     // RSS 0.90 and 1.0
	{"channel", mendXML, parseRSS}, // CDF, RSS 1.1
	{"feed", mendXML, parseAtom},
	{"{", soundJSON, parseJSON},
}

func mendXML(doc []byte, base *url.URL, most bounds) ([]byte, error) {
	doc, err := mend.Feed(doc, base, mend.Limits{
		Items:    spareItems * most.items,
		Elements: perItem * spareItems * most.items,
		Depth:    most.depth,
	})
	var crowd *mend.CrowdError
	switch {
	case errors.As(err, &crowd) && crowd.What == "items":
		return nil, tooManyItems(crowd.Most, most)
	case errors.As(err, &crowd):
		return nil, tooManyElements(crowd.Most)
	case err != nil:
		return nil, malformed(err)
	}
	return doc, nil
}

func soundJSON(doc []byte, _ *url.URL, most bounds) ([]byte, error) {
	if err := checkJSON(doc, most); err != nil {
		return nil, err
	}
	return mendJSON(doc)
}
