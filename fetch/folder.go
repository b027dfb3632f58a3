package fetch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"feedloom/article"
)

// postNames are how the files end that are posts.
var postNames = []string{".md", ".markdown", ".html", ".htm"}

// folder reads the posts of a folder and of those within it. Their names, times
// of change and sizes together stand in for an ETag. Nothing outside of the
// folder is read, wherever its links lead.
func (p *Poller) folder(ctx context.Context, e errand, dir string) (answer, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return answer{}, fileFailure(dir, err)
	}
	defer root.Close()
	l := listing{most: spareItems * p.options.MaxItems}
	if err := l.read(ctx, root.FS()); err != nil {
		return answer{}, fileFailure(dir, err)
	}
	switch total := l.size(); {
	case len(l.files) > l.most:
		return answer{}, tooManyItems(l.most, bounds{items: p.options.MaxItems})
	case len(l.files)+len(l.closed) == 0:
		return answer{}, fail(KindEmpty, nil, "%s has no posts (files named *%s)", dir, strings.Join(postNames, ", *"))
	case total > p.options.MaxInFlight:
		return answer{}, fail(KindTooLarge, nil, "the posts are larger than %s together (fetch.max_in_flight)", humanize.Bytes(uint64(p.options.MaxInFlight)))
	}
	etag := l.etag()
	if etag == e.asked.ETag && e.asked.Polled.Sub(l.newest()) > settled {
		return answer{unchanged: true, etag: etag}, nil
	}
	posts, err := p.readPosts(ctx, root, &l, e.share)
	return answer{document: Document{Posts: posts}, etag: etag}, err
}

// postFile is a file as the listing has it; its name is the path within the
// folder, with slashes.
type postFile struct {
	name string
	size int64
	time time.Time
}

// listing is what a folder holds, in the order of names.
type listing struct {
	most   int // files, of which one more is listed
	files  []postFile
	closed []Post // folders that could not be read
}

// read lists the posts. What is hidden is left out, and so are drafts, links to
// folders, and links that lead nowhere or out of the folder.
func (l *listing) read(ctx context.Context, root fs.FS) error {
	return fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && (name == "." || faultOf(err) != nil):
			return err
		case err != nil:
			l.closed = append(l.closed, Post{Name: name, Err: unreadable(err)})
			return nil
		case name == ".":
			return nil
		case d.IsDir() && (strings.HasPrefix(base, ".") || base == "_drafts"):
			return fs.SkipDir
		case d.IsDir() || !isPost(base):
			return nil
		}
		if info, err := fs.Stat(root, name); err == nil && info.Mode().IsRegular() {
			l.files = append(l.files, postFile{name, info.Size(), info.ModTime()})
		}
		if len(l.files) > l.most {
			return fs.SkipAll
		}
		return nil
	})
}

// isPost judges by the name. _index is Hugo's for a page that lists posts.
func isPost(base string) bool {
	ext := strings.ToLower(path.Ext(base))
	return !strings.HasPrefix(base, ".") && slices.Contains(postNames, ext) && strings.TrimSuffix(base, path.Ext(base)) != "_index"
}

func (l *listing) size() (n int64) {
	for _, f := range l.files {
		n += f.size
	}
	return n
}

func (l *listing) newest() (t time.Time) {
	for _, f := range l.files {
		if f.time.After(t) {
			t = f.time
		}
	}
	return t
}

func (l *listing) etag() string {
	var parts []string
	for _, f := range l.files {
		parts = append(parts, f.name, fmt.Sprintf("%d-%d", f.time.UnixNano(), f.size))
	}
	for _, c := range l.closed {
		parts = append(parts, c.Name)
	}
	return fmt.Sprintf("%d-%s", len(l.files), article.HashOf(parts...))
}

// readPosts reads the listed files; one that can't be read says why. In memory
// they count as one document, as large as one may be.
func (p *Poller) readPosts(ctx context.Context, root *os.Root, l *listing, s *share) ([]Post, error) {
	if err := s.reach(ctx, min(l.size(), s.budget.most)); err != nil {
		return nil, err
	}
	posts := slices.Clone(l.closed)
	for _, f := range l.files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		body, err := p.readPost(root, f)
		switch {
		case errors.Is(err, fs.ErrNotExist): // it went in the meantime
			continue
		case err != nil && faultOf(err) != nil:
			return nil, err
		}
		posts = append(posts, Post{Name: f.name, Body: body, Err: err})
	}
	return posts, nil
}

func (p *Poller) readPost(root *os.Root, f postFile) ([]byte, error) {
	if f.size > p.options.MaxBody {
		return nil, tooLarge(p.options.MaxBody)
	}
	body, err := root.ReadFile(f.name)
	switch {
	case err != nil && faultOf(err) == nil && !errors.Is(err, fs.ErrNotExist):
		return nil, unreadable(err)
	case int64(len(body)) > p.options.MaxBody: // it has grown
		return nil, tooLarge(p.options.MaxBody)
	}
	return body, err
}

func unreadable(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return errors.New("not allowed to read it")
	}
	return fmt.Errorf("cannot be read: %s", plainCause(err))
}
