package loom

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"feedloom/feed"
	"feedloom/internal/fault"
)

// postBatch is how many articles are in memory while posts are written.
const postBatch = 200

// publishPosts writes the posts of all articles that have changed, some at a
// time. Those that could not be written are tried again the next time.
func (p *publisher) publishPosts(ctx context.Context) (report feed.Report, err error) {
	if !p.plan.Feeds.Posts() || p.rehearse != nil {
		return feed.Report{}, nil
	}
	if err := p.openPosts(); err != nil {
		return feed.Report{}, err
	}
	profiles, err := p.store.Profiles()
	if err != nil {
		return feed.Report{}, err
	}
	var failed error // the first that some posts met
	for after := uint64(0); ; {
		changed, err := p.store.Unposted(after, postBatch)
		if err != nil || len(changed) == 0 {
			return report, errors.Join(failed, err)
		}
		after = changed[len(changed)-1].Mark
		some, done, err := p.posts.Publish(ctx, profiles, changed)
		report = report.And(some.Below(p.plan.Folder))
		if err := p.store.Posted(done); err != nil {
			return report, err
		}
		if err != nil && len(done) == 0 { // the next would fail as well
			return report, errors.Join(err, p.closePosts())
		}
		failed = cmp.Or(failed, err)
	}
}

// openPosts opens the folders of posts, and has all posts written where one of
// them has none.
func (p *publisher) openPosts() error {
	if !p.plan.Feeds.Posts() || p.posts != nil && p.posts.InPlace() {
		return nil
	}
	if err := p.closePosts(); err != nil {
		return err
	}
	posts, fresh, err := feed.OpenPosts(p.plan.Feeds, p.output)
	if err != nil {
		if fault.Advice(err) != "" {
			return err // which says more than can be said here
		}
		return fmt.Errorf("%w; make it a folder that can be written to, or name another one as site.posts", err)
	}
	if fresh {
		if err := p.store.MarkUnposted(); err != nil {
			return errors.Join(err, posts.Close())
		}
	}
	p.posts = posts
	return nil
}

func (p *publisher) closePosts() error {
	if p.posts == nil {
		return nil
	}
	posts := p.posts
	p.posts = nil
	return posts.Close()
}
