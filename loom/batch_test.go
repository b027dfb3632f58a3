package loom_test

import (
	"context"
	"fmt"
	"testing"

	"feedloom/article"
	"feedloom/loom"
)

// patient is a store that saves nothing before so many documents have come, and
// counts the items that are saved together.
type patient struct {
	loom.Store
	come chan struct{} // closed then
	most int
}

func (p *patient) Save(ctx context.Context, r article.Router, ds []article.Delivery) ([]article.Outcome, error) {
	<-p.come
	items := 0
	for _, d := range ds {
		items += len(d.Listed)
	}
	p.most = max(p.most, items)
	return p.Store.Save(ctx, r, ds)
}

// However many documents are waiting, memory holds what a few hundred items
// change in the store.
func TestManyItemsAreSavedInTurns(t *testing.T) {
	const documents, items = 25, 100
	r := newRoom(t)
	p := &patient{Store: r.Store, come: make(chan struct{})}
	r.Store = p
	var sources []string
	came := 0
	for i := range documents {
		source := fmt.Sprintf("s%d.example", i)
		sources = append(sources, source)
		for n := range items {
			r.web.add(source, fmt.Sprint("Item ", n))
		}
		r.web.after[source] = func() {
			if came++; came == documents {
				close(p.come)
			}
		}
	}
	summary, err := r.once(t.Context(), loom.Once{}, sources...)
	if err != nil || len(summary.Results) != documents {
		t.Fatal(len(summary.Results), err)
	}
	if p.most < items || p.most > 500 {
		t.Errorf("%d items were saved together", p.most)
	}
}
