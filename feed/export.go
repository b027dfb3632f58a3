package feed

import (
	"context"
	"fmt"
	"io"

	"feedloom/article"
)

// Export writes the feed of a selection in that format, entry by entry, and says
// how many it has.
func (p *Plan) Export(ctx context.Context, w io.Writer, f Format, from Stock, sel Selection) (n int, err error) {
	profiles, err := from.Profiles()
	if err != nil {
		return 0, err
	}
	filled, err := from.Paths(p.Least)
	if err != nil {
		return 0, err
	}
	picked, err := p.pick(ctx, from, sel, profiles)
	if err != nil {
		return 0, err
	}
	d := p.document(sel.Path, nil, newTree(p, filled))
	for _, one := range picked {
		d.Entries = append(d.Entries, one.entry)
	}
	d.summarise()
	head, tail, err := f.frame(d)
	if err != nil {
		return 0, fmt.Errorf("write %s as %s: %w", d.URL, f.Title, err)
	}
	if _, err := w.Write(head); err != nil {
		return 0, err
	}
	err = visitPicked(ctx, from, picked, func(a *article.Article) error {
		it := p.Entry(a, profiles)
		b, err := f.entry(&it)
		if err != nil {
			return fmt.Errorf("write %s as %s: %w", it.Label(), f.Title, err)
		}
		if n > 0 {
			b = append([]byte(f.between+"\n"), b...)
		} else {
			b = append([]byte("\n"), b...)
		}
		n++
		_, err = w.Write(b)
		return err
	})
	if err != nil {
		return n, err
	}
	_, err = w.Write(tail)
	return n, err
}

// ExportList writes the list of all feeds.
func (p *Plan) ExportList(w io.Writer, from Stock) error {
	filled, err := from.Paths(p.Least)
	if err != nil {
		return err
	}
	b, err := renderOPML(p, newTree(p, filled))
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// exportBatch is how many posts are in memory while they are written.
const exportBatch = 200

// ExportPosts writes the posts of a selection to a folder. A post that is there
// keeps its name; files of others stay as they are, and so do posts that are not
// selected.
func (p *Plan) ExportPosts(ctx context.Context, dir string, f PostFormat, from Stock, sel Selection) (report Report, err error) {
	profiles, err := from.Profiles()
	if err != nil {
		return Report{}, err
	}
	exported := *p
	exported.posts = []PostFolder{{f, dir}}
	posts, _, err := OpenPosts(&exported, nil)
	if err != nil {
		return Report{}, err
	}
	defer posts.Close()
	var batch []article.Unposted
	var failed []error
	write := func() error {
		some, done, err := posts.Publish(ctx, profiles, batch)
		report, batch = report.And(some), nil
		if err != nil && len(done) == 0 { // the next would fail as well
			return err
		}
		failed = append(failed, err)
		return nil
	}
	err = p.Select(ctx, from, sel, func(a *article.Article) error {
		batch = append(batch, article.Unposted{PublicID: a.PublicID, Article: a})
		if len(batch) < exportBatch {
			return nil
		}
		return write()
	})
	if err == nil && len(batch) > 0 {
		err = write()
	}
	return report, some(append(failed, err))
}
