package fetch

import (
	"cmp"
	"errors"

	"feedloom/article"
)

// ending is what a poll comes to that brought no answer to work with: held,
// gone, or failed. Only the last is an error.
func ending(d article.Delivery, src article.Source, asked article.Checkpoint, err error) (article.Delivery, error) {
	if held, ok := errors.AsType[heldError](err); ok {
		d.Held = held.Hold
		d.Checkpoint = asked
		if held.others && !held.led {
			return d, nil // it was not asked
		}
		if !held.others {
			d.Checkpoint.Hold = held.Hold
		}
		d.Checkpoint.Hold.Said, d.Checkpoint.Hold.Since = d.At, cmp.Or(asked.Hold.Since, d.At)
		return d, nil
	}
	if errors.Is(err, errGone) {
		d.Checkpoint = asked
		d.Checkpoint.Polled, d.Checkpoint.Gone = d.At, true
		return d, nil
	}
	if f := faultOf(err); f != nil {
		return d, f
	}
	f := explain(err).hiding(src)
	d.Checkpoint = failed(asked, d.At, f)
	return d, f
}
