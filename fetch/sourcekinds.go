package fetch

import (
	"context"
	"slices"
)

// sourceKind is a kind of source: a row of the table.
type sourceKind struct {
	is    func(url string) bool
	bring func(p *Poller, ctx context.Context, e errand, at string) (answer, error)
}

// sourceKinds is the table, asked in its order; the last row is for whatever no
// other knows.
var sourceKinds = []sourceKind{
	{isWeb, (*Poller).request},
	{func(string) bool { return true }, (*Poller).file},
}

func kindOf(url string) sourceKind {
	return sourceKinds[slices.IndexFunc(sourceKinds, func(k sourceKind) bool { return k.is(url) })]
}
