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
	// bounds. base is where it came from, nil where that is no address. cut says
	// that it ended within an item, which is left out.
	mend  func(doc []byte, base *url.URL, most bounds) (mended []byte, cut bool, err error)
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

func mendXML(doc []byte, base *url.URL, most bounds) ([]byte, bool, error) {
	mended, err := mend.Feed(doc, base, mend.Limits{
		Items:    spareItems * most.items,
		Elements: perItem * spareItems * most.items,
		Depth:    most.depth,
	})
	var crowd *mend.CrowdError
	switch {
	case errors.As(err, &crowd) && crowd.What == "items":
		return nil, false, tooManyItems(crowd.Most, most)
	case errors.As(err, &crowd):
		return nil, false, tooManyElements(crowd.Most)
	case err != nil:
		return nil, false, malformed(err)
	}
	return mended.XML, mended.Cut, nil
}

func soundJSON(doc []byte, _ *url.URL, most bounds) ([]byte, bool, error) {
	if err := checkJSON(doc, most); err != nil {
		return nil, false, err
	}
	return mendJSON(doc)
}
