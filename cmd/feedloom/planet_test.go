//go:build !windows

package main

import (
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/internal/origin"
	"feedloom/store"
)

// planet is a config, an origin that grows, and what was found in the store last.
// The store and the output lie in folders of their own, in which something may be
// wrong.
type planet struct {
	dir, store, output string
	random             *rand.Rand
	feeds              []*growing
	kept               kept
	account            account
}

func newPlanet(t *testing.T, seed int) *planet {
	dir := t.TempDir()
	p := &planet{
		dir: dir, store: filepath.Join(dir, "store"), output: filepath.Join(dir, "site", "public"),
		random: rand.New(rand.NewPCG(uint64(seed), 0)),
	}
	for _, folder := range []string{p.store, filepath.Dir(p.output)} {
		if err := os.Mkdir(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	o := origin.New(t)
	alpha := newGrowing(o, "alpha", origin.RSS, nil)
	p.feeds = []*growing{
		alpha, newGrowing(o, "beta", origin.Atom, nil), newGrowing(o, "gamma", origin.JSON, nil),
		newGrowing(o, "mirror", origin.RSS, alpha),
	}
	writeConfig(t, dir, `listen: ""
schedule: 1s
store: store/feedloom.db
site: {limit: 20, output: site/public}
fetch: {allow_private: ["%[2]s"]}
sources:
  - {id: alpha, url: "%[1]s/alpha", category: [News, Alpha]}
  - {id: beta, url: "%[1]s/beta", categories: [[News, Beta], [Science, Physics]]}
  - {id: gamma, url: "%[1]s/gamma", category: own}
  - {id: mirror, url: "%[1]s/mirror", category: [Links]}
feeds:
  - {path: [News], limit: 5, archive: true}
`, o.URL(), o.HostPort())
	return p
}

func (p *planet) grow() {
	stored := p.kept.stored()
	for _, g := range p.feeds {
		g.grow(p.random, stored)
	}
}

func (p *planet) listed() int {
	n := 0
	for _, g := range p.feeds {
		n += len(g.listed)
	}
	return n
}

// wholeRun lets one run come to its end: all that was ever listed is stored
// and published then, and nothing is left half done.
func (p *planet) wholeRun(t *testing.T) {
	t.Helper()
	weave(t, p.dir, "once", "--all")
	p.checkWhole(t)
}

func (p *planet) checkWhole(t *testing.T) {
	t.Helper()
	p.look(t, true)
	if report, err := store.Check(t.Context(), filepath.Join(p.store, "feedloom.db")); err != nil || !report.Whole() {
		t.Errorf("the store: %v, %q", err, report.Problems)
	}
	checkArchive(t, p.dir)
	if n := halfWritten(p.output) + halfWritten(p.store); n > 0 || p.kept.stale > 0 {
		t.Errorf("after a whole run %d files are half written, %d feeds stale", n, p.kept.stale)
	}
	fresh, published := freshly(t, p.dir), contents(t, p.output)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(fresh)), slices.Sorted(maps.Keys(published))); diff != "" {
		t.Errorf("files (-fresh +published):\n%s", diff)
	}
	for name, content := range fresh {
		if content != published[name] {
			t.Errorf("%s is not what the store holds, but has %d bytes for %d", name, len(published[name]), len(content))
		}
	}
}

// look reads what is kept now, holds it against what it should be, and returns
// what was kept before.
func (p *planet) look(t *testing.T, wholeRun bool) (before kept) {
	t.Helper()
	checkPages(t, filepath.Join(p.store, "feedloom.db"))
	before, p.kept = p.kept, keptIn(t, p.dir)
	for _, g := range p.feeds {
		g.check(t, &p.account, before, p.kept, wholeRun)
	}
	checkOnce(t, &p.account, p.kept)
	return before
}

// checkPages has bbolt look at every page of its file.
func checkPages(t *testing.T, path string) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.View(func(tx *bbolt.Tx) error {
		for wrong := range tx.Check() {
			t.Errorf("the store: %v", wrong)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// freshly is what the store of a folder gives when it is published for the
// first time: the bytes of each file.
func freshly(t *testing.T, dir string) (files map[string]string) {
	t.Helper()
	withStore(t, dir, func(s *store.Store) {
		plan, fresh := feed.NewPlan(siteOf(readConfig(t, dir))), t.TempDir()
		out, err := feed.OpenOutput(fresh)
		if err != nil {
			t.Fatal(err)
		}
		defer out.Close()
		held, err := s.Paths(plan.Least)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.Publish(t.Context(), plan, s, append(plan.Paths(), held...)); err != nil {
			t.Fatal(err)
		}
		files = contents(t, fresh)
	})
	return files
}

// archived is a feed of the planet that has an archive, and shows so many articles.
var (
	archived = article.Category{"News"}
	shown    = 5
)

// checkArchive wants all that the feed holds to be among what it shows, or on a page
// of its archive.
func checkArchive(t *testing.T, dir string) {
	t.Helper()
	withStore(t, dir, func(s *store.Store) {
		reach, err := s.Archive(archived)
		if err != nil {
			t.Fatal(err)
		}
		on := map[uint64]int{}
		for page := reach.First; page <= reach.Last && page > 0; page++ {
			members, err := s.Page(archived, page, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range members {
				on[m.ID]++
			}
		}
		all, err := s.Newest(archived, 1_000_000)
		if err != nil {
			t.Fatal(err)
		}
		for i, a := range all {
			if on[a.ID] > 1 || i >= shown && on[a.ID] == 0 {
				t.Errorf("article %d, at place %d, is on %d pages", a.ID, i+1, on[a.ID])
			}
		}
	})
}

// contents are the published files of a folder.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for name := range published(dir) {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(data)
	}
	return files
}
